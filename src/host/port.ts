import type { Readable } from 'node:stream';
import type { BackworksEvent } from '../contracts/events.ts';
import type { ExchangeEnd, HookedAnswer } from '../contracts/hooks.ts';
import type { Health, Json, Metrics, PluginConnection } from '../contracts/plugin.ts';
import type { PluginManifest } from '../contracts/plugin-host.ts';
import type { HandlerAnswer } from './answering.ts';
import type { Call } from './call.ts';

export type LifecycleStep = 'initialize' | 'start' | 'stop' | 'cleanup';

/** A connection that a plugin has. */
export interface TakenConnection extends PluginConnection {
  /** Resolves once more should be written. */
  taken(): Promise<void>;
}

/**
 * One loaded plugin, wherever it runs. What hooks give is not looked at here; it may be a promise, and it may
 * be thrown.
 */
export interface PluginPort {
  readonly manifest: PluginManifest;
  /** What the plugin keeps for an exchange is to be told its end, even if the plugin does not ask for that. */
  readonly keepsMemos: boolean;
  /** @param hook its place in the manifest */
  before(hook: number, call: Call): unknown;
  after(hook: number, call: Call, answer: HookedAnswer): unknown;
  /** @param stream the body as it comes, for a handler that reads it so */
  handle(target: string | number, call: Call, stream: Readable | undefined): Promise<HandlerAnswer>;
  upgrade(route: number, call: Call, connection: TakenConnection): Promise<void>;
  exchangeEnd(call: Call, end: ExchangeEnd): void | Promise<void>;
  run(step: LifecycleStep, signal: AbortSignal): Promise<void>;
  reload(settings: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void>;
  health(signal: AbortSignal): Promise<Health>;
  metrics(signal: AbortSignal): Promise<Metrics>;
  events(batch: readonly BackworksEvent[]): void | Promise<void>;
  service(
    name: string,
    method: string,
    args: readonly Json[],
    caller: string,
    signal: AbortSignal,
  ): Promise<Json | undefined>;
  /** Ends whatever the plugin runs in. */
  close(): Promise<void>;
}
