import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../test/support/random.ts';
import { Histogram } from './histogram.ts';

function of(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.add(value);
  return histogram;
}

describe('a histogram', () => {
  it('says 0 before anything was seen', () => {
    const { count, mean } = new Histogram();
    expect([count, mean, new Histogram().quantile(0.5)]).toEqual([0, 0, 0]);
  });

  it('counts, and knows the mean exactly', () => {
    const { count, mean } = of([1, 2, 6]);
    expect([count, mean]).toEqual([3, 3]);
  });

  it('has quantiles that are off by a tenth at the most', () => {
    const random = randomFrom(7);
    const values = Array.from({ length: 5_000 }, () => 2 ** (random(25_000) / 1_000) / 1_000);
    const histogram = of(values);
    const sorted = values.toSorted((a, b) => a - b);
    for (const share of [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1]) {
      const exact = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
      const told = histogram.quantile(share);
      expect(Math.abs(told - exact) / exact, `${share}`).toBeLessThan(0.1);
    }
  });

  it.each([
    ['nothing', 0, 0.001],
    ['less than nothing', -1, 0.001],
    ['the least', 0.000_01, 0.001],
    ['a day', 86_400_000, 3_900_000],
  ])('keeps %s in its first or last bucket', (_name, value, near) => {
    const histogram = of([value]);
    const told = histogram.quantile(0.5);
    expect(told).toBeGreaterThan(near * 0.9);
    expect(told).toBeLessThan(near * 1.2);
  });
});
