import type { Socket } from 'node:net';
import type { Flight } from './flights.ts';

/**
 * How many requests may wait behind another on one connection before no more of them are read. What was
 * read already is still parsed: about 64 KiB, or 2,400 of the smallest requests.
 */
const MAX_WAITING = 100;

/**
 * How many of them are worked on at once. Their answers wait for their turn anyway, so that a few are enough
 * to keep the connection busy, and one client does not take all connections to a target.
 */
const MAX_UNDERWAY = 16;

/** Requests behind others on the same connection: Node tells nobody when those are lost. */
export class Pipelines {
  readonly #pipelines = new Map<Socket, Pipeline>();
  readonly #begin: (flight: Flight) => void;

  /** @param begin lets a request be answered; called at once, or when its turn comes */
  constructor(begin: (flight: Flight) => void) {
    this.#begin = begin;
  }

  /** A request that has to wait until the answers before its own are written. */
  add(flight: Flight): void {
    const { socket } = flight;
    if (socket === undefined) return;
    let pipeline = this.#pipelines.get(socket);
    if (pipeline === undefined) {
      pipeline = new Pipeline(this.#begin);
      this.#pipelines.set(socket, pipeline);
    }
    flight.pipeline = pipeline;
    pipeline.waiting.add(flight);
    if (pipeline.waiting.size > MAX_WAITING) socket.pause();
  }

  /** A request is over, whether it had to wait or not. */
  remove(flight: Flight): void {
    const { socket, pipeline } = flight;
    pipeline?.leave(flight);
    if (this.#pipelines.size === 0) return;
    const waiting = socket && this.#pipelines.get(socket)?.waiting;
    if (socket === undefined || waiting === undefined) return;
    // Node reads on after every answer.
    if (waiting.size > MAX_WAITING) socket.pause();
    else if (socket.isPaused()) socket.resume();
    if (waiting.size === 0) this.#pipelines.delete(socket);
  }

  /** The connection is gone. @returns the requests that were lost with it. */
  lose(socket: Socket): Iterable<Flight> {
    const pipeline = this.#pipelines.get(socket);
    this.#pipelines.delete(socket);
    return pipeline?.close() ?? [];
  }
}

/** What came on one connection behind a request whose answer is not written yet. */
export class Pipeline {
  readonly waiting = new Set<Flight>();
  readonly #begin: (flight: Flight) => void;
  readonly #underway = new Set<Flight>();
  readonly #queue = new Set<Flight>();

  constructor(begin: (flight: Flight) => void) {
    this.#begin = begin;
  }

  /** Lets a request begin now, or once enough of those before it are answered. */
  enter(flight: Flight): void {
    if (this.#underway.size < MAX_UNDERWAY) this.#start(flight);
    else {
      flight.begun = undefined;
      this.#queue.add(flight);
    }
  }

  /** The answer is complete, although it may still wait to be written. */
  answered(flight: Flight): void {
    if (this.#underway.delete(flight)) this.#startNext();
    else this.#queue.delete(flight);
  }

  /** The request is over. */
  leave(flight: Flight): void {
    this.waiting.delete(flight);
    this.answered(flight);
  }

  /** @returns the requests that are lost with the connection. */
  close(): Iterable<Flight> {
    this.#queue.clear();
    return this.waiting;
  }

  #startNext(): void {
    for (const flight of this.#queue) {
      if (this.#underway.size >= MAX_UNDERWAY) return;
      this.#queue.delete(flight);
      flight.begun = flight.site.clock.now();
      this.#start(flight);
    }
  }

  /** Whatever is answered within its own call, as most of what we make ourselves, is never under way. */
  #start(flight: Flight): void {
    this.#begin(flight);
    if (!flight.sink.answered && !flight.over) this.#underway.add(flight);
  }
}
