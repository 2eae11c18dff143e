import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../src/base/clock.ts';
import type { Child, ChildUser } from '../../src/process/launch.ts';
import { Spares, type SparesOptions } from '../../src/process/spares.ts';
import { gone, specOf } from './children.ts';
import { supervise } from './supervised.ts';

const { command, args } = specOf(['child.mjs']);
const SPEC = { command, args };

function user(lines: string[] = []): ChildUser {
  return {
    answer: ({ method }) => ({ value: `adopted ${method}` }),
    output: (line) => void lines.push(line),
  };
}

/** Spares that tell which children were warmed. */
function pool(options: SparesOptions = {}) {
  const warmed: Child[] = [];
  let look = () => {};
  const spares = new Spares({
    ...options,
    async warm(child) {
      await options.warm?.(child);
      warmed.push(child);
      look();
    },
  });
  const children: Child[] = [];
  onTestFinished(async () => {
    spares.stop();
    for (const child of [...warmed, ...children]) await child.stop(0);
  });
  return {
    spares,
    warmed,
    until: (count: number) =>
      new Promise<void>((resolve) => {
        look = () => warmed.length >= count && resolve();
        look();
      }),
    async take(key: string, taker = user()) {
      const child = await spares.take(key, taker);
      children.push(child);
      return child;
    },
  };
}

describe('a spare', () => {
  it('is warm before it is needed, and serves whoever takes it', async () => {
    const { spares, until, take, warmed } = pool();
    spares.keep('node', SPEC);
    await until(1);
    const lines: string[] = [];
    const child = await take('node', user(lines));
    expect(child).toBe(warmed[0]);
    expect((await child.channel.call('ask', { method: 'x', params: 1 })).value).toBe('adopted x');
    await child.channel.call('print', { text: 'hello\n' });
    await child.channel.call('exit', 0).catch(() => {});
    await child.channel.closed;
    expect(lines).toEqual(['hello']);
  });

  it('is answered nothing before that', async () => {
    const answers: unknown[] = [];
    const { spares, until } = pool({
      warm: async (child) => {
        const error = await child.channel
          .call('ask', { method: 'x', params: 1 })
          .catch((thrown: Error) => thrown);
        answers.push((error as Error).message);
        await child.channel.call('print', { text: 'nobody hears it\n' });
      },
    });
    spares.keep('node', SPEC);
    await until(1);
    expect(answers).toEqual(['this child is not in use yet']);
  });

  it('is followed by another one', async () => {
    const clock = new ManualClock();
    const { spares, until, take, warmed } = pool({ clock });
    spares.keep('node', SPEC);
    await until(1);
    await take('node');
    expect(warmed).toHaveLength(1);
    clock.advance(250);
    await until(2);
    expect(await take('node')).toBe(warmed[1]);
  });

  it('that is on its way is waited for; who comes next gets a child of his own', async () => {
    const { spares, take } = pool();
    spares.keep('node', SPEC);
    const [first, second] = await Promise.all([take('node'), take('node')]);
    expect(first.pid).not.toBe(second.pid);
    for (const child of [first, second]) expect((await child.channel.call('echo', 1)).value).toBe(1);
  });

  it('that ends is replaced after a while', async () => {
    const clock = new ManualClock();
    const { spares, until, take, warmed } = pool({ clock });
    spares.keep('node', SPEC);
    await until(1);
    warmed[0]?.kill('test');
    await warmed[0]?.exited;
    const child = await take('node');
    expect(child.pid).not.toBe(warmed[0]?.pid);
    clock.advance(5_000);
    await until(3);
  });

  it('that cannot be warmed leaves it to its user to hear why', async () => {
    const { spares, take } = pool({ warm: () => Promise.reject(new Error('no compiler')) });
    spares.keep('node', SPEC);
    const error = await take('node').catch((thrown: unknown) => thrown);
    expect((error as Error).message).toMatch(
      /a child did not become ready: it was ended: it could not be warmed/,
    );
    expect(((error as Error).cause as Error).message).toBe('no compiler');
  });

  it('that does not become warm in time is ended', async () => {
    const clock = new ManualClock();
    const { spares, take } = pool({
      clock,
      warm: async (child) => {
        const call = child.channel.call('never', 1);
        clock.advance(10_000);
        await call;
      },
    });
    spares.keep('node', SPEC);
    await expect(take('node')).rejects.toThrow(/not ready within 10000 ms/);
  });

  it('of a command that does not exist is an error for whoever takes it', async () => {
    const { spares, take } = pool();
    spares.keep('none', { command: 'no-such-command', args: [] });
    await expect(take('none')).rejects.toMatchObject({ name: 'LaunchError', code: 'ENOENT' });
    await expect(take('unknown')).rejects.toThrow(/no spare is kept for unknown/);
  });

  it('is ended when nobody keeps it any more', async () => {
    const { spares, until, warmed, take } = pool();
    const releases = [spares.keep('node', SPEC), spares.keep('node', SPEC)];
    await until(1);
    releases[0]?.();
    releases[0]?.();
    expect(warmed).toHaveLength(1);
    releases[1]?.();
    await gone(warmed[0]?.pid as number);
    await expect(take('node')).rejects.toThrow(/no spare is kept/);
    spares.keep('node', SPEC);
    await until(2);
    spares.stop();
    await gone(warmed[1]?.pid as number);
  });

  it('is what a supervised child recovers with', async () => {
    const { spares, until, warmed } = pool();
    spares.keep('node', SPEC);
    const { supervisor, ask, next } = supervise({ launch: () => spares.take('node', user()) });
    await supervisor.start();
    await until(2);
    await ask('exit', 1).catch(() => {});
    expect(await next('restarted')).toMatchObject({ pid: warmed[1]?.pid });
    await until(3);
    await supervisor.replace();
    expect(supervisor.pid).toBe(warmed[2]?.pid);
  });
});
