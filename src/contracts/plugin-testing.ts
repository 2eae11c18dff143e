import type { BackworksEvent } from './events.ts';
import type {
  Health,
  Json,
  Metrics,
  OwnAnswer,
  OwnRequest,
  PluginAnswer,
  PluginStore,
  RequestPatch,
} from './plugin.ts';

/** What of a plugin's surroundings can be made to fail. `store` is all of it. */
export type FaultyPart =
  | 'store'
  | `store.${keyof PluginStore}`
  | 'fetch'
  | 'execute'
  /** A method of another plugin's service, such as `services.users.find`. */
  | `services.${string}.${string}`;

/** Stands in for the services of other plugins, by name and method: they take and give JSON. */
export type FakeServices = Readonly<
  Record<string, Readonly<Record<string, (...args: readonly Json[]) => unknown>>>
>;

/** How a plugin is tested. */
export interface TestPluginOptions {
  /** Its entry in `plugins:`, checked against its `configSchema`, which fills in what is missing. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The `plugins:` entry for it of the endpoint that takes every request; false where it has nothing to do. */
  readonly endpointSettings?: Readonly<Record<string, unknown>> | boolean;
  /** Endpoints by key, such as `GET /users/{id}`, each with its entry for the plugin, in place of that one. */
  readonly endpoints?: Readonly<Record<string, Readonly<Record<string, unknown>> | boolean>>;
  /** Endpoints that the plugin answers itself: handlers by the endpoint's key, such as `{ 'POST /price': 'price' }`. */
  readonly handlers?: Readonly<Record<string, string>>;
  /** `inline` by default. `process` takes the path of the plugin's file instead of its definition. */
  readonly isolation?: 'inline' | 'process';
  /** How long one call may take, such as `50ms`; what the plugin says by default. */
  readonly max_execution_time?: string;
  /** What the plugin says by default. */
  readonly critical?: boolean;
  /** The folder of the configuration; by default that of the plugin's file, else the working directory. */
  readonly folder?: string;
  /** What other plugins provide, for what stands in `needs`. */
  readonly services?: FakeServices;
  /** Answers what the plugin fetches; without it, a fetch fails. Not for `isolation: 'process'`. */
  readonly fetch?: (url: string, init: RequestInit) => Response | Promise<Response>;
  /** Answers what the plugin asks of its own API; without it, that fails. */
  readonly execute?: (request: OwnRequest) => PluginAnswer | Promise<PluginAnswer>;
}

/** A request of a client. */
export interface TestRequest {
  /** `GET` by default. */
  readonly method?: string;
  /** Path and query; `/` by default. */
  readonly path?: string;
  readonly headers?: OwnRequest['headers'];
  /** A body that is no text and no bytes is sent as JSON. */
  readonly body?: unknown;
  /** What the endpoint answers; 200 and the text `ok` by default. */
  readonly answer?: PluginAnswer;
  /** The client goes away when it is aborted: then nothing is answered. */
  readonly signal?: AbortSignal;
}

/** A request as it reached the endpoint, with all that was changed on the way. */
export interface ReachedRequest {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Decoded by its content type; null without one. */
  readonly body: unknown;
  readonly bytes: Uint8Array;
  readonly principal: Readonly<Record<string, unknown>>;
}

/** What became of one request. */
export interface TestExchange {
  readonly id: string;
  /** What the plugin changed of the request; the query is the whole one it became. Undefined when nothing. */
  readonly patch: RequestPatch | undefined;
  /** Undefined when the request did not reach the endpoint: the plugin, or a mistake, answered before. */
  readonly request: ReachedRequest | undefined;
  /** What the client gets. */
  readonly response: OwnAnswer;
  /** What went wrong in the plugin, such as `beforeRequest: it took longer than 100 ms`. */
  readonly faults: readonly string[];
}

export interface TestLogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

/** A plugin under test: its host, its surroundings and its clients, without a server. */
export interface PluginHarness {
  /** Runs `initialize`, `start` and `healthCheck`. @throws whatever keeps it from starting */
  start(): Promise<void>;
  /** Runs `stop` and `cleanup`; it can be started again. */
  stop(): Promise<void>;
  /** Gives it other settings as a reload does: by `onConfigReload`, else by a new one in its place. */
  reload(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Sends a request the whole way: guards, body, other hooks, endpoint, answer and back. */
  request(request?: TestRequest): Promise<TestExchange>;
  /** The same from the other end: what becomes of an answer of the endpoint. */
  response(answer: PluginAnswer, request?: Omit<TestRequest, 'answer'>): Promise<TestExchange>;
  /** Tells it events, as far as it wants to hear of them. Resolves when it is through with them. */
  deliver(...events: readonly BackworksEvent[]): Promise<void>;
  /** Calls one of its own services as another plugin would. */
  call(service: string, method: string, ...args: readonly Json[]): Promise<Json | undefined>;
  health(): Promise<Health>;
  metrics(): Promise<Metrics>;

  /** Time, which stands still until it is moved: deadlines, breakers, and what the store keeps for a while. */
  readonly clock: {
    now(): number;
    /** Lets go on what waits for no time, then moves it. @param milliseconds resolves when what fell due has run */
    advance(milliseconds: number): Promise<void>;
  };
  /** What the plugin keeps; never faulty. */
  readonly store: PluginStore;
  /** Everything that was published so far. */
  readonly events: readonly BackworksEvent[];
  /** Events of the plugin itself, by the names it gave them. */
  readonly emitted: readonly { readonly event: string; readonly data: unknown }[];
  readonly logs: readonly TestLogLine[];
  /** What it fetched so far. */
  readonly fetched: readonly { readonly url: string; readonly init: RequestInit }[];
  /** What it asked of its own API so far. */
  readonly executed: readonly OwnRequest[];
  /** Such as `running`, or `failed`. */
  readonly state: string;
  readonly breaker: 'closed' | 'open' | 'half-open';

  /** Lets a part of its surroundings fail from now on. */
  fail(part: FaultyPart, error?: Error): void;
  /** Lets it not answer any more. */
  hang(part: FaultyPart): void;
  /** Lets it answer so much later, by the clock. */
  slow(part: FaultyPart, milliseconds: number): void;
  /** Makes it, or everything, whole again. */
  heal(part?: FaultyPart): void;
}
