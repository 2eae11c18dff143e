import { describe, expect, it } from 'vitest';
import { channelPair } from '../../test/support/channels.ts';
import { ManualClock } from '../base/clock.ts';
import { type BeginOptions, begin } from './begin.ts';
import type { Child, Exit } from './launch.ts';

/** A child of which only the channel is real, and how it was ended. */
async function child() {
  const [channel] = await channelPair();
  const killed: string[] = [];
  let exit: (exit: Exit) => void = () => {};
  const exited = new Promise<Exit>((resolve) => {
    exit = resolve;
  });
  const one = { channel, exited, kill: (reason: string) => void killed.push(reason) } as unknown as Child;
  return { child: one, killed, exit };
}

async function beginning<Instance>(
  prepare: BeginOptions<Instance>['prepare'],
  signal = new AbortController().signal,
) {
  const clock = new ManualClock();
  const one = await child();
  const running = begin({ launch: () => one.child, prepare, startTime: 1_000, clock }, signal);
  running.catch(() => {});
  return { ...one, clock, running };
}

/** Lets everything run that waits for nothing. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('beginning a child', () => {
  it('gives what was made of it, and how long that took', async () => {
    let made = (_instance: string) => {};
    const {
      child: one,
      clock,
      running,
      killed,
      exit,
    } = await beginning<string>(
      () =>
        new Promise((resolve) => {
          made = resolve;
        }),
    );
    await settle();
    clock.advance(999);
    made('ready');
    expect(await running).toEqual({ child: one, instance: 'ready', took: 999 });
    // Nothing of that matters any more.
    clock.advance(10_000);
    exit({ code: 1, signal: null, reason: undefined });
    await settle();
    expect(killed).toEqual([]);
  });

  it.each<[string, () => unknown, string]>([
    ['an error', () => new Error('no use'), 'no use'],
    ['a text', () => 'no use', 'no use'],
    ['nothing', () => undefined, 'undefined'],
    ['what cannot be read', () => Object.create(null), 'something was thrown that cannot be read'],
  ])('ends it when preparing throws %s', async (_what, make, reason) => {
    const thrown = make();
    let signal: AbortSignal | undefined;
    const { running, killed } = await beginning((_child, given) => {
      signal = given;
      throw thrown;
    });
    expect(await running.catch((error: unknown) => [error])).toEqual([thrown]);
    expect([killed, signal?.aborted]).toEqual([[reason], true]);
  });

  it('ends it when it takes too long', async () => {
    let signal: AbortSignal | undefined;
    const { clock, running, killed } = await beginning((_child, given) => {
      signal = given;
      return new Promise(() => {});
    });
    await settle();
    clock.advance(1_000);
    await expect(running).rejects.toThrow('it was not ready within 1000 ms');
    expect([killed, signal?.aborted]).toEqual([['it was not ready within 1000 ms'], true]);
  });

  it('is over when the child ends', async () => {
    const { running, exit } = await beginning(() => new Promise(() => {}));
    exit({ code: 3, signal: null, reason: undefined });
    await expect(running).rejects.toThrow('it exited with code 3');
  });

  it('is called off, whenever that is', async () => {
    const early = new AbortController();
    early.abort(new Error('no more'));
    const prepare = () => new Promise(() => {});
    await expect((await beginning(prepare, early.signal)).running).rejects.toThrow('no more');
    const late = new AbortController();
    const { running, killed } = await beginning(prepare, late.signal);
    await settle();
    late.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
    expect(killed).toEqual(['enough']);
  });
});
