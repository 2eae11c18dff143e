import type { BackworksEvent, EventType } from './events.ts';

/** A JSON Schema of an author's own, 2020-12 or, with `$schema`, draft-07. */
export type PluginSchema = Readonly<Record<string, unknown>>;

/** A value that survives JSON: what services take and give, and what settings hold. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** One value of a header, or several for one that is repeated. */
export type HeaderValues = Readonly<Record<string, string | readonly string[]>>;

/** What a patch does to headers: sets, sets several of, or removes. Names in any case. */
export type HeaderPatch = Readonly<Record<string, string | readonly string[] | null>>;

/** How much of a body a hook sees; more than `buffer` bytes, and the hook is passed over. */
export type Reads = 'head' | 'tap' | { readonly buffer: number | string };

/** The endpoint a request is for. */
export interface RequestEndpoint {
  /** The key in `endpoints:`. */
  readonly key: string;
  readonly path: string;
  readonly mode: string;
}

/** A request as plugins see it. It never changes: what a hook wants changed, it returns. */
export interface PluginRequest {
  readonly id: string;
  readonly method: string;
  /** As the client sent it, without the query. */
  readonly path: string;
  /** Path and query. */
  readonly url: string;
  /** A name that came several times has the last of its values. */
  readonly query: Readonly<Record<string, string>>;
  /** The parameters of the endpoint's path. */
  readonly params: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: HeaderValues;
  readonly client: { readonly ip: string; readonly port: number };
  readonly scheme: 'http' | 'https';
  readonly host: string | undefined;
  /** Undefined for a request that no endpoint takes. */
  readonly endpoint: RequestEndpoint | undefined;
  /**
   * The decoded body, for hooks with `reads: { buffer }`: a value from JSON or a form, text, else the bytes,
   * which it is, too, when it cannot be decoded.
   */
  readonly body: unknown;
  /** Its bytes, with content codings undone. */
  readonly bytes: Uint8Array | undefined;
  /** The bytes as they pass, for hooks with `reads: 'tap'`. */
  readonly tap: Tap | undefined;
}

/** An answer as plugins see it. */
export interface PluginResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: HeaderValues;
  /** See `PluginRequest`. */
  readonly body: unknown;
  readonly bytes: Uint8Array | undefined;
  readonly tap: Tap | undefined;
}

/** Chunks of a body that somebody else reads. Who is slow loses some of them. */
export interface Tap extends AsyncIterable<Uint8Array> {
  /** True once something was lost, or the body was cut. */
  readonly truncated: boolean;
}

/** An answer in full. A body that is no text and no bytes is sent as JSON. */
export interface PluginAnswer {
  /** 200 by default. */
  readonly status?: number;
  readonly headers?: HeaderPatch;
  readonly body?: unknown;
}

/** What a `beforeRequest` hook may return. */
export interface RequestPatch {
  readonly headers?: HeaderPatch;
  /** Names and values that are set; null removes one. */
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  /** What the endpoint sees as the path; the route stays the one it was. */
  readonly path?: string;
  /** Another body; one that is no text and no bytes is sent as JSON. */
  readonly body?: unknown;
  /** Who asks, as expressions read it in `auth`; only from plugins with `provides: { identity }`. */
  readonly principal?: Readonly<Record<string, Json>>;
  /** Answers in place of the endpoint. */
  readonly response?: PluginAnswer;
}

/** What an `afterResponse` hook may return. */
export interface ResponsePatch {
  readonly status?: number;
  readonly headers?: HeaderPatch;
  /** Another body, from hooks with `reads: { buffer }`. */
  readonly body?: unknown;
}

/** How the exchange ended for its client. */
export interface ExchangeOutcome {
  readonly outcome: 'answered' | 'aborted' | 'failed';
  /** 0 without an answer. */
  readonly status: number;
  /** Milliseconds. */
  readonly duration: number;
}

export interface PluginLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** One call of a plugin for one request. */
export interface PluginCall<EndpointSettings = unknown> {
  /** The request's id. */
  readonly id: string;
  /** The endpoint's `plugins:` entry for this plugin; empty when there is none. */
  readonly settings: EndpointSettings;
  /** Whatever the plugin keeps for this exchange; who sets it gets one `exchangeEnd`. */
  memo: unknown;
  /** Who asks; empty until a plugin said so. */
  readonly principal: Readonly<Record<string, Json>>;
  /** Aborted when the time for the call is over, or the client is gone. */
  readonly signal: AbortSignal;
  readonly log: PluginLog;
  /** The request that an answer is for; in other hooks, the request itself. */
  readonly request: PluginRequest;
}

