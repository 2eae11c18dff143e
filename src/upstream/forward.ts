import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { BackworksError } from '../base/errors.ts';
import { headerValue } from '../base/headers.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { RawHeaders, Sink } from '../contracts/sink.ts';
import type { Watched } from './deadlines.ts';
import { type Attempt, brokenError, type Limit, lateError, type Phase, statusError } from './failure.ts';
import type { Timeouts, Upstream } from './pool.ts';
import { responseHeaders, responseTrailers } from './response-headers.ts';

/** One request for a target. */
export interface Outgoing {
  readonly upstream: Upstream;
  /** The target's origin, as errors name it. */
  readonly target: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: string[];
  readonly body: Readable | Buffer | undefined;
  readonly timeouts: Timeouts;
  /** Changes the answer's headers before they go to the client. */
  readonly edit: ((headers: string[]) => string[]) | undefined;
}

/**
 * Sends a request on and streams the answer into the sink, both ways with back-pressure. A client that goes
 * away cancels it; a target that breaks off, or takes too long, fails the sink.
 */
export function forward(outgoing: Outgoing, exchange: Exchange, sink: Sink): void {
  const forwarding = new Forwarding(outgoing, exchange, sink);
  exchange.onAbort(() => forwarding.cancel());
  forwarding.start();
}

/** Methods that mean the same when they arrive twice (RFC 9110, section 9.2.2). */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE']);

/** A connection that closes this soon, in ms, was about to close anyway. */
const AT_ONCE = 250;

/** Interim answers that go on: nothing holds back a target that sends them without end. */
const MAX_INTERIM = 8;

/** What is thrown at undici for a request that nobody wants any more. */
const CANCELLED = new Error('cancelled');

/**
 * The life of one forwarded request. undici calls the `on` methods as things happen: it is the interface of
 * its parser, whose headers are bytes, and not the one in front of it that makes an object of them.
 */
class Forwarding implements Watched {
  deadline = Number.POSITIVE_INFINITY;
  slot = -1;
  readonly #outgoing: Outgoing;
  readonly #exchange: Exchange;
  readonly #sink: Sink;
  readonly #started = performance.now();
  #phase: Phase = 'connect';
  /** Whichever limit `deadline` stands for. */
  #limit: Limit = 'connect';
  #connected = 0;
  #sent = 0;
  #abort: ((error: Error) => void) | undefined;
  #resume: (() => void) | undefined;
  /** The client reads slower than the target sends. */
  #paused = false;
  #repeated = false;
  /** Connections to the target, ever, when this one was asked for. */
  #connections = 0;
  /** No connection was made since: the request went out on one that was kept. */
  #kept = false;
  /** Interim answers so far. */
  #informed = 0;
  #over = false;

  constructor(outgoing: Outgoing, exchange: Exchange, sink: Sink) {
    this.#outgoing = outgoing;
    this.#exchange = exchange;
    this.#sink = sink;
  }

