import { randomBytes } from 'node:crypto';

/** Opcode of the frame that ends a WebSocket (RFC 6455, section 5.5.1). */
const CLOSE = 0x8;

/** The status "going away" (RFC 6455, section 7.4.1). */
const GOING_AWAY = [0x03, 0xe9] as const;

/** Follows one direction of a WebSocket by the heads of its frames (RFC 6455, section 5.2); payloads are skipped. */
export class Frames {
  /** Bytes of a head that is not complete. */
  readonly #head: number[] = [];
  /** Bytes of the payload that are still to come. */
  #left = 0;
  /** True once a frame said that nothing follows. */
  closed = false;

  /** True when no frame is half sent. */
  get between(): boolean {
    return this.#left === 0 && this.#head.length === 0;
  }

  /**
   * @param toEnd stops where the first frame ends
   * @returns how many bytes of the chunk were looked at
   */
  take(chunk: Uint8Array, toEnd = false): number {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left > 0) {
        const skipped = Math.min(this.#left, chunk.length - at);
        this.#left -= skipped;
        at += skipped;
      } else {
        this.#takeHead(chunk[at] as number);
        at += 1;
      }
      if (toEnd && this.between) break;
    }
    return at;
  }

  #takeHead(byte: number): void {
    const head = this.#head;
    head.push(byte);
    const [first = 0, second = 0] = head;
    const size = second & 0x7f;
    const sizeBytes = size === 126 ? 2 : size === 127 ? 8 : 0;
    const maskBytes = second >= 0x80 ? 4 : 0;
    if (head.length < 2 + sizeBytes + maskBytes || head.length < 2) return;
    const extended = head.slice(2, 2 + sizeBytes).reduce((sum, one) => sum * 256 + one, 0);
    this.#left = sizeBytes === 0 ? size : extended;
    if ((first & 0x0f) === CLOSE) this.closed = true;
    head.length = 0;
  }
}

/** The frame that says "going away"; what a client sends is masked (RFC 6455, section 5.3). */
export function goingAway(masked: boolean): Buffer {
  const head = [0x80 | CLOSE, GOING_AWAY.length];
  if (!masked) return Buffer.from([...head, ...GOING_AWAY]);
  const mask = randomBytes(4);
  const payload = GOING_AWAY.map((byte, index) => byte ^ (mask[index] as number));
  return Buffer.from([head[0] as number, 0x80 | GOING_AWAY.length, ...mask, ...payload]);
}