/** Values by key, for this plugin alone. Values are JSON. */
export interface PluginStore {
  get(key: string): Promise<Json | undefined>;
  /** @param options.ttl milliseconds; without it the value stays */
  set(key: string, value: Json, options?: { readonly ttl?: number }): Promise<void>;
  delete(key: string): Promise<void>;
  /** Sets a value only if the one there is still the expected one. @returns whether it was */
  compareAndSet(key: string, expected: Json | undefined, value: Json): Promise<boolean>;
  keys(prefix?: string): Promise<readonly string[]>;
}

/** A request that a plugin makes to the API it is part of. */
export interface OwnRequest {
  readonly method?: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: HeaderPatch;
  readonly body?: unknown;
}

export interface OwnAnswer {
  readonly status: number;
  readonly headers: HeaderValues;
  readonly bytes: Uint8Array;
  /** Decoded by its content type. */
  readonly body: unknown;
}

/** What is in service, as far as plugins may know it. */
export interface PlanView {
  readonly name: string;
  readonly version: string | undefined;
  readonly environment: string | undefined;
  readonly endpoints: readonly (RequestEndpoint & { readonly methods: readonly string[] })[];
}

/** The services of another plugin: every method is async and takes and gives JSON. */
export type ServiceClient = Readonly<Record<string, (...args: readonly Json[]) => Promise<Json | undefined>>>;

/** What a plugin may do: handed to its lifecycle methods, hooks, handlers and routes. */
export interface PluginContext<Settings = unknown> {
  readonly name: string;
  /** The plugin's settings from the configuration, checked against its `configSchema`. */
  readonly settings: Settings;
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  readonly log: PluginLog;
  readonly store: PluginStore;
  /** Aborted when the plugin stops. */
  readonly signal: AbortSignal;
  readonly plan: PlanView;
  fetch(url: string | URL, options?: RequestInit): Promise<Response>;
  /** A compiled expression (CEL); see docs/reference/expressions.md. @throws for a mistake in its text */
  expression(text: string): Promise<(request: PluginRequest) => Promise<Json | undefined>>;
  /** Sends a request through the API itself; the hooks of the plugin do not see it. */
  execute(request: OwnRequest): Promise<OwnAnswer>;
  /** Publishes `plugin.<name>.<event>`. */
  emit(event: string, data?: Json): void;
  /** What another plugin provides under this name, which stands in `needs`. */
  service(name: string): ServiceClient;
}

/** What a function gives that returns nothing, also an async one. */
// biome-ignore lint/suspicious/noConfusingVoidType: `async () => {}` gives Promise<void>, and no other type takes it.
type Nothing = undefined | void;

export type BeforeRequest<Settings = unknown, EndpointSettings = unknown> = (
  request: PluginRequest,
  call: PluginCall<EndpointSettings>,
  context: PluginContext<Settings>,
) => RequestPatch | Nothing | Promise<RequestPatch | Nothing>;

export type AfterResponse<Settings = unknown, EndpointSettings = unknown> = (
  response: PluginResponse,
  call: PluginCall<EndpointSettings>,
  context: PluginContext<Settings>,
) => ResponsePatch | Nothing | Promise<ResponsePatch | Nothing>;

/** When a hook runs: guards before the body is read, and before everything else. */
export type Phase = 'guard' | 'cache' | 'transform';

