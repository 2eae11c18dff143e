import { type Frame, readHead } from './frames.ts';
import { ProtocolError } from './process-error.ts';

const NEWLINE = 0x0a;
/** Payloads up to this many bytes are copied, so that a few bytes do not keep alive what they were read with. */
const COPIED = 4_096;

export interface DecoderLimits {
  /** Bytes of a head. */
  readonly maxHead: number;
  /** Bytes of a payload. */
  readonly maxPayload: number;
}

/** @param size of the whole frame in bytes */
export type OnFrame = (frame: Frame, payload: Buffer | undefined, size: number) => void;

/**
 * Cuts a stream of bytes into frames, however it arrives: every byte is looked at and copied a bounded number of
 * times, also when each comes alone.
 */
export class Decoder {
  readonly #limits: DecoderLimits;
  readonly #onFrame: OnFrame;
  /** The beginning of a head whose end has not come; it grows by doubling. */
  #partial: Buffer = Buffer.alloc(0);
  #partialSize = 0;
  /** A head that waits for its payload. */
  #frame: Frame | undefined;
  #headSize = 0;
  #payload: Buffer = Buffer.alloc(0);
  #received = 0;
  #isStopped = false;
  #isHeld = false;

  constructor(limits: DecoderLimits, onFrame: OnFrame) {
    this.#limits = limits;
    this.#onFrame = onFrame;
  }

  /** Whether the stream, if it ended now, would end inside of a frame. */
  get isInsideFrame(): boolean {
    return this.#partialSize > 0 || this.#frame !== undefined;
  }

  /** Reads no further, not even the rest of the bytes it has. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Reads to the end of the frame, and leaves the rest of the bytes for later. */
  hold(): void {
    this.#isHeld = true;
  }

  /**
   * @returns the bytes that are left because it was held
   * @throws ProtocolError for what is no frame; the decoder is of no use after that
   */
  push(chunk: Buffer): Buffer | undefined {
    let at = 0;
    this.#isHeld = false;
    while (at < chunk.length && !this.#isStopped) {
      at = this.#frame === undefined ? this.#readHead(chunk, at) : this.#readPayload(chunk, at, this.#frame);
      if (this.#isHeld) return chunk.subarray(at);
    }
    return undefined;
  }

  #readHead(chunk: Buffer, start: number): number {
    const newline = chunk.indexOf(NEWLINE, start);
    const end = newline < 0 ? chunk.length : newline;
    const size = this.#partialSize + end - start;
    if (size > this.#limits.maxHead) {
      throw new ProtocolError(`a head has more than ${this.#limits.maxHead} bytes`);
    }
    if (newline < 0) {
      this.#keep(chunk, start, size);
      return end;
    }
    const text = this.#partialSize > 0 ? this.#joined(chunk, start, end) : chunk.toString('utf8', start, end);
    this.#beginFrame(readHead(text), size + 1);
    return end + 1;
  }

  #keep(chunk: Buffer, start: number, size: number): void {
    if (size > this.#partial.length) {
      const larger = Buffer.allocUnsafe(Math.max(1_024, size, this.#partial.length * 2));
      this.#partial.copy(larger, 0, 0, this.#partialSize);
      this.#partial = larger;
    }
    chunk.copy(this.#partial, this.#partialSize, start);
    this.#partialSize = size;
  }

  #joined(chunk: Buffer, start: number, end: number): string {
    this.#keep(chunk.subarray(0, end), start, this.#partialSize + end - start);
    const text = this.#partial.toString('utf8', 0, this.#partialSize);
    this.#partialSize = 0;
    this.#partial = Buffer.alloc(0);
    return text;
  }

  #beginFrame(frame: Frame, headSize: number): void {
    const size = 'n' in frame ? frame.n : undefined;
    if (size === undefined) {
      this.#onFrame(frame, undefined, headSize);
      return;
    }
    if (size > this.#limits.maxPayload) {
      throw new ProtocolError(`a payload has ${size} bytes, more than ${this.#limits.maxPayload}`);
    }
    if (size === 0) {
      this.#onFrame(frame, Buffer.alloc(0), headSize);
      return;
    }
    this.#frame = frame;
    this.#headSize = headSize;
  }

  #readPayload(chunk: Buffer, start: number, frame: Frame): number {
    const size = (frame as { n: number }).n;
    const end = Math.min(chunk.length, start + size - this.#received);
    if (this.#received === 0 && end - start === size) {
      const part = chunk.subarray(start, end);
      this.#endFrame(frame, size <= COPIED ? Buffer.from(part) : part, size);
      return end;
    }
    if (this.#received === 0) this.#payload = Buffer.allocUnsafeSlow(size);
    chunk.copy(this.#payload, this.#received, start, end);
    this.#received += end - start;
    if (this.#received === size) this.#endFrame(frame, this.#payload, size);
    return end;
  }

  #endFrame(frame: Frame, payload: Buffer, size: number): void {
    this.#frame = undefined;
    this.#received = 0;
    this.#payload = Buffer.alloc(0);
    this.#onFrame(frame, payload, this.#headSize + size);
  }
}
