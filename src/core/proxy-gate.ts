import type { Server, Socket } from 'node:net';
import type { Clock } from '../base/clock.ts';
import type { ServerSettings } from '../contracts/config.ts';
import { ProxyHeaderError, receiveProxyHeader } from './proxy-protocol.ts';
import { TrustedProxies } from './trusted-proxies.ts';

type GateSettings = Pick<ServerSettings, 'proxyProtocol' | 'trustedProxies' | 'headersTimeout'>;

/**
 * Stands before a server and lets connections in once their PROXY header is read; TLS and HTTP come after
 * it. Without `proxy_protocol` all pass at once. With `trusted_proxies` only those must send the header,
 * and all others speak to the server directly: a client that is no proxy cannot say who it is.
 */
export class ProxyGate {
  readonly #clock: Clock;
  readonly #refused: (reason: string) => void;
  readonly #waiting = new Set<Socket>();
  /** A connection can come a second time: when it asked for a protocol that nobody speaks. */
  readonly #admitted = new WeakSet<Socket>();
  #settings: GateSettings;
  #trusted: TrustedProxies | undefined;

  /**
   * @param server with all of its listeners for connections; those it gets later see connections before
   * @param refused hears of each connection that was closed for want of a header
   */
  constructor(server: Server, settings: GateSettings, clock: Clock, refused: (reason: string) => void) {
    this.#clock = clock;
    this.#refused = refused;
    this.#settings = settings;
    this.update(settings);
    const inside = server.listeners('connection');
    const admit = (socket: Socket) => {
      for (const listener of inside) listener.call(server, socket);
    };
    server.removeAllListeners('connection').on('connection', (socket: Socket) => {
      // Node knows the address of a connection that is gone only if somebody asked while it was there.
      void socket.remoteAddress;
      if (this.#wantsHeader(socket)) this.#receive(socket, admit);
      else admit(socket);
    });
  }

  /** Connections whose header is awaited. */
  get size(): number {
    return this.#waiting.size;
  }

  update(settings: GateSettings): void {
    const { trustedProxies } = settings;
    this.#settings = settings;
    this.#trusted = trustedProxies.length === 0 ? undefined : new TrustedProxies(trustedProxies);
  }

  /** Closes the connections that wait. */
  end(): void {
    for (const socket of this.#waiting) socket.destroy();
  }

  #wantsHeader(socket: Socket): boolean {
    if (!this.#settings.proxyProtocol || this.#admitted.has(socket)) return false;
    return this.#trusted?.has(socket.remoteAddress ?? '') ?? true;
  }

  #receive(socket: Socket, admit: (socket: Socket) => void): void {
    this.#waiting.add(socket);
    receiveProxyHeader(socket, { clock: this.#clock, limit: this.#settings.headersTimeout })
      .finally(() => this.#waiting.delete(socket))
      .then(
        () => {
          this.#admitted.add(socket);
          admit(socket);
        },
        (error: unknown) => {
          if (!(error instanceof ProxyHeaderError)) throw error;
          this.#refused(error.message);
        },
      );
  }
}
