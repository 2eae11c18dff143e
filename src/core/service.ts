import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import { BackworksError } from '../base/errors.ts';
import type { ServerSettings } from '../contracts/config.ts';
import type { ClientRequest, ClientResponse } from './client-request.ts';
import { CountedWarning } from './counted-warning.ts';
import { dispatch } from './dispatch.ts';
import { Draining, type DrainReport } from './draining.ts';
import { HttpExchange } from './exchange.ts';
import { Flight, type Flights } from './flights.ts';
import type { Http2Request } from './http2/request.ts';
import type { Http2Response } from './http2/response.ts';
import { checkingInterval, Listener, type ListenerEvents } from './listener.ts';
import { Pipelines } from './pipelines.ts';
import { type ClientError, refusalFor, refuseSocket } from './refuse.ts';
import { ClientSink } from './sink.ts';
import type { Site } from './site.ts';
import { SlowClients } from './slow-clients.ts';
import type { PlanSlot } from './swap.ts';
import type { SecureDoor } from './tls/door.ts';
import { TlsHints } from './tls/hints.ts';
import { offerUpgrade, responseOn } from './upgrade-offer.ts';

export interface ServiceOptions {
  readonly site: Site;
  readonly clock: Clock;
  readonly flights: Flights;
  readonly slot: PlanSlot;
  /** Without one the service speaks plain HTTP. */
  readonly secure: SecureDoor | undefined;
}

/** One listener in service: what arrives there becomes flights, and each flight ends exactly once. */
export class HttpService implements ListenerEvents {
  readonly #options: ServiceOptions;
  readonly #listener: Listener;
  readonly #pipelines = new Pipelines((flight) => this.#begin(flight));
  /** Connections on which no request can be read any more, with the answer for what came instead. */
  readonly #broken = new WeakMap<Socket, BackworksError>();
  readonly #slow = new SlowClients((flight) => this.#refuseLate(flight));
  readonly #hints: TlsHints;
  /** Connections that were closed for want of a PROXY header. */
  readonly #unproxied: CountedWarning;
  /** Connections that were dropped unheard. */
  readonly #dropped: CountedWarning;
  #settings: ServerSettings;
  #stopSweeping: () => void = () => {};
  readonly #draining: Draining;
  #open = 0;
  #served = 0;

