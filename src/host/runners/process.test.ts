import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { lacks } from '../../../test/require.ts';
import { nearRunner, startedRunner, telling } from '../../../test/support/near-runner.ts';
import type { PluginLimits } from '../../contracts/plugin-host.ts';

const NEVER = new AbortController().signal;

const body = (value: unknown) => ({ response: { body: value } });

describe('a plugin in a process of its own', () => {
  it('is begun, taken into service, asked, and ended', async () => {
    const near = await startedRunner(
      `${telling(`return [context.name, context.folder, context.settings, context.plan.name];`)} stop: (context) => context.log.info('stops'), cleanup() { throw new Error('stuck'); }`,
      { settings: { size: 1 } },
    );
    expect(near.instance.state).toBe('running');
    expect(await near.ask()).toEqual(body(['far', near.folder, { size: 1 }, 'shop']));
    expect(near.runner.facts).toMatchObject({ host: 'process', pid: process.pid, restarts: 0 });
    await near.runner.stop();
    expect(near.lines()).toEqual(['info: stops', 'error: cleanup failed: stuck']);
    expect([near.states(), near.released()]).toEqual([['running', 'stopped'], 1]);
    expect(near.runner.facts).toEqual({ host: 'process', restarts: 0 });
    expect(near.children[0]?.hasExited).toBe(true);
  });

  it('says how it fares, and that it does not run', async () => {
    const near = await nearRunner(`healthCheck: () => true, getMetrics: () => ({ sold: 7 }),`);
    const { runner } = near;
    const told = async () => [await runner.health(), await runner.metrics()];
    const silent = [{ healthy: false, message: 'it does not run' }, {}];
    expect(await told()).toEqual(silent);
    // Nobody is there to be told.
    await runner.reload({ size: 2 });
    runner.learn();
    await runner.start(NEVER);
    expect(await told()).toEqual([{ healthy: true }, { sold: 7 }]);
    await runner.stop();
    expect(await told()).toEqual(silent);
  });

  it('takes over other settings, also where it is started with them later', async () => {
    const near = await nearRunner(
      `${telling('return context.settings;')} onConfigReload(settings) { if (settings.size === 3) throw new Error('too large'); },`,
    );
    await near.runner.reload({ size: 1 });
    await near.runner.start(NEVER);
    expect(await near.ask()).toEqual(body({ size: 1 }));
    await near.runner.reload({ size: 2 });
    expect(await near.ask()).toEqual(body({ size: 2 }));
    await expect(near.runner.reload({ size: 3 })).rejects.toThrow('too large');
  });

  it('is not started when it says no, and goes on trying', async () => {
    let launches = 0;
    const near = await nearRunner('', {
      launching: () => {
        launches += 1;
        if (launches === 1) throw new Error('no room for a process');
      },
    });
    await expect(near.runner.start(NEVER)).rejects.toThrow('no room for a process');
    expect(near.lines()).toEqual(['error: no room for a process']);
    await vi.waitFor(() => expect(near.instance.state).toBe('running'));
    expect(near.runner.facts.restarts).toBe(1);
    await near.runner.stop();
  });

  it('is not started when its start is called off', async () => {
    const near = await nearRunner(`start: () => new Promise(() => {}),`);
    const leaving = new AbortController();
    const start = near.runner.start(leaving.signal);
    await vi.waitFor(() => expect(near.children).toHaveLength(1));
    leaving.abort();
    await expect(start).rejects.toThrow();
    expect(near.states()).toEqual([]);
    await near.runner.stop();
    expect(near.children.map(({ hasExited }) => hasExited)).toEqual([true]);
  });

  it('fails to start where its file has become another', async () => {
    const near = await nearRunner('');
    writeFileSync(`${near.folder}/far.ts`, `export default { name: 'far', version: 'one', hooks: 1 };`);
    await expect(near.runner.start(NEVER)).rejects.toThrow(
      /`hooks` is a number.*; .*`version` is no version/,
    );
    await near.runner.stop();
  });
});

describe('a process of a plugin that ends', () => {
  it('is replaced at once, and what it was asked fails', async () => {
    const near = await startedRunner(telling(`if (request.path === '/waits') await new Promise(() => {});`));
    const asked = near.ask('/waits');
    near.children[0]?.crash(7);
    await expect(asked).rejects.toThrow('it exited with code 7');
    await vi.waitFor(() => expect(near.instance.state).toBe('running'));
    expect(
      near.events.find((event) => event.type === 'plugin.state' && event.state === 'starting'),
    ).toMatchObject({
      reason: 'it exited with code 7',
    });
    expect([near.runner.facts.restarts, await near.ask()]).toEqual([1, body('none')]);
    await near.runner.stop();
  });

  it('again and again is given up for a while, then tried again', async () => {
    let isBroken = false;
    const near = await startedRunner('', {
      launching: () => {
        if (isBroken) throw new Error('no room for a process');
      },
    });
    isBroken = true;
    near.children[0]?.crash(7);
    while (near.instance.state !== 'failed') {
      near.clock.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const given = near.events.findLast((event) => event.type === 'plugin.state');
    expect(given).toMatchObject({
      state: 'failed',
      reason: 'no room for a process',
      retry: expect.any(Number),
    });
    isBroken = false;
    near.clock.advance((given as { retry: number }).retry);
    await vi.waitFor(() => expect(near.instance.state).toBe('running'));
    expect(near.runner.facts.restarts).toBe(1);
    await near.runner.stop();
  });
});

describe.skipIf(lacks('/proc', process.platform === 'linux'))(
  'a process of a plugin that uses more than it may',
  () => {
    const BOUND = { fileHandles: 1 };

    it.each<[PluginLimits['policy'], string, string[]]>([
      ['warn', 'warn', ['running']],
      ['disable', 'disable', ['running', 'disabled']],
      ['recycle', 'recycle', ['running']],
    ])('is told about, with the policy %s', async (policy, action, states) => {
      const near = await startedRunner('', { limits: { ...BOUND, policy } });
      near.clock.advance(250);
      const alerts = near.events.filter(({ type }) => type === 'plugin.alert');
      expect(alerts).toEqual([
        expect.objectContaining({
          plugin: 'far',
          figure: 'handles',
          value: expect.any(Number),
          limit: 1,
          action,
        }),
      ]);
      expect(near.states()).toEqual(states);
      await near.runner.stop();
    });

    it('is handed over with the policy recycle', async () => {
      const near = await startedRunner(telling(`return 'served';`), { limits: BOUND });
      near.clock.advance(250);
      await vi.waitFor(() =>
        expect(near.lines()).toEqual([`info: its process ${process.pid} was replaced by ${process.pid}`]),
      );
      await vi.waitFor(() => expect(near.children.map(({ hasExited }) => hasExited)).toEqual([true, false]));
      expect(await near.ask()).toEqual(body('served'));
      expect([near.runner.facts.restarts, near.states()]).toEqual([0, ['running']]);
      await near.runner.stop();
    });

    it('is measured in the units of its limits', async () => {
      // Every process uses less than that, beside what it needs for itself; nothing is told.
      const near = await startedRunner('', { limits: { memory: 2 ** 50, cpuTime: 1e9, fileHandles: 1e9 } });
      near.clock.advance(250);
      expect(near.runner.facts.memory).toBeGreaterThan(1_000_000);
      expect(near.events.filter(({ type }) => type === 'plugin.alert')).toEqual([]);
      await near.runner.stop();
    });
  },
);
