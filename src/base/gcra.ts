/**
 * The generic cell rate algorithm (ITU-T I.371, annex A, "virtual scheduling"): the same verdicts as a
 * token bucket gives, from one number per client: when the next request would come if all came evenly.
 * Times are in milliseconds.
 */

/** So many requests in so much time, and so many of them at once. */
export interface Rate {
  /** Time between two requests that come evenly. */
  readonly interval: number;
  /** How far requests may run ahead of that: the interval times those that may come at once. */
  readonly tolerance: number;
}

export interface RateVerdict {
  readonly admitted: boolean;
  /** What to keep for the client until the next request; worthless once it lies in the past. */
  readonly due: number;
  /** Requests that would still be admitted now. */
  readonly remaining: number;
  /** Until a further request is admitted; 0 when one would be at once. */
  readonly wait: number;
  /** Until as many as ever may come at once. */
  readonly reset: number;
}

/** Sums of intervals are rounded; a thousandth of a millisecond is nobody's request. */
const ROUNDING = 0.001;

/** @param burst how many requests may come at once */
export function rateOf(requests: number, per: number, burst: number): Rate {
  const interval = per / requests;
  return { interval, tolerance: interval * burst };
}

/** @param due what the last verdict on this client said; undefined for one that is not known */
export function judgeRate({ interval, tolerance }: Rate, due: number | undefined, now: number): RateVerdict {
  const before = due === undefined || due < now ? now : due;
  const next = before + interval;
  const admitted = next - now <= tolerance + ROUNDING;
  const after = admitted ? next : before;
  const ahead = after - now;
  const remaining = Math.max(0, Math.floor((tolerance - ahead + ROUNDING) / interval));
  const wait = remaining > 0 ? 0 : ahead + interval - tolerance;
  return { admitted, due: after, remaining, wait, reset: ahead };
}
