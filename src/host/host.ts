import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/thrown.ts';
import type { ResolvedConfig, ResolvedPlugin } from '../contracts/config.ts';
import type { Bus } from '../contracts/events.ts';
import type { EndpointHooks, Hooks, PluginRoute } from '../contracts/hooks.ts';
import type { ResourceHandle } from '../contracts/mode.ts';
import type { Json, PlanView } from '../contracts/plugin.ts';
import type {
  OfficialPlugin,
  PluginEntry,
  PluginInspection,
  PluginInspector,
} from '../contracts/plugin-host.ts';
import type { ResourceSpec } from '../contracts/resource.ts';
import type { Stores } from '../contracts/store.ts';
import type { Sandbox } from '../process/sandbox.ts';
import type { ContextLink } from './context.ts';
import { Culprits } from './culprits.ts';
import { EventFeed } from './event-feed.ts';
import { Alerts } from './guard/alerts.ts';
import { Deadlines } from './guard/deadlines.ts';
import { bindHooks, type PlannedPlugin } from './hooks/bind.ts';
import { bindRoutes } from './hooks/routes.ts';
import { type Inspected, Inspections } from './inspections.ts';
import { PluginInstance, STRAY } from './instance.ts';
import { createLog } from './log.ts';
import { needs, orderByNeeds } from './needs.ts';
import { type Ask, OwnRequests } from './own-requests.ts';
import { PluginProcesses } from './processes.ts';
import { InlineRunner } from './runners/inline.ts';
import { ProcessRunner } from './runners/process.ts';
import type { Runner } from './runners/runner.ts';
import { RunningPlugin } from './running-plugin.ts';
import { type PluginStatus, statusOf } from './status.ts';

export interface PluginHostOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly official: readonly OfficialPlugin[];
  readonly ask: Ask;
  /** Stands in for the network of plugins that run in this process. */
  readonly fetch?: typeof fetch;
  /** What sandboxes are made with; what this machine has by default. */
  readonly findSandbox?: () => Promise<Sandbox>;
}

/** What claims a resource for a plan; see `CompileContext.use`. */
export type Use = <Instance, Settings>(spec: ResourceSpec<Instance, Settings>) => ResourceHandle<Instance>;

/** What plugins do in one plan. */
export interface PluginPlan {
  for(endpoint: ResolvedConfig['endpoints'][number]): EndpointHooks;
  readonly misses: Hooks;
  /** What plugins answer themselves. */
  readonly routes: readonly PluginRoute[];
}

export interface PlanOptions {
  /** A plugin that cannot be started keeps the plan from being served. */
  readonly strict: boolean;
  readonly use: Use;
  keyOf(spec: ResourceSpec<never>): string;
}

/** Told of a plugin that fails again and again where nobody waits for it. */
const REPEATED =
  'errors that nobody catches: await what it begins, or keep them from the server with isolation: process';

/** How long, in ms, a hook, a service or a batch of events may take when nobody says otherwise. */
const CALL_TIME = 100;

/** The same for a handler, until it begins to answer. */
const HANDLER_TIME = 30_000;

/** Loads plugins, runs them, and binds their hooks to the endpoints of a plan. */
export class PluginHost implements PluginInspector {
  readonly official: readonly string[];
  readonly #options: PluginHostOptions;
  readonly #alerts: Alerts;
  readonly #deadlines: Deadlines;
  readonly #processes: PluginProcesses;
  readonly #inspections: Inspections;
  /** By name. */
  readonly #running = new Map<string, RunningPlugin>();
  readonly #stopping = new Map<RunningPlugin, Promise<void>>();
  readonly #culprits = new Culprits();
  /** What is served, and what is to be served next. */
  #served: ResolvedConfig | undefined;
  #planned: ResolvedConfig | undefined;

