import type { BackworksEvent } from '../../contracts/events.ts';
import type { ExchangeEnd, HookedAnswer } from '../../contracts/hooks.ts';
import type {
  HandlerRequest,
  Health,
  Hook,
  Json,
  Metrics,
  PluginCall,
  PluginConnection,
  PluginDefinition,
  Tap,
} from '../../contracts/plugin.ts';
import type { PluginManifest } from '../../contracts/plugin-host.ts';

import type { HandlerAnswer } from '../answering.ts';
import type { HostContext } from '../context.ts';
import { describe, isObject } from '../load/definition-shape.ts';
import { readHandlerAnswer } from '../patch/handler-answer.ts';
import { Nonsense } from '../patch/nonsense.ts';
import type { LifecycleStep, PluginPort } from '../port.ts';
import { ResponseView } from '../views/response-view.ts';

type AnyHook = (subject: unknown, call: PluginCall, context: HostContext) => unknown;

/** A plugin whose code runs in this process. */
export class DefinitionPort implements PluginPort {
  readonly manifest: PluginManifest;
  readonly keepsMemos = false;
  readonly #definition: PluginDefinition;
  readonly #context: HostContext;
  /** By their places in the manifest. */
  readonly #hooks: readonly AnyHook[];

  constructor(definition: PluginDefinition, manifest: PluginManifest, context: HostContext) {
    this.manifest = manifest;
    this.#definition = definition;
    this.#context = context;
    this.#hooks = manifest.hooks.map(({ kind }) => handlerOf(definition.hooks?.[kind]));
  }

  before(hook: number, call: PluginCall): unknown {
    return (this.#hooks[hook] as AnyHook)(call.request, call, this.#context);
  }

  /** @param tap what passes of a body that is read elsewhere */
  after(hook: number, call: PluginCall, answer: HookedAnswer, tap?: Tap): unknown {
    return (this.#hooks[hook] as AnyHook)(new ResponseView(answer, tap), call, this.#context);
  }

  async handle(target: string | number, call: PluginCall): Promise<HandlerAnswer> {
    const { handlers, routes } = this.#definition;
    const found = typeof target === 'number' ? routes?.[target] : handlers?.[target];
    const handle = typeof found === 'function' ? found : found?.handler;
    if (handle === undefined) throw new Error(`there is no handler ${target}`);
    return readHandlerAnswer(await handle(call.request as HandlerRequest, call, this.#context));
  }

  async upgrade(route: number, call: PluginCall, connection: PluginConnection): Promise<void> {
    const upgrade = this.#definition.routes?.[route]?.upgrade;
    if (upgrade === undefined) throw new Error(`the route ${route} takes no connections`);
    await upgrade(call.request, connection, this.#context);
  }

  exchangeEnd(call: PluginCall, { outcome, status, duration }: ExchangeEnd): void | Promise<void> {
    return this.#definition.exchangeEnd?.({ outcome, status, duration }, call, this.#context);
  }

  async run(step: LifecycleStep): Promise<void> {
    if (step === 'cleanup') this.#context.end();
    await this.#definition[step]?.(this.#context);
  }

  async reload(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#context.settings = settings;
    await this.#definition.onConfigReload?.(settings, this.#context);
  }

  async health(): Promise<Health> {
    const told = (await this.#definition.healthCheck?.(this.#context)) ?? true;
    if (typeof told === 'boolean') return { healthy: told };
    if (isObject(told) && typeof told.healthy === 'boolean') return told;
    throw new Nonsense(`healthCheck returned ${describe(told)}: return true, false or { healthy, message }`);
  }

  async metrics(): Promise<Metrics> {
    const told: unknown = (await this.#definition.getMetrics?.(this.#context)) ?? {};
    if (!isObject(told)) throw new Nonsense(`getMetrics returned ${describe(told)}: return { name: number }`);
    const odd = Object.entries(told).find(([, value]) => typeof value !== 'number');
    if (odd !== undefined)
      throw new Nonsense(`getMetrics returned ${describe(odd[1])} for \`${odd[0]}\`: return numbers`);
    return told as Metrics;
  }

  async events(batch: readonly BackworksEvent[]): Promise<void> {
    const { onEvents } = this.#definition;
    await (typeof onEvents === 'function' ? onEvents : onEvents?.handler)?.(batch, this.#context);
  }

  async service(
    name: string,
    method: string,
    args: readonly Json[],
    caller: string,
    signal: AbortSignal,
  ): Promise<Json | undefined> {
    const call = this.#definition.services?.[name]?.[method];
    const value: unknown = await call?.(args, { caller, signal }, this.#context);
    // What another process could not send is sent nowhere.
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value) ?? 'null') as Json);
  }

  async close(): Promise<void> {
    this.#context.end();
  }
}

function handlerOf(hook: unknown): AnyHook {
  return (typeof hook === 'function' ? hook : (hook as Hook<AnyHook>).handler) as AnyHook;
}
