import type { Diagnostic } from '../base/diagnostic.ts';

/** How a request ended for its client. */
export type Outcome = 'answered' | 'aborted' | 'failed';

/** Exactly one per request, also for misses, refusals and aborts. Times in milliseconds. */
export interface RequestEnd {
  readonly type: 'request.end';
  readonly id: string;
  /** Address of who asked, unless the connection was gone before anybody looked. */
  readonly client?: string;
  readonly method: string;
  readonly path: string;
  /** 0 when the client went away before an answer. */
  readonly status: number;
  readonly duration: number;
  /** The endpoint's key, or undefined for a miss or a refusal. */
  readonly endpoint: string | undefined;
  readonly mode: string | undefined;
  readonly outcome: Outcome;
  /** Code of the error that was answered, if one was. */
  readonly code?: string;
  /** One line for the developer, such as the nearest routes. */
  readonly note?: string;
  /** The plugin that sent the request, if one did. */
  readonly asked_by?: string;
}

export interface ServerListening {
  readonly type: 'server.listening';
  readonly url: string;
}

/** A browser was refused because no CORS setting allows its origin. */
export interface CorsRefused {
  readonly type: 'server.cors_refused';
  readonly origin: string;
}

export interface PlanSwapped {
  readonly type: 'plan.swapped';
  readonly hash: string;
  readonly endpoints: number;
  readonly duration: number;
  /** Paths of the files whose change led to this plan, relative to the configuration. */
  readonly changed: readonly string[];
}

export interface PlanRefused {
  readonly type: 'plan.refused';
  readonly diagnostics: readonly Diagnostic[];
}

export interface LogLine {
  readonly type: 'log';
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** The plugin that says so. */
  readonly plugin?: string;
}

/** What a plugin does now. `degraded` and `failed` say why. */
export type PluginState = 'starting' | 'running' | 'degraded' | 'failed' | 'disabled' | 'stopped';

export interface PluginStateChanged {
  readonly type: 'plugin.state';
  readonly plugin: string;
  readonly state: PluginState;
  readonly reason?: string;
  /** Milliseconds until the next trial, if there will be one. */
  readonly retry?: number;
}

/** A call of a plugin failed; the request went on without it, unless the plugin is critical. */
export interface PluginFault {
  readonly type: 'plugin.fault';
  readonly plugin: string;
  /** What was called, such as `beforeRequest`. */
  readonly at: string;
  readonly message: string;
  /** The id of the request. */
  readonly request?: string;
}

export interface PluginBreaker {
  readonly type: 'plugin.breaker';
  readonly plugin: string;
  readonly state: 'closed' | 'open' | 'half-open';
}

/** A plugin uses more than it may, or is slower or fails more often than its thresholds allow. */
export interface PluginAlert {
  readonly type: 'plugin.alert';
  readonly plugin: string;
  /** Such as `memory` or `error_rate`. */
  readonly figure: string;
  readonly value: number;
  readonly limit: number;
  readonly action: 'warn' | 'recycle' | 'disable';
}

/** A plugin's own event; `name` is `plugin.<plugin>.<event>`. */
export interface PluginEmitted {
  readonly type: 'plugin.event';
  readonly plugin: string;
  readonly name: string;
  readonly data?: unknown;
}

/** Everything observable. Logs, metrics and the dashboard are subscribers; nothing else reports. */
export type BackworksEvent =
  | RequestEnd
  | ServerListening
  | CorsRefused
  | PlanSwapped
  | PlanRefused
  | PluginStateChanged
  | PluginFault
  | PluginBreaker
  | PluginAlert
  | PluginEmitted
  | LogLine;

export type EventType = BackworksEvent['type'];

/** Takes events; must not throw. */
export type Subscriber = (event: BackworksEvent) => void;

/** Where events are published. `wanted` is false when nobody listens, so that nothing is allocated. */
export interface Bus {
  readonly wanted: boolean;
  publish(event: BackworksEvent): void;
  /** @returns the function that ends the subscription. */
  subscribe(subscriber: Subscriber): () => void;
}
