import { describe, expect, it } from 'vitest';
import { keepEvents } from '../../../test/support/plugins.ts';
import { ManualClock } from '../../base/clock.ts';
import { Alerts } from './alerts.ts';
import { Monitor } from './monitor.ts';

function watched() {
  const clock = new ManualClock();
  const { bus, events } = keepEvents();
  const monitor = new Monitor();
  const alerts = new Alerts(bus, clock);
  const end = alerts.watch({ name: 'probe', monitor, time: 100, checkHealth: async () => {} });
  const calls = (count: number, failures: number) => {
    for (let i = 0; i < count; i += 1) monitor.begin();
    monitor.failures += failures;
    clock.advance(10_000);
  };
  return { calls, events, end, monitor, clock };
}

describe('alerts about a plugin', () => {
  it('tell that it fails too often, once a minute, and again when it was well between', () => {
    const { calls, events } = watched();
    calls(100, 10);
    expect(events).toEqual([]);
    calls(100, 11);
    expect(events).toEqual([
      {
        type: 'plugin.alert',
        plugin: 'probe',
        figure: 'error_rate',
        value: 0.11,
        limit: 0.1,
        action: 'warn',
      },
    ]);
    for (let i = 0; i < 5; i += 1) calls(100, 50);
    expect(events).toHaveLength(1);
    calls(100, 50);
    expect(events).toHaveLength(2);
    calls(100, 0);
    calls(100, 50);
    expect(events).toHaveLength(3);
  });

  it('say nothing of a few calls, and nothing once it is gone', () => {
    const { calls, events, end } = watched();
    calls(19, 19);
    end();
    calls(100, 100);
    calls(100, 100);
    expect(events).toEqual([]);
  });

  it('tell that most calls come near their time', () => {
    const { calls, events, monitor } = watched();
    // So long ago began each of those that are timed.
    for (let i = 0; i < 40; i += 1) monitor.end(performance.now() - 95);
    calls(640, 0);
    expect(events).toEqual([expect.objectContaining({ figure: 'p95', limit: 80, action: 'warn' })]);
  });
});
