import { describe, expect, it } from 'vitest';
import { exchangeOf, hookOf, keepEvents, manifestOf, portOf, SILENT } from '../../../test/support/plugins.ts';
import { ManualClock } from '../../base/clock.ts';
import { PluginInstance } from '../instance.ts';
import { Deadlines } from './deadlines.ts';
import { Offences } from './offences.ts';

describe('offences', () => {
  it('are too many when five come within a minute, and are counted anew then', () => {
    const offences = new Offences(new ManualClock());
    const told = Array.from({ length: 10 }, () => offences.add());
    expect(told.map(Number)).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  });

  it('are forgotten after a minute', () => {
    const clock = new ManualClock();
    const offences = new Offences(clock);
    for (let count = 0; count < 20; count += 1) {
      expect(offences.add()).toBe(false);
      clock.advance(15_000);
    }
  });
});

describe('a plugin that fails beside its calls', () => {
  function run() {
    const clock = new ManualClock();
    const { bus, events } = keepEvents();
    const options = {
      name: 'probe',
      maxExecutionTime: 100,
      handlerTime: 1_000,
      folder: '/',
      critical: false,
      concurrency: 10,
    };
    const services = { bus, clock, deadlines: new Deadlines(clock) };
    const instance = new PluginInstance(manifestOf(), options, services, SILENT);
    instance.attach(portOf({ before: () => undefined }));
    const ask = () => instance.before({ index: 0, hook: hookOf(), settings: {} }, exchangeOf());
    return { clock, events, instance, ask };
  }

  it('is left out for that, though its calls succeed in between', () => {
    const { instance, ask, events } = run();
    const told = Array.from({ length: 5 }, () => {
      void ask();
      return instance.strayed('lost');
    });
    expect(told).toEqual([false, false, false, false, true]);
    expect(instance.breaker.state).toBe('open');
    expect(events.filter(({ type }) => type === 'plugin.fault')).toEqual(
      Array(5).fill(expect.objectContaining({ at: 'work that nobody waits for', message: 'lost' })),
    );
    expect(instance.monitor.failures).toBe(5);
  });

  it('fails its trial with it, and stays out for as long as it goes on', () => {
    const { instance, clock } = run();
    instance.breaker.open();
    clock.advance(30_000);
    instance.breaker.admits();
    expect([instance.strayed('lost'), instance.breaker.state]).toEqual([false, 'open']);
    clock.advance(59_000);
    for (let count = 0; count < 6; count += 1) expect(instance.strayed('lost')).toBe(false);
    clock.advance(30_000);
    expect([instance.breaker.admits(), instance.breaker.state]).toEqual([false, 'open']);
  });
});
