import type { Clock } from '../../base/clock.ts';

/** So many within so many ms are no accident any more. */
const MOST = 5;
const WINDOW = 60_000;

/** Counts what goes wrong beside all calls: calls that succeed in between say nothing about it. */
export class Offences {
  readonly #clock: Clock;
  #times: number[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns whether that is one too many; counting begins anew then */
  add(): boolean {
    const now = this.#clock.now();
    this.#times = [...this.#times.filter((time) => now - time < WINDOW), now];
    if (this.#times.length < MOST) return false;
    this.#times = [];
    return true;
  }
}
