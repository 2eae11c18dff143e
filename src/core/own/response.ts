import { EventEmitter } from 'node:events';
import type { ClientResponse } from '../client-request.ts';

/** An answer that is collected in this process, in the shape that answers to clients have. */
export class InnerResponse extends EventEmitter implements ClientResponse {
  readonly socket = {};
  readonly #limit: number;
  #headers: readonly string[] = [];
  #chunks: Buffer[] = [];
  #size = 0;
  statusCode = 200;
  strictContentLength = false;
  headersSent = false;
  writableEnded = false;
  destroyed = false;
  readonly writableNeedDrain = false;

  /** @param limit bytes of a body that is kept; one that is longer is cut off */
  constructor(limit: number) {
    super();
    this.#limit = limit;
  }

  get writableFinished(): boolean {
    return this.writableEnded && !this.destroyed;
  }

  get headers(): readonly string[] {
    return this.#headers;
  }

  get body(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  writeHead(status: number, headers: string[]): void {
    this.statusCode = status;
    this.#headers = headers;
    this.headersSent = true;
  }

  writeContinue(): void {}

  writeProcessing(): void {}

  writeEarlyHints(): void {}

  flushHeaders(): void {}

  write(chunk: Uint8Array | string, sent?: (error?: Error | null) => void): boolean {
    this.#keep(typeof chunk === 'string' ? Buffer.from(chunk) : Buffer.from(chunk));
    sent?.();
    return true;
  }

  addTrailers(): void {}

  end(last?: Uint8Array | string | (() => void), encoding?: BufferEncoding): void {
    if (this.writableEnded || this.destroyed) return;
    if (typeof last === 'string') this.#keep(Buffer.from(last, encoding));
    else if (last instanceof Uint8Array) this.#keep(Buffer.from(last));
    if (this.destroyed) return;
    this.writableEnded = true;
    if (typeof last === 'function') process.nextTick(last);
    process.nextTick(() => this.emit('close'));
  }

  destroy(): void {
    if (this.destroyed || this.writableEnded) return;
    this.destroyed = true;
    this.#chunks = [];
    process.nextTick(() => this.emit('close'));
  }

  #keep(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#limit) this.destroy();
    else this.#chunks.push(chunk);
  }
}
