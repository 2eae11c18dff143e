import { describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from './clock.ts';

describe('the manual clock', () => {
  it('runs what falls due, in order, with the time it was due at', () => {
    const clock = new ManualClock();
    const ran: [string, number][] = [];
    clock.after(20, () => ran.push(['b', clock.now()]));
    clock.after(10, () => {
      ran.push(['a', clock.now()]);
      clock.after(5, () => ran.push(['c', clock.now()]));
    });
    clock.advance(19);
    expect(ran).toEqual([
      ['a', 10],
      ['c', 15],
    ]);
    clock.advance(1);
    expect(ran.at(-1)).toEqual(['b', 20]);
  });

  it('forgets what was called off', () => {
    const clock = new ManualClock();
    let ran = false;
    clock.after(1, () => {
      ran = true;
    })();
    clock.advance(10);
    expect(ran).toBe(false);
  });
});

it('the system clock runs tasks, and not those that were called off', async () => {
  const ran: string[] = [];
  systemClock.after(0, () => ran.push('off'))();
  await new Promise<void>((resolve) => {
    const hold = setInterval(() => {}, 1_000);
    systemClock.after(1, () => {
      clearInterval(hold);
      resolve();
    });
  });
  expect(ran).toEqual([]);
  expect(systemClock.now()).toBeGreaterThan(0);
});
