import { EventEmitter } from 'node:events';
import { type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from 'node:http';
import { constants, type ServerHttp2Stream } from 'node:http2';
import type { ClientResponse } from '../client-request.ts';
import { Outflow } from './outflow.ts';

const { NGHTTP2_NO_ERROR } = constants;

/** Headers about an HTTP/1 connection, which HTTP/2 does not know (RFC 9113, section 8.2.2). */
const CONNECTION_HEADERS = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** The answer on one HTTP/2 stream, in the shape that answers of HTTP/1 have. */
export class Http2Response extends EventEmitter implements ClientResponse {
  readonly #stream: ServerHttp2Stream;
  readonly #outflow: Outflow;
  readonly #toHead: boolean;
  #head: OutgoingHttpHeaders = {};
  #trailers: OutgoingHttpHeaders | undefined;
  /** Bytes that Content-Length promised and that are not written yet. */
  #owed: number | undefined;
  #closed = false;
  statusCode = 200;
  strictContentLength = false;
  headersSent = false;
  writableEnded = false;

  /** @param toHead the request is a HEAD, whose answer has no body */
  constructor(stream: ServerHttp2Stream, toHead: boolean) {
    super();
    this.#stream = stream;
    this.#toHead = toHead;
    this.#outflow = new Outflow(stream, () => this.emit('drain'));
    stream
      // Whoever waits hears of the close; the error itself is how the client was told.
      .on('error', () => {})
      .on('wantTrailers', () => stream.sendTrailers(this.#trailers ?? {}))
      .once('finish', () => this.#close())
      .once('close', () => this.#close());
  }

  get destroyed(): boolean {
    return this.#stream.destroyed;
  }

  get writableFinished(): boolean {
    const { writableFinished, closed, rstCode, aborted } = this.#stream;
    // A stream whose other side is done closes before it says that this one is finished.
    const closedWell = closed && rstCode === NGHTTP2_NO_ERROR && !aborted;
    const isEnded = this.writableEnded || (this.headersSent && this.#bodiless);
    return isEnded && (writableFinished || closedWell);
  }

  get writableNeedDrain(): boolean {
    return this.#outflow.pending;
  }

  /** Pieces of the answer that the client took; undefined when it need not take any. */
  get taken(): number | undefined {
    return this.#outflow.pending ? this.#outflow.taken : undefined;
  }

  writeHead(status: number, headers: readonly string[]): void {
    this.statusCode = status;
    this.#head = headersOf(headers);
    const length = this.#head['content-length'];
    this.#owed = length === undefined ? undefined : Number(length);
  }

  writeContinue(): void {
    this.#stream.additionalHeaders({ ':status': 100 });
  }

  writeProcessing(): void {
    this.#stream.additionalHeaders({ ':status': 102 });
  }

  writeEarlyHints(hints: Record<string, string | string[]>): void {
    this.#stream.additionalHeaders({ ':status': 103, ...hints });
  }

  flushHeaders(): void {
    this.#sendHead(true);
  }

  write(chunk: Uint8Array | string): boolean {
    this.#sendHead(true);
    if (this.#bodiless) return true;
    const bytes = bytesOf(chunk);
    this.#pay(bytes.length);
    return this.#outflow.write(bytes);
  }

  addTrailers(trailers: [string, string][]): void {
    this.#trailers = headersOf(trailers.flat());
  }

  end(chunk?: Uint8Array | string | (() => void), encoding?: BufferEncoding): void {
    if (typeof chunk === 'function') this.#stream.once('finish', chunk);
    const body = typeof chunk === 'function' || chunk === undefined ? undefined : bytesOf(chunk, encoding);
    this.writableEnded = true;
    this.#sendHead(this.#trailers !== undefined);
    if (this.#bodiless) {
      this.#stream.end();
      return;
    }
    this.#pay(body?.length ?? 0);
    if (this.strictContentLength && this.#owed !== undefined && this.#owed > 0)
      throw new Error(`${this.#owed} bytes of the announced length are missing`);
    this.#outflow.end(body);
  }

  /** With an error: a stream that just ends looks whole to the client. */
  destroy(): void {
    this.#stream.destroy(new Error('the answer was cut off'));
  }

  get #bodiless(): boolean {
    return this.#toHead || this.statusCode === 204 || this.statusCode === 304;
  }

  #sendHead(mayHaveTrailers: boolean): void {
    if (this.headersSent || this.#stream.destroyed) return;
    this.headersSent = true;
    const endStream = this.#bodiless;
    const waitForTrailers = mayHaveTrailers && !endStream;
    this.#stream.respond({ ...this.#head, ':status': this.statusCode }, { endStream, waitForTrailers });
  }

  #pay(bytes: number): void {
    if (this.#owed === undefined) return;
    this.#owed -= bytes;
    if (this.strictContentLength && this.#owed < 0)
      throw new Error(`the body has ${-this.#owed} bytes more than the announced length`);
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit('close');
  }
}

/** @throws TypeError for names and values that no header may have */
function headersOf(pairs: readonly string[]): OutgoingHttpHeaders {
  const headers: Record<string, string | string[]> = {};
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [name, value] = [(pairs[i] as string).toLowerCase(), pairs[i + 1] as string];
    validateHeaderName(name);
    validateHeaderValue(name, value);
    if (CONNECTION_HEADERS.has(name)) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

function bytesOf(chunk: Uint8Array | string, encoding?: BufferEncoding): Buffer {
  return typeof chunk === 'string'
    ? Buffer.from(chunk, encoding)
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
}
