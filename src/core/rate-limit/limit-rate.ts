import { BackworksError } from '../../base/errors.ts';
import type { RateVerdict } from '../../base/gcra.ts';
import type { RateLimitSettings } from '../../contracts/config.ts';
import type { ResourceHandle } from '../../contracts/mode.ts';
import type { RawHeaders } from '../../contracts/sink.ts';
import type { HttpExchange } from '../exchange.ts';
import type { ClientSink } from '../sink.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** The limit of a plan, with what every answer says of it. */
export interface RateLimit {
  readonly limiter: ResourceHandle<RateLimiter>;
  /** RateLimit-Policy of every answer. */
  readonly policy: string;
  /** Browsers let pages read these fields only if they are told so. */
  readonly shared: boolean;
}

/**
 * Counts the request, and says in its answer what is left, as draft-ietf-httpapi-ratelimit-headers-11 has it.
 *
 * @throws BackworksError BW6060 when there is nothing left
 */
export function limitRate(
  exchange: HttpExchange,
  sink: ClientSink,
  { limiter, policy, shared }: RateLimit,
  now: number,
): void {
  const verdict = limiter.instance.judge(exchange, now);
  const fields = ['RateLimit-Policy', policy, 'RateLimit', rateLimitField(verdict)];
  const exposed: RawHeaders =
    shared && exchange.headers.origin !== undefined
      ? ['Access-Control-Expose-Headers', 'RateLimit, RateLimit-Policy, Retry-After']
      : [];
  sink.extra = [...(sink.extra ?? []), ...fields, ...exposed];
  if (verdict.admitted) return;
  const seconds = String(secondsOf(verdict.wait));
  throw new BackworksError('BW6060', `this client has sent too many requests; the next one in ${seconds} s`, {
    headers: ['retry-after', seconds],
  });
}

/** The quota and its window in seconds (section 3). */
export function rateLimitPolicyField({ requests, per }: RateLimitSettings): string {
  return `"default";q=${requests};w=${secondsOf(per)}`;
}

/**
 * What is left, and for how long (section 4). While something is left, that is until all of it is back, so
 * that who divides the one by the other stays within the limit; else, until the next request is welcome.
 */
export function rateLimitField({ remaining, wait, reset }: RateVerdict): string {
  return `"default";r=${remaining};t=${secondsOf(remaining > 0 ? reset : wait)}`;
}

function secondsOf(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}
