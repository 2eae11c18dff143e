import { EventEmitter } from 'node:events';
import type { OutgoingHttpHeaders } from 'node:http';
import { constants, type ServerHttp2Stream } from 'node:http2';
import type { ClientResponse } from '../client-request.ts';
import { fieldsOf } from './fields.ts';
import { Outflow } from './outflow.ts';

const { NGHTTP2_NO_ERROR } = constants;

/** Answers that end with their head (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

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
      .on('wantTrailers', () => this.#sendTrailers())
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
    this.#head = fieldsOf(headers);
    this.statusCode = status;
    // A length that does not come would be a broken answer.
    if (status === 205) delete this.#head['content-length'];
    const length = this.#head['content-length'];
    this.#owed = length === undefined ? undefined : Number(length);
  }

  writeContinue(): void {
    this.#inform(100);
  }

  writeProcessing(): void {
    this.#inform(102);
  }

  writeEarlyHints(hints: Record<string, string | string[]>): void {
    const pairs = Object.entries(hints).flatMap(([name, values]) =>
      [values].flat().map((one) => [name, one]),
    );
    this.#inform(103, fieldsOf(pairs.flat()));
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
    this.#trailers = fieldsOf(trailers.flat());
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
    return this.#toHead || BODILESS.has(this.statusCode);
  }

  /** Neither side has reset the stream: Node throws for what is sent on any other. */
  get #isOpen(): boolean {
    return !this.#stream.destroyed && !this.#stream.closed;
  }

  #inform(status: number, fields: OutgoingHttpHeaders = {}): void {
    if (this.#isOpen && !this.headersSent) this.#stream.additionalHeaders({ ...fields, ':status': status });
  }

  #sendHead(mayHaveTrailers: boolean): void {
    if (this.headersSent || !this.#isOpen) return;
    this.headersSent = true;
    const endStream = this.#bodiless;
    const waitForTrailers = mayHaveTrailers && !endStream;
    this.#stream.respond({ ...this.#head, ':status': this.statusCode }, { endStream, waitForTrailers });
  }

  #sendTrailers(): void {
    if (!this.#isOpen) return;
    try {
      this.#stream.sendTrailers(this.#trailers ?? {});
    } catch (error) {
      this.#stream.destroy(error as Error);
    }
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

function bytesOf(chunk: Uint8Array | string, encoding?: BufferEncoding): Buffer {
  return typeof chunk === 'string'
    ? Buffer.from(chunk, encoding)
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
}
