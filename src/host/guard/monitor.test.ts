import { expect, it } from 'vitest';
import { Monitor } from './monitor.ts';

it('a monitor says nothing before a call', () => {
  expect(new Monitor().figures).toEqual({
    invocations: 0,
    failures: 0,
    error_rate: 0,
    average: 0,
    p50: 0,
    p95: 0,
    p99: 0,
  });
});

it('a monitor counts calls and failures, and times one of sixteen', () => {
  const monitor = new Monitor();
  let timed = 0;
  for (let i = 0; i < 160; i += 1) {
    const begun = monitor.begin();
    if (begun !== 0) timed += 1;
    monitor.end(begun);
  }
  monitor.failures += 3;
  const { invocations, failures, error_rate: rate, average, p50, p99 } = monitor.figures;
  expect([timed, invocations, failures, rate]).toEqual([10, 160, 3, 0.0188]);
  expect(p50).toBeGreaterThan(0);
  expect(p99).toBeGreaterThanOrEqual(p50);
  expect(average).toBeGreaterThanOrEqual(0);
});
