import { isIP } from 'node:net';
import type { Pool } from 'undici';
import { LONGEST_TIMER } from '../base/units.ts';
import type { ResourceSpec } from '../contracts/resource.ts';
import { Deadlines } from './deadlines.ts';
import type { Target } from './target.ts';

/** Times in ms; 0 waits forever. */
export interface Timeouts {
  /** Until a connection is there. */
  readonly connect: number;
  /** From the whole request sent to the head of the answer. */
  readonly firstByte: number;
  /** Between two pieces of a body. */
  readonly idle: number;
  /** From the request's arrival to the answer's end. */
  readonly total: number;
}

export interface PoolSettings {
  readonly target: Target;
  readonly connectTimeout: number;
  /** Connections to the target at once; further requests wait for one. */
  readonly maxConnections: number;
  /** False accepts any certificate of the target. */
  readonly verify: boolean;
  /** Certificates, as PEM, that are trusted beside the usual ones. */
  readonly ca: string | undefined;
}

/** Connections to one target. */
export interface Upstream {
  readonly pool: Pool;
  /** How many connections were made so far. */
  readonly connections: number;
  /** See {@link holdTimers}. */
  readonly releaseTimers: () => void;
  readonly deadlines: Deadlines;
  /** The name for TLS's server name indication; undefined for addresses and without TLS. */
  readonly serverName: string | undefined;
}

/** How exactly deadlines are kept, in ms. */
const INTERVAL = 25;

/** Connections to a target as a resource: endpoints with the same target and settings share them. */
export function upstreamPool(settings: PoolSettings): ResourceSpec<Upstream> {
  const { target, connectTimeout, maxConnections, verify, ca } = settings;
  return {
    kind: 'upstream',
    name: target.origin,
    restart: { connectTimeout, maxConnections, verify, ca },
    settings: undefined,
    async start() {
      const { Pool } = await import('undici');
      const upstream = {
        pool: new Pool(target.origin, {
          connections: maxConnections,
          // Deadlines watch over what undici would time, with the phase it happened in.
          headersTimeout: 0,
          bodyTimeout: 0,
          connect: { timeout: connectTimeout, rejectUnauthorized: verify, ...(ca !== undefined && { ca }) },
        }),
        connections: 0,
        releaseTimers: holdTimers(),
        deadlines: new Deadlines(INTERVAL),
        serverName: target.secure && isIP(target.hostname) === 0 ? target.hostname : undefined,
      };
      upstream.pool.on('connect', () => {
        upstream.connections += 1;
      });
      return upstream;
    },
    async stop({ pool, releaseTimers, deadlines }) {
      releaseTimers();
      deadlines.stop();
      await pool.destroy();
    },
  };
}

/**
 * undici makes a timer that does not keep the process alive for every connection that falls idle. When there
 * is no other timer that does, each of them switches the event loop's own timer off and on: a tenth of a
 * proxied request. A timer that does keep it alive, as the listening socket does anyway, spares that.
 *
 * @returns what ends it
 */
function holdTimers(): () => void {
  const timer = setInterval(() => {}, LONGEST_TIMER);
  return () => clearInterval(timer);
}
