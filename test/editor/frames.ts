/** One message of the Language Server Protocol: JSON behind a header that tells its length in bytes. */
export function encodeFrame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

/** Puts frames together from the pieces a pipe delivers. */
export class FrameReader {
  #rest = Buffer.alloc(0);

  /** @returns the messages that are complete now */
  push(chunk: Buffer): unknown[] {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const messages: unknown[] = [];
    for (;;) {
      const head = this.#rest.indexOf('\r\n\r\n');
      if (head === -1) return messages;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#rest.toString('latin1', 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.#rest.length < end) return messages;
      messages.push(JSON.parse(this.#rest.toString('utf8', head + 4, end)));
      this.#rest = this.#rest.subarray(end);
    }
  }
}
