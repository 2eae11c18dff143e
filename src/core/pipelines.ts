import type { Socket } from 'node:net';
import type { Flight } from './flights.ts';

/**
 * How many requests may wait behind another on one connection before no more of them are read. What was
 * read already is still parsed: about 64 KiB, or 2,400 of the smallest requests.
 */
const MAX_WAITING = 100;

/** Requests behind others on the same connection: Node tells nobody when those are lost. */
export class Pipelines {
  readonly #waiting = new Map<Socket, Set<Flight>>();

  add(flight: Flight): void {
    const { socket } = flight;
    if (socket === undefined) return;
    const waiting = this.#waiting.get(socket) ?? new Set();
    this.#waiting.set(socket, waiting.add(flight));
    if (waiting.size > MAX_WAITING) socket.pause();
  }

  /** A request is over, whether it had to wait or not. */
  remove(flight: Flight): void {
    if (this.#waiting.size === 0) return;
    const { socket } = flight;
    const waiting = socket && this.#waiting.get(socket);
    if (socket === undefined || waiting === undefined) return;
    waiting.delete(flight);
    // Node reads on after every answer.
    if (waiting.size > MAX_WAITING) socket.pause();
    else if (socket.isPaused()) socket.resume();
    if (waiting.size === 0) this.#waiting.delete(socket);
  }

  /** The connection is gone. @returns the requests that were lost with it. */
  lose(socket: Socket): Iterable<Flight> {
    const lost = this.#waiting.get(socket) ?? [];
    this.#waiting.delete(socket);
    return lost;
  }
}