  constructor(options: PluginHostOptions) {
    this.#options = options;
    this.#alerts = new Alerts(options.bus, options.clock);
    this.#deadlines = new Deadlines(options.clock);
    this.#processes = new PluginProcesses(options.clock, options.findSandbox);
    const { official } = options;
    this.#inspections = new Inspections({
      official,
      processes: this.#processes,
      culprits: this.#culprits,
      clock: options.clock,
    });
    this.official = options.official.map(({ name }) => name);
  }

  inspect(entry: PluginEntry, folder: string): Promise<PluginInspection> {
    return this.#inspections.look(entry, folder);
  }

  /** Ends the processes of plugins that were looked at and are not started. */
  release(): Promise<void> {
    return this.#inspections.release();
  }

  /**
   * Takes an error that nobody caught, if code of a plugin in this process is to blame: it is told and counted
   * then, and the process may go on.
   *
   * @returns the name of the plugin
   */
  blame(error: unknown): string | undefined {
    const plugin = this.#culprits.of(error);
    if (plugin === undefined) return undefined;
    const { bus } = this.#options;
    const message = messageOf(error);
    const instance = this.#running.get(plugin)?.instance;
    if (instance === undefined) bus.publish({ type: 'plugin.fault', plugin, at: STRAY, message });
    else if (instance.strayed(message)) instance.log.error(REPEATED);
    return plugin;
  }

  /** Claims every plugin of a configuration, in the order in which they need each other. */
  plan(config: ResolvedConfig, { strict, use, keyOf }: PlanOptions): PluginPlan {
    this.#planned = config;
    const planned = orderByNeeds(config.plugins).map((plugin): PlannedPlugin => {
      const spec = this.specOf(plugin, config, strict);
      const { name, manifest } = plugin;
      return { name, manifest, handle: instanceOf(use(spec)), resource: keyOf(spec as ResourceSpec<never>) };
    });
    const places = new Map(config.plugins.map((plugin) => [plugin.name, plugin]));
    return {
      for: (endpoint) => bindHooks(planned, endpoint),
      misses: bindHooks(planned, undefined).hooks,
      routes: planned.flatMap((plugin) => {
        const place = places.get(plugin.name);
        return place === undefined ? [] : bindRoutes(plugin, planned, place);
      }),
    };
  }

  /** The plan is in service: plugins that go on may know of it. */
  serve(config: ResolvedConfig): void {
    this.#served = config;
    for (const { runner } of this.#running.values()) runner.learn();
  }

  /** The same with what plugins say of themselves. */
  async report(): Promise<readonly PluginStatus[]> {
    const running = [...this.#running.values()];
    const metrics = await Promise.all(running.map((one) => one.metrics()));
    return running.map((one, index) => statusOf(one, metrics[index]));
  }

  get status(): readonly PluginStatus[] {
    return [...this.#running.values()].map((one) => statusOf(one));
  }

  /** A plugin as a resource. @param strict a start that fails is an error */
  specOf(
    plugin: ResolvedPlugin,
    config: ResolvedConfig,
    strict: boolean,
  ): ResourceSpec<RunningPlugin, Readonly<Record<string, unknown>>> {
    const { name, manifest, source, isolation, sandbox, limits, settings } = plugin;
    const { folder } = config;
    const { digest, reloads } = manifest;
    const rest = [plugin.maxExecutionTime, plugin.critical, reloads ? undefined : settings];
    return {
      kind: 'plugin',
      name,
      restart: { source, isolation, sandbox, limits, digest, folder, rest },
      settings,
      start: (given, signal) => this.#start({ ...plugin, settings: given }, folder, strict, signal),
      update: (running, given) => void running.reload(given),
      stop: (running) => this.#stop(running),
    };
  }

  async #start(
    plugin: ResolvedPlugin,
    folder: string,
    strict: boolean,
    signal: AbortSignal,
  ): Promise<RunningPlugin> {
    const { bus, clock } = this.#options;
    const { name, manifest, limits } = plugin;
    const log = createLog(bus, name);
    const time = plugin.maxExecutionTime ?? manifest.maxExecutionTime;
    const options = {
      name,
      maxExecutionTime: time ?? CALL_TIME,
      handlerTime: time ?? HANDLER_TIME,
      critical: plugin.critical ?? manifest.critical,
      concurrency: limits.concurrentOperations ?? Number.POSITIVE_INFINITY,
      folder,
    };
    const instance = new PluginInstance(manifest, options, { bus, clock, deadlines: this.#deadlines }, log);
    const seen = this.#inspections.of(plugin, folder);
    const runner = await this.#runnerFor(plugin, instance, seen, folder);
    const running = new RunningPlugin(instance, runner, clock);
    await running.start(strict, signal);
    this.#running.set(name, running);
    // Handlers may take as long as they need.
    const answers = manifest.handlers.length + manifest.routes.length > 0;
    const limit = answers ? Number.POSITIVE_INFINITY : options.maxExecutionTime;
    const checkHealth = () => running.checkHealth();
    const subject = { name, monitor: instance.monitor, time: limit, checkHealth };
    running.endAlerts = this.#alerts.watch(subject);
    running.feed = EventFeed.for(instance, bus, clock);
    return running;
  }

  async #runnerFor(
    plugin: ResolvedPlugin,
    instance: PluginInstance,
    seen: Inspected,
    folder: string,
  ): Promise<Runner> {
    const { bus, clock } = this.#options;
    const { source, settings, limits } = plugin;
    const link = this.#linkOf(instance);
    const { definition } = seen;
    if (definition !== undefined)
      return new InlineRunner(instance, { definition, folder, settings, link, clock });
    if (source.kind === 'official') throw new Error(`the official plugin "${source.name}" was not loaded`);
    const processes = await this.#processes.open(plugin, folder);
    const start = () => {
      const { child } = seen;
      seen.child = undefined;
      return child === undefined ? processes.start() : Promise.resolve(child);
    };
    const options = {
      source,
      folder,
      settings,
      limits,
      link,
      bus,
      clock,
      processes: { ...processes, start },
    };
    return new ProcessRunner(instance, options);
  }

  /** Those that need it end first, if they end as well. */
  async #stop(running: RunningPlugin): Promise<void> {
    const { name, manifest } = running.instance;
    if (this.#running.get(name) === running) this.#running.delete(name);
    const stopped = (async () => {
      // Whatever a plan lets go, it lets go in one turn.
      await new Promise<void>((resolve) => setImmediate(resolve));
      const users = [...this.#stopping].filter(([{ instance }]) => needs(instance.manifest, name, manifest));
      await Promise.all(users.map(([, end]) => end));
      await running.stop();
    })();
    this.#stopping.set(running, stopped);
    await stopped.finally(() => this.#stopping.delete(running));
  }

  #linkOf(instance: PluginInstance): ContextLink {
    const { bus, stores, ask, fetch } = this.#options;
    const executor = new OwnRequests(instance.name, ask);
    const { name, log } = instance;
    const config = () => this.#served ?? this.#planned;
    return {
      log,
      store: stores.open(`plugin:${name}`),
      fetch,
      get plan() {
        return viewOf(config());
      },
      get vars() {
        return config()?.vars ?? {};
      },
      emit(event, data) {
        const told = { type: 'plugin.event', plugin: name, name: `plugin.${name}.${event}` } as const;
        if (bus.wanted) bus.publish({ ...told, ...(data !== undefined && { data }) });
      },
      failed: (error) => this.#culprits.hand(name, error),
      execute: (request) => executor.execute(request),
      callService: (service, method, args) => this.#callService(instance, service, method, args),
    };
  }

  async #callService(
    { name, manifest }: PluginInstance,
    service: string,
    method: string,
    args: readonly Json[],
  ): Promise<Json | undefined> {
    const providers = [...this.#running].filter(([, { instance }]) =>
      Object.hasOwn(instance.manifest.services, service),
    );
    const needed = providers.find(([other, { instance }]) => needs(manifest, other, instance.manifest));
    // Only what stands in `needs` is started before, and never in a circle.
    if (needed === undefined && (providers.length > 0 || !Object.hasOwn(manifest.needs, service)))
      throw new Error(`the service "${service}" does not stand in the \`needs\` of the plugin "${name}"`);
    const [, provider] = needed ?? [];
    if (provider === undefined || provider.instance.manifest.services[service]?.includes(method) !== true)
      throw new Error(`no plugin that runs provides "${service}" with a method "${method}"`);
    return provider.instance.callService(service, method, args, name);
  }
}

function instanceOf(handle: ResourceHandle<RunningPlugin>): ResourceHandle<PluginInstance> {
  return {
    get instance() {
      return handle.instance.instance;
    },
  };
}

function viewOf(config: ResolvedConfig | undefined): PlanView {
  const { name = '', version, environment, endpoints = [] } = config ?? {};
  return {
    name,
    version,
    environment,
    endpoints: endpoints.map(({ key, path, shownPath, mode, methods }) => ({
      key,
      path: shownPath ?? path,
      mode,
      methods,
    })),
  };
}
