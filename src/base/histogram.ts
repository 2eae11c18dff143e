/** Buckets for each doubling: the width of one is a fifth of its value. */
const STEPS = 4;

/** Up to more than an hour, in microseconds. */
const BUCKETS = 32 * STEPS + 1;

/**
 * How often values were seen, in buckets that grow with the value: quantiles are off by a tenth at the most,
 * whatever was seen. It takes as much memory for a million values as for one.
 */
export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  count = 0;
  #sum = 0;

  /** @param value milliseconds */
  add(value: number): void {
    const microseconds = Math.max(1, value * 1_000);
    const index = Math.min(BUCKETS - 1, Math.floor(Math.log2(microseconds) * STEPS) + 1);
    this.#counts[index] = (this.#counts[index] as number) + 1;
    this.count += 1;
    this.#sum += value;
  }

  /** Milliseconds; 0 before anything was seen. */
  get mean(): number {
    return this.count === 0 ? 0 : this.#sum / this.count;
  }

  /**
   * The value that so large a share of all is not above.
   *
   * @param share from 0 to 1
   * @returns milliseconds; 0 before anything was seen
   */
  quantile(share: number): number {
    const rank = Math.max(1, Math.ceil(this.count * share));
    let seen = 0;
    for (const [index, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= rank && count > 0) return 2 ** ((index - 0.5) / STEPS) / 1_000;
    }
    return 0;
  }
}
