import { describe, expect, it } from 'vitest';
import type { Child } from '../../src/process/launch.ts';
import { lacks } from '../require.ts';
import { supervise } from './supervised.ts';

const MEBIBYTE = 1_048_576;

describe.skipIf(lacks('/proc', process.platform === 'linux'))('a child that uses more than it may', () => {
  it('and leaks slowly is handed over again and again, and no call is lost', async () => {
    const { supervisor, ask, events } = supervise({
      limits: { memory: 160 * MEBIBYTE },
      crashLoop: { crashes: 5, window: 500 },
    });
    await supervisor.start();
    const handedOver = () => events.filter(({ type }) => type === 'handed_over').length;
    const pids = new Set<unknown>();
    while (handedOver() < 3) {
      pids.add(await ask('leak', 1));
      await ask('slow', 20);
    }
    expect(pids.size).toBeGreaterThanOrEqual(3);
    expect(events.filter(({ type }) => type === 'exited' || type === 'failed')).toEqual([]);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'violation',
        limit: 'memory',
        action: 'hand_over',
        allowed: 160 * MEBIBYTE,
      }),
    );
    expect(supervisor.usage?.rss).toBeGreaterThan(0);
  });

  it('is killed far beyond the limit', async () => {
    const { supervisor, ask, next } = supervise({ limits: { memory: 100 * MEBIBYTE } });
    await supervisor.start();
    // Its answer may lose the race with its end.
    await ask('buffers', { megabytes: 200, at: 50 }).catch(() => {});
    expect(await next('violation')).toMatchObject({ limit: 'memory', action: 'kill' });
    expect((await next('exited')).exit.reason).toMatch(/it used \d+\.\d MiB of memory, and may use 100\.0/);
    await next('restarted');
  });

  it.each([
    ['files', { handles: 100 }, 'open', 50, 'handles'],
    ['processor time', { cpu: 0.2 }, 'spin', 100, 'cpu'],
  ] as const)('is handed over: %s', async (_what, limits, method, params, limit) => {
    const { supervisor, ask, next } = supervise({ limits });
    await supervisor.start();
    const { pid } = supervisor;
    for (let count = 0; count < 4; count++) await ask(method, params);
    expect(await next('violation')).toMatchObject({ limit, action: 'hand_over', pid });
    expect(await next('handed_over')).toMatchObject({ from: pid });
  });

  it('from its beginning is told about, and not replaced all the time', async () => {
    const { supervisor, next, events, ask } = supervise({
      limits: { memory: 1.05 * 40 * MEBIBYTE, handles: 1 },
    });
    await supervisor.start();
    await next('handed_over');
    await next('violation');
    for (let count = 0; count < 4; count++) await ask('slow', 250);
    expect(events.filter(({ type }) => type === 'handed_over')).toHaveLength(1);
  });

  it('is only told about with the policy `warn`', async () => {
    const { supervisor, ask, next, events } = supervise({
      limits: { memory: 60 * MEBIBYTE },
      policy: 'warn',
    });
    await supervisor.start();
    const { pid } = supervisor;
    await ask('buffers', { megabytes: 100, at: 50 });
    expect(await next('violation')).toMatchObject({ limit: 'memory', action: 'none', pid });
    for (let count = 0; count < 4; count++) await ask('slow', 250);
    expect(supervisor.pid).toBe(pid);
    expect(events.map(({ type }) => type)).toEqual(['started', 'violation']);
  });

  it('is ended for good with the policy `disable`, until it is replaced', async () => {
    const { supervisor, ask, next } = supervise({ limits: { handles: 100 }, policy: 'disable' });
    await supervisor.start();
    const old = supervisor.instance as Child;
    await ask('open', 200);
    expect(await next('violation')).toMatchObject({ limit: 'handles', action: 'disable' });
    expect(await next('open')).toMatchObject({
      trialIn: undefined,
      cause: { message: expect.stringMatching(/it had \d+ files open, and may have 100/) },
    });
    expect(supervisor.state).toBe('open');
    expect(supervisor.instance).toBeUndefined();
    expect(await old.exited).toMatchObject({ signal: 'SIGKILL' });
    await supervisor.replace();
    expect(await ask('echo', 1)).toBe(1);
  });

  it('is killed when it leaves a call without an answer, if calls are limited', async () => {
    const { supervisor, ask, next } = supervise({ longestCall: 500 });
    await supervisor.start();
    const call = ask('never');
    expect(await next('violation')).toMatchObject({ limit: 'call', action: 'kill', allowed: 500 });
    await expect(call).rejects.toThrow(/left a call without an answer/);
    await next('restarted');
  });

  it('is killed also while it only finishes what it began', async () => {
    const { supervisor } = supervise({ silence: 500, drainTime: 60_000 });
    await supervisor.start();
    const old = supervisor.instance as Child;
    old.channel.call('loop', 1).catch(() => {});
    await supervisor.replace();
    expect((await old.exited).reason).toMatch(/did not react/);
    expect(supervisor.state).toBe('running');
  });
});

describe('a parent that was busy itself', () => {
  it('does not blame its children', async () => {
    const { supervisor, ask, events } = supervise({ silence: 1_000 });
    await supervisor.start();
    const asked = ask('slow', 600);
    await ask('echo', 1);
    for (let count = 0; count < 3; count++) {
      const end = performance.now() + 1_500;
      while (performance.now() < end);
      await ask('slow', 20);
    }
    expect(await asked).toBe('slow');
    expect(events.map(({ type }) => type)).toEqual(['started']);
  });
});
