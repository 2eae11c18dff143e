import { describe, expect, it } from 'vitest';
import type { ResourceSpec } from '../contracts/resource.ts';
import { ResourceRegistry, resourceKey } from './resources.ts';

const signal = new AbortController().signal;

/** Writes down what happens to its instances. */
function spec(name: string, log: string[], more: Partial<ResourceSpec<string>> = {}): ResourceSpec<string> {
  const restart = more.restart ?? 1;
  return {
    kind: 'pool',
    name,
    restart,
    settings: 'small',
    start: async (settings) => {
      log.push(`start ${name}${restart} ${settings}`);
      return `${name}${restart}`;
    },
    update: (instance, settings) => log.push(`update ${instance} ${settings}`),
    stop: async (instance) => void log.push(`stop ${instance}`),
    ...more,
  };
}

describe('resources', () => {
  it('are shared, and the last lease to go stops one, once', async () => {
    const log: string[] = [];
    const registry = new ResourceRegistry();
    const [a, b] = [registry.begin(), registry.begin()];
    expect(await a.acquire(spec('db', log), signal)).toBe('db1');
    expect(await b.acquire(spec('db', log), signal)).toBe('db1');
    const [first, second] = [await a.commit(), await b.commit()];
    await first[0]?.release();
    await first[0]?.release();
    expect(registry.size).toBe(1);
    await second[0]?.release();
    expect(log).toEqual(['start db1 small', 'stop db1']);
    expect(registry.size).toBe(0);
  });

  it('take over settings at the commit, and only then', async () => {
    const log: string[] = [];
    const registry = new ResourceRegistry();
    await registry.begin().acquire(spec('db', log), signal);
    const failing = registry.begin();
    await failing.acquire(spec('db', log, { settings: 'large' }), signal);
    await failing.rollback();
    expect(log).toEqual(['start db1 small']);
    const good = registry.begin();
    await good.acquire(spec('db', log, { settings: 'large' }), signal);
    await good.commit();
    expect(log).toEqual(['start db1 small', 'update db1 large']);
  });

  it('of a build that fails are given back, and no others', async () => {
    const log: string[] = [];
    const registry = new ResourceRegistry();
    await registry.begin().acquire(spec('a', log), signal);
    const build = registry.begin();
    await build.acquire(spec('a', log), signal);
    await build.acquire(spec('b', log), signal);
    const broken = spec('c', log, { start: () => Promise.reject(new Error('no')) });
    await expect(build.acquire(broken, signal)).rejects.toThrow('no');
    await build.rollback();
    expect(log).toEqual(['start a1 small', 'start b1 small', 'stop b1']);
    await expect(build.acquire(spec('c', log), signal)).resolves.toBe('c1');
  });

  it('that exclude each other refuse a second one until the first has stopped', async () => {
    const log: string[] = [];
    const registry = new ResourceRegistry();
    let stopped: () => void = () => {};
    const old = spec('port', log, {
      exclusive: 'port 80',
      stop: (instance) =>
        new Promise((resolve) => {
          stopped = () => {
            log.push(`stop ${instance}`);
            resolve();
          };
        }),
    });
    const next = spec('port', log, { exclusive: 'port 80', restart: 2 });
    const build = registry.begin();
    await build.acquire(old, signal);
    await expect(registry.begin().acquire(next, signal)).rejects.toMatchObject({
      code: 'BW7010',
      message: 'pool "port" needs a restart to change',
    });
    const released = build.rollback();
    const acquired = registry.begin().acquire(next, signal);
    await Promise.resolve();
    stopped();
    expect(await acquired).toBe('port2');
    await released;
    expect(log).toEqual(['start port1 small', 'stop port1', 'start port2 small']);
  });

  it('can be shared by key while they run', async () => {
    const log: string[] = [];
    const registry = new ResourceRegistry();
    const build = registry.begin();
    await build.acquire(spec('db', log), signal);
    const release = registry.share(resourceKey(spec('db', log)));
    await build.rollback();
    expect(registry.size).toBe(1);
    await release?.();
    expect(registry.size).toBe(0);
    expect(registry.share(resourceKey(spec('db', log)))).toBeUndefined();
  });

  it('are not acquired by a build that was called off', async () => {
    const log: string[] = [];
    const registry = new ResourceRegistry();
    await expect(registry.begin().acquire(spec('db', log), AbortSignal.abort())).rejects.toThrow();
    expect(log).toEqual([]);
  });
});
