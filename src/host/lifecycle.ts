import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/thrown.ts';
import type { LifecycleStep, PluginPort } from './port.ts';

/** How long one step of a start may take, in ms. */
const START_TIME = 10_000;

/** The same for each of the two steps of an end: who stops a server waits for both. */
const END_TIME = 5_000;

type Step = LifecycleStep | 'healthCheck' | 'close';

/** A step of a plugin's life failed. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
  readonly step: Step;

  constructor(step: Step, cause: unknown) {
    super(`${step} failed: ${messageOf(cause)}`, { cause });
    this.step = step;
  }
}

/**
 * Prepares a plugin, starts it and asks whether it is healthy. What was begun is ended again when a step fails.
 *
 * @throws StepFailure
 */
export async function bringUp(port: PluginPort, clock: Clock, signal: AbortSignal): Promise<void> {
  let hasStarted = false;
  try {
    await step('initialize', clock, signal, (limit) => port.run('initialize', limit));
    hasStarted = true;
    await step('start', clock, signal, (limit) => port.run('start', limit));
    await step('healthCheck', clock, signal, async (limit) => {
      const { healthy, message = 'it says that it is not healthy' } = await port.health(limit);
      if (!healthy) throw new Error(message);
    });
  } catch (error) {
    await takeDown(port, clock, hasStarted);
    throw error;
  }
}

/**
 * Ends a plugin; each step is tried, whatever became of the one before.
 *
 * @returns what went wrong
 */
export async function takeDown(port: PluginPort, clock: Clock, hasStarted = true): Promise<readonly Error[]> {
  const failures: Error[] = [];
  const { signal } = new AbortController();
  for (const one of hasStarted ? (['stop', 'cleanup'] as const) : (['cleanup'] as const)) {
    try {
      await step(one, clock, signal, (limit) => port.run(one, limit));
    } catch (error) {
      failures.push(error as Error);
    }
  }
  await port.close().catch((error: unknown) => failures.push(new StepFailure('close', error)));
  return failures;
}

async function step(
  name: Step,
  clock: Clock,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const limit = new AbortController();
  const ended = new Promise<never>((_resolve, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason as Error), { once: true });
  });
  const time = name === 'stop' || name === 'cleanup' ? END_TIME : START_TIME;
  const cancel = clock.after(time, () => limit.abort(new Error(`it took longer than ${time / 1_000} s`)));
  const leave = () => limit.abort(signal.reason);
  signal.addEventListener('abort', leave, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([work(limit.signal), ended]);
  } catch (cause) {
    throw new StepFailure(name, cause);
  } finally {
    cancel();
    signal.removeEventListener('abort', leave);
    // Nobody waits for it any more.
    ended.catch(() => undefined);
  }
}
