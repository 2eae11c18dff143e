import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../base/errors.ts';
import type { ResolvedEndpoint } from './config.ts';
import type { BodyNeed, Exchange } from './exchange.ts';
import type { ExpressionScope } from './expression.ts';
import type { AnswerTarget, PluginManifest } from './plugin-host.ts';
import type { ResourceSpec } from './resource.ts';
import type { ConfigSchema } from './schema.ts';
import type { Sink } from './sink.ts';

/** A finding of a mode's own check; `at` is the path inside the block, such as `['headers', 'x-a']`. */
export interface ModeFinding {
  readonly code: ErrorCode;
  readonly message: string;
  readonly at: readonly (string | number)[];
  /** `key` marks the key itself, `value` (the default) what stands behind it. */
  readonly mark?: 'key' | 'value';
  readonly hint?: string;
  /** An error unless it says otherwise. */
  readonly severity?: 'warning';
}

/** One line in the family's index: light, so that a mode costs nothing until it is used. */
export interface ModeDescriptor {
  readonly name: string;
  /** One sentence for the editor's hover text and the docs. */
  readonly summary: string;
  readonly schema: ConfigSchema;
  /** A controller decides which other block answers, so it wins over them when `mode:` is absent. */
  readonly controller?: boolean;
  /** What the schema cannot say. Parts that broke the schema are already removed from the block. */
  check(block: unknown): readonly ModeFinding[];
  load(): Promise<ModeImplementation>;
}

/** What a mode may use while it prepares an endpoint. */
export interface CompileContext {
  readonly endpoint: ResolvedEndpoint;
  readonly scope: ExpressionScope;
  /** The absolute path of one that is named relative to the configuration. */
  resolvePath(path: string): string;
  /** Reads a file named relative to the configuration and puts it on the watch list. */
  readFile(path: string): Promise<Buffer>;
  /** Claims a resource for as long as a plan with this endpoint, or one of its requests, lasts. */
  use<Instance, Settings>(spec: ResourceSpec<Instance, Settings>): ResourceHandle<Instance>;
  /** Claims a plugin that is enabled. */
  plugin(name: string): ClaimedPlugin;
}

/** A plugin that answers endpoints. */
export interface AnsweringPlugin {
  answer(handler: AnswerTarget, exchange: Exchange, sink: Sink, settings: unknown): Promise<void>;
}

export interface ClaimedPlugin {
  readonly manifest: PluginManifest;
  readonly handle: ResourceHandle<AnsweringPlugin>;
}

/** A resource that an endpoint claimed. */
export interface ResourceHandle<Instance> {
  /** There once a plan with the endpoint is in service. */
  readonly instance: Instance;
}

/** The heavy part of a mode, loaded when an endpoint uses it. */
export interface ModeImplementation {
  compile(block: unknown, context: CompileContext): Promise<Responder>;
}

/** A body that is the same one for every exchange. What others make of it lasts as long as this object. */
export interface FixedBody {
  readonly content: Uint8Array | string | undefined;
}

/** A prepared endpoint: answers exchanges and never closes over the plan. */
export interface Responder {
  readonly body: BodyNeed;
  /** An expression reads the body: it is in memory then, and a stream of it has the bytes as they were sent. */
  readonly readsBody?: boolean;
  /** The body that every answer has, where it never changes: its compressed forms are kept with it. */
  readonly fixed?: FixedBody | undefined;
  answer(exchange: Exchange, sink: Sink): void | Promise<void>;
  /** Takes over a connection that asks for WebSocket (RFC 6455), or answers why not; else such requests are refused. */
  upgrade?(exchange: Exchange, connection: UpgradeRequest, sink: Sink): void | Promise<void>;
}

/** A connection that is to become another protocol's. Nothing has been answered on it. */
export interface UpgradeRequest {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  /** What the client sent behind its request's head. */
  readonly head: Buffer;
  /**
   * To be called once the connection is the other protocol's: until then an error can be answered on it.
   * @param leave is called when the server stops: it says so in the words of the protocol, and ends the
   *   connection soon. Without it the connection is ended as it is.
   */
  opened(leave?: () => void): void;
}
