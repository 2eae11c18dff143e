import { connect, type Socket } from 'node:net';
import type { Clock } from '../../src/base/clock.ts';
import type { ResolvedConfig, ServerSettings } from '../../src/contracts/config.ts';
import type { BackworksEvent, RequestEnd } from '../../src/contracts/events.ts';
import type { Responder } from '../../src/contracts/mode.ts';
import type { ResourceSpec } from '../../src/contracts/resource.ts';
import { createBus } from '../../src/core/bus.ts';
import { Engine, type EngineOptions } from '../../src/core/engine.ts';
import { buildPlan, type Plan } from '../../src/core/plan.ts';
import type { HttpService } from '../../src/core/service.ts';

/** Endpoints by key, such as `GET /users/{id}` or `/any`, with what answers them. */
export type Endpoints = Readonly<Record<string, Responder | Responder['answer']>>;

export const SETTINGS: ServerSettings = {
  host: '127.0.0.1',
  port: 0,
  portGiven: false,
  maxBody: 1_000,
  maxHeaders: 16_384,
  maxConnections: 1_000,
  requestTimeout: 10_000,
  headersTimeout: 10_000,
  keepAliveTimeout: 5_000,
  shutdownTimeout: 1_000,
  tls: undefined,
  cors: undefined,
  rateLimit: undefined,
  trustedProxies: [],
  proxyProtocol: false,
  compression: false,
};

/** Answers with a text. */
export function text(content: string, status = 200): Responder['answer'] {
  return (_exchange, sink) => {
    sink.head(status, ['content-type', 'text/plain', 'content-length', String(Buffer.byteLength(content))]);
    sink.data(content);
    sink.end();
  };
}

export function planOf(endpoints: Endpoints, settings = SETTINGS, edit?: (plan: Plan) => Plan): Plan {
  const config: ResolvedConfig = {
    name: 'test',
    version: undefined,
    folder: '/',
    server: settings,
    vars: {},
    plugins: [],
    hash: 'hash',
    endpoints: Object.keys(endpoints).map((key) => {
      const [methods, path] = key.startsWith('/') ? ['', key] : (key.split(' ') as [string, string]);
      const list = methods === '' ? [] : methods.split(',');
      return { key, methods: list, path, mode: 'test', file: 'api.yaml', line: 1, pointer: '', blocks: {} };
    }),
  };
  const compiled = Object.values(endpoints).map((one) => ({
    responder: typeof one === 'function' ? { body: 'none' as const, answer: one } : one,
    claims: [],
  }));
  const plan = buildPlan(config, compiled);
  return edit === undefined ? plan : edit(plan);
}

export interface Served {
  readonly engine: Engine;
  readonly service: HttpService;
  readonly events: BackworksEvent[];
  /** Hears every event from now on. */
  onEvent(subscriber: (event: BackworksEvent) => void): void;
  /** The events about requests, once there are so many. */
  ends(count: number): Promise<RequestEnd[]>;
  /** Serves other endpoints from now on; the plan holds the given resources, too. */
  swap(endpoints: Endpoints, resources?: readonly ResourceSpec<unknown>[]): Promise<void>;
  connect(): Client;
}

export interface ServeOptions extends Partial<Omit<EngineOptions, 'bus'>> {
  readonly settings?: Partial<ServerSettings>;
  readonly clock?: Clock;
  readonly plan?: (plan: Plan) => Plan;
}

/** A real server on a free loopback port. Stop it with `engine.stop(0)`. */
export async function serve(endpoints: Endpoints, options: ServeOptions = {}): Promise<Served> {
  const settings = { ...SETTINGS, ...options.settings };
  const bus = createBus();
  const events: BackworksEvent[] = [];
  const waiting = new Set<() => void>();
  bus.subscribe((event) => {
    events.push(event);
    for (const look of waiting) look();
  });
  const engine = new Engine({ development: false, ...options, bus });
  const signal = new AbortController().signal;
  const put = async (next: Endpoints, resources: readonly ResourceSpec<unknown>[] = []) => {
    const build = engine.resources.begin();
    const plan = planOf(next, settings, options.plan);
    for (const claim of plan.claims) claim.fill(await build.acquire(claim.spec, signal));
    const service = await build.acquire(engine.listener(settings, { move: false }), signal);
    for (const spec of resources) await build.acquire(spec, signal);
    engine.swap(plan, await build.commit());
    return service;
  };
  const service = await put(endpoints);
  const ended = () => events.filter((event) => event.type === 'request.end');
  return {
    engine,
    service,
    events,
    onEvent: (subscriber) => void bus.subscribe(subscriber),
    ends: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (ended().length < count) return;
          waiting.delete(look);
          resolve(ended());
        };
        waiting.add(look);
        look();
      }),
    swap: async (next, resources) => void (await put(next, resources)),
    connect: () => new Client(service.port),
  };
}

/** A client that sends bytes as they are. */
export class Client {
  readonly socket: Socket;
  received = '';
  #look: () => void = () => {};

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.setEncoding('latin1');
    this.socket.on('data', (chunk) => {
      this.received += chunk;
      this.#look();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.#look());
  }

  send(bytes: string | Buffer): this {
    this.socket.write(bytes);
    return this;
  }

  /** Waits until the pattern was received, or the connection closed. @returns everything received. */
  until(pattern: RegExp): Promise<string> {
    return new Promise((resolve) => {
      this.#look = () => {
        if (pattern.test(this.received) || this.socket.closed) resolve(this.received);
      };
      this.#look();
    });
  }

  /** Everything received until the connection closed. */
  toEnd(): Promise<string> {
    return new Promise((resolve) => {
      if (this.socket.closed) resolve(this.received);
      else this.socket.once('close', () => resolve(this.received));
    });
  }
}

/** The JSON after the head of the last answer in the text. */
export function jsonOf(received: string): Record<string, unknown> {
  return JSON.parse(received.slice(received.lastIndexOf('\r\n\r\n') + 4)) as Record<string, unknown>;
}

/** A GET that ends the connection. */
export function get(path: string, ...headers: string[]): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`;
}
