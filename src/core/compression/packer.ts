import type { Transform } from 'node:stream';
import type { Exchange } from '../../contracts/exchange.ts';
import type { RawHeaders, Sink } from '../../contracts/sink.ts';
import type { Codec } from './codecs.ts';

/**
 * Compresses an answer as it comes. Whenever its source pauses, all that came goes out; when the client is
 * full, the source hears of it; when the client goes away, the memory of the compression goes, too.
 */
export class Packer {
  readonly #stream: Transform;
  readonly #flush: () => void;
  /** Chunks on their way through. */
  #pending = 0;
  #ended = false;

  constructor(codec: Codec, exchange: Pick<Exchange, 'onAbort'>, sink: Sink) {
    const { stream, flush } = codec.stream();
    this.#stream = stream;
    this.#flush = flush;
    stream.on('data', (chunk: Buffer) => {
      if (sink.data(chunk)) return;
      stream.pause();
      sink.onDrain(() => stream.resume());
    });
    stream.on('error', (error) => sink.fail(error));
    exchange.onAbort(() => stream.destroy());
  }

  /** @returns false when it is full */
  write(chunk: Uint8Array | string): boolean {
    if (this.#stream.destroyed) return false;
    this.#pending += 1;
    return this.#stream.write(chunk, this.#taken);
  }

  onDrain(resume: () => void): void {
    if (this.#stream.writableNeedDrain) this.#stream.once('drain', resume);
    else if (!this.#stream.destroyed) process.nextTick(resume);
  }

  end(sink: Sink, trailers?: RawHeaders): void {
    if (this.#stream.destroyed) return;
    this.#ended = true;
    this.#stream.once('end', () => sink.end(trailers)).end();
  }

  destroy(): void {
    this.#stream.destroy();
  }

  readonly #taken = (): void => {
    this.#pending -= 1;
    if (this.#pending === 0) setImmediate(this.#flushIfIdle);
  };

  readonly #flushIfIdle = (): void => {
    if (this.#pending === 0 && !this.#ended && !this.#stream.destroyed) this.#flush();
  };
}
