import { describe, expect, it } from 'vitest';
import { bareChild, channelPair } from '../../test/support/channels.ts';
import { ManualClock } from '../base/clock.ts';
import type { Channel } from './channel.ts';
import type { Child } from './launch.ts';
import { type Violation, type Watched, watchOf } from './watch.ts';

/** No process has it: what a child uses is then what it tells. */
const NOBODY = 2 ** 30;

interface Figures {
  rss?: number;
  cpu?: number;
  handles?: number;
}

function watching(channel: Channel, parts: Partial<Watched> = {}) {
  const clock = new ManualClock();
  const violations: Violation[] = [];
  const child = { pid: NOBODY, channel } as unknown as Child;
  const rest = { limits: {}, silence: 1_000, longestCall: undefined, threshold: 1, ...parts };
  const guard = watchOf(clock).add({ child, ...rest, violated: (one) => violations.push(one) });
  return { clock, guard, violations };
}

/** A child that tells what it uses. */
async function telling(parts: Partial<Watched> = {}) {
  const figures: Figures = {};
  const [channel] = await channelPair({ figures: () => ({ ...figures }) });
  const watched = watching(channel, parts);
  /** It uses so much, and is looked at. */
  const use = async (next: Figures, passed = 250) => {
    Object.assign(figures, next);
    await channel.ping();
    watched.clock.advance(passed);
    return watched.violations.splice(0);
  };
  return { ...watched, use, channel };
}

describe('a child that tells what it uses', () => {
  it('may use what it is allowed, and has no limits where none are said', async () => {
    const { use, guard } = await telling();
    const much = { rss: 2 ** 50, cpu: 1e9, handles: 1e9 };
    expect(await use(much)).toEqual([]);
    expect(guard.usage).toEqual(much);
  });

  it('is told about for memory, from the threshold on', async () => {
    const { use } = await telling({ limits: { memory: 1_000 }, threshold: 0.9 });
    expect(await use({ rss: 899 })).toEqual([]);
    expect(await use({ rss: 900 })).toEqual([{ limit: 'memory', used: 900, allowed: 1_000 }]);
    expect(await use({ rss: 10 })).toEqual([]);
  });

  it('is told about for open files', async () => {
    const { use } = await telling({ limits: { handles: 5 } });
    expect(await use({ handles: 5 })).toEqual([]);
    expect(await use({ handles: 6 })).toEqual([{ limit: 'handles', used: 6, allowed: 5 }]);
  });

  it('is told about for processor time within ten seconds, and not for that of long ago', async () => {
    const { use, clock, violations } = await telling({ limits: { cpu: 2 }, silence: 1e9 });
    expect(await use({ cpu: 2 })).toEqual([]);
    expect(await use({ cpu: 2.5 })).toEqual([{ limit: 'cpu', used: 2.5, allowed: 2 }]);
    clock.advance(11_000);
    violations.length = 0;
    expect(await use({ cpu: 4 })).toEqual([]);
    expect(await use({ cpu: 5 })).toEqual([{ limit: 'cpu', used: 2.5, allowed: 2 }]);
  });

  it('is not told about for what it does not tell', async () => {
    const { use, guard } = await telling({ limits: { memory: 1, cpu: 0, handles: 1 } });
    expect(await use({})).toEqual([]);
    expect(guard.usage).toEqual({ rss: undefined, cpu: undefined, handles: undefined });
  });

  it('is looked at no more once that is stopped; others are', async () => {
    const clock = new ManualClock();
    const [one] = await channelPair();
    const [other] = await channelPair();
    const looks: string[] = [];
    const add = (channel: Channel, name: string) =>
      watchOf(clock).add({
        child: { pid: process.pid, channel } as unknown as Child,
        limits: { handles: -1 },
        silence: 1_000,
        longestCall: undefined,
        threshold: 1,
        violated: () => void looks.push(name),
      });
    const [first, second] = [add(one, 'first'), add(other, 'second')];
    clock.advance(250);
    expect(looks.splice(0)).toEqual(['first', 'second']);
    first.stop();
    clock.advance(250);
    expect(looks.splice(0)).toEqual(['second']);
    second.stop();
    clock.advance(10_000);
    expect(looks).toEqual([]);
    add(one, 'third');
    clock.advance(250);
    expect(looks).toEqual(['third']);
  });
});

describe('a child that says nothing', () => {
  it('is told about once it has not reacted for so long, again and again', async () => {
    const [channel] = await bareChild();
    const { clock, violations } = watching(channel);
    // The first look asks; four more without an answer are a second.
    clock.advance(250 * 4);
    expect(violations).toEqual([]);
    clock.advance(250);
    clock.advance(250);
    expect(violations).toEqual([
      { limit: 'silence', used: 1_000, allowed: 1_000 },
      { limit: 'silence', used: 1_250, allowed: 1_000 },
    ]);
  });

  it('is asked at every fourth look, and at each one while a call waits for it', async () => {
    const [channel, socket] = await bareChild();
    const asked: string[] = [];
    let answer = () => {};
    socket.on('data', (chunk) => {
      for (const [, id] of String(chunk).matchAll(/"t":"ping","i":(\d+)/g)) {
        asked.push(String(id));
        socket.write(`{"t":"pong","i":${id}}\n`);
        answer();
      }
    });
    const { clock, violations } = watching(channel, { silence: 1 });
    /** Looks until it was asked, and its answer is there. */
    const look = async (times: number) => {
      const answered = new Promise<void>((resolve) => {
        answer = resolve;
      });
      for (let n = 0; n < times; n += 1) clock.advance(250);
      await answered;
      await channel.ping();
    };
    await look(1);
    await look(4);
    channel.call('x', null).catch(() => {});
    await look(1);
    await look(1);
    // Every other one is the test's own.
    expect(asked).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    expect(violations).toEqual([]);
  });

  it('is told about when a call waits for longer than it may', async () => {
    const [channel] = await bareChild();
    const { clock, violations } = watching(channel, { longestCall: -1, silence: 1e9 });
    clock.advance(250);
    expect(violations).toEqual([]);
    channel.call('x', null).catch(() => {});
    clock.advance(250);
    expect(violations).toEqual([{ limit: 'call', used: expect.any(Number), allowed: -1 }]);
  });
});
