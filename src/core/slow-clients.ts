import type { Socket } from 'node:net';
import { BackworksError } from '../base/errors.ts';
import type { Flight } from './flights.ts';
import { Stillness } from './stillness.ts';

/**
 * Cuts off clients that let us wait: with a body that does not come, or an answer that they do not take.
 * They are found by a look at everything now and then, so that no request needs a timer of its own.
 */
export class SlowClients {
  readonly #stillness = new Stillness();
  /** Connections whose last request was answered before all of it arrived. */
  readonly #halfRead = new Map<Socket, Flight>();
  readonly #refuse: (flight: Flight) => void;

  /** @param refuse answers a request whose body is overdue */
  constructor(refuse: (flight: Flight) => void) {
    this.#refuse = refuse;
  }

  /** A request is over whose body is still on its way. */
  expectRest(flight: Flight): void {
    const { socket } = flight;
    if (socket?.destroyed === false) this.#halfRead.set(socket, flight);
  }

  /** True when bytes may come that belong to a request that is answered. */
  isHalfRead(socket: Socket): boolean {
    return this.#halfRead.has(socket);
  }

  /** The connection is gone. */
  forget(socket: Socket): void {
    this.#halfRead.delete(socket);
  }

  /** @param limit in ms: how long a body may take, or stand still when it is read as it comes, and an answer */
  sweep(flights: readonly Flight[], sockets: Iterable<Socket>, now: number, limit: number): void {
    const stuck = new Set<Socket>();
    for (const socket of sockets)
      if (this.#stillness.of(socket, takenFrom(socket), now) >= limit) stuck.add(socket);
    for (const flight of flights) {
      if (flight.exchange.upgrade !== undefined) stuck.delete(flight.socket as Socket);
      else if (this.#leavesAnswer(flight, stuck, now, limit)) flight.sink.abandon(notTaken());
      else if (this.#keepsBodyBack(flight, now, limit)) this.#refuse(flight);
    }
    for (const socket of stuck) socket.destroy();
    this.#endHalfRead(now, limit);
  }

  #leavesAnswer({ sink, socket }: Flight, stuck: ReadonlySet<Socket>, now: number, limit: number): boolean {
    if (socket !== undefined) return stuck.has(socket);
    const { response } = sink;
    return this.#stillness.of(response, response.taken, now) >= limit;
  }

  /** A body that is read as it comes may take as long as it likes, but its bytes must keep coming. */
  #keepsBodyBack({ exchange, begun }: Flight, now: number, limit: number): boolean {
    const { request, bodySource, bodyProgress } = exchange;
    if (request.complete || begun === undefined) return false;
    if (bodyProgress !== undefined)
      return this.#stillness.of(bodyProgress, bodyProgress.awaited, now) >= limit;
    return bodySource === undefined && now - begun >= limit;
  }

  #endHalfRead(now: number, limit: number): void {
    for (const [socket, { exchange, begun = now }] of this.#halfRead) {
      const { complete } = exchange.request;
      const late = !complete && now - begun >= limit;
      if (late) socket.destroy();
      if (late || complete) this.#halfRead.delete(socket);
    }
  }
}

function notTaken(): BackworksError {
  return new BackworksError('BW6070', 'the client stopped reading its answer');
}

/** Bytes that the system took; undefined when none wait. */
function takenFrom(socket: Socket): number | undefined {
  if (socket.writableLength === 0) return undefined;
  // How much of a write is still queued is told nowhere else: `socket.setTimeout` looks there, too.
  const { _handle: handle } = socket as { _handle?: { readonly writeQueueSize?: number } | null };
  return socket.bytesWritten - (handle?.writeQueueSize ?? 0);
}
