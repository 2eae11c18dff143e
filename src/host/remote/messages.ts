import type { BackworksEvent } from '../../contracts/events.ts';
import type { ExchangeEnd } from '../../contracts/hooks.ts';
import type { Json, OwnRequest, PlanView } from '../../contracts/plugin.ts';
import type { PluginFailure, PluginManifest, PluginSource } from '../../contracts/plugin-host.ts';
import type { LifecycleStep } from '../port.ts';
import type { RequestFacts } from '../views/request-facts.ts';

/** What a host and a plugin in a process of its own say to each other, by the names of calls and notes. */

/** Everything a plugin can know without asking. */
export interface Surroundings {
  readonly plan: PlanView;
  readonly vars: Readonly<Record<string, unknown>>;
}

export interface LoadMessage {
  readonly source: Exclude<PluginSource, { kind: 'official' }>;
  readonly folder: string;
}

export type LoadReply =
  | { readonly manifest: PluginManifest }
  | { readonly failures: readonly PluginFailure[]; readonly files: readonly string[] };

export interface BeginMessage extends Surroundings {
  readonly name: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface StepMessage {
  readonly step: LifecycleStep;
}

/** A hook is called; the body that it reads travels beside it. */
export interface HookMessage {
  readonly hook: number;
  readonly request: RequestFacts;
  readonly settings: unknown;
  readonly principal?: Readonly<Record<string, unknown>> | undefined;
  /** Under which number the bytes of a body come that it looks on. */
  readonly tap?: number;
  /** For `afterResponse`. */
  readonly answer?: { readonly status: number; readonly headers: readonly string[] };
}

/** What a hook returned; a body of bytes travels beside it. */
export interface HookReply {
  readonly value?: unknown;
  /** Where the bytes belong: the patch itself, or its response. */
  readonly bytes?: 'body' | 'response';
  /** The plugin keeps something for the exchange. */
  readonly kept?: true;
}

/** A note: bytes of a body that passes travel beside it, or it has ended. */
export interface TapMessage {
  readonly tap: number;
  readonly ended?: 'whole' | 'truncated';
}

/** A handler is to answer; the body travels beside it, or after it. */
export interface HandleMessage extends Omit<HookMessage, 'hook' | 'answer'> {
  readonly target: string | number;
}

/** A route takes over a connection: its bytes travel as streams in both directions. */
export interface UpgradeMessage {
  readonly route: number;
  readonly request: RequestFacts;
}

export interface EndMessage {
  readonly id: string;
  readonly end: ExchangeEnd;
}

export interface ServiceMessage {
  readonly service: string;
  readonly method: string;
  readonly args: readonly Json[];
  readonly caller?: string;
}

export interface EventsMessage {
  readonly events: readonly BackworksEvent[];
}

/** From the plugin. */
export interface LogMessage {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
}

export interface EmitMessage {
  readonly event: string;
  readonly data?: Json;
}

export type StoreMessage =
  | { readonly op: 'get' | 'delete'; readonly key: string }
  | { readonly op: 'set'; readonly key: string; readonly value: Json; readonly ttl?: number }
  | { readonly op: 'compareAndSet'; readonly key: string; readonly expected?: Json; readonly value: Json }
  | { readonly op: 'keys'; readonly prefix: string };

export interface ExecuteMessage {
  readonly request: OwnRequest;
}

/** Something went wrong in the plugin that belongs to no call. */
export interface StrayMessage {
  readonly message: string;
}
