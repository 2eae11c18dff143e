import { BackworksError } from '../../base/errors.ts';
import type { FixedBody } from '../../contracts/mode.ts';
import type { RawHeaders, Sink } from '../../contracts/sink.ts';
import type { HttpExchange } from '../exchange.ts';
import { type Codec, codecFor } from './codecs.ts';
import { announcedLength, compressedHead, LEAST_LENGTH, mayCompress, varyingHead } from './head.ts';
import { LONGEST_KEPT, pack, packOnce } from './kept.ts';
import { Packer } from './packer.ts';

/** Bytes of a whole answer that are compressed at once: in 0.2 ms, where handing them to a thread takes 0.1 more. */
const LONGEST_AT_ONCE = 32 * 1024;

/** The sink, behind compression when the client says that it takes some. */
export function withCompression(exchange: HttpExchange, sink: Sink): Sink {
  const accepted = exchange.headers['accept-encoding'];
  return accepted === undefined ? sink : new CompressingSink(exchange, sink, codecFor(String(accepted)));
}

/**
 * Compresses what is worth it. The head waits for the end of the turn, as it does in the client's sink: an
 * answer that is whole by then keeps a length, or stays as it is when it is small.
 */
class CompressingSink implements Sink {
  readonly #exchange: HttpExchange;
  readonly #sink: Sink;
  readonly #codec: Codec | undefined;
  /** `plain`: the answer goes through as it is. `bare`: it has a head only. */
  #state: 'open' | 'held' | 'plain' | 'bare' | 'packing' = 'open';
  #status = 0;
  #headers: RawHeaders = [];
  #first: Uint8Array | string | undefined;
  #packer: Packer | undefined;
  /** Bytes that are still to come; undefined when nobody said how many. */
  #missing: number | undefined;

  constructor(exchange: HttpExchange, sink: Sink, codec: Codec | undefined) {
    this.#exchange = exchange;
    this.#sink = sink;
    this.#codec = codec;
  }

  inform(status: number, headers: RawHeaders): void {
    this.#sink.inform?.(status, headers);
  }

  head(status: number, headers: RawHeaders): void {
    if (this.#state === 'held') throw new BackworksError('BW6018', 'the answer has two heads');
    this.#drop();
    if (this.#codec !== undefined && mayCompress(status, headers)) {
      this.#state = 'held';
      this.#status = status;
      this.#headers = headers;
      process.nextTick(flushHeld, this);
      return;
    }
    this.#state = 'plain';
    this.#sink.head(status, mayCompress(status, headers) ? varyingHead(headers) : headers);
  }

  data(chunk: Uint8Array | string): boolean {
    if (this.#state === 'held' && this.#first === undefined) {
      this.#first = chunk;
      return true;
    }
    this.flush();
    if (this.#state === 'packing') return this.#pack(chunk);
    return this.#state === 'bare' || this.#sink.data(chunk);
  }

  onDrain(resume: () => void): void {
    this.flush();
    if (this.#packer === undefined) this.#sink.onDrain(resume);
    else this.#packer.onDrain(resume);
  }

  end(trailers?: RawHeaders): void {
    if (this.#state === 'held' && trailers === undefined && this.#sendWhole()) return;
    this.flush();
    if (this.#packer === undefined) this.#sink.end(trailers);
    else if (this.#missing === undefined || this.#missing === 0) this.#packer.end(this.#sink, trailers);
    else
      this.fail(new BackworksError('BW6018', `the body lacks ${this.#missing} bytes of its content-length`));
  }

  fail(error: unknown): void {
    this.#drop();
    this.#sink.fail(error);
  }

  /** The answer does not come in one piece. */
  flush(): void {
    if (this.#state !== 'held' || this.#codec === undefined) return;
    const first = this.#first;
    this.#first = undefined;
    const isBare = this.#exchange.method === 'HEAD';
    this.#state = isBare ? 'bare' : 'packing';
    this.#sink.head(this.#status, compressedHead(this.#headers, this.#codec.name));
    if (isBare) return;
    this.#missing = announcedLength(this.#headers);
    this.#packer = new Packer(this.#codec, this.#exchange, this.#sink);
    if (first !== undefined) this.#pack(first);
  }

  /** @returns false when it is better sent piece by piece */
  #sendWhole(): boolean {
    const first = this.#first ?? '';
    const length = Buffer.byteLength(first);
    const announced = announcedLength(this.#headers) ?? length;
    if (this.#exchange.method === 'HEAD') {
      if (announced >= LEAST_LENGTH) return false;
    } else if (length >= LEAST_LENGTH && announced === length) {
      const { fixedBody } = this.#exchange;
      // Not the answer for an error in its place.
      const fixed = fixedBody?.content === first ? fixedBody : undefined;
      if (length > (fixed === undefined ? LONGEST_AT_ONCE : LONGEST_KEPT)) return false;
      return this.#sendPacked(first, fixed);
    }
    return this.#sendPlain(this.#headers);
  }

  #sendPacked(content: Uint8Array | string, fixed: FixedBody | undefined): boolean {
    const codec = this.#codec;
    const bytes = () => bytesOf(content);
    const packed = codec && (fixed === undefined ? pack(codec, bytes()) : packOnce(codec, fixed, bytes));
    if (codec === undefined || packed === undefined) return this.#sendPlain(varyingHead(this.#headers));
    this.#state = 'plain';
    this.#first = undefined;
    this.#sink.head(this.#status, compressedHead(this.#headers, codec.name, packed.length));
    this.#sink.data(packed);
    this.#sink.end();
    return true;
  }

  #sendPlain(headers: RawHeaders): boolean {
    const first = this.#first;
    this.#state = 'plain';
    this.#first = undefined;
    this.#sink.head(this.#status, headers);
    if (first !== undefined) this.#sink.data(first);
    this.#sink.end();
    return true;
  }

  #pack(chunk: Uint8Array | string): boolean {
    if (this.#missing !== undefined) this.#missing -= Buffer.byteLength(chunk);
    if (this.#missing === undefined || this.#missing >= 0) return this.#packer?.write(chunk) ?? false;
    this.fail(new BackworksError('BW6018', 'the body is longer than its content-length'));
    return false;
  }

  /** Nothing of the answer so far counts: one for an error takes its place, or none. */
  #drop(): void {
    this.#state = 'open';
    this.#first = undefined;
    this.#missing = undefined;
    this.#packer?.destroy();
    this.#packer = undefined;
  }
}

function flushHeld(sink: CompressingSink): void {
  try {
    sink.flush();
  } catch (error) {
    sink.fail(error);
  }
}

function bytesOf(chunk: Uint8Array | string): Buffer {
  return typeof chunk === 'string'
    ? Buffer.from(chunk)
    : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}
