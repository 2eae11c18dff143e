import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/thrown.ts';
import { type Child, describeExit } from './launch.ts';
import { EndedError } from './process-error.ts';

/** A child that was proven to work, and what was made of it. */
export interface Running<Instance> {
  readonly child: Child;
  readonly instance: Instance;
  /** Milliseconds from the launch to the proof. */
  readonly took: number;
}

export interface BeginOptions<Instance> {
  readonly launch: () => Child | Promise<Child>;
  readonly prepare: (child: Child, signal: AbortSignal) => Promise<Instance>;
  /** Milliseconds for all of it. */
  readonly startTime: number;
  readonly clock: Clock;
}

/**
 * Starts a child and prepares it.
 *
 * @param signal calls it off
 * @throws unknown why there is no child: none of it is left then
 */
export async function begin<Instance>(
  options: BeginOptions<Instance>,
  signal: AbortSignal,
): Promise<Running<Instance>> {
  const start = options.clock.now();
  const child = await options.launch();
  const preparing = new AbortController();
  const { obstacle, forget } = watchForObstacles(child, options, signal);
  try {
    const instance = await Promise.race([prepared(child, options, preparing.signal), obstacle]);
    return { child, instance, took: options.clock.now() - start };
  } catch (error) {
    child.kill(messageOf(error));
    preparing.abort(error);
    throw error;
  } finally {
    forget();
  }
}

async function prepared<Instance>(
  child: Child,
  { prepare }: BeginOptions<Instance>,
  signal: AbortSignal,
): Promise<Instance> {
  await child.channel.ready;
  return prepare(child, signal);
}

/** What may come between: the end of the child, the end of the time, or somebody who wants it no more. */
function watchForObstacles(
  child: Child,
  { clock, startTime }: Pick<BeginOptions<unknown>, 'clock' | 'startTime'>,
  signal: AbortSignal,
): { obstacle: Promise<never>; forget: () => void } {
  let forget = () => {};
  const obstacle = new Promise<never>((_resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    const cancel = clock.after(startTime, () => reject(new Error(`it was not ready within ${startTime} ms`)));
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    void child.exited.then((exit) => reject(new EndedError(describeExit(exit))));
    forget = () => {
      cancel();
      signal.removeEventListener('abort', onAbort);
    };
  });
  return { obstacle, forget };
}