/** A hook with what it is for. Without `routes` and `methods` it sees every request. */
export interface Hook<Handler> {
  readonly handler: Handler;
  /** `transform` by default. */
  readonly phase?: Phase;
  /** Path patterns as in endpoint keys, which the client's path is compared with. */
  readonly routes?: readonly string[];
  readonly methods?: readonly string[];
  /** `head` by default. */
  readonly reads?: Reads;
  /** Plugins whose hooks of the same phase come later, or earlier. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

export interface PluginHooks<Settings = unknown, EndpointSettings = unknown> {
  readonly beforeRequest?:
    | BeforeRequest<Settings, EndpointSettings>
    | Hook<BeforeRequest<Settings, EndpointSettings>>;
  readonly afterResponse?:
    | AfterResponse<Settings, EndpointSettings>
    | Hook<AfterResponse<Settings, EndpointSettings>>;
}

/** A request whose body a handler reads as it comes. */
export interface HandlerRequest extends PluginRequest {
  /** The body as it comes; undefined when there is none. */
  readonly stream: AsyncIterable<Uint8Array> | undefined;
}

/**
 * What a handler returns: an object with nothing but `status` (100 to 599), `headers` and `body` is an answer
 * in full; anything else is the body. A body that is an async iterable or a stream is sent as it comes.
 */
export type Handle<Settings = unknown, EndpointSettings = unknown> = (
  request: HandlerRequest,
  call: PluginCall<EndpointSettings>,
  context: PluginContext<Settings>,
) => unknown;

export interface Handler<Settings = unknown, EndpointSettings = unknown> {
  readonly handler: Handle<Settings, EndpointSettings>;
  /** `stream` hands the body over as it comes; by default it is in memory. */
  readonly reads?: 'head' | 'stream' | { readonly buffer: number | string };
}

/** A connection that a route took over. */
export interface PluginConnection {
  readonly readable: AsyncIterable<Uint8Array>;
  write(chunk: Uint8Array): boolean;
  end(): void;
}

/** A path that a plugin answers itself. */
export interface Route<Settings = unknown> {
  /** `GET` by default. */
  readonly method?: string;
  /** A path pattern as in endpoint keys. */
  readonly path: string;
  readonly handler?: Handle<Settings>;
  /** As of handlers. */
  readonly reads?: Handler['reads'];
  /**
   * Takes over connections that ask for WebSocket: bytes, from the answer to the handshake on. What it throws
   * before it wrote something is answered as an error.
   */
  readonly upgrade?: (
    request: PluginRequest,
    connection: PluginConnection,
    context: PluginContext<Settings>,
  ) => unknown;
  /**
   * Where it is served: beside the endpoints (`main`), below `/__backworks/plugins/NAME` for those with the
   * token (`admin`), or on a port of its own. `main` by default.
   */
  readonly listener?: 'main' | 'admin' | { readonly port: number; readonly host?: string };
}

export interface EventHandler<Settings = unknown> {
  readonly handler: (
    events: readonly BackworksEvent[],
    context: PluginContext<Settings>,
  ) => void | Promise<void>;
  /** Types, or families such as `plugin.*`; all of them by default. */
  readonly types?: readonly (EventType | `${string}.*`)[];
}

/** Whether the plugin can do its work. */
export interface Health {
  readonly healthy: boolean;
  readonly message?: string;
}

/** Figures of a plugin's own, by name. */
export type Metrics = Readonly<Record<string, number>>;

/** Methods that other plugins can call. */
export type Service<Settings = unknown> = Readonly<
  Record<string, (args: readonly Json[], call: ServiceCall, context: PluginContext<Settings>) => unknown>
>;

export interface ServiceCall {
  /** The plugin that asks. */
  readonly caller: string;
  /** Aborted when who asks no longer waits. */
  readonly signal: AbortSignal;
}

type Lifecycle<Settings> = (context: PluginContext<Settings>) => void | Promise<void>;

/** A plugin: what `export default definePlugin({...})` takes. */
export interface PluginDefinition<Settings = unknown, EndpointSettings = unknown> {
  /** Lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Of the plugin (semver). */
  readonly version: string;
  readonly description?: string;
  /** The versions of this contract it is written for, as a semver range; `^1.0.0` by default. */
  readonly contract?: string;
  /** Of the plugin's entry in `plugins:`. */
  readonly configSchema?: PluginSchema;
  /** Of an endpoint's `plugins:` entry for this plugin. */
  readonly endpointSchema?: PluginSchema;
  /** Plugins or services it needs, with semver ranges. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Names that other plugins may need, with their versions; the plugin's own name counts without a word. */
  readonly provides?: Readonly<Record<string, string>>;
  /**
   * Requests are answered with 503 while it cannot work, instead of without it. By default those with a guard before the
   * request, or with `identity` among what they provide.
   */
  readonly critical?: boolean;
  /** How long one call may take, such as `100ms`, which is the default. */
  readonly max_execution_time?: string;

  /** Prepares; nothing is served yet. */
  readonly initialize?: Lifecycle<Settings>;
  /** Begins to work. */
  readonly start?: Lifecycle<Settings>;
  /** Ends what `start` began. */
  readonly stop?: Lifecycle<Settings>;
  /** Gives back everything, also after a start that failed half-way. */
  readonly cleanup?: Lifecycle<Settings>;
  readonly healthCheck?: (context: PluginContext<Settings>) => Health | boolean | Promise<Health | boolean>;
  readonly getMetrics?: (context: PluginContext<Settings>) => Metrics | Promise<Metrics>;
  /** Takes over other settings; without it, the plugin is replaced by a new one. */
  readonly onConfigReload?: (settings: Settings, context: PluginContext<Settings>) => void | Promise<void>;

  readonly hooks?: PluginHooks<Settings, EndpointSettings>;
  /** Called once for each exchange in which the plugin set `call.memo`. */
  readonly exchangeEnd?: (
    outcome: ExchangeOutcome,
    call: PluginCall<EndpointSettings>,
    context: PluginContext<Settings>,
  ) => void | Promise<void>;
  /** Answer endpoints whose block is `plugin: { name, handler }`. */
  readonly handlers?: Readonly<
    Record<string, Handle<Settings, EndpointSettings> | Handler<Settings, EndpointSettings>>
  >;
  readonly routes?: readonly Route<Settings>[];
  readonly onEvents?: EventHandler<Settings>['handler'] | EventHandler<Settings>;
  /** Services by name; each name also stands in `provides`. */
  readonly services?: Readonly<Record<string, Service<Settings>>>;
}
