import { describe, expect, it } from 'vitest';
import { pick, randomFrom } from '../../../test/support/random.ts';
import { type Clock, ManualClock } from '../../base/clock.ts';
import { Deadlines, type Waiting } from './deadlines.ts';

interface Probe extends Waiting {
  expired: number | undefined;
}

function probe(clock: Clock): Probe {
  return {
    due: 0,
    place: -1,
    expired: undefined,
    expire() {
      this.expired = clock.now();
    },
  };
}

/** A clock whose loop can be held up: timers that fall due meanwhile run late, as they do in Node. */
class HeldClock implements Clock {
  #now = 0;
  #tasks: { at: number; run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const task = { at: this.#now + milliseconds, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }

  /** Somebody holds the loop. */
  hold(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** The loop turns: what is due runs, once. */
  turn(): void {
    const due = this.#tasks.filter(({ at }) => at <= this.#now);
    this.#tasks = this.#tasks.filter((task) => !due.includes(task));
    for (const { run } of due) run();
  }
}

describe('deadlines', () => {
  it('end what waits longer, not before its time and soon after', () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock);
    const random = randomFrom(17);
    const made: { readonly probe: Probe; readonly from: number; readonly time: number }[] = [];
    for (let i = 0; i < 500; i += 1) {
      const [one, time] = [probe(clock), 1 + random(300)];
      deadlines.add(one, time);
      made.push({ probe: one, from: clock.now(), time });
      clock.advance(random(15));
    }
    clock.advance(1_000);
    for (const { probe: one, from, time } of made) {
      const waited = (one.expired as number) - from;
      expect(waited).toBeGreaterThanOrEqual(time);
      expect(waited).toBeLessThan(time + 40);
    }
    expect(deadlines.size).toBe(0);
  });

  it('tell in time who is answered and who is too late', () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock);
    const [early, late] = [probe(clock), probe(clock)];
    deadlines.add(early, 100);
    deadlines.add(late, 100);
    expect(deadlines.remove(early)).toBe(true);
    expect(deadlines.remove(early)).toBe(false);
    clock.advance(200);
    expect(deadlines.remove(late)).toBe(false);
    expect([early.expired, late.expired === undefined]).toEqual([undefined, false]);
  });

  it('have no timer while nobody waits', () => {
    const clock = new ManualClock();
    let timers = 0;
    const counting: Clock = {
      now: () => clock.now(),
      after(milliseconds, task) {
        timers += 1;
        return clock.after(milliseconds, task);
      },
    };
    const deadlines = new Deadlines(counting);
    const one = probe(clock);
    deadlines.add(one, 50);
    deadlines.remove(one);
    clock.advance(1_000);
    expect(timers).toBe(1);
    deadlines.add(one, 50);
    clock.advance(1_000);
    expect(one.expired).toBeGreaterThanOrEqual(1_050);
    expect(timers).toBeLessThan(7);
  });

  it('are not over for calls that were made while the loop was held up', () => {
    const clock = new HeldClock();
    const deadlines = new Deadlines(clock);
    const [before, meanwhile] = [probe(clock), probe(clock)];
    deadlines.add(before, 100);
    clock.hold(500);
    deadlines.add(meanwhile, 100);
    clock.turn();
    expect(meanwhile.expired).toBeUndefined();
    for (let i = 0; i < 20; i += 1) {
      clock.hold(20);
      clock.turn();
    }
    expect(before.expired).toBeGreaterThanOrEqual(100);
    expect(meanwhile.expired).toBeGreaterThanOrEqual(600);
  });

  it('can be added and removed by those that expire', () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock);
    const others = Array.from({ length: 5 }, () => probe(clock));
    const chain = probe(clock);
    const first: Waiting = {
      due: 0,
      place: -1,
      expire() {
        for (const other of others.slice(0, 3)) deadlines.remove(other);
        deadlines.add(chain, 100);
      },
    };
    for (const other of others) deadlines.add(other, 1_000);
    deadlines.add(first, 100);
    clock.advance(300);
    expect(chain.expired).toBeGreaterThanOrEqual(200);
    expect(deadlines.size).toBe(2);
    clock.advance(2_000);
    expect(others.map(({ expired }) => expired !== undefined)).toEqual([false, false, false, true, true]);
  });

  it('are kept, whoever comes and goes', () => {
    const clock = new ManualClock();
    const deadlines = new Deadlines(clock);
    const random = randomFrom(23);
    const waiting = new Set<Probe>();
    for (let round = 0; round < 3_000; round += 1) {
      if (random(2) === 0 || waiting.size === 0) {
        const one = probe(clock);
        waiting.add(one);
        deadlines.add(one, 1 + random(200));
      } else {
        const one = pick(random, [...waiting]);
        expect(deadlines.remove(one)).toBe(one.expired === undefined);
        waiting.delete(one);
      }
      clock.advance(random(6));
      expect(deadlines.size).toBe([...waiting].filter(({ expired }) => expired === undefined).length);
    }
  });
});
