import type { BodyTap } from '../contracts/hooks.ts';

/** Those who look on while one body passes. */
export class BodyTaps {
  #taps: BodyTap[] = [];

  add(tap: BodyTap): void {
    this.#taps.push(tap);
  }

  chunk(bytes: Uint8Array | string): void {
    if (this.#taps.length === 0) return;
    const shown = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    for (const tap of this.#taps) tap.chunk(shown);
  }

  whole(bytes: Uint8Array): void {
    if (bytes.length > 0) this.chunk(bytes);
    this.end(true);
  }

  /** Whoever is told once is told nothing more. */
  end(isWhole: boolean): void {
    const taps = this.#taps;
    this.#taps = [];
    for (const tap of taps) tap.end(isWhole);
  }
}
