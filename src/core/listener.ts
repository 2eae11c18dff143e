import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../base/clock.ts';
import { BackworksError } from '../base/errors.ts';
import type { ServerSettings } from '../contracts/config.ts';
import { Handshakes } from './handshakes.ts';
import type { SessionEvents, Sessions } from './http2/sessions.ts';
import { ProxyGate } from './proxy-gate.ts';
import type { SecureDoor } from './tls/door.ts';
import { asksForUpgrade, createRequestClass, LastRequests } from './upgrades.ts';

/** Connections beyond the limit that are let in only to be told so; further ones are dropped unheard. */
const RESERVE = 32;

/** How many ports a default port moves on at most. */
const MAX_MOVES = 100;

/** What a listener hands on. */
export interface ListenerEvents extends SessionEvents {
  request(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void;
  /** `Expect:` with something other than 100-continue. */
  unknownExpectation(request: IncomingMessage, response: ServerResponse): void;
  /** True when a request on this connection is not answered yet. */
  isBusy(socket: Socket): boolean;
  /** The client asks for WebSocket on a connection that is not busy; what it sent behind the head comes with it. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** The bytes of a socket are no request, or came too late. */
  clientError(error: Error & { code?: string }, socket: Socket): void;
  /** A client and TLS did not come to terms; the connection below, where it is still known, is about to close. */
  handshakeFailed(error: Error & { code?: string }, connection: Socket | undefined): void;
  /** A connection was closed because it did not begin with a PROXY header in order. */
  headerRefused(reason: string): void;
  /** A connection is gone. */
  disconnect(socket: Socket): void;
  /** A connection was dropped unheard, because there are too many. */
  dropped(): void;
  /** Accepting failed, such as for want of file descriptors; the listener goes on. */
  serverError(error: Error): void;
}

/** A server on one address with its limits: HTTP/1.1, or with a secure door HTTPS and HTTP/2. */
export class Listener {
  readonly #server: Server;
  readonly #events: ListenerEvents;
  readonly #secure: SecureDoor | undefined;
  readonly #sessions: Sessions | undefined;
  readonly #handshakes: Handshakes | undefined;
  readonly #gate: ProxyGate;
  /** Connections that speak HTTP/1. */
  readonly #sockets = new Set<Socket>();
  /** Connections that speak HTTP/2. */
  readonly #shared = new Set<Socket>();
  /** Connections beyond the limit. */
  readonly #excess = new WeakSet<Socket>();
  readonly #lastRequests = new LastRequests();
  #maxConnections = 0;
  /** The port it is bound to. */
  port = 0;

