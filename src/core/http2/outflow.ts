import type { ServerHttp2Stream } from 'node:http2';

/** Bytes that are handed to the stream at a time: its progress can be seen at no finer grain. */
const PIECE = 64 * 1024;

/** Writes to one stream piece by piece, so that it can be told whether the client still takes any. */
export class Outflow {
  readonly #stream: ServerHttp2Stream;
  readonly #drained: () => void;
  #waiting: Buffer[] = [];
  #writing = false;
  #ends = false;
  /** Pieces the client took. */
  taken = 0;

  constructor(stream: ServerHttp2Stream, drained: () => void) {
    this.#stream = stream;
    this.#drained = drained;
  }

  /** Something is written that the client has not taken. */
  get pending(): boolean {
    return this.#writing || this.#ends;
  }

  /** @returns false when the client has not taken what was written before. */
  write(bytes: Buffer): boolean {
    if (bytes.length > 0) this.#waiting.push(bytes);
    this.#next();
    return !this.#writing;
  }

  end(bytes?: Buffer): void {
    if (bytes !== undefined && bytes.length > 0) this.#waiting.push(bytes);
    this.#ends = true;
    this.#next();
  }

  #next(): void {
    if (this.#writing || this.#stream.destroyed) return;
    const first = this.#waiting[0];
    if (first === undefined) {
      if (this.#ends) this.#stream.end();
      return;
    }
    if (first.length > PIECE) this.#waiting[0] = first.subarray(PIECE);
    else this.#waiting.shift();
    this.#writing = true;
    const last = this.#ends && this.#waiting.length === 0;
    if (last) this.#stream.end(first.subarray(0, PIECE));
    else this.#stream.write(first.subarray(0, PIECE), () => this.#take());
  }

  #take(): void {
    this.#writing = false;
    this.taken += 1;
    this.#next();
    if (!this.#writing) this.#drained();
  }
}
