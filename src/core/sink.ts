import { BackworksError, type ErrorCode } from '../base/errors.ts';
import { headerValue, withoutHeader } from '../base/headers.ts';
import { messageOf } from '../base/thrown.ts';
import type { RawHeaders, Sink } from '../contracts/sink.ts';
import { discardCounting, linger, type UnreadBody } from './body.ts';
import type { ClientResponse } from './client-request.ts';
import type { HttpExchange } from './exchange.ts';
import { answerError } from './fail.ts';
import type { Site } from './site.ts';

/** Whoever knows of the other requests. */
interface Hearer {
  tell(): void;
  answered(): void;
  /** False while others wait behind this one on the same connection. */
  readonly isLast: boolean;
}

/**
 * The client's sink: an answer that comes in one turn becomes one `writeHead` and one `end`.
 *
 * The head waits for the first data, and the first data for the end, but no longer than the turn lasts:
 * whoever answers later than its own call is written out on the next tick.
 */
export class ClientSink implements Sink {
  /** Headers that every answer to this request gets, unless it has them itself. */
  extra: RawHeaders | undefined;
  /** What becomes of a body that nobody reads. */
  unread: UnreadBody = 'none';
  /** The connection ends with this answer. */
  closes = false;
  /** Where answers for errors go: through the after hooks, as every answer does. */
  out: Sink = this;
  /** Code and note of what went wrong, for the event. */
  code: ErrorCode | undefined;
  note: string | undefined;
  /** True once the connection is another protocol's. */
  handedOver = false;
  /** True once the system has all of an answer whose connection stays for a moment. */
  delivered = false;
  /** Hears of that. No closure of its own: one for each request would keep much of what it saw alive. */
  hearer: Hearer | undefined;
  /** True when we cut the connection in the middle of an answer. */
  cut = false;
  readonly response: ClientResponse;
  readonly #exchange: HttpExchange;
  readonly #site: Site;
  #state: 'open' | 'held' | 'streaming' | 'ended' = 'open';
  #status = 0;
  #headers: RawHeaders | undefined;
  #first: Uint8Array | string | undefined;
  /** As many bytes as characters: Latin-1 writes the same ones, in less time. */
  #ascii = false;
  #inTurn = true;
  #leave: () => void = () => {};

  constructor(response: ClientResponse, exchange: HttpExchange, site: Site) {
    this.response = response;
    this.#exchange = exchange;
    this.#site = site;
  }