  start(): void {
    const { upstream, method, path, headers, body, timeouts } = this.#outgoing;
    const { pool, deadlines, serverName } = upstream;
    this.#arm('connect', timeouts.connect);
    if (!this.#repeated) deadlines.watch(this);
    this.#connections = upstream.connections;
    const options = { method, path, headers, body, servername: serverName } as Dispatcher.DispatchOptions;
    pool.dispatch(options, this as unknown as Dispatcher.DispatchHandler);
  }

  /** The client went away. */
  cancel(): void {
    this.#finish(CANCELLED);
  }

  /** A limit is reached. */
  expire(): void {
    const { body, timeouts } = this.#outgoing;
    if (this.#phase === 'send' && isWaiting(body)) {
      this.#fail(new BackworksError('BW6009', 'the request did not arrive in time'));
      return;
    }
    const limit = this.#limit;
    const milliseconds = limit === 'first_byte' ? timeouts.firstByte : timeouts[limit];
    this.#fail(lateError(limit, milliseconds, this.#attempt()));
  }

  onConnect(abort: (error?: Error) => void): void {
    this.#abort = abort;
    if (this.#over) {
      abort(CANCELLED);
      return;
    }
    this.#connected = performance.now();
    this.#kept = this.#connections === this.#outgoing.upstream.connections;
    this.#phase = 'send';
    const { body, timeouts } = this.#outgoing;
    if (body === undefined) this.onRequestSent();
    else this.#arm('idle', timeouts.idle);
  }

  onBodySent(): void {
    if (this.#phase === 'send') this.#arm('idle', this.#outgoing.timeouts.idle);
  }

  onRequestSent(): void {
    if (this.#phase !== 'send') return;
    this.#sent = performance.now();
    this.#phase = 'first_byte';
    this.#arm('first_byte', this.#outgoing.timeouts.firstByte);
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    if (this.#over) return true;
    if (status < 100 || status > 599) {
      this.#fail(statusError(status, this.#attempt()));
      return true;
    }
    const { edit, timeouts } = this.#outgoing;
    const received = textsOf(raw);
    const headers = responseHeaders(received, this.#mayHaveTrailers(status, received));
    if (status < 200) {
      this.#informed += 1;
      if (this.#informed <= MAX_INTERIM) this.#sink.inform?.(status, headers);
      return true;
    }
    this.#phase = 'body';
    this.#resume = resume;
    this.#arm('idle', timeouts.idle);
    this.#sink.head(status, edit === undefined ? headers : edit(headers));
    return !this.#paused;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    this.#arm('idle', this.#outgoing.timeouts.idle);
    if (this.#sink.data(chunk)) return true;
    this.#paused = true;
    this.deadline = this.#totalDeadline();
    this.#limit = 'total';
    this.#sink.onDrain(() => {
      this.#paused = false;
      if (this.#over) return;
      this.#arm('idle', this.#outgoing.timeouts.idle);
      this.#resume?.();
    });
    return false;
  }

  onComplete(raw: Buffer[] | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#outgoing.upstream.deadlines.release(this);
    this.#letGoOfBody();
    const trailers = raw === null || raw.length === 0 ? undefined : responseTrailers(textsOf(raw));
    this.#sink.end(trailers);
  }

  onError(error: Error): void {
    if (this.#over) return;
    if (this.#mayRepeat(error)) {
      this.#repeated = true;
      this.#phase = 'connect';
      this.start();
      return;
    }
    this.#fail(brokenError(error, this.#attempt()));
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#finish(error);
    this.#sink.fail(error);
  }

  #finish(reason: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#outgoing.upstream.deadlines.release(this);
    this.#letGoOfBody();
    this.#abort?.(reason);
  }

  /** What the target did not want to read is the server's to deal with, before the answer is complete. */
  #letGoOfBody(): void {
    const { body } = this.#outgoing;
    if (body !== undefined && !Buffer.isBuffer(body) && !body.readableEnded) body.destroy();
  }

  /**
   * A connection that was kept may close at the very moment it is used again; then nobody has seen the
   * request, and it is sent once more.
   */
  #mayRepeat(error: Error): boolean {
    const { method, body } = this.#outgoing;
    if (this.#repeated || !this.#kept || this.#phase !== 'first_byte') return false;
    if (body !== undefined || this.#informed > 0 || !IDEMPOTENT.has(method)) return false;
    const { code } = error as NodeJS.ErrnoException;
    const closed = code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
    return closed && performance.now() - this.#sent < AT_ONCE;
  }

  /** They need a body whose end is not known beforehand (RFC 9112, section 7.1.2). */
  #mayHaveTrailers(status: number, headers: RawHeaders): boolean {
    if (this.#outgoing.method === 'HEAD' || status < 200 || status === 204 || status === 304) return false;
    return this.#exchange.httpVersion !== '1.0' && headerValue(headers, 'content-length') === undefined;
  }

  #arm(limit: Limit, milliseconds: number): void {
    const deadline = milliseconds === 0 ? Number.POSITIVE_INFINITY : performance.now() + milliseconds;
    const total = this.#totalDeadline();
    this.deadline = Math.min(deadline, total);
    this.#limit = total < deadline ? 'total' : limit;
  }

  #totalDeadline(): number {
    const { total } = this.#outgoing.timeouts;
    return total === 0 ? Number.POSITIVE_INFINITY : this.#started + total;
  }

  #attempt(): Attempt {
    const now = performance.now();
    const { target } = this.#outgoing;
    const connected = this.#connected || now;
    const timings = {
      connect: connected - this.#started,
      ...(this.#connected > 0 && { send: (this.#sent || now) - connected }),
      ...(this.#sent > 0 && { first_byte: now - this.#sent }),
    };
    return { target, phase: this.#phase, timings };
  }
}

/** True when it is the client that keeps the target waiting. */
function isWaiting(body: Outgoing['body']): boolean {
  return body !== undefined && !Buffer.isBuffer(body) && body.readableLength === 0;
}

function textsOf(raw: readonly Buffer[]): string[] {
  return raw.map((bytes) => bytes.toString('latin1'));
}
