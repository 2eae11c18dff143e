import { Readable } from 'node:stream';
import { FIRST_WINDOW } from './frames.ts';
import { ProtocolError } from './process-error.ts';

/** Bytes that the other side may be ahead of the reader, once the reader has shown that it reads. */
const WINDOW = 262_144;

/** What a stream needs of its channel. */
export interface InflowPort {
  credit(id: number, bytes: number): void;
  /** The reader wants no more, though there may be more. @param left bytes that may still be on their way */
  giveUp(id: number, left: number, error: Error | null): void;
}

/** A stream of the other side, read here; it asks for more as it is read. */
export class Inflow extends Readable {
  readonly #id: number;
  readonly #port: InflowPort;
  /** Bytes the other side may still send. */
  #window = FIRST_WINDOW;
  /** Whether what it sends was asked for, or is what every stream may begin with. */
  #isAskedFor: boolean;
  #isOver = false;

  constructor(id: number, isAskedFor: boolean, port: InflowPort) {
    super();
    this.#isAskedFor = isAskedFor;
    this.#id = id;
    this.#port = port;
    // A stream that nobody reads any more breaks with its channel: that must not end the process.
    this.on('error', () => {});
  }

  /**
   * @returns whether somebody had asked for these bytes
   * @throws ProtocolError when they are more than the other side was granted
   */
  receive(bytes: Buffer): boolean {
    if (bytes.length > this.#window) throw new ProtocolError('a stream has more bytes than were granted');
    this.#window -= bytes.length;
    const wasAskedFor = this.#isAskedFor;
    this.push(bytes);
    // A flowing stream hands them on without a call of `read`.
    if (this.readableLength === 0) this.#grant();
    return wasAskedFor;
  }

  /** The other side is done. @param error when it could not finish */
  finish(error?: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (error === undefined) this.push(null);
    else this.destroy(error);
  }

  /** What is taken is granted anew. `_read` would not do: it comes before the bytes are taken, and only once. */
  override read(size?: number): unknown {
    const chunk: unknown = super.read(size);
    if (size !== 0) this.#grant();
    return chunk;
  }

  override _read(): void {}

  #grant(): void {
    const wanted = WINDOW - this.#window - this.readableLength;
    if (this.#isOver || wanted < WINDOW / 2) return;
    this.#isAskedFor = true;
    this.#window += wanted;
    this.#port.credit(this.#id, wanted);
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#port.giveUp(this.#id, this.#window, error);
    }
    callback(error);
  }
}
