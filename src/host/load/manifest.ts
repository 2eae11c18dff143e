import { parseDuration, parseSize } from '../../base/units.ts';
import type { Hook, PluginDefinition, Reads } from '../../contracts/plugin.ts';
import type {
  HandlerManifest,
  HookManifest,
  PluginManifest,
  ReadsManifest,
  RouteManifest,
} from '../../contracts/plugin-host.ts';

/** Bytes of a body that a handler has in memory, when it does not say otherwise: the server's own limit counts. */
const WHOLE_BODY = Number.MAX_SAFE_INTEGER;

/** The kinds of hooks, in the order a manifest lists those there are. */
export const HOOK_KINDS = ['beforeRequest', 'afterResponse'] as const;

/** A sound definition as data. @param files absolute paths of what it was loaded from */
export function manifestOf(
  definition: PluginDefinition,
  files: readonly string[],
  digest: string,
): PluginManifest {
  const { onEvents, max_execution_time: time } = definition;
  const hooks = hooksOf(definition);
  return {
    name: definition.name,
    version: definition.version,
    description: definition.description,
    configSchema: definition.configSchema,
    endpointSchema: definition.endpointSchema,
    needs: definition.needs ?? {},
    provides: { [definition.name]: definition.version, ...definition.provides },
    critical: definition.critical ?? isGuarding(definition, hooks),
    maxExecutionTime: time === undefined ? undefined : parseDuration(time),
    hooks,
    handlers: handlersOf(definition),
    routes: routesOf(definition),
    events: onEvents === undefined ? undefined : typeof onEvents === 'function' ? [] : (onEvents.types ?? []),
    services: Object.fromEntries(
      Object.entries(definition.services ?? {}).map(([name, service]) => [name, Object.keys(service)]),
    ),
    reloads: definition.onConfigReload !== undefined,
    checksHealth: definition.healthCheck !== undefined,
    hasMetrics: definition.getMetrics !== undefined,
    endsExchanges: definition.exchangeEnd !== undefined,
    files,
    digest,
  };
}

/** Whether it decides who may ask for what: without it, requests would be let in that it refuses. */
function isGuarding({ provides }: PluginDefinition, hooks: readonly HookManifest[]): boolean {
  const guards = hooks.some(({ kind, phase }) => kind === 'beforeRequest' && phase === 'guard');
  return guards || provides?.identity !== undefined;
}

function hooksOf({ hooks = {} }: PluginDefinition): HookManifest[] {
  return HOOK_KINDS.flatMap((kind) => {
    const hook = hooks[kind];
    if (hook === undefined) return [];
    const options: Partial<Hook<unknown>> = typeof hook === 'function' ? {} : hook;
    return [
      {
        kind,
        phase: options.phase ?? 'transform',
        routes: options.routes ?? [],
        methods: (options.methods ?? []).map((method) => method.toUpperCase()),
        reads: readsOf(options.reads ?? 'head'),
        before: options.before ?? [],
        after: options.after ?? [],
      },
    ];
  });
}

function readsOf(reads: Reads | 'stream'): ReadsManifest {
  if (typeof reads === 'string') return reads;
  return typeof reads.buffer === 'number' ? reads.buffer : parseSize(reads.buffer);
}

function handlersOf({ handlers = {} }: PluginDefinition): HandlerManifest[] {
  return Object.entries(handlers).map(([name, handler]) => {
    const reads = typeof handler === 'function' ? undefined : handler.reads;
    return { name, reads: reads === undefined ? WHOLE_BODY : readsOf(reads) };
  });
}

function routesOf({ routes = [] }: PluginDefinition): RouteManifest[] {
  return routes.map(({ method = 'GET', path, handler, reads, upgrade, listener = 'main' }) => ({
    reads: reads === undefined ? WHOLE_BODY : readsOf(reads),
    method,
    path,
    answers: handler !== undefined,
    upgrades: upgrade !== undefined,
    listener: typeof listener === 'string' ? listener : { host: '127.0.0.1', ...listener },
  }));
}
