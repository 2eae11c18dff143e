import type { Writable } from 'node:stream';

/** Up to this many bytes one buffer is copied together; beyond, the stream writes the pieces in one go. */
const COPIED = 131_072;

/** Gathers what is to be sent, so that all frames of one turn of the event loop leave in one write. */
export class Outbox {
  readonly #stream: Writable;
  #text = '';
  #parts: (string | Uint8Array)[] = [];
  #size = 0;
  #isDue = false;
  readonly #flush = () => this.flush();

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /** Bytes that have not left yet; text counts as if it were ASCII. */
  get size(): number {
    return this.#size + this.#stream.writableLength;
  }

  /** @param payload not to be changed by anybody before it left */
  put(head: string, payload?: Uint8Array): void {
    this.#text += head;
    this.#size += head.length;
    if (payload !== undefined) {
      this.#parts.push(this.#text, payload);
      this.#text = '';
      this.#size += payload.length;
    }
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(this.#flush);
  }

  flush(): void {
    this.#isDue = false;
    if (this.#size === 0 || this.#stream.destroyed || this.#stream.writableEnded) return;
    const [text, parts, size] = [this.#text, this.#parts, this.#size];
    this.#text = '';
    this.#size = 0;
    if (parts.length === 0) {
      this.#stream.write(text);
      return;
    }
    this.#parts = [];
    parts.push(text);
    if (size <= COPIED) this.#stream.write(joined(parts));
    else this.#writeAll(parts);
  }

  #writeAll(parts: readonly (string | Uint8Array)[]): void {
    this.#stream.cork();
    for (const part of parts) if (part.length > 0) this.#stream.write(part);
    this.#stream.uncork();
  }
}

function joined(parts: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}
