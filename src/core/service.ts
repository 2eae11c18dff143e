import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { ServerSettings } from '../contracts/config.ts';
import { dispatch } from './dispatch.ts';
import { HttpExchange } from './exchange.ts';
import { endOf, Flight, type Flights } from './flights.ts';
import { Listener, type ListenerEvents } from './listener.ts';
import { RequestError } from './problem.ts';
import { refuseBytes, refuseSocket } from './refuse.ts';
import { ClientSink } from './sink.ts';
import type { Site } from './site.ts';
import type { PlanSlot } from './swap.ts';

/** What became of the requests in flight when a service stopped. */
export interface DrainReport {
  readonly finished: number;
  readonly cut: number;
}

export interface ServiceOptions {
  readonly site: Site;
  readonly clock: Clock;
  readonly flights: Flights;
  readonly slot: PlanSlot;
}

/** One listener in service: what arrives there becomes flights, and each flight ends exactly once. */
export class HttpService implements ListenerEvents {
  readonly #options: ServiceOptions;
  readonly #listener: Listener;
  readonly #host: string;
  /** Requests behind others on the same connection: Node tells nobody when those are lost. */
  readonly #queued = new Map<Socket, Set<Flight>>();
  /** Connections whose last request was answered before all of it arrived. */
  readonly #halfRead = new WeakSet<Socket>();
  #open = 0;
  #served = 0;
  #draining: Promise<DrainReport> | undefined;
  #drained: () => void = () => {};

  constructor(settings: ServerSettings, options: ServiceOptions) {
    this.#options = options;
    this.#host = settings.host;
    this.#listener = new Listener(settings, this);
  }

  /**
   * Binds the address.
   *
   * @param move a port that is taken moves on to the next free one
   * @throws BackworksError BW7001 to BW7003 when the address cannot be used
   */
  start({ host, port }: ServerSettings, move: boolean): Promise<void> {
    return this.#listener.listen(host, port, move);
  }

  update(settings: ServerSettings): void {
    this.#listener.update(settings);
  }

  get port(): number {
    return this.#listener.port;
  }

  /** The address clients on this machine use, such as `http://127.0.0.1:4000`. */
  get url(): string {
    const wide: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
    const host = wide[this.#host] ?? this.#host;
    return `http://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  get connections(): number {
    return this.#listener.connections;
  }

  /** Requests so far. */
  get served(): number {
    return this.#served;
  }

  request(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void {
    const { slot, site } = this.#options;
    const { plan } = slot;
    const flight = this.#takeOff(request, response, awaitsContinue);
    if (this.#listener.isExcess(request.socket)) this.#refuseExcess(flight);
    else dispatch(flight.exchange, flight.sink, plan, site);
  }

  unknownExpectation(request: IncomingMessage, response: ServerResponse): void {
    const { sink } = this.#takeOff(request, response, true);
    sink.fail(new RequestError('BW6015', `the expectation "${request.headers.expect}" is not known`));
  }

  connect(request: IncomingMessage, socket: Socket): void {
    const refusal = new RequestError('BW6014', 'this server opens no tunnels');
    refuseSocket(refusal, socket, this.#options.site, request.method, request.url);
  }

  clientError(error: Error & { code?: string }, socket: Socket): void {
    const { flights, site } = this.#options;
    // One request, one answer: what is wrong with the rest of a request that is answered ends the connection.
    if (this.#halfRead.has(socket)) socket.destroySoon();
    else refuseBytes(error, socket, flights, site);
  }

  disconnect(socket: Socket): void {
    for (const flight of this.#queued.get(socket) ?? []) this.#land(flight);
    this.#queued.delete(socket);
  }

  serverError(error: Error): void {
    this.#options.site.bus.publish({
      type: 'log',
      level: 'error',
      message: `cannot accept: ${error.message}`,
    });
  }

  /**
   * Accepts nothing new, lets requests in flight finish, and cuts those that last longer.
   *
   * @param grace in ms; a second call may shorten the first one's
   */
  drain(grace: number): Promise<DrainReport> {
    this.#draining ??= this.#drain();
    this.#options.clock.after(grace, () => this.#drained());
    return this.#draining;
  }

  async #drain(): Promise<DrainReport> {
    this.#options.site.draining = true;
    const inFlight = this.#open;
    const closed = this.#listener.close();
    await new Promise<void>((resolve) => {
      this.#drained = resolve;
      this.#closeIdle();
    });
    const cut = this.#open;
    for (const { sink, site } of this.#options.flights) if (site === this.#options.site) sink.abandon();
    this.#listener.closeIdle(new Set());
    await closed;
    return { finished: Math.max(0, inFlight - cut), cut };
  }

  #closeIdle(): void {
    const { flights, site } = this.#options;
    const own = [...flights].filter((flight) => flight.site === site);
    this.#listener.closeIdle(new Set(own.map(({ exchange }) => exchange.request.socket)));
    if (this.#open === 0) this.#drained();
  }

  #takeOff(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): Flight {
    const { clock, flights, site, slot } = this.#options;
    const exchange = new HttpExchange(request, awaitsContinue);
    const sink = new ClientSink(response, exchange, site);
    const flight = new Flight(exchange, sink, site, slot.enter(), clock.now());
    flights.add(flight);
    this.#open += 1;
    this.#served += 1;
    response.on('close', () => this.#land(flight));
    if (response.socket === null) this.#queue(flight);
    return flight;
  }

  #queue(flight: Flight): void {
    const { socket } = flight.exchange.request;
    const queue = this.#queued.get(socket);
    if (queue === undefined) this.#queued.set(socket, new Set([flight]));
    else queue.add(flight);
  }

  #land(flight: Flight): void {
    if (flight.over) return;
    flight.over = true;
    const { clock, flights, site } = this.#options;
    flights.remove(flight);
    this.#queued.get(flight.exchange.request.socket)?.delete(flight);
    if (!flight.exchange.request.complete) this.#halfRead.add(flight.exchange.request.socket);
    this.#open -= 1;
    flight.holding.release();
    if (!flight.sink.response.writableFinished) flight.exchange.abort();
    if (site.bus.wanted) site.bus.publish(endOf(flight, clock.now()));
    if (site.draining) this.#closeIdle();
  }

  #refuseExcess({ sink }: Flight): void {
    sink.closes = true;
    sink.fail(
      new RequestError('BW6011', 'the server has no connection to spare', { headers: ['retry-after', '1'] }),
    );
  }
}
