import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type HttpProxy from 'http-proxy';
import type { Exchange } from '../contracts/exchange.ts';
import type { UpgradeRequest } from '../contracts/mode.ts';
import type { RawHeaders, Sink } from '../contracts/sink.ts';
import { brokenError, lateError, type Phase } from './failure.ts';
import type { Timeouts } from './pool.ts';
import { responseHeaders } from './response-headers.ts';
import type { Target } from './target.ts';
import { Tunnel } from './tunnel.ts';

/** A WebSocket handshake for a target. */
export interface OutgoingUpgrade {
  readonly target: Target;
  readonly path: string;
  readonly headers: RawHeaders;
  readonly timeouts: Timeouts;
  readonly verify: boolean;
  readonly ca: string | undefined;
  readonly edit: (headers: string[]) => string[];
}

/**
 * Joins the client's connection with one to the target. http-proxy does it; what it leaves open is closed
 * here: it is told only what may go on, its errors are answered, either side's end ends the other, and an
 * answer that is no switch of protocols goes through the sink like every other one.
 */
export async function forwardUpgrade(
  outgoing: OutgoingUpgrade,
  exchange: Exchange,
  connection: UpgradeRequest,
  sink: Sink,
): Promise<void> {
  const { request, socket, head } = connection;
  const { proxy, takeRequest } = await load();
  const { target, path, headers, verify, ca } = outgoing;
  request.url = path;
  request.headers = { ...grouped(headers), connection: 'Upgrade', upgrade: 'websocket' };
  const options = {
    target: {
      protocol: target.secure ? 'https:' : 'http:',
      host: target.hostname,
      port: target.port,
      ...(ca !== undefined && { ca }),
    },
    ssl: target.secure && isIP(target.hostname) === 0 ? { servername: target.hostname } : {},
    secure: verify,
    toProxy: true,
  };
  quietly(() => proxy.ws(request, socket, head, options));
  new Handshake(outgoing, connection, sink).follow(takeRequest(), exchange);
}

/** A handshake until the target has answered it. */
class Handshake {
  readonly #outgoing: OutgoingUpgrade;
  readonly #connection: UpgradeRequest;
  readonly #sink: Sink;
  readonly #started = performance.now();
  #phase: Phase = 'connect';
  #timer: NodeJS.Timeout | undefined;
  #over = false;
  #tunnel: Tunnel | undefined;
  #left = false;

  constructor(outgoing: OutgoingUpgrade, connection: UpgradeRequest, sink: Sink) {
    this.#outgoing = outgoing;
    this.#connection = connection;
    this.#sink = sink;
  }

  /** http-proxy's own listeners for errors and refusals write past the sink: ours take their place. */
  follow(request: ClientRequest, exchange: Exchange): void {
    const { target } = this.#outgoing;
    this.#arm('connect', request);
    request.once('socket', (socket) => {
      socket.once(target.secure ? 'secureConnect' : 'connect', () => {
        if (this.#over) return;
        this.#phase = 'first_byte';
        this.#arm('first_byte', request);
      });
    });
    const settle = () => {
      clearTimeout(this.#timer);
      const isFirst = !this.#over;
      this.#over = true;
      return isFirst;
    };
    exchange.onAbort(() => {
      settle();
      request.destroy();
    });
    request.removeAllListeners('error').on('error', (cause) => {
      if (settle()) this.#sink.fail(brokenError(cause, this.#attempt()));
    });
    request.removeAllListeners('response').once('response', (response) => {
      if (settle()) this.#passOn(response, request);
    });
    request.prependOnceListener('upgrade', (response) => {
      if (!settle()) return;
      const switched = responseHeaders(response.rawHeaders, false);
      const { upgrade = 'websocket' } = response.headers;
      response.headers = { ...grouped(switched), connection: 'Upgrade', upgrade };
      this.#connection.opened(() => this.#leave());
    });
    // http-proxy has its turn in between: what came right behind the answer can be read only after it.
    request.once('upgrade', (_response, upstream) => this.#join(upstream));
  }

  #join(upstream: Duplex): void {
    this.#tunnel = new Tunnel(this.#connection.socket, upstream);
    if (this.#left) this.#tunnel.leave();
  }

  /** The server stops. */
  #leave(): void {
    this.#left = true;
    this.#tunnel?.leave();
  }

  /** From now on the handshake, or its refusal, is late after this limit. */
  #arm(limit: 'connect' | 'first_byte' | 'idle', request: ClientRequest): void {
    clearTimeout(this.#timer);
    const { timeouts } = this.#outgoing;
    const milliseconds = limit === 'first_byte' ? timeouts.firstByte : timeouts[limit];
    if (milliseconds === 0) return;
    this.#timer = setTimeout(() => {
      this.#over = true;
      this.#sink.fail(lateError(limit, milliseconds, this.#attempt()));
      request.destroy();
    }, milliseconds);
  }

  #passOn(response: IncomingMessage, request: ClientRequest): void {
    const sink = this.#sink;
    this.#phase = 'body';
    this.#arm('idle', request);
    sink.head(response.statusCode ?? 502, this.#outgoing.edit(responseHeaders(response.rawHeaders, false)));
    response.on('data', (chunk: Buffer) => {
      this.#arm('idle', request);
      if (sink.data(chunk)) return;
      clearTimeout(this.#timer);
      response.pause();
      sink.onDrain(() => {
        this.#arm('idle', request);
        response.resume();
      });
    });
    response.on('end', () => sink.end());
    response.on('error', (cause) => sink.fail(brokenError(cause, this.#attempt())));
    request.once('close', () => clearTimeout(this.#timer));
  }

  #attempt() {
    const timings = { connect: performance.now() - this.#started };
    return { target: this.#outgoing.target.origin, phase: this.#phase, timings };
  }
}

interface Loaded {
  readonly proxy: HttpProxy;
  /** The request that the last call of `ws` made. */
  takeRequest(): ClientRequest;
}

let loaded: Promise<Loaded> | undefined;

function load(): Promise<Loaded> {
  loaded ??= import('http-proxy').then(({ default: library }) => {
    const proxy = library.createProxyServer();
    let last: ClientRequest | undefined;
    // It throws what nobody listens to. A connection that breaks is closed, and its tunnel hears that.
    proxy.on('error', () => {});
    proxy.on('proxyReqWs', (request) => {
      last = request;
    });
    return {
      proxy,
      takeRequest() {
        if (last === undefined) throw new Error('http-proxy made no request');
        const request = last;
        last = undefined;
        return request;
      },
    };
  });
  return loaded;
}

/** http-proxy uses functions of Node.js that newer versions warn users of, who can do nothing about it. */
function quietly(work: () => void): void {
  const { noDeprecation } = process;
  process.noDeprecation = true;
  try {
    work();
  } finally {
    process.noDeprecation = noDeprecation ?? false;
  }
}

/** Headers by their names in lower case; repeated ones as a list. */
function grouped(headers: RawHeaders): IncomingHttpHeaders {
  const byName: Record<string, string | string[]> = Object.create(null);
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = (headers[i] as string).toLowerCase();
    const value = headers[i + 1] as string;
    const before = byName[name];
    byName[name] = before === undefined ? value : [before, value].flat();
  }
  return byName;
}