  constructor(settings: ServerSettings, options: ServiceOptions) {
    this.#options = options;
    this.#settings = settings;
    const { bus } = options.site;
    this.#hints = new TlsHints(bus);
    this.#unproxied = new CountedWarning(bus, options.clock, sayUnproxied);
    this.#dropped = new CountedWarning(bus, options.clock, sayDropped);
    this.#listener = new Listener(settings, this, options.clock, options.secure);
    this.#draining = new Draining({
      site: options.site,
      clock: options.clock,
      listener: this.#listener,
      flights: () => this.#ownFlights(),
      open: () => this.#open,
    });
  }

  /**
   * Binds the address.
   *
   * @param move a port that is taken moves on to the next free one
   * @throws BackworksError BW7001 to BW7003 when the address cannot be used
   */
  async start({ host, port }: ServerSettings, move: boolean): Promise<void> {
    await this.#listener.listen(host, port, move);
    this.#sweepLater();
  }

  /** Takes over what can change while it runs. */
  update(settings: ServerSettings): void {
    this.#settings = settings;
    this.#listener.update(settings);
    try {
      this.renew(settings);
    } catch (error) {
      const message = `the certificate stays as it was: ${(error as Error).message}`;
      this.#options.site.bus.publish({ type: 'log', level: 'error', message });
    }
  }

  /** Shows another certificate from now on. @throws when it cannot be used; then the old one stays */
  renew(settings: ServerSettings): void {
    this.#listener.renew(settings);
  }

  get port(): number {
    return this.#listener.port;
  }

  /** The address clients on this machine use, such as `http://127.0.0.1:4000` or `https://…`. */
  get url(): string {
    const wide: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
    const host = wide[this.#settings.host] ?? this.#settings.host;
    const scheme = this.#options.secure === undefined ? 'http' : 'https';
    return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  get connections(): number {
    return this.#listener.connections;
  }

  /** Requests so far. */
  get served(): number {
    return this.#served;
  }

  request(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void {
    const { draining } = this.#options.site;
    if (draining && this.#draining.isEnding(request.socket)) return;
    const flight = this.#takeOff(request, response, awaitsContinue);
    if (this.#listener.isExcess(request.socket)) this.#refuseExcess(flight);
    // By then everything is read that came in one piece with it: only the last answer ends the connection.
    else if (draining) process.nextTick(() => this.#enter(flight));
    else this.#enter(flight);
  }

  http2Request(request: Http2Request, response: Http2Response, excess: boolean): void {
    const expectation = request.headers.expect?.toLowerCase();
    const flight = this.#takeOff(request, response, expectation === '100-continue');
    const { exchange, sink } = flight;
    if (excess) this.#refuseExcess(flight);
    else if (expectation !== undefined && !exchange.awaitsContinue)
      sink.fail(new BackworksError('BW6015', `the expectation "${expectation}" is not known`));
    else if (request.headSize > this.#settings.maxHeaders)
      sink.fail(new BackworksError('BW6008', 'the request headers are too large'));
    else this.#begin(flight);
  }

  unknownExpectation(request: IncomingMessage, response: ServerResponse): void {
    const { sink } = this.#takeOff(request, response, true);
    sink.fail(new BackworksError('BW6015', `the expectation "${request.headers.expect}" is not known`));
  }

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const flight = this.#takeOff(request, responseOn(socket, request), false);
    offerUpgrade(flight, request, socket, head);
    this.#begin(flight);
  }

  isBusy(socket: Socket): boolean {
    for (const flight of this.#ownFlights()) if (flight.socket === socket) return true;
    return false;
  }

  handshakeFailed(error: ClientError, connection: Socket | undefined): void {
    this.#hints.tell(error);
    if (error.code !== 'ERR_SSL_HTTP_REQUEST' || connection?.writable !== true) return;
    const refusal = new BackworksError('BW6010', 'this port speaks HTTPS, and the request came without TLS', {
      hint: 'Use https:// in place of http://.',
    });
    refuseSocket(refusal, connection, this.#options.site);
  }

  clientError(error: ClientError, socket: Socket): void {
    this.#hints.tell(error);
    const refusal = refusalFor(error);
    if (refusal === undefined || !socket.writable) socket.destroy();
    // One request, one answer: what is wrong with the rest of a request that is answered ends the connection.
    else if (this.#slow.isHalfRead(socket)) socket.destroySoon();
    else this.#refuse(refusal, socket);
  }

  disconnect(socket: Socket): void {
    this.#slow.forget(socket);
    for (const flight of this.#pipelines.lose(socket)) this.#land(flight);
    if (this.#options.site.draining) this.#draining.settle();
  }

  headerRefused(reason: string): void {
    this.#unproxied.add(reason);
  }

  dropped(): void {
    this.#dropped.add();
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
  async drain(grace: number): Promise<DrainReport> {
    const report = await this.#draining.drain(grace);
    this.#stopSweeping();
    return report;
  }

  *#ownFlights(): Generator<Flight> {
    for (const flight of this.#options.flights) if (flight.site === this.#options.site) yield flight;
  }

  /** Answers bytes that are no request, once the requests before them are answered. */
  #refuse(refusal: BackworksError, socket: Socket): void {
    const before = [...this.#ownFlights()].filter((flight) => flight.socket === socket);
    const last = before.at(-1);
    if (last === undefined) {
      refuseSocket(refusal, socket, this.#options.site);
      return;
    }
    last.sink.closes = true;
    if (last.exchange.request.complete) this.#broken.set(socket, refusal);
    else last.sink.fail(refusal);
  }

  #sweepLater(): void {
    const { clock } = this.#options;
    const begun = clock.now();
    this.#stopSweeping = clock.after(checkingInterval(this.#settings), () => {
      const now = clock.now();
      this.#slow.sweep([...this.#ownFlights()], this.#listener.sockets, now, this.#settings.requestTimeout);
      this.#listener.sweep(now - begun, this.#settings);
      this.#sweepLater();
    });
  }

  #refuseLate({ sink, socket }: Flight): void {
    const refusal = new BackworksError('BW6009', 'the request did not arrive in time');
    if (socket === undefined) sink.fail(refusal);
    else this.#refuse(refusal, socket);
  }

  #takeOff(request: ClientRequest, response: ClientResponse, awaitsContinue: boolean): Flight {
    const { clock, flights, site } = this.#options;
    const exchange = new HttpExchange(request, awaitsContinue);
    const sink = new ClientSink(response, exchange, site);
    const flight = new Flight(exchange, sink, site, clock.now());
    flights.add(flight);
    this.#open += 1;
    this.#served += 1;
    response.on('close', () => this.#land(flight));
    sink.hearer = flight;
    if (response.socket === null) this.#pipelines.add(flight);
    return flight;
  }

  #enter(flight: Flight): void {
    if (flight.pipeline === undefined) this.#begin(flight);
    else flight.pipeline.enter(flight);
  }

  /** Work on the request begins, with the plan of this moment. */
  #begin(flight: Flight): void {
    const { exchange, sink } = flight;
    if (sink.answered || exchange.request.socket.destroyed) return;
    const { slot, site } = this.#options;
    flight.holding = slot.enter();
    dispatch(exchange, sink, slot.plan, site);
  }

  #land(flight: Flight): void {
    if (flight.over) return;
    flight.over = true;
    const { flights } = this.#options;
    flights.remove(flight);
    this.#pipelines.remove(flight);
    const { socket, exchange } = flight;
    const { request } = exchange;
    if (!request.complete) this.#slow.expectRest(flight);
    this.#open -= 1;
    flight.holding.release();
    const { writableFinished, writableEnded } = flight.sink.response;
    if (!writableFinished || !writableEnded || !request.complete) exchange.abort();
    flight.tell();
    this.#endConnection(socket);
  }

  /** Ends a connection that just lost a request, if that was its last one; HTTP/2 sees to its own. */
  #endConnection(socket: Socket | undefined): void {
    const refusal = socket && this.#broken.get(socket);
    if (refusal !== undefined && socket?.writable) this.#refuse(refusal, socket);
    if (this.#options.site.draining) this.#draining.landed(socket);
  }

  #refuseExcess({ sink }: Flight): void {
    sink.closes = true;
    sink.fail(
      new BackworksError('BW6011', 'the server has no connection to spare', {
        headers: ['retry-after', '1'],
      }),
    );
  }
}

function sayUnproxied(count: number, reason: string): string {
  const what = count === 1 ? '1 connection' : `${count} connections, the last one`;
  return `closed ${what}: ${reason} (server.proxy_protocol is on)`;
}

function sayDropped(count: number): string {
  const what = count === 1 ? '1 connection' : `${count} connections`;
  return `${what} dropped: server.max_connections is reached`;
}