  /** Early hints (RFC 8297) and word that the answer is on its way; others are of no use to clients. */
  inform(status: number, headers: RawHeaders): void {
    if (this.#state !== 'open' || this.#exchange.httpVersion === '1.0') return;
    try {
      if (status === 102) this.response.writeProcessing();
      else if (status === 103) this.response.writeEarlyHints({ link: valuesOf(headers, 'link') });
    } catch {
      // A hint that cannot be written is no loss: the answer follows.
    }
  }

  head(status: number, headers: RawHeaders): void {
    if (this.#state !== 'open') throw new BackworksError('BW6018', 'the answer has two heads');
    this.#state = 'held';
    this.#status = status;
    this.#headers = headers;
    if (!this.#inTurn) process.nextTick(flushSink, this);
  }

  data(chunk: Uint8Array | string): boolean {
    if (this.#state === 'held' && this.#first === undefined) {
      this.#first = chunk;
      return true;
    }
    this.flush();
    return this.#write(chunk);
  }

  onDrain(resume: () => void): void {
    this.flush();
    if (this.response.writableNeedDrain) this.response.once('drain', resume);
    else process.nextTick(resume);
  }

  end(trailers?: RawHeaders): void {
    const state = this.#state;
    if (state === 'open') throw new BackworksError('BW6018', 'the answer ended before its head');
    if (state === 'ended' || this.response.destroyed) return;
    // Trailers follow a body in chunks only.
    if (trailers !== undefined) this.flush();
    if (this.#state === 'held' && !this.#commit(true)) return;
    this.#state = 'ended';
    try {
      if (trailers !== undefined) this.response.addTrailers(pairsOf(trailers));
      this.#finish();
    } catch (error) {
      this.#cutOff(error);
    }
    this.hearer?.answered();
  }

  /** True once the answer is complete; the client may still wait for it. */
  get answered(): boolean {
    return this.#state === 'ended';
  }

  fail(error: unknown): void {
    if (this.#exchange.request.socket.destroyed) return;
    if (this.#state === 'open') answerError(error, this.#exchange, this, this.#site.development);
    else if (this.#state !== 'ended') this.#cutOff(error);
  }

  /** The connection is another protocol's now: nothing can be answered on it any more. */
  handOver(leave: () => void): void {
    this.handedOver = true;
    this.#leave = leave;
    this.#state = 'ended';
  }

  /** Ends the other protocol, because the server stops. */
  leave(): void {
    this.note = 'ended by the stop of the server';
    this.#leave();
  }

  /** Nobody waits any longer until the answer is complete: the server stops, or the client does not take it. */
  abandon(reason: BackworksError): void {
    this.#exchange.abort();
    if (this.#state === 'ended' && this.response.writableFinished) return;
    // What ends then is the connection, and not an answer in the middle.
    if (this.handedOver) this.response.destroy();
    else this.#cutOff(reason);
  }

  /** The synchronous part of the answer is over: what was held back goes out. */
  endTurn(): void {
    this.#inTurn = false;
    if (this.#state === 'held') this.flush();
  }

  /** Writes out what waits for more to come. */
  flush(): void {
    if (this.#state !== 'held' || this.response.destroyed || !this.#commit(false)) return;
    this.#state = 'streaming';
    this.response.strictContentLength = true;
    const first = this.#first;
    this.#first = undefined;
    if (first === undefined) this.#writeHeadAlone();
    else this.#write(first);
  }

  #writeHeadAlone(): void {
    try {
      this.response.flushHeaders();
    } catch (error) {
      this.#cutOff(error);
    }
  }

  #write(chunk: Uint8Array | string): boolean {
    if (this.#state !== 'streaming' || this.response.destroyed) return false;
    try {
      return this.response.write(chunk);
    } catch (error) {
      this.#cutOff(error);
      return false;
    }
  }

  /** @returns false when the head was not a valid one: then an error is answered in its place. */
  #commit(whole: boolean): boolean {
    try {
      this.response.writeHead(this.#status, this.#completeHeaders(whole) as string[]);
      return true;
    } catch (cause) {
      if (this.code !== undefined) {
        this.#cutOff(cause);
        return false;
      }
      this.#state = 'open';
      this.#first = undefined;
      this.fail(new BackworksError('BW6018', messageOf(cause), { cause }));
      return false;
    }
  }

  #completeHeaders(whole: boolean): RawHeaders {
    if (this.#status < 200 || this.#status > 599)
      throw new Error(`status ${this.#status} is not one of a final answer`);
    const framed = this.#framed(this.#headers ?? [], whole);
    if (this.unread === 'cut') this.closes = true;
    else if (this.#site.draining && this.hearer?.isLast !== false) this.closes = true;
    if (this.extra === undefined && !this.closes) return framed;
    const extra = missingFrom(framed, this.extra ?? []);
    return this.closes
      ? [...withoutHeader(framed, 'connection'), ...extra, 'connection', 'close']
      : [...framed, ...extra];
  }

  /** The length must be true: a wrong one lets one answer bleed into the next. */
  #framed(headers: RawHeaders, whole: boolean): RawHeaders {
    if (this.#status === 204) return withoutHeader(headers, 'content-length');
    if (!whole || this.#status === 304 || this.#exchange.method === 'HEAD') return headers;
    const length = this.#first === undefined ? 0 : Buffer.byteLength(this.#first);
    this.#ascii = length === this.#first?.length;
    const given = headerValue(headers, 'content-length');
    if (given === undefined) {
      const chunked = headerValue(headers, 'transfer-encoding') !== undefined;
      return chunked ? headers : [...headers, 'content-length', String(length)];
    }
    if (Number(given) !== length)
      throw new Error(`content-length is ${given}, but the body has ${length} bytes`);
    return headers;
  }

  #finish(): void {
    const { response } = this;
    if (this.unread === 'cut') {
      const { request } = this.#exchange;
      const leave = () => request.socket.destroySoon();
      if (request.session === undefined) {
        this.#deliver();
        linger(request, () => response.end(leave));
        return;
      }
      // The two sides of an HTTP/2 stream end each for itself.
      linger(request, leave);
    }
    if (this.unread === 'count') discardCounting(this.#exchange.request);
    const first = this.#first;
    if (first === undefined) response.end();
    else if (typeof first === 'string') response.end(first, this.#ascii ? 'latin1' : 'utf8');
    // Head and body in one piece cost less to send than in two, as long as copying them is cheap.
    else if (first.length <= MAX_JOINED) response.end(latin1Of(first), 'latin1');
    else response.end(first);
  }

  /** All of the answer goes out now, although the connection stays for what the client still sends. */
  #deliver(): void {
    const delivered = (error?: Error | null) => {
      if (error !== undefined && error !== null) return;
      this.delivered = true;
      this.hearer?.tell();
    };
    if (this.#first !== undefined) {
      this.response.write(this.#first, delivered);
      return;
    }
    this.response.flushHeaders();
    // Behind another answer nothing is written yet.
    if (this.response.socket === null) return;
    const { socket } = this.#exchange.request;
    // Earlier pieces are held back for the rest of the turn.
    process.nextTick(() => {
      if (socket.writableLength === 0) delivered();
    });
  }

  #cutOff(error: unknown): void {
    this.#state = 'ended';
    this.cut = true;
    this.code = error instanceof BackworksError ? error.code : 'BW9001';
    this.note = messageOf(error);
    this.response.destroy();
  }
}

function valuesOf(headers: RawHeaders, name: string): string[] {
  return pairsOf(headers).flatMap((pair) => (pair[0].toLowerCase() === name ? [pair[1]] : []));
}

/** Bytes as the text that Latin-1 writes as the same bytes. */
function latin1Of(bytes: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = bytes;
  const view = Buffer.isBuffer(bytes) ? bytes : Buffer.from(buffer, byteOffset, byteLength);
  return view.toString('latin1');
}

/** Bytes of a body that is joined with its head. */
const MAX_JOINED = 8_192;

function flushSink(sink: ClientSink): void {
  sink.flush();
}

/** Those of `extra` that the headers do not have; Vary adds up, everything else is the answer's own choice. */
function missingFrom(headers: RawHeaders, extra: RawHeaders): string[] {
  return pairsOf(extra)
    .filter(([name]) => name === 'vary' || headerValue(headers, name) === undefined)
    .flat();
}

function pairsOf(headers: RawHeaders): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < headers.length; i += 2)
    pairs.push([headers[i] as string, headers[i + 1] as string]);
  return pairs;
}
