import type { Socket } from 'node:net';
import type { RequestEnd } from '../contracts/events.ts';
import type { ExchangeEnd } from '../contracts/hooks.ts';
import type { HttpExchange } from './exchange.ts';
import type { Pipeline } from './pipelines.ts';
import type { ClientSink } from './sink.ts';
import type { Site } from './site.ts';
import { type Holding, NOTHING_HELD } from './swap.ts';

/** A request that is not over yet. Neighbours are linked, so that coming and going costs no search. */
export class Flight {
  readonly exchange: HttpExchange;
  readonly sink: ClientSink;
  readonly site: Site;
  /** When it arrived. */
  readonly started: number;
  /** When work on it began; undefined while it waits for others on its connection. */
  begun: number | undefined;
  /** What the request keeps alive: the plan it began with, or later only its own resources. */
  holding: Holding = NOTHING_HELD;
  /** Its connection's, when it came behind other requests. */
  pipeline: Pipeline | undefined;
  over = false;
  #told = false;
  older: Flight | undefined;
  newer: Flight | undefined;

  constructor(exchange: HttpExchange, sink: ClientSink, site: Site, started: number) {
    this.exchange = exchange;
    this.sink = sink;
    this.site = site;
    this.started = started;
    this.begun = started;
  }

  /** Its answer is complete. */
  answered(): void {
    this.pipeline?.answered(this);
  }

  /** Tells everybody of its end, once. */
  tell(): void {
    if (this.#told) return;
    this.#told = true;
    const { bus, clock } = this.site;
    if (!bus.wanted && !this.exchange.endAwaited) {
      this.exchange.end(UNHEARD_END);
      return;
    }
    const end = endOf(this, clock.now());
    this.exchange.end(end);
    if (bus.wanted) bus.publish(end);
  }

  /** False while others wait behind it on the same connection. */
  get isLast(): boolean {
    const { socket } = this;
    if (socket === undefined) return true;
    for (let next = this.newer; next !== undefined; next = next.newer)
      if (next.socket === socket) return false;
    return true;
  }

  /** The connection, when it is the request's own for the time being: those of HTTP/2 are shared. */
  get socket(): Socket | undefined {
    const { request } = this.exchange;
    return request.session === undefined ? (request.socket as Socket) : undefined;
  }
}

/** All requests in flight, the oldest first. */
export class Flights {
  #oldest: Flight | undefined;
  #newest: Flight | undefined;
  size = 0;

  add(flight: Flight): void {
    flight.older = this.#newest;
    if (this.#newest === undefined) this.#oldest = flight;
    else this.#newest.newer = flight;
    this.#newest = flight;
    this.size += 1;
  }

  remove(flight: Flight): void {
    if (flight.older === undefined) this.#oldest = flight.newer;
    else flight.older.newer = flight.newer;
    if (flight.newer === undefined) this.#newest = flight.older;
    else flight.newer.older = flight.older;
    flight.older = undefined;
    flight.newer = undefined;
    this.size -= 1;
  }

  *[Symbol.iterator](): Generator<Flight> {
    let flight = this.#oldest;
    while (flight !== undefined) {
      const next: Flight | undefined = flight.newer;
      yield flight;
      flight = next;
    }
  }
}

/** For those who ask only after the end: their work on the request outlasted it. */
const UNHEARD_END: ExchangeEnd = Object.freeze({ outcome: 'aborted', status: 0, duration: 0 });

/** What the log, the metrics and the dashboard hear about a request that is over. */
function endOf({ exchange, sink, started }: Flight, now: number): RequestEnd {
  const { response, code, note } = sink;
  const { endpoint } = exchange;
  const answered = sink.handedOver || sink.delivered || response.writableFinished;
  const failed = sink.cut || (code !== undefined && response.statusCode >= 500);
  return {
    type: 'request.end',
    id: exchange.id,
    ...(exchange.client.ip !== '' && { client: exchange.client.ip }),
    method: exchange.method,
    path: exchange.clientPath,
    status: sink.handedOver ? 101 : response.headersSent ? response.statusCode : 0,
    duration: now - started,
    endpoint: exchange.routed ? endpoint.key : undefined,
    mode: exchange.routed ? endpoint.mode : undefined,
    outcome: failed ? 'failed' : answered ? 'answered' : 'aborted',
    ...(code !== undefined && { code }),
    ...(note !== undefined && { note }),
    ...(exchange.askedBy !== undefined && { asked_by: exchange.askedBy }),
  };
}
