import type { BodyTap } from '../contracts/hooks.ts';
import type { Tap } from '../contracts/plugin.ts';

/** Bytes that wait for a plugin to look at them; what comes beyond is lost to it. */
const MOST_WAITING = 256 * 1024;

/** Chunks of a body that somebody else reads, for a plugin that looks on. */
export class TapQueue implements Tap, BodyTap {
  truncated = false;
  readonly #waiting: Uint8Array[] = [];
  #size = 0;
  #isOver = false;
  #wake: () => void = () => {};

  chunk(bytes: Uint8Array): void {
    if (this.#isOver) return;
    if (this.#size + bytes.length > MOST_WAITING) {
      this.truncated = true;
      return;
    }
    this.#size += bytes.length;
    this.#waiting.push(bytes);
    this.#wake();
  }

  end(isWhole: boolean): void {
    if (!isWhole) this.truncated = true;
    this.#isOver = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    for (;;) {
      const next = this.#waiting.shift();
      if (next !== undefined) {
        this.#size -= next.length;
        yield next;
      } else if (this.#isOver) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
