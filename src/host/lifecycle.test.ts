import { describe, expect, it } from 'vitest';
import { portOf, raise, revoked } from '../../test/support/plugins.ts';
import { ManualClock } from '../base/clock.ts';
import type { Health } from '../contracts/plugin.ts';
import { bringUp, StepFailure, takeDown } from './lifecycle.ts';
import type { PluginPort } from './port.ts';

const NEVER = new AbortController().signal;

/** A plugin that tells its steps, and does at some of them what it is given. */
function told(does: Record<string, (signal: AbortSignal) => unknown> = {}) {
  const steps: string[] = [];
  const act = async (step: string, signal: AbortSignal) => {
    steps.push(step);
    return does[step]?.(signal);
  };
  const port: PluginPort = portOf({
    run: async (step, signal) => void (await act(step, signal)),
    health: async (signal) => ((await act('health', signal)) as Health | undefined) ?? { healthy: true },
    close: async () => void (await act('close', NEVER)),
  });
  return { port, steps };
}

const hang = () => new Promise(() => {});

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('bringing up', () => {
  it('prepares, starts and asks for the health', async () => {
    const { port, steps } = told();
    await bringUp(port, new ManualClock(), NEVER);
    expect(steps).toEqual(['initialize', 'start', 'health']);
  });

  it.each<[string, string, (() => unknown) | undefined, string, string[]]>([
    ['initialize', 'initialize', raise, 'initialize failed: thrown by a getter', ['cleanup', 'close']],
    ['start', 'start', raise, 'start failed: thrown by a getter', ['stop', 'cleanup', 'close']],
    ['health', 'health', raise, 'healthCheck failed: thrown by a getter', ['stop', 'cleanup', 'close']],
    [
      'health that is bad',
      'health',
      () => ({ healthy: false, message: 'no database' }),
      'healthCheck failed: no database',
      ['stop', 'cleanup', 'close'],
    ],
    [
      'health that is bad without a word',
      'health',
      () => ({ healthy: false }),
      'healthCheck failed: it says that it is not healthy',
      ['stop', 'cleanup', 'close'],
    ],
    [
      'something odd that is thrown',
      'start',
      () => {
        throw revoked();
      },
      'start failed: something was thrown that cannot be read',
      ['stop', 'cleanup', 'close'],
    ],
  ])('ends what was begun on a failure of %s', async (_name, step, does, message, after) => {
    const { port, steps } = told({ [step]: does as () => unknown });
    const failure = await bringUp(port, new ManualClock(), NEVER).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StepFailure);
    expect((failure as StepFailure).message).toBe(message);
    expect((failure as StepFailure).step).toBe(step === 'health' ? 'healthCheck' : step);
    expect(steps.slice(steps.indexOf(step) + 1)).toEqual(after);
  });

  it('keeps what went wrong first, whatever goes wrong then', async () => {
    const { port } = told({ start: raise, stop: raise, cleanup: raise, close: raise });
    await expect(bringUp(port, new ManualClock(), NEVER)).rejects.toThrow('start failed');
  });

  it.each(['initialize', 'start', 'health'])('gives %s ten seconds', async (step) => {
    const signals: AbortSignal[] = [];
    const { port, steps } = told({
      [step]: (signal) => {
        signals.push(signal);
        return hang();
      },
    });
    const clock = new ManualClock();
    const up = bringUp(port, clock, NEVER);
    const outcome = expect(up).rejects.toThrow(/failed: it took longer than 10 s/);
    await settle();
    clock.advance(9_999);
    await settle();
    expect(steps).not.toContain('cleanup');
    clock.advance(1);
    await outcome;
    expect(signals[0]?.aborted).toBe(true);
    expect(steps.at(-1)).toBe('close');
  });

  it('ends when nobody wants it any more', async () => {
    const abort = new AbortController();
    const { port, steps } = told({ start: hang });
    const up = bringUp(port, new ManualClock(), abort.signal);
    const outcome = expect(up).rejects.toThrow('start failed: a newer edit');
    await settle();
    abort.abort(new Error('a newer edit'));
    await outcome;
    expect(steps).toEqual(['initialize', 'start', 'stop', 'cleanup', 'close']);
  });

  it('does not begin when nobody wanted it before', async () => {
    const { port, steps } = told();
    const up = bringUp(port, new ManualClock(), AbortSignal.abort(new Error('too late')));
    await expect(up).rejects.toThrow('initialize failed: too late');
    expect(steps).toEqual(['cleanup', 'close']);
  });
});

describe('taking down', () => {
  it('tries each step, and tells what went wrong', async () => {
    const { port, steps } = told({ stop: raise, close: raise });
    const failures = await takeDown(port, new ManualClock());
    expect(steps).toEqual(['stop', 'cleanup', 'close']);
    expect(failures.map(({ message }) => message)).toEqual([
      'stop failed: thrown by a getter',
      'close failed: thrown by a getter',
    ]);
  });

  it('is held up by no step', async () => {
    const { port, steps } = told({ stop: hang, cleanup: hang });
    const clock = new ManualClock();
    const down = takeDown(port, clock);
    for (let i = 0; i < 2; i += 1) {
      await settle();
      clock.advance(5_000);
    }
    expect((await down).map(({ message }) => message)).toEqual([
      'stop failed: it took longer than 5 s',
      'cleanup failed: it took longer than 5 s',
    ]);
    expect(steps).toEqual(['stop', 'cleanup', 'close']);
  });
});
