import { systemClock } from '../base/clock.ts';
import type { HookManifest } from '../contracts/plugin-host.ts';
import type { TestPluginOptions, TestRequest } from '../contracts/plugin-testing.ts';
import type { Entries } from './configuration.ts';
import { Harness } from './harness.ts';
import type { Subject } from './subject.ts';

/** How long the calls of one hook took, in ms, with all that the host does for them. */
export interface HookTimes {
  readonly kind: HookManifest['kind'];
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
}

export interface Measurement {
  readonly hooks: readonly HookTimes[];
  readonly requests: number;
  /** Calls that failed, and what the first of them said. */
  readonly failures: number;
  readonly failure: string | undefined;
}

export interface MeasureOptions extends TestPluginOptions {
  readonly hooks: readonly HookManifest[];
  /** Further entries of `plugins:`, which the plugin needs; their own hooks are not called. */
  readonly others: Entries;
  readonly requests: number;
  /** Milliseconds after which it ends, with as many requests as there were. */
  readonly time: number;
}

/** Requests before the first one that counts, as a share of those that do. */
const WARM_UP = 0.1;

/** Sends requests through a plugin, one after the other, and times its hooks. @throws Error when it cannot start */
export async function measureHooks(subject: Subject, options: MeasureOptions): Promise<Measurement> {
  const { hooks, others, requests, time, ...rest } = options;
  const times = new Map<HookManifest['kind'], number[]>();
  const onCall = (kind: HookManifest['kind'], duration: number) => {
    const known = times.get(kind);
    if (known === undefined) times.set(kind, [duration]);
    else known.push(duration);
  };
  const harness = await Harness.open(subject, rest, { clock: systemClock, fetch, others, onCall });
  try {
    await harness.start();
    const shapes = hooks.map(requestFor);
    const end = performance.now() + time;
    const faults: string[] = [];
    const send = async (count: number): Promise<number> => {
      for (let sent = 0; sent < count; sent += 1) {
        if (performance.now() > end) return sent;
        faults.push(...(await harness.request(shapes[sent % shapes.length])).faults);
      }
      return count;
    };
    await send(Math.ceil(requests * WARM_UP));
    times.clear();
    faults.length = 0;
    const sent = await send(requests);
    return { hooks: [...times].map(timesOf), requests: sent, failures: faults.length, failure: faults[0] };
  } finally {
    await harness.stop();
  }
}

/** A request that the hook is for. */
function requestFor({ routes, methods, reads }: HookManifest): TestRequest {
  const [route = '/'] = routes;
  const path = route.replace(/\*[^/]*$/, 'x').replace(/\{[^}]*\}/g, '1');
  const [method = typeof reads === 'number' ? 'POST' : 'GET'] = methods;
  return { path, method, ...(method === 'GET' || method === 'HEAD' ? {} : { body: { n: 1 } }) };
}

function timesOf([kind, all]: [HookManifest['kind'], number[]]): HookTimes {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { kind, calls: sorted.length, p50: at(0.5), p99: at(0.99) };
}

/** To tenths of a microsecond. */
function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
