import { describe, expect, it } from 'vitest';
import { CrashLoop } from './crash-loop.ts';

describe('what crashes', () => {
  it('is tried again at once, then after waits that double', () => {
    const loop = new CrashLoop({}, { crashes: 100 });
    const waits = Array.from({ length: 13 }, (_, n) => loop.failed(n).wait);
    expect(waits).toEqual([
      0, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000, 30_000,
    ]);
  });

  it('is given up after five failures in a minute', () => {
    const loop = new CrashLoop();
    const verdicts = [0, 10_000, 20_000, 30_000, 40_000].map((now) => loop.failed(now));
    expect(verdicts.map(({ isOpen }) => isOpen)).toEqual([false, false, false, false, true]);
    expect(verdicts[4]?.wait).toBe(30_000);
  });

  it('is not given up when it fails seldom', () => {
    const loop = new CrashLoop();
    const verdicts = Array.from({ length: 50 }, (_, n) => loop.failed(n * 15_001));
    expect(verdicts.some(({ isOpen }) => isOpen)).toBe(false);
    expect(loop.failed(1e9)).toEqual({ isOpen: false, wait: 0 });
  });

  it('gets trials that are twice as far apart each time, up to a quarter of an hour', () => {
    const loop = new CrashLoop({}, { crashes: 1 });
    let now = 0;
    const waits = Array.from({ length: 8 }, () => {
      const { wait } = loop.failed(now);
      now += wait;
      loop.tried(now);
      return wait / 1_000;
    });
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 960, 960]);
  });

  it('is sound again once a trial lasted for a minute, or it is begun anew', () => {
    const loop = new CrashLoop({}, { crashes: 2 });
    expect([loop.failed(0), loop.failed(1)].map(({ isOpen }) => isOpen)).toEqual([false, true]);
    loop.tried(30_000);
    expect(loop.failed(89_999).isOpen).toBe(true);
    loop.tried(150_000);
    expect(loop.failed(210_000)).toEqual({ isOpen: false, wait: 0 });
    expect(loop.failed(210_001).isOpen).toBe(true);
    loop.reset();
    expect(loop.failed(210_002)).toEqual({ isOpen: false, wait: 0 });
  });

  it('keeps planned changes as far apart as failures may be', () => {
    expect(new CrashLoop().spacing).toBe(12_000);
  });
});
