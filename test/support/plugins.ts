import type { BackworksEvent, Bus } from '../../src/contracts/events.ts';
import type { ExchangeEnd, ExchangePatch, HookedExchange } from '../../src/contracts/hooks.ts';
import type { PluginLog } from '../../src/contracts/plugin.ts';
import type { HookManifest, PluginManifest } from '../../src/contracts/plugin-host.ts';
import type { RawHeaders, Sink } from '../../src/contracts/sink.ts';
import { createBus } from '../../src/core/bus.ts';
import type { PluginPort } from '../../src/host/port.ts';

export { createBus };

export function hookOf(parts: Partial<HookManifest> = {}): HookManifest {
  const lists = { routes: [], methods: [], before: [], after: [] };
  return { kind: 'beforeRequest', phase: 'transform', reads: 'head', ...lists, ...parts };
}

export function manifestOf(parts: Partial<PluginManifest> = {}): PluginManifest {
  return {
    name: 'probe',
    version: '1.0.0',
    description: undefined,
    configSchema: undefined,
    endpointSchema: undefined,
    needs: {},
    provides: {},
    critical: false,
    maxExecutionTime: 100,
    hooks: [],
    handlers: [],
    routes: [],
    events: undefined,
    services: {},
    reloads: false,
    checksHealth: false,
    hasMetrics: false,
    endsExchanges: false,
    files: [],
    digest: '',
    ...parts,
  };
}

/** An exchange of the given parts alone, which keeps what it is told. */
export interface ProbedExchange extends HookedExchange {
  readonly patches: ExchangePatch[];
  /** Tells everybody who wants to hear of the end. */
  end(end?: Partial<ExchangeEnd>): void;
  /** The client goes away. */
  leave(): void;
}

export function exchangeOf(parts: Partial<HookedExchange> = {}): ProbedExchange {
  const ends: ((end: ExchangeEnd) => void)[] = [];
  const leaving: (() => void)[] = [];
  const patches: ExchangePatch[] = [];
  const path = parts.path ?? '/a';
  const probed = {
    id: 'r1',
    method: 'GET',
    url: path,
    path,
    clientPath: path,
    search: '',
    params: {},
    headers: {},
    rawHeaders: [],
    client: { ip: '127.0.0.1', port: 5 },
    scheme: 'http',
    host: 'localhost',
    endpoint: { key: `GET ${path}`, methods: ['GET'], path, mode: 'mock', file: 'api.yaml', line: 1 },
    routed: true,
    rawBody: Buffer.alloc(0),
    body: null,
    hookState: undefined,
    patches,
    patch: (patch: ExchangePatch) => void patches.push(patch),
    onEnd: (callback: (end: ExchangeEnd) => void) => void ends.push(callback),
    onAbort: (callback: () => void) => void leaving.push(callback),
    end(end: Partial<ExchangeEnd> = {}) {
      for (const callback of ends) callback({ outcome: 'answered', status: 200, duration: 1, ...end });
    },
    leave() {
      for (const callback of leaving) callback();
    },
  };
  return Object.defineProperties(
    probed,
    Object.getOwnPropertyDescriptors(parts),
  ) as unknown as ProbedExchange;
}

/** Keeps an answer. */
export class KeptAnswer implements Sink {
  status = 0;
  headers: RawHeaders = [];
  body = '';
  isEnded = false;

  head(status: number, headers: RawHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  data(chunk: Uint8Array | string): boolean {
    this.body += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  }

  onDrain(): void {}

  end(): void {
    this.isEnded = true;
  }

  fail(error: unknown): void {
    throw error;
  }
}

export const SILENT: PluginLog = { debug() {}, info() {}, warn() {}, error() {} };

/** A plugin that does nothing, but for what is given. */
export function portOf(parts: Partial<PluginPort> = {}): PluginPort {
  return {
    manifest: manifestOf(),
    keepsMemos: false,
    before: () => undefined,
    after: () => undefined,
    handle: async () => ({ status: 204, headers: [], type: undefined, body: Buffer.alloc(0) }),
    upgrade: async () => undefined,
    exchangeEnd: () => undefined,
    run: async () => undefined,
    reload: async () => undefined,
    health: async () => ({ healthy: true }),
    metrics: async () => ({}),
    events: () => undefined,
    service: async () => undefined,
    close: async () => undefined,
    ...parts,
  };
}

export interface KeptEvents {
  readonly bus: Bus;
  readonly events: BackworksEvent[];
}

/** A bus with all that was said on it. */
export function keepEvents(): KeptEvents {
  const bus = createBus();
  const events: BackworksEvent[] = [];
  bus.subscribe((event) => events.push(event));
  return { bus, events };
}

/** What is thrown that makes trouble for whoever looks at it, by what it is. */
export const ODD_THROWS: readonly (readonly [name: string, make: () => unknown])[] = [
  ['a text', () => 'text'],
  ['nothing', () => undefined],
  ['null', () => null],
  ['a symbol', () => Symbol('s')],
  ['an object without a prototype', () => Object.create(null)],
  ['a revoked proxy', () => revoked()],
  [
    'an error whose message throws',
    () => Object.defineProperty(new Error('x'), 'message', { get: () => raise() }),
  ],
  [
    'an error whose message is an object',
    () => Object.assign(new Error('x'), { message: Object.create(null) }),
  ],
  ['an object whose text throws', () => ({ toString: () => raise() })],
];

export function raise(): never {
  throw new Error('thrown by a getter');
}

/** A proxy on which everything throws. */
export function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