  constructor(settings: ServerSettings, events: ListenerEvents, clock: Clock, secure?: SecureDoor) {
    this.#events = events;
    this.#secure = secure;
    this.#sessions = secure?.createSessions(settings, events, clock);
    this.#handshakes = secure && new Handshakes(clock);
    const options = {
      maxHeaderSize: settings.maxHeaders,
      connectionsCheckingInterval: checkingInterval(settings),
      // Checked in dispatch, where the refusal is answered as every other one.
      requireHostHeader: false,
      insecureHTTPParser: false,
      IncomingMessage: createRequestClass((socket) => events.isBusy(socket)),
    };
    this.#server =
      secure?.createServer(options, (socket) => this.#welcomeShared(socket)) ?? createServer(options);
    this.#server
      .on('request', (request, response) => {
        if (this.#admits(request, response)) events.request(request, response, false);
      })
      .on('checkContinue', (request, response) => {
        if (this.#admits(request, response)) events.request(request, response, true);
      })
      .on('checkExpectation', (request, response) => {
        if (this.#admits(request, response)) events.unknownExpectation(request, response);
      })
      .on('upgrade', (request, socket, head) => events.upgrade(request, socket as Socket, head))
      .on('clientError', (error, socket) => this.#clientError(error, socket as Socket))
      .on('drop', () => events.dropped());
    if (secure === undefined) this.#server.on('connection', (socket) => this.#welcome(socket));
    else this.#watchHandshakes();
    this.#gate = new ProxyGate(this.#server, settings, clock, (reason) => events.headerRefused(reason));
    this.update(settings);
  }

  /**
   * Binds the address.
   *
   * @param move a port that is taken moves on to the next free one
   * @throws BackworksError BW7001 to BW7003 when the address cannot be used
   */
  async listen(host: string, port: number, move: boolean): Promise<void> {
    for (let moves = 0; ; moves++) {
      try {
        return await this.#bind(host, port + moves);
      } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
        if (!taken || !move || moves === MAX_MOVES || port + moves >= 65_535) {
          throw addressError(error as NodeJS.ErrnoException, host, port + moves);
        }
      }
    }
  }

  get connections(): number {
    return this.#sockets.size + this.#shared.size + (this.#handshakes?.size ?? 0) + this.#gate.size;
  }

  /** Takes over the limits that can change while it runs, but not the certificate. */
  update(settings: ServerSettings): void {
    // Node would cut uploads, too, that endpoints read as they come; the service looks after bodies.
    this.#server.requestTimeout = 0;
    this.#server.headersTimeout = Math.min(settings.headersTimeout, settings.requestTimeout);
    this.#server.keepAliveTimeout = settings.keepAliveTimeout;
    this.#server.maxConnections = settings.maxConnections + RESERVE;
    this.#maxConnections = settings.maxConnections;
    this.#gate.update(settings);
  }

  /** Shows another certificate from now on. @throws when it cannot be used; then the old one stays */
  renew({ tls }: ServerSettings): void {
    if (tls !== undefined) this.#secure?.update(tls);
  }

  /** True for a connection that came when the limit was reached. */
  isExcess(socket: Socket): boolean {
    return this.#excess.has(socket);
  }

  /** Closes connections that do not come to their point; to be called now and then. */
  sweep(elapsed: number, settings: ServerSettings): void {
    this.#handshakes?.sweep(settings.headersTimeout);
    this.#sessions?.sweep(elapsed, settings);
  }

  /**
   * Stops accepting; resolves when the last connection is closed. This is how a plain net.Server closes:
   * http's own way destroys connections whose answer is written but has not reached the client yet.
   */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => NetServer.prototype.close.call(this.#server, () => resolve()));
  }

  /** Connections that speak HTTP/1. */
  get sockets(): Iterable<Socket> {
    return this.#sockets;
  }

  /** Tells HTTP/2 clients to send no more requests; what they sent is still answered. */
  dismissSessions(): void {
    this.#sessions?.close();
  }

  /** Ends every connection; what was written still goes out. */
  endAll(): void {
    for (const socket of this.#sockets) socket.destroySoon();
    this.#sessions?.close();
    this.#handshakes?.end();
    this.#gate.end();
  }

  /** HTTP/2 connections that are still there have heard the farewell and do not leave. */
  destroySessions(): void {
    this.#sessions?.destroy();
  }

  #bind(host: string, port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject).on('error', (error) => this.#events.serverError(error));
        this.port = (this.#server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  /** @returns false for what comes behind the last request of a connection */
  #admits(request: IncomingMessage, response: ServerResponse): boolean {
    if (this.#lastRequests.isBehind(request)) return false;
    if (asksForUpgrade(request)) {
      response.shouldKeepAlive = false;
      this.#lastRequests.add(request);
    }
    return true;
  }

  #clientError(error: Error & { code?: string }, socket: Socket): void {
    if (this.#secure === undefined || this.#sockets.has(socket)) {
      this.#events.clientError(error, socket);
      return;
    }
    this.#events.handshakeFailed(error, this.#handshakes?.connectionOf(socket));
    socket.destroy();
  }

  #watchHandshakes(): void {
    this.#server
      .on('connection', (socket) => this.#handshakes?.begin(socket))
      // Those of HTTP/2 were welcomed before.
      .on('secureConnection', (socket: TLSSocket) => {
        this.#handshakes?.succeed(socket);
        if (!this.#shared.has(socket)) this.#welcome(socket);
      });
  }

  #welcomeShared(socket: TLSSocket): void {
    const excess = this.#isFull;
    this.#shared.add(socket);
    socket.once('close', () => this.#shared.delete(socket));
    this.#sessions?.accept(socket, excess);
  }

  get #isFull(): boolean {
    return this.#sockets.size + this.#shared.size >= this.#maxConnections;
  }

  #welcome(socket: Socket): void {
    if (this.#sockets.has(socket)) return;
    if (this.#isFull) this.#excess.add(socket);
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#events.disconnect(socket);
    });
  }
}

/** Often enough that no time limit is missed by more than a fifth, but at least every five seconds. */
export function checkingInterval({ headersTimeout, requestTimeout }: ServerSettings): number {
  const shortest = Math.min(...[headersTimeout, requestTimeout].filter((time) => time > 0), 25_000);
  return Math.max(20, Math.floor(shortest / 5));
}

function addressError(error: NodeJS.ErrnoException, host: string, port: number): BackworksError {
  const at = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new BackworksError('BW7001', `${at} is already in use`, { cause: error });
    case 'EACCES':
      return new BackworksError('BW7002', `${at} may not be used by this user`, { cause: error });
    default:
      return new BackworksError('BW7003', `${at} cannot be used: ${error.message}`, { cause: error });
  }
}
