import { createHash } from 'node:crypto';
import { judgeRate, type Rate, type RateVerdict, rateOf } from '../../base/gcra.ts';
import { clientNetwork } from '../../base/ip-address.ts';
import type { RateLimitSettings } from '../../contracts/config.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { ResourceSpec } from '../../contracts/resource.ts';
import { ExpiringTable } from './expiring-table.ts';

/** Clients that are told apart within the time it takes one to have its whole burst again. */
const MAX_CLIENTS = 100_000;

/** Longer values of a header are kept as their hash. */
const LONGEST_KEY = 64;

/** The bucket that newcomers share while there is no room for one of their own. No address is empty. */
const NEWCOMERS = '';

/**
 * Counts requests by client. When more clients come than it can tell apart, those it knows keep what they
 * have, and the others share one bucket: neither the memory nor the limit gives way.
 */
export class RateLimiter {
  readonly #rate: Rate;
  readonly #header: string | undefined;
  readonly #table: ExpiringTable;
  #newcomers: number | undefined;

  constructor({ requests, per, burst, header }: RateLimitSettings, maxClients = MAX_CLIENTS) {
    this.#rate = rateOf(requests, per, burst);
    this.#header = header;
    this.#table = new ExpiringTable(this.#rate.tolerance, maxClients);
  }

  /** Clients that are told apart now. */
  get size(): number {
    return this.#table.size;
  }

  /** Counts a request. @param now in ms, of a clock that only grows */
  judge(exchange: Pick<Exchange, 'client' | 'headers'>, now: number): RateVerdict {
    const key = this.#keyOf(exchange);
    const known = this.#table.get(key);
    const verdict = judgeRate(this.#rate, known, now);
    if (key !== NEWCOMERS && this.#table.set(key, verdict.due, now)) return verdict;
    const shared = judgeRate(this.#rate, this.#newcomers, now);
    this.#newcomers = shared.due;
    return shared;
  }

  #keyOf({ client, headers }: Pick<Exchange, 'client' | 'headers'>): string {
    const value = this.#header === undefined ? undefined : headers[this.#header];
    if (value === undefined) return clientNetwork(client.ip);
    const text = String(value);
    return `=${text.length <= LONGEST_KEY ? text : createHash('sha256').update(text).digest('base64url')}`;
  }
}

/** A limiter outlives the plans that ask for the same limit: a reload gives nobody a new burst. */
export function rateLimiterSpec(settings: RateLimitSettings): ResourceSpec<RateLimiter> {
  return {
    kind: 'rate-limit',
    name: 'server',
    restart: settings,
    settings: undefined,
    start: async () => new RateLimiter(settings),
    stop: async () => {},
  };
}
