import { describe, expect, it } from 'vitest';
import { keepEvents, manifestOf, ODD_THROWS, portOf, SILENT } from '../../test/support/plugins.ts';
import { ManualClock } from '../base/clock.ts';
import { Deadlines } from './guard/deadlines.ts';
import { PluginInstance } from './instance.ts';
import type { Runner } from './runners/runner.ts';
import { RunningPlugin } from './running-plugin.ts';

const NEVER = new AbortController().signal;

function make(parts: Partial<Runner>, critical = false) {
  const clock = new ManualClock();
  const { bus, events } = keepEvents();
  const told: string[] = [];
  const log = { ...SILENT, error: (message: string) => void told.push(message) };
  const options = {
    name: 'probe',
    maxExecutionTime: 100,
    handlerTime: 1_000,
    folder: '/',
    critical,
    concurrency: 1,
  };
  const services = { bus, clock, deadlines: new Deadlines(clock) };
  const instance = new PluginInstance(manifestOf(), options, services, log);
  const calls: string[] = [];
  const runner: Runner = {
    recovers: parts.recovers ?? false,
    facts: { host: 'inline', restarts: 0 },
    async start(signal) {
      calls.push('start');
      await parts.start?.(signal);
      instance.attach(portOf());
    },
    learn() {},
    async reload(settings) {
      await parts.reload?.(settings);
    },
    health: parts.health ?? (async () => ({ healthy: true })),
    metrics: async () => ({}),
    async stop() {
      calls.push('stop');
      await parts.stop?.();
      instance.detach('stopped');
    },
  };
  return { clock, events, told, calls, instance, running: new RunningPlugin(instance, runner, clock) };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

async function refuse(): Promise<void> {
  throw new Error('no database');
}

describe('a start that fails', () => {
  it.each([
    ['is an error where that is wanted', true, false],
    ['is an error for critical plugins', false, true],
  ])('%s', async (_name, strict, critical) => {
    const { running, instance, clock, calls } = make({ start: refuse }, critical);
    await expect(running.start(strict, NEVER)).rejects.toMatchObject({
      code: 'BW7040',
      message: 'the plugin "probe" cannot be started: no database',
      cause: new Error('no database'),
    });
    expect([instance.state, instance.reason]).toEqual(['failed', 'no database']);
    clock.advance(1_000_000);
    expect(calls).toEqual(['start', 'stop']);
  });

  it('is an error when nobody wants the plugin any more', async () => {
    const { running } = make({ start: refuse });
    await expect(running.start(false, AbortSignal.abort())).rejects.toMatchObject({ code: 'BW7040' });
  });

  it('is tried again, after pauses that double up to five minutes', async () => {
    const { running, instance, clock, calls } = make({ start: refuse });
    await running.start(false, NEVER);
    expect([instance.state, instance.reason]).toEqual(['failed', 'no database']);
    const pauses: number[] = [];
    for (let i = 0; i < 11; i += 1) {
      const tries = calls.length;
      let pause = 0;
      while (calls.length === tries) {
        clock.advance(1_000);
        pause += 1;
        await settle();
      }
      pauses.push(pause);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('is forgotten once it works', async () => {
    let works = false;
    const { running, instance, clock, events, calls } = make({
      start: async () => (works ? undefined : refuse()),
    });
    await running.start(false, NEVER);
    works = true;
    clock.advance(1_000);
    await settle();
    expect(instance.state).toBe('running');
    clock.advance(1_000_000);
    expect(calls).toEqual(['start', 'start']);
    expect(events).toEqual([
      { type: 'plugin.state', plugin: 'probe', state: 'failed', reason: 'no database', retry: 1_000 },
      { type: 'plugin.state', plugin: 'probe', state: 'running' },
    ]);
  });

  it.each(ODD_THROWS)('is told when %s is thrown', async (_name, makeOdd) => {
    const odd = async () => {
      throw makeOdd();
    };
    await expect(make({ start: odd }).running.start(true, NEVER)).rejects.toMatchObject({ code: 'BW7040' });
    const { running, instance, clock, calls } = make({ start: odd });
    await running.start(false, NEVER);
    clock.advance(1_000);
    await settle();
    clock.advance(2_000);
    await settle();
    expect([instance.state, calls.length]).toEqual(['failed', 3]);
  });
});

describe('the end', () => {
  it('calls off what would start it again', async () => {
    const { running, instance, clock, calls } = make({ start: refuse });
    await running.start(false, NEVER);
    await running.stop();
    clock.advance(1_000_000);
    await settle();
    expect([calls, instance.state]).toEqual([['start', 'stop'], 'stopped']);
  });

  it('reaches a start that is under way', async () => {
    const signals: AbortSignal[] = [];
    const start = (signal: AbortSignal) => {
      signals.push(signal);
      if (signals.length === 1) return refuse();
      return new Promise<void>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      });
    };
    const { running, instance, clock } = make({ start });
    await running.start(false, NEVER);
    clock.advance(1_000);
    await running.stop();
    await settle();
    clock.advance(1_000_000);
    expect([signals[1]?.aborted, signals.length, instance.state]).toEqual([true, 2, 'stopped']);
  });

  it('reaches a start that ends well all the same', async () => {
    let go = () => {};
    let starts = 0;
    const start = () => {
      starts += 1;
      if (starts === 1) return refuse();
      return new Promise<void>((resolve) => {
        go = resolve;
      });
    };
    const { running, instance, clock, calls } = make({ start });
    await running.start(false, NEVER);
    clock.advance(1_000);
    await running.stop();
    go();
    await settle();
    expect([instance.state, calls]).toEqual(['stopped', ['start', 'start', 'stop', 'stop']]);
  });

  it('ends its events', async () => {
    const { running } = make({});
    let ended = 0;
    running.feed = { end: () => void ended++ } as unknown as NonNullable<RunningPlugin['feed']>;
    await running.start(true, NEVER);
    await running.stop();
    expect(ended).toBe(1);
  });
});

describe('other settings', () => {
  it('are handed over', async () => {
    const given: unknown[] = [];
    const { running, instance } = make({ reload: async (settings) => void given.push(settings) });
    await running.reload({ limit: 2 });
    expect([given, instance.breaker.state]).toEqual([[{ limit: 2 }], 'closed']);
  });

  it.each(ODD_THROWS)('open the breaker when %s is thrown', async (_name, makeOdd) => {
    const { running, instance, told } = make({
      reload: async () => {
        throw makeOdd();
      },
    });
    await running.reload({});
    expect(instance.breaker.state).toBe('open');
    expect(told).toEqual([expect.stringMatching(/^onConfigReload failed: ./)]);
  });
});

describe('the health of a plugin that runs', () => {
  const asked = (health: () => Promise<{ healthy: boolean; message?: string }>) => {
    const made = make({ health });
    Object.assign(made.instance.manifest, { checksHealth: true });
    return made;
  };

  it('is its state: degraded while it is not well, running again after that', async () => {
    let told = { healthy: false, message: 'no database' };
    const { running, instance } = asked(async () => told);
    await running.start(true, NEVER);
    await running.checkHealth();
    expect([instance.state, instance.reason]).toEqual(['degraded', 'no database']);
    told = { healthy: true, message: '' };
    await running.checkHealth();
    expect([instance.state, instance.reason]).toEqual(['running', undefined]);
  });

  it('is bad when it cannot be told, or takes too long', async () => {
    const { running, instance } = asked(() => Promise.reject(new Error('broken')));
    await running.start(true, NEVER);
    await running.checkHealth();
    expect(instance.reason).toBe('healthCheck: broken');
    const slow = asked(() => new Promise(() => {}));
    await slow.running.start(true, NEVER);
    const checked = slow.running.checkHealth();
    slow.clock.advance(1_000);
    await checked;
    expect(slow.instance.reason).toBe('healthCheck: it took longer than 1000 ms');
  });

  it('is nobody asked for who does not tell it', async () => {
    const { running, instance } = make({ health: () => Promise.reject(new Error('not asked')) });
    await running.start(true, NEVER);
    await running.checkHealth();
    expect(instance.state).toBe('running');
  });
});
