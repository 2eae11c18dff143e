/** So many calls of the other side are taken within so many ms: an answer costs about 20 us. */
const MOST = 64;
const WINDOW = 4;

/** Keeps calls that nobody asked for from taking every turn of the event loop. */
export class Pace {
  #count = 0;
  #windowEnd = 0;

  /** Counts one. @returns milliseconds to wait before the next; 0 for no time */
  take(): number {
    this.#count += 1;
    if (this.#count < MOST) return 0;
    // The clock is asked only when it matters.
    const now = performance.now();
    const wait = this.#windowEnd - now;
    this.#count = 0;
    this.#windowEnd = Math.max(now, this.#windowEnd) + WINDOW;
    return Math.max(0, wait);
  }
}
