import type { Clock } from '../base/clock.ts';
import type { BackOff, CrashLoopLimits } from './crash-loop.ts';
import type { Child, Exit } from './launch.ts';
import type { UsageLimits, Violation } from './watch.ts';

/**
 * What is done about a child that uses more than it may:
 *
 * | policy  | memory at 90 % | memory at 100 % | memory at 120 % | cpu, handles | silence, call |
 * |---------|----------------|-----------------|-----------------|--------------|---------------|
 * | recycle | hand-over      |                 | kill            | hand-over    | kill          |
 * | warn    |                | event           | event           | event        | kill          |
 * | disable |                | disable         | disable         | disable      | disable       |
 *
 * A hand-over prepares another child and loses no call; after a kill another child is started; what is disabled
 * stays so until `replace` or `start`.
 */
export type Policy = 'recycle' | 'warn' | 'disable';

export interface SupervisorOptions<Instance> {
  /** Starts a child, or takes one that is ready. */
  readonly launch: () => Child | Promise<Child>;
  /** Makes a child useful and proves that it is. What it throws makes the start a failed one. */
  prepare(child: Child, signal: AbortSignal): Promise<Instance>;
  /** Lets a child that was replaced finish; without it, it has finished when its channel is idle. */
  retire?(instance: Instance, child: Child): Promise<void>;
  readonly limits: UsageLimits;
  readonly policy: Policy;
  readonly backOff?: Partial<BackOff>;
  readonly crashLoop?: Partial<CrashLoopLimits>;
  /** Milliseconds a ping may stay without an answer. 1,000 when absent. */
  readonly silence?: number;
  /** Milliseconds a call may stay without an answer. Not limited when absent: calls may wait for others. */
  readonly longestCall?: number;
  /** Milliseconds for a start until it is proven. 10,000 when absent. */
  readonly startTime?: number;
  /** Milliseconds for a child that was replaced to finish. 5,000 when absent. */
  readonly drainTime?: number;
  readonly clock?: Clock;
  readonly hear: (event: SupervisorEvent) => void;
}

/** Times are in milliseconds. */
export type SupervisorEvent =
  | { readonly type: 'started' | 'recovered'; readonly pid: number; readonly took: number }
  /** @param down how long there was no instance */
  | { readonly type: 'restarted'; readonly pid: number; readonly took: number; readonly down: number }
  | { readonly type: 'handed_over'; readonly from: number; readonly to: number; readonly took: number }
  | { readonly type: 'exited'; readonly pid: number; readonly exit: Exit }
  /** A start failed. */
  | { readonly type: 'failed'; readonly cause: Error }
  | ({ readonly type: 'violation'; readonly pid: number; readonly action: Action } & Violation)
  /** @param trialIn undefined when it is disabled */
  | { readonly type: 'open'; readonly cause: Error; readonly trialIn: number | undefined };

/** What is done about a violation. */
export type Action = 'none' | 'hand_over' | 'kill' | 'disable';

export type SupervisorState = 'starting' | 'running' | 'recovering' | 'open' | 'stopped';

const SOFT = 0.9;
const HARD = 1.2;

/** The part of the limit of memory from which on a policy does something. */
export function thresholdOf(policy: Policy): number {
  return policy === 'recycle' ? SOFT : 1;
}

export function actionOn(policy: Policy, { limit, used, allowed }: Violation): Action {
  if (policy === 'disable') return 'disable';
  if (limit === 'silence' || limit === 'call') return 'kill';
  if (policy === 'warn') return 'none';
  return limit === 'memory' && used >= allowed * HARD ? 'kill' : 'hand_over';
}

/** A violation in words, as the reason why a child was ended. */
export function describeViolation({ limit, used, allowed }: Violation): string {
  switch (limit) {
    case 'memory':
      return `it used ${mebibytes(used)} MiB of memory, and may use ${mebibytes(allowed)}`;
    case 'cpu':
      return `it used ${used.toFixed(1)} s of processor time in 10 s, and may use ${allowed}`;
    case 'handles':
      return `it had ${used} files open, and may have ${allowed}`;
    case 'silence':
      return `it did not react for ${Math.round(used)} ms`;
    case 'call':
      return `it left a call without an answer for ${Math.round(used)} ms`;
  }
}

function mebibytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(1);
}
