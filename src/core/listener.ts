import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net';
import { BackworksError } from '../base/errors.ts';
import type { ServerSettings } from '../contracts/config.ts';

/** Connections beyond the limit that are let in only to be told so; further ones are dropped unheard. */
const RESERVE = 32;

/** How many ports a default port moves on at most. */
const MAX_MOVES = 100;

/** What a listener hands on. */
export interface ListenerEvents {
  request(request: IncomingMessage, response: ServerResponse, awaitsContinue: boolean): void;
  /** `Expect:` with something other than 100-continue. */
  unknownExpectation(request: IncomingMessage, response: ServerResponse): void;
  connect(request: IncomingMessage, socket: Socket): void;
  /** The client asks for WebSocket; what it sent behind the head comes with it. */
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** The bytes of a socket are no request, or came too late. */
  clientError(error: Error & { code?: string }, socket: Socket): void;
  /** A connection is gone. */
  disconnect(socket: Socket): void;
  /** A connection was dropped unheard, because there are too many. */
  dropped(): void;
  /** Accepting failed, such as for want of file descriptors; the listener goes on. */
  serverError(error: Error): void;
}

/** An HTTP/1.1 server on one address with its limits. */
export class Listener {
  readonly #server: Server;
  readonly #events: ListenerEvents;
  readonly #sockets = new Set<Socket>();
  /** Connections beyond the limit. */
  readonly #excess = new WeakSet<Socket>();
  #maxConnections = 0;
  /** The port it is bound to. */
  port = 0;

  constructor(settings: ServerSettings, events: ListenerEvents) {
    this.#events = events;
    this.#server = createServer({
      maxHeaderSize: settings.maxHeaders,
      connectionsCheckingInterval: checkingInterval(settings),
      // Checked in dispatch, where the refusal is answered as every other one.
      requireHostHeader: false,
      insecureHTTPParser: false,
    });
    this.update(settings);
    this.#server
      .on('request', (request, response) => events.request(request, response, false))
      .on('checkContinue', (request, response) => events.request(request, response, true))
      .on('checkExpectation', (request, response) => events.unknownExpectation(request, response))
      .on('connect', (request, socket) => events.connect(request, socket as Socket))
      .on('upgrade', (request, socket, head) => this.#upgrade(request, socket as Socket, head))
      .on('clientError', (error, socket) => events.clientError(error, socket as Socket))
      .on('drop', () => events.dropped())
      .on('connection', (socket) => this.#welcome(socket));
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
    return this.#sockets.size;
  }

  /** Takes over the limits that can change while it runs. */
  update(settings: ServerSettings): void {
    this.#server.requestTimeout = settings.requestTimeout;
    // Node exchanges the two when the headers have more time than the whole request they belong to.
    this.#server.headersTimeout = Math.min(settings.headersTimeout, settings.requestTimeout);
    this.#server.keepAliveTimeout = settings.keepAliveTimeout;
    this.#server.maxConnections = settings.maxConnections + RESERVE;
    this.#maxConnections = settings.maxConnections;
  }

  /** True for a connection that came when the limit was reached. */
  isExcess(socket: Socket): boolean {
    return this.#excess.has(socket);
  }

  /**
   * Stops accepting; resolves when the last connection is closed. This is how a plain net.Server closes:
   * http's own way destroys connections whose answer is written but has not reached the client yet.
   */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => NetServer.prototype.close.call(this.#server, () => resolve()));
  }

  get sockets(): Iterable<Socket> {
    return this.#sockets;
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

  /** Protocols nobody here speaks are not taken up: the request is answered as if it had not asked. */
  #upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (request.headers.upgrade?.toLowerCase() === 'websocket') {
      this.#events.upgrade(request, socket, head);
      return;
    }
    socket.unshift(Buffer.concat([headWithoutUpgrade(request), head]));
    this.#server.emit('connection', socket);
  }

  #welcome(socket: Socket): void {
    if (this.#sockets.has(socket)) return;
    if (this.#sockets.size >= this.#maxConnections) this.#excess.add(socket);
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#events.disconnect(socket);
    });
  }
}

/** The request's head as it came, but for what asks for another protocol (RFC 9110, section 7.8). */
function headWithoutUpgrade({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2);
    if (name.toLowerCase() !== 'upgrade') lines.push(`${name}: ${value}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

/** Often enough that no time limit is missed by more than a fifth, but at least every five seconds. */
function checkingInterval({ headersTimeout, requestTimeout }: ServerSettings): number {
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
