import { describe, expect, it } from 'vitest';
import { keepEvents, manifestOf, SILENT } from '../../../test/support/plugins.ts';
import { ManualClock } from '../../base/clock.ts';
import type { PluginDefinition } from '../../contracts/plugin.ts';
import type { ContextLink } from '../context.ts';
import { Deadlines } from '../guard/deadlines.ts';
import { PluginInstance } from '../instance.ts';
import { createLog } from '../log.ts';
import { RunningPlugin } from '../running-plugin.ts';
import { statusOf } from '../status.ts';
import { InlineRunner } from './inline.ts';

const NEVER = new AbortController().signal;

function run(members: Partial<PluginDefinition> = {}) {
  const clock = new ManualClock();
  const { bus, events } = keepEvents();
  const options = {
    name: 'shop',
    maxExecutionTime: 100,
    handlerTime: 1_000,
    folder: '/',
    critical: false,
    concurrency: 1,
  };
  const services = { bus, clock, deadlines: new Deadlines(clock) };
  const instance = new PluginInstance(manifestOf(), options, services, createLog(bus, 'shop'));
  const link = { log: SILENT, store: {}, plan: {}, vars: {}, emit() {} } as unknown as ContextLink;
  const definition = { name: 'shop', version: '1.0.0', ...members };
  const runner = new InlineRunner(instance, {
    definition,
    folder: '/api',
    settings: { size: 1 },
    link,
    clock,
  });
  return { clock, events, instance, runner };
}

describe('a plugin in this process', () => {
  it('runs from its start to its end, and tells what goes wrong at that', async () => {
    const { runner, instance, events } = run({
      healthCheck: () => ({ healthy: true, message: 'fine' }),
      getMetrics: () => ({ sold: 7 }),
      stop() {
        throw new Error('stuck');
      },
      cleanup: () => Promise.reject(new Error('lost')),
    });
    const told = async () => [await runner.health(), await runner.metrics()];
    expect(await told()).toEqual([{ healthy: false, message: 'it does not run' }, {}]);
    await runner.start(NEVER);
    expect([instance.state, runner.facts]).toEqual(['running', { host: 'inline', restarts: 0 }]);
    expect(await told()).toEqual([{ healthy: true, message: 'fine' }, { sold: 7 }]);
    await runner.stop();
    await runner.stop();
    expect([instance.state, instance.port]).toEqual(['stopped', undefined]);
    expect(events.filter(({ type }) => type === 'log')).toMatchObject([
      { level: 'error', plugin: 'shop', message: 'stop failed: stuck' },
      { level: 'error', plugin: 'shop', message: 'cleanup failed: lost' },
    ]);
  });

  it('is not in service when its start fails, and counts starts', async () => {
    let starts = 0;
    const { runner, instance } = run({
      start() {
        starts += 1;
        if (starts === 1) throw new Error('not yet');
      },
    });
    await expect(runner.start(NEVER)).rejects.toThrow('start failed: not yet');
    expect([instance.port, runner.facts.restarts]).toEqual([undefined, 0]);
    await runner.start(NEVER);
    expect([instance.state, runner.facts.restarts]).toEqual(['running', 1]);
  });

  it('takes over settings before and behind its start', async () => {
    const seen: unknown[] = [];
    const { runner } = run({
      start: ({ settings }) => void seen.push(settings),
      onConfigReload: (settings) => void seen.push(settings),
    });
    await runner.reload({ size: 2 });
    await runner.start(NEVER);
    await runner.reload({ size: 3 });
    expect(seen).toEqual([{ size: 2 }, { size: 3 }]);
  });

  it('shows how it fares', async () => {
    const { runner, instance, clock } = run();
    const status = () => statusOf(new RunningPlugin(instance, runner, clock));
    expect(status()).toMatchObject({
      name: 'shop',
      version: '1.0.0',
      state: 'starting',
      host: 'inline',
      restarts: 0,
    });
    expect(status()).not.toHaveProperty('reason');
    expect(status()).not.toHaveProperty('pid');
    instance.detach('failed', 'gone');
    expect(status()).toMatchObject({ state: 'failed', reason: 'gone', hooks: [], pending: 0 });
  });
});
