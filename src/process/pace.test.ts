import { describe, expect, it } from 'vitest';
import { bareChild, channelPair } from '../../test/support/channels.ts';

/** The most that came between two turns of the event loop. */
function perTurn(): { count(): void; end(): { all: number; most: number } } {
  let [all, most, now, isOver] = [0, 0, 0, false];
  const turn = () => {
    most = Math.max(most, now);
    now = 0;
    if (!isOver) setImmediate(turn);
  };
  turn();
  return {
    count() {
      all += 1;
      now += 1;
    },
    end() {
      isOver = true;
      return { all, most: Math.max(most, now) };
    },
  };
}

describe('a child that calls without end', () => {
  it('leaves turns to everybody else, and loses nothing', async () => {
    const turns = perTurn();
    const answer = () => {
      turns.count();
      return {};
    };
    const [parent, child] = await channelPair({ limits: { maxPending: 100_000 } }, { answer });
    const calls = Array.from({ length: 5_000 }, (_, at) => child.call('x', at));
    await Promise.all(calls);
    // Windows are of time: on a busy machine several may begin within a turn.
    const { all, most } = turns.end();
    expect(all).toBe(5_000);
    expect(most).toBeLessThanOrEqual(10 * 64);
    await parent.ping();
  });

  it('is given up when it goes on, long before as many bytes came', async () => {
    const [parent, far] = await bareChild({ limits: { maxUnasked: 640_000 } });
    far.write(Array.from({ length: 4_000 }, (_, at) => `{"t":"call","i":${at * 2 + 1},"m":"x"}\n`).join(''));
    expect((await parent.closed)?.message).toMatch(/nobody asked for/);
  });

  it('and goes away meanwhile takes its calls along', async () => {
    const turns = perTurn();
    const answer = () => {
      turns.count();
      return {};
    };
    const [parent, far] = await bareChild({ answer });
    far.write(Array.from({ length: 5_000 }, (_, at) => `{"t":"call","i":${at * 2 + 1},"m":"x"}\n`).join(''));
    far.end();
    expect(await parent.closed).toMatchObject({ message: 'the other side ended it' });
    expect(turns.end().most).toBeLessThanOrEqual(10 * 64);
  });

  it('and is given up is read no further', async () => {
    const turns = perTurn();
    const answer = () => {
      turns.count();
      if (turns.end().all === 100) queueMicrotask(() => parent.close());
      return {};
    };
    const [parent, far] = await bareChild({ answer });
    far.write(Array.from({ length: 5_000 }, (_, at) => `{"t":"call","i":${at * 2 + 1},"m":"x"}\n`).join(''));
    await parent.closed;
    await new Promise((resolve) => far.once('close', resolve));
    expect(turns.end().all).toBeLessThan(1_000);
  });
});
