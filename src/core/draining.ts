import type { Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import { BackworksError } from '../base/errors.ts';
import type { Flight } from './flights.ts';
import type { Listener } from './listener.ts';
import type { Site } from './site.ts';

/**
 * How long, in ms, a connection without a request stays open when the server stops: a client that kept it
 * may have sent the next request already, and gets its answer, with the word that it was the last one.
 */
const LINGER = 100;

/** What became of the requests in flight when a service stopped. */
export interface DrainReport {
  readonly finished: number;
  readonly cut: number;
}

export interface DrainingParts {
  readonly site: Site;
  readonly clock: Clock;
  readonly listener: Pick<
    Listener,
    'close' | 'connections' | 'destroySessions' | 'dismissSessions' | 'endAll' | 'sockets'
  >;
  /** Requests of the service that are not over, the oldest first. */
  flights(): Iterable<Flight>;
  /** How many those are. */
  open(): number;
}

/** The end of a service: nothing new is accepted, and what is in flight finishes or is cut. */
export class Draining {
  readonly #parts: DrainingParts;
  /** Groups of idle connections that will be closed in a moment. */
  #lingering = 0;
  /** Requests that ended since the service began to stop. */
  #finished = 0;
  #draining: Promise<DrainReport> | undefined;
  #drained: () => void = () => {};

  constructor(parts: DrainingParts) {
    this.#parts = parts;
  }

  /**
   * Accepts nothing new, lets requests in flight finish, and cuts those that last longer.
   *
   * @param grace in ms; a second call may shorten the first one's
   */
  drain(grace: number): Promise<DrainReport> {
    this.#draining ??= this.#drain();
    if (grace <= 0) this.#drained();
    else this.#parts.clock.after(grace, () => this.#drained());
    return this.#draining;
  }

  /** True when an answer said that it is the last one on the connection. */
  isEnding(socket: Socket): boolean {
    for (const flight of this.#parts.flights())
      if (flight.socket === socket && flight.sink.closes) return true;
    return false;
  }

  /** A request is over; HTTP/2 sees to its own connections. */
  landed(socket: Socket | undefined): void {
    this.#finished += 1;
    if (socket !== undefined) this.#dismiss([socket]);
    this.settle();
  }

  /** Looks whether there is anything left to wait for. */
  settle(): void {
    const { open, listener } = this.#parts;
    if (open() > 0) return;
    if (this.#lingering === 0 || listener.connections === 0) this.#drained();
  }

  async #drain(): Promise<DrainReport> {
    const { site, clock, listener, flights, open } = this.#parts;
    site.draining = true;
    const closed = listener.close();
    await new Promise<void>((resolve) => {
      this.#drained = resolve;
      for (const { sink } of flights()) if (sink.handedOver) sink.leave();
      this.#dismiss(listener.sockets);
      clock.after(LINGER, () => listener.dismissSessions());
      this.settle();
    });
    const cut = open();
    const finished = this.#finished;
    const stops = new BackworksError('BW6012', 'the server stopped before the answer was complete');
    for (const { sink } of flights()) sink.abandon(stops);
    listener.endAll();
    clock.after(LINGER, () => listener.destroySessions());
    await closed;
    return { finished, cut };
  }

  /** Closes, in a moment, those of the connections that are idle then; what was written still goes out. */
  #dismiss(sockets: Iterable<Socket>): void {
    const dismissed = [...sockets];
    const { clock, flights } = this.#parts;
    this.#lingering += 1;
    clock.after(LINGER, () => {
      this.#lingering -= 1;
      const busy = new Set([...flights()].map((flight) => flight.socket));
      for (const socket of dismissed) if (!busy.has(socket)) socket.destroySoon();
      this.settle();
    });
  }
}
