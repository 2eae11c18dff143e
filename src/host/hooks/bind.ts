import type { ResolvedEndpoint } from '../../contracts/config.ts';
import type { BodyNeed } from '../../contracts/exchange.ts';
import type { AfterHook, BeforeHook, EndpointHooks, HookedExchange, Hooks } from '../../contracts/hooks.ts';
import type { ResourceHandle } from '../../contracts/mode.ts';
import type { PluginManifest } from '../../contracts/plugin-host.ts';
import type { Sink } from '../../contracts/sink.ts';
import type { HookPlace, PluginInstance, Verdict } from '../instance.ts';
import { sendAnswer } from '../patch/answer.ts';
import { type Filter, filterFor } from './filter.ts';
import { orderHooks } from './order.ts';

/** A plugin of a plan. */
export interface PlannedPlugin {
  readonly name: string;
  readonly manifest: PluginManifest;
  /** There once the plan is in service. */
  readonly handle: ResourceHandle<PluginInstance>;
  /** Key of its resource. */
  readonly resource: string;
}

/** One hook where it is used. */
interface BoundHook extends HookPlace {
  readonly name: string;
  readonly plugin: PlannedPlugin;
  /** Undefined when it is for all requests there. */
  readonly filter: Filter | undefined;
}

/** An endpoint; undefined for requests that reach none. */
type Place = Pick<ResolvedEndpoint, 'path' | 'methods' | 'plugins'> | undefined;

/** The hooks of all plugins that are for requests of one endpoint, flattened and in order. */
export function bindHooks(plugins: readonly PlannedPlugin[], endpoint: Place): EndpointHooks {
  const bound = plugins.flatMap((plugin) => bindPlugin(plugin, endpoint));
  const before = orderHooks(bound.filter(({ hook }) => hook.kind === 'beforeRequest'));
  const after = orderHooks(bound.filter(({ hook }) => hook.kind === 'afterResponse'));
  const isGuard = (group: readonly BoundHook[]) => group[0]?.hook.phase === 'guard';
  const hooks: Hooks = {
    guard: before.filter(isGuard).map(togetherOf),
    before: before.filter((group) => !isGuard(group)).flatMap((group) => group.map(beforeHook)),
    after: after.flat().reverse().map(afterHook),
  };
  const readsBody = before.flat().some(({ hook }) => typeof hook.reads === 'number');
  const body: BodyNeed = readsBody ? 'buffer' : 'none';
  return { hooks, body, resources: [...new Set(bound.map(({ plugin }) => plugin.resource))] };
}

const NO_SETTINGS = Object.freeze({});

function bindPlugin(plugin: PlannedPlugin, endpoint: Place): BoundHook[] {
  const { name, manifest } = plugin;
  const entries = endpoint?.plugins ?? {};
  const own = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (own === false) return [];
  return manifest.hooks.flatMap((hook, index) => {
    const filter = filterFor(hook, endpoint);
    if (filter === false) return [];
    const bound = { name, plugin, hook, index, settings: own ?? NO_SETTINGS };
    return [{ ...bound, filter: filter === true ? undefined : filter }];
  });
}

function beforeHook(bound: BoundHook): BeforeHook {
  const { handle } = bound.plugin;
  return (exchange, sink) => {
    if (!isFor(bound, exchange)) return undefined;
    const verdict = ask(bound, handle.instance, exchange);
    if (verdict === undefined) return undefined;
    if (verdict instanceof Promise) return verdict.then((told) => apply(told, exchange, sink));
    return apply(verdict, exchange, sink);
  };
}

/** Requests of the plugin itself would call it again and again. */
function isFor({ name, filter }: BoundHook, exchange: HookedExchange): boolean {
  return exchange.askedBy !== name && (filter === undefined || filter(exchange));
}

/** A body that is too large for the hook is none that it sees. */
function ask(
  bound: BoundHook,
  instance: PluginInstance,
  exchange: HookedExchange,
): Verdict | undefined | Promise<Verdict | undefined> {
  const { reads } = bound.hook;
  if (typeof reads === 'number' && exchange.routed && exchange.rawBody.length > reads)
    return instance.passOver(bound, exchange, `of more than ${reads} bytes`);
  return instance.before(bound, exchange);
}

/** @returns whether the request is answered @throws BackworksError what the plugin refused it with */
function apply(verdict: Verdict | undefined, exchange: HookedExchange, sink: Sink): boolean {
  if (verdict === undefined) return false;
  if ('refused' in verdict) throw verdict.refused;
  if (verdict.patch !== undefined) exchange.patch(verdict.patch);
  if (verdict.response === undefined) return false;
  sendAnswer(verdict.response, sink);
  return true;
}

/** Hooks that do not depend on each other run at the same time; the first in order that decides, decides. */
function togetherOf(group: readonly BoundHook[]): BeforeHook {
  const [only] = group;
  if (group.length === 1 && only !== undefined) return beforeHook(only);
  return (exchange, sink) => {
    const asked = group.map((bound) =>
      isFor(bound, exchange) ? ask(bound, bound.plugin.handle.instance, exchange) : undefined,
    );
    if (!asked.some((verdict) => verdict instanceof Promise))
      return applyAll(asked as (Verdict | undefined)[], exchange, sink);
    return Promise.all(asked).then((verdicts) => applyAll(verdicts, exchange, sink));
  };
}

function applyAll(verdicts: readonly (Verdict | undefined)[], exchange: HookedExchange, sink: Sink): boolean {
  const decided = verdicts.find(
    (verdict) => verdict !== undefined && ('refused' in verdict || verdict.response !== undefined),
  );
  if (decided !== undefined) return apply(decided, exchange, sink);
  for (const verdict of verdicts) apply(verdict, exchange, sink);
  return false;
}

function afterHook(bound: BoundHook): AfterHook {
  const { handle } = bound.plugin;
  const { reads } = bound.hook;
  return {
    reads: typeof reads === 'number' ? reads : undefined,
    taps: reads === 'tap',
    run: (exchange, answer) =>
      isFor(bound, exchange) ? handle.instance.after(bound, exchange, answer) : answer,
    passedOver: (exchange, reason) => {
      const verdict = handle.instance.passOver(bound, exchange, reason);
      if (verdict !== undefined && 'refused' in verdict) throw verdict.refused;
    },
  };
}
