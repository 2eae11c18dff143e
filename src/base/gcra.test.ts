import { describe, expect, it } from 'vitest';
import { judgeRate, rateOf } from './gcra.ts';

/** The bucket GCRA stands for, in whole numbers: a token is worth `per`, and every millisecond brings `requests`. */
class TokenBucket {
  readonly #requests: bigint;
  readonly #per: bigint;
  readonly #full: bigint;
  #level: bigint;
  #seen = 0n;

  constructor(requests: number, per: number, burst: number) {
    this.#requests = BigInt(requests);
    this.#per = BigInt(per);
    this.#full = BigInt(burst) * this.#per;
    this.#level = this.#full;
  }

  take(now: number): boolean {
    const filled = this.#level + (BigInt(now) - this.#seen) * this.#requests;
    this.#level = filled > this.#full ? this.#full : filled;
    this.#seen = BigInt(now);
    if (this.#level < this.#per) return false;
    this.#level -= this.#per;
    return true;
  }

  get remaining(): number {
    return Number(this.#level / this.#per);
  }

  /** Milliseconds until a token is there, rounded up. */
  get wait(): number {
    const missing = this.#per - this.#level;
    return missing <= 0n ? 0 : Number((missing + this.#requests - 1n) / this.#requests);
  }
}

/** Random numbers that are the same in every run. */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

describe('the generic cell rate algorithm', () => {
  it('gives the verdicts of a token bucket, for any policy and any arrivals', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const next = random(seed);
      const requests = 1 + next(1000);
      const per = 1000 * (1 + next(3600));
      const burst = 1 + next(requests);
      const rate = rateOf(requests, per, burst);
      const bucket = new TokenBucket(requests, per, burst);
      const gap = Math.ceil((2 * per) / requests);
      let due: number | undefined;
      let now = next(1_000_000_000);
      for (let step = 0; step < 300; step++) {
        now += next(3) === 0 ? next(gap * 3) : next(2);
        const verdict = judgeRate(rate, due, now);
        const about = `seed ${seed}, step ${step}`;
        expect(verdict.admitted, about).toBe(bucket.take(now));
        expect(verdict.remaining, about).toBe(bucket.remaining);
        expect(Math.max(0, Math.ceil(verdict.wait - 0.01)), about).toBe(bucket.wait);
        due = verdict.due;
      }
    }
  });

  it('admits no more than the burst and what the time brings, in any window', () => {
    const next = random(7);
    const rate = rateOf(100, 60_000, 20);
    const admitted: number[] = [];
    let due: number | undefined;
    for (let now = 0; now < 600_000; now += next(200)) {
      const verdict = judgeRate(rate, due, now);
      due = verdict.due;
      if (verdict.admitted) admitted.push(now);
    }
    for (const [index, from] of admitted.entries()) {
      const inWindow = admitted.slice(index).filter((at) => at < from + 60_000).length;
      expect(inWindow).toBeLessThanOrEqual(20 + 100);
    }
  });

  it('forgets nothing when it keeps nothing of a client whose time has passed', () => {
    const rate = rateOf(10, 1_000, 10);
    const { due } = judgeRate(rate, undefined, 0);
    expect(judgeRate(rate, due, due)).toEqual(judgeRate(rate, undefined, due));
  });

  it('admits after the wait it names, and not before', () => {
    const rate = rateOf(3, 1_000, 1);
    const first = judgeRate(rate, undefined, 0);
    expect(first).toMatchObject({ admitted: true, remaining: 0 });
    expect(judgeRate(rate, first.due, first.wait - 1).admitted).toBe(false);
    expect(judgeRate(rate, first.due, first.wait).admitted).toBe(true);
  });

  it('takes a refused request for none', () => {
    const rate = rateOf(1, 1_000, 1);
    let { due } = judgeRate(rate, undefined, 0);
    for (let now = 100; now < 1_000; now += 100) {
      const verdict = judgeRate(rate, due, now);
      expect(verdict.admitted).toBe(false);
      due = verdict.due;
    }
    expect(judgeRate(rate, due, 1_000).admitted).toBe(true);
  });
});
