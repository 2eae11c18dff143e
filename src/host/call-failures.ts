import { types } from 'node:util';
import { ChannelError } from '../process/process-error.ts';

/** A plugin that does not run, or is left out for now, or has too much to do. */
export class CannotBeAsked extends Error {
  override readonly name = 'CannotBeAsked';
  /** Seconds until it may be worth another try. */
  readonly retryAfter: number;

  /** @param remaining milliseconds until its breaker lets a call through */
  constructor(plugin: string, obstacle: string, remaining: number) {
    super(`the plugin "${plugin}" cannot be asked: ${obstacle}`);
    this.retryAfter = Math.max(1, Math.ceil(remaining / 1_000));
  }
}

/** A call was not answered in time. */
export class Overdue extends Error {
  override readonly name = 'Overdue';

  constructor(time: number) {
    super(`it took longer than ${time} ms`);
  }
}

/** Whatever a plugin throws may be looked at in no other way. */
export function isFailure<Kind extends Error>(
  error: unknown,
  kind: abstract new (...args: never) => Kind,
): error is Kind {
  return types.isNativeError(error) && error instanceof kind;
}

/**
 * Whether a plugin said itself that a call failed, within its time. Such a failure costs nobody anything but that call,
 * and a client can bring it about by what it sends.
 */
export function isOwnFailure(error: unknown): boolean {
  return !(isFailure(error, Overdue) || isFailure(error, ChannelError));
}
