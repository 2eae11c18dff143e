import { describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../src/base/clock.ts';
import type { Child } from '../../src/process/launch.ts';
import { gone, isAlive } from './children.ts';
import { supervise } from './supervised.ts';

describe('a supervised child', () => {
  it('is there once it was proven', async () => {
    const { supervisor, ask, events } = supervise();
    expect(supervisor.state).toBe('stopped');
    const started = supervisor.start();
    expect(supervisor.state).toBe('starting');
    expect(supervisor.instance).toBeUndefined();
    await started;
    expect(supervisor.state).toBe('running');
    expect(await ask('echo', 1)).toBe(1);
    expect(events).toEqual([{ type: 'started', pid: supervisor.pid, took: expect.any(Number) }]);
    await expect(supervisor.start()).rejects.toThrow(/started already/);
  });

  it('is stopped with all it started, and may be started again', async () => {
    const { supervisor, ask } = supervise();
    await supervisor.start();
    const pids = [supervisor.pid as number, (await ask('start')) as number];
    await supervisor.stop(5_000);
    expect(supervisor.state).toBe('stopped');
    expect(supervisor.instance).toBeUndefined();
    await gone(...pids);
    await expect(supervisor.replace()).rejects.toThrow(/stopped/);
    await supervisor.start();
    expect(await ask('echo', 1)).toBe(1);
  });

  it('comes back at once after a crash', async () => {
    const { supervisor, ask, next, events } = supervise();
    await supervisor.start();
    const { pid } = supervisor;
    await expect(ask('exit', 3)).rejects.toThrow(/it exited with code 3/);
    expect(await next('exited')).toMatchObject({ pid, exit: { code: 3 } });
    expect(supervisor.instance).toBeUndefined();
    expect(supervisor.state).toBe('recovering');
    const restarted = await next('restarted');
    expect(restarted.down).toBeGreaterThan(0);
    expect(restarted.pid).not.toBe(pid);
    expect(await ask('echo', 1)).toBe(1);
    expect(events.map(({ type }) => type)).toEqual(['started', 'exited', 'restarted']);
  });
});

describe('a child that cannot be started', () => {
  it('is one failed start, and is tried again', async () => {
    const { supervisor, next, events } = supervise({
      launch: vi
        .fn()
        .mockRejectedValueOnce(new Error('no room'))
        .mockImplementation(async () => {
          const { launch } = await import('../../src/process/launch.ts');
          const { specOf } = await import('./children.ts');
          return launch(specOf(['child.mjs']));
        }),
    });
    await expect(supervisor.start()).rejects.toThrow('no room');
    expect(supervisor.state).toBe('recovering');
    await next('restarted');
    expect(supervisor.state).toBe('running');
    expect(events[0]).toMatchObject({ type: 'failed', cause: { message: 'no room' } });
  });

  it.each([
    ['its proof fails', async () => Promise.reject(new Error('no health')), /no health/],
    [
      'it ends meanwhile',
      async (child: Child) => {
        child.channel.call('exit', 4).catch(() => {});
        return new Promise<never>(() => {});
      },
      /it exited with code 4/,
    ],
    ['it takes too long', () => new Promise<never>(() => {}), /not ready within 300 ms/],
  ])('leaves nothing behind when %s', async (_how, prepare, reason) => {
    const { supervisor, launched } = supervise({ prepare, startTime: 300 });
    await expect(supervisor.start()).rejects.toThrow(reason);
    await supervisor.stop(0);
    await gone(...launched.map(({ pid }) => pid));
  });

  it('may be stopped meanwhile', async () => {
    let signal: AbortSignal | undefined;
    const prepared = withResolvers();
    const { supervisor, launched } = supervise({
      prepare: (_child, given) => {
        signal = given;
        prepared.resolve();
        return new Promise<never>(() => {});
      },
    });
    const started = supervisor.start();
    await prepared.promise;
    const stopped = supervisor.stop(0);
    await expect(started).rejects.toThrow(/it was stopped/);
    await stopped;
    expect(signal?.aborted).toBe(true);
    expect(supervisor.state).toBe('stopped');
    await gone(...launched.map(({ pid }) => pid));
  });

  it('does not come back when it was stopped in the last moment', async () => {
    const { supervisor, launched } = supervise({
      prepare: async (child) => {
        queueMicrotask(() => void supervisor.stop(0));
        return child;
      },
    });
    await supervisor.start().catch(() => {});
    await gone(...launched.map(({ pid }) => pid));
    expect(supervisor.state).toBe('stopped');
  });
});

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('a child that crashes again and again', () => {
  it('is given up, tried later, and recovers', async () => {
    const clock = new ManualClock();
    let isBroken = true;
    const { supervisor, next, events, ask } = supervise({
      clock,
      crashLoop: { crashes: 3 },
      prepare: async (child) => {
        if (isBroken) throw new Error('broken');
        return child;
      },
    });
    await supervisor.start().catch(() => {});
    // The second attempt came at once, the third after 100 ms.
    await next('failed');
    await next('failed');
    clock.advance(100);
    expect(await next('open')).toMatchObject({ trialIn: 30_000, cause: { message: 'broken' } });
    expect(supervisor.state).toBe('open');
    clock.advance(30_000);
    expect(await next('open')).toMatchObject({ trialIn: 60_000 });
    isBroken = false;
    clock.advance(60_000);
    await next('recovered');
    expect(supervisor.state).toBe('running');
    expect(await ask('echo', 1)).toBe(1);
    expect(events.filter(({ type }) => type === 'failed')).toHaveLength(4);
  });

  it('is started at once by a replacement', async () => {
    const clock = new ManualClock();
    let isBroken = true;
    const { supervisor, next } = supervise({
      clock,
      crashLoop: { crashes: 1 },
      prepare: async (child) => {
        if (isBroken) throw new Error('broken');
        return child;
      },
    });
    await supervisor.start().catch(() => {});
    await next('open');
    await expect(supervisor.replace()).rejects.toThrow('broken');
    expect(await next('open')).toMatchObject({ trialIn: 60_000 });
    isBroken = false;
    await supervisor.replace();
    expect(supervisor.state).toBe('running');
    await next('restarted');
  });
});

describe('a hand-over', () => {
  it('loses no call, and the old child finishes what it began', async () => {
    const { supervisor, ask, next } = supervise();
    await supervisor.start();
    const old = supervisor.instance as Child;
    let isDone = false;
    const asking = (async () => {
      const pids = new Set<unknown>();
      while (!isDone || pids.size < 2) {
        await ask('echo', 1);
        pids.add(supervisor.pid);
      }
      return pids;
    })();
    const late = old.channel.call('slow', 300);
    await supervisor.replace();
    isDone = true;
    expect((await late).value).toBe('slow');
    expect(await asking).toEqual(new Set([old.pid, supervisor.pid]));
    expect(await next('handed_over')).toMatchObject({ from: old.pid, to: supervisor.pid });
    expect(await old.exited).toMatchObject({ code: 0 });
  });

  it('is one, however many ask for it', async () => {
    const { supervisor, launched } = supervise();
    await supervisor.start();
    await Promise.all([supervisor.replace(), supervisor.replace(), supervisor.replace()]);
    expect(launched).toHaveLength(2);
  });

  it('that fails leaves the old child serving', async () => {
    let isBroken = false;
    const { supervisor, ask, next } = supervise({
      prepare: async (child) => {
        if (isBroken) throw new Error('broken');
        return child;
      },
    });
    await supervisor.start();
    const { pid } = supervisor;
    isBroken = true;
    await expect(supervisor.replace()).rejects.toThrow('broken');
    expect(await next('failed')).toMatchObject({ cause: { message: 'broken' } });
    expect(supervisor.pid).toBe(pid);
    expect(supervisor.state).toBe('running');
    expect(await ask('echo', 1)).toBe(1);
  });

  it('is a restart when the old child ends meanwhile', async () => {
    const { supervisor, next, ask } = supervise();
    await supervisor.start();
    const replaced = supervisor.replace();
    supervisor.instance?.kill('test');
    await next('exited');
    expect(supervisor.state).toBe('recovering');
    await replaced;
    await next('restarted');
    expect(await ask('echo', 1)).toBe(1);
  });

  it('that fails when the old child ends meanwhile is followed by another start', async () => {
    let starts = 0;
    const { supervisor, next, launched } = supervise({
      prepare: async (child) => {
        if (++starts !== 2) return child;
        launched[0]?.kill('test');
        await launched[0]?.exited;
        throw new Error('broken');
      },
    });
    await supervisor.start();
    await expect(supervisor.replace()).rejects.toThrow('broken');
    await next('restarted');
    expect(supervisor.state).toBe('running');
  });

  it('waits for a start that is under way', async () => {
    const { supervisor, launched } = supervise();
    await Promise.all([supervisor.start(), supervisor.replace()]);
    expect(launched).toHaveLength(2);
    expect(supervisor.pid).toBe(launched[1]?.pid);
  });

  it('ends an old child that does not finish in time', async () => {
    const { supervisor } = supervise({ drainTime: 100 });
    await supervisor.start();
    const old = supervisor.instance as Child;
    const waiting = old.channel.call('never', 1);
    await supervisor.replace();
    await expect(waiting).rejects.toMatchObject({ code: 'closed' });
    await old.exited;
  });

  it('lets its owner say when the old child has finished', async () => {
    const retired: unknown[] = [];
    const { supervisor } = supervise({
      retire: async (instance, child) => {
        retired.push(instance.pid, (await child.channel.call('echo', 'bye')).value);
      },
    });
    await supervisor.start();
    const old = supervisor.instance as Child;
    await supervisor.replace();
    await old.exited;
    expect(retired).toEqual([old.pid, 'bye']);
  });

  it('is over at once when all is stopped', async () => {
    const { supervisor } = supervise();
    await supervisor.start();
    const old = supervisor.instance as Child;
    old.channel.call('never', 1).catch(() => {});
    await supervisor.replace();
    expect(isAlive(old.pid)).toBe(true);
    await supervisor.stop(0);
    await gone(old.pid);
  });
});
