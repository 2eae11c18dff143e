import { hasErrors } from './base/diagnostic.ts';
import { BackworksError } from './base/errors.ts';
import { Latest } from './base/latest.ts';
import { explainConfig, type LoadOptions, loadConfig } from './config/load.ts';
import type {
  App,
  AppOptions,
  ExplainedReport,
  GivenUpPlugin,
  LoadReport,
  ReloadReport,
  StopReport,
} from './contracts/app.ts';
import type { ResolvedConfig, ResolvedEndpoint, ServerSettings } from './contracts/config.ts';
import type { Bus } from './contracts/events.ts';
import type { PluginInspector } from './contracts/plugin-host.ts';
import type { ResourceSpec } from './contracts/resource.ts';
import type { RouteExplanation } from './contracts/route.ts';
import { answerJson } from './core/answer.ts';
import { createBus } from './core/bus.ts';
import type {
  Claim,
  CompiledEndpoint,
  CompileError,
  claimsInto,
  EndpointCompiler,
  PluginSpecs,
} from './core/compile.ts';
import type { ControlRoute } from './core/control.ts';
import type { Engine, EngineOptions } from './core/engine.ts';
import { explainRoute, sortRoutes } from './core/explain-route.ts';
import { compileDiagnostic, refused, startDiagnostic } from './core/placed-failures.ts';
import type { buildPlan } from './core/plan.ts';
import type { RunFile, writeRunFile } from './core/run-file.ts';
import type { PluginHost, PluginHostOptions, PluginPlan } from './host/host.ts';
import { modes } from './modes/index.ts';
import { plugins } from './plugins/index.ts';

/** The composition root: joins configuration, modes and engine to one application. */
export function createApp(options: AppOptions): App {
  return new ComposedApp(options);
}

/** A configuration on its way into service. */
interface Prepared {
  readonly report: LoadReport;
  /** One for each endpoint; none when the report has errors. */
  readonly endpoints: readonly CompiledEndpoint[];
}

/** What serving needs beyond checking: loaded when something is to be served. */
interface ServingParts {
  readonly compiler: EndpointCompiler;
  readonly engine: Engine;
  readonly token: string;
  readonly isCompileError: (error: unknown) => error is CompileError;
  readonly buildPlan: typeof buildPlan;
  readonly writeRunFile: typeof writeRunFile;
  readonly claimsInto: typeof claimsInto;
  readonly keyOf: (spec: ResourceSpec<never>) => string;
}

async function loadServingParts(options: Omit<EngineOptions, 'token'>): Promise<ServingParts> {
  const [core, compile, plan, run, resources] = await Promise.all([
    import('./core/engine.ts'),
    import('./core/compile.ts'),
    import('./core/plan.ts'),
    import('./core/run-file.ts'),
    import('./core/resources.ts'),
  ]);
  const token = run.createToken();
  return {
    compiler: compile.createEndpointCompiler(modes),
    engine: new core.Engine({ ...options, token }),
    token,
    isCompileError: (error) => error instanceof compile.CompileError,
    buildPlan: plan.buildPlan,
    writeRunFile: run.writeRunFile,
    claimsInto: compile.claimsInto,
    keyOf: resources.resourceKey as ServingParts['keyOf'],
  };
}

/** What plugins do in a plan, and what has to run for it. */
interface PlannedPlugins {
  readonly hooks: PluginPlan | undefined;
  readonly claims: readonly Claim[];
}

async function loadPluginHost(bus: Bus, ask: PluginHostOptions['ask']): Promise<PluginHost> {
  const [{ PluginHost }, { MemoryStores }, { systemClock }] = await Promise.all([
    import('./host/host.ts'),
    import('./store/memory.ts'),
    import('./base/clock.ts'),
  ]);
  return new PluginHost({
    bus,
    clock: systemClock,
    stores: new MemoryStores(systemClock),
    official: plugins,
    ask,
  });
}

class ComposedApp implements App {
  readonly bus: Bus = createBus();
  readonly #options: AppOptions;
  #parts: Promise<ServingParts> | undefined;
  /** Loaded for configurations with plugins. */
  #plugins: Promise<PluginHost> | undefined;
  /** The same once it is there. */
  #pluginHostNow: PluginHost | undefined;
  readonly #builds = new Latest<Prepared>();
  #prepared: Prepared | undefined;
  #serving: ResolvedConfig | undefined;
  #url: string | undefined;
  #removeRunFile: (() => Promise<void>) | undefined;

  constructor(options: AppOptions) {
    this.#options = options;
  }

  get url(): string | undefined {
    return this.#url;
  }

  get givenUp(): readonly GivenUpPlugin[] {
    const status = this.#pluginHostNow?.status ?? [];
    return status.flatMap(({ name, state, reason = state }) =>
      state === 'running' || state === 'degraded' ? [] : [{ name, reason }],
    );
  }

  async check(): Promise<LoadReport> {
    const report = await loadConfig(this.#loadOptions());
    this.#prepared = { report, endpoints: [] };
    await this.#releasePlugins();
    return report;
  }

  async load(): Promise<LoadReport> {
    void this.#servingParts();
    const prepared = await this.#builds.run((signal) => this.#prepare(signal));
    this.#prepared = prepared;
    return prepared.report;
  }

  async explain(): Promise<ExplainedReport> {
    const explained = await explainConfig(this.#loadOptions());
    await this.#releasePlugins();
    return explained;
  }

  routes(): readonly ResolvedEndpoint[] {
    return sortRoutes(this.#loaded());
  }

  explainRoute(method: string, path: string): RouteExplanation {
    return explainRoute(this.#loaded(), method, path);
  }

  async start(): Promise<void> {
    if (this.#prepared === undefined) await this.load();
    await this.#builds.run(async (signal) => {
      const prepared = this.#prepared;
      if (prepared?.report.config === undefined) {
        throw new BackworksError('BW3901', 'the configuration has errors, so there is nothing to serve');
      }
      await this.#install(prepared.report.config, prepared.endpoints, signal);
      return prepared;
    });
  }

  async reload(changed: readonly string[] = []): Promise<ReloadReport> {
    const started = performance.now();
    const { report } = await this.#builds.run(async (signal) => {
      const next = await this.#prepare(signal);
      const installed = await this.#tryInstall(next, signal);
      this.#prepared = installed;
      this.#publish(installed.report, changed, performance.now() - started);
      return installed;
    });
    return { ...report, swapped: report.config !== undefined, duration: performance.now() - started };
  }

  async renewCertificate(): Promise<Date | undefined> {
    const serving = this.#serving;
    if (serving?.server.tls === undefined) return undefined;
    const { readRenewal } = await import('./core/tls/material.ts');
    const renewal = readRenewal(serving.server.tls);
    if (renewal === undefined) return undefined;
    const server = { ...serving.server, tls: renewal.settings };
    const { engine } = await this.#servingParts();
    await engine.renew(server);
    this.#serving = { ...serving, server };
    return renewal.validity?.to;
  }

  blame(error: unknown): string | undefined {
    return this.#pluginHostNow?.blame(error);
  }

  async stop({ grace }: { readonly grace?: number } = {}): Promise<StopReport> {
    await this.#builds.stop();
    await this.#releasePlugins();
    if (this.#parts === undefined) return { served: 0, finished: 0, cut: 0, duration: 0 };
    const { engine } = await this.#parts;
    const report = await engine.stop(grace ?? this.#serving?.server.shutdownTimeout ?? 0);
    await this.#removeRunFile?.();
    this.#removeRunFile = undefined;
    return report;
  }

  #servingParts(): Promise<ServingParts> {
    this.#parts ??= loadServingParts({
      bus: this.bus,
      development: this.#options.development ?? false,
      status: () => this.#status(),
      routes: this.#controlRoutes(),
    });
    return this.#parts;
  }

  /** What other commands ask a running server for, beside its status. */
  #controlRoutes(): readonly ControlRoute[] {
    return [
      {
        name: 'plugins',
        method: 'GET',
        open: false,
        answer: async (_exchange, sink) =>
          answerJson(sink, 200, { plugins: (await (await this.#plugins)?.report()) ?? [] }),
      },
      {
        name: 'reload',
        method: 'POST',
        open: false,
        answer: async (_exchange, sink) => {
          const { swapped, diagnostics, duration } = await this.reload();
          answerJson(sink, swapped ? 200 : 409, { swapped, duration, diagnostics });
        },
      },
    ];
  }

  #loaded(): readonly ResolvedEndpoint[] {
    return this.#prepared?.report.config?.endpoints ?? [];
  }

  #loadOptions(): LoadOptions {
    const { environment = process.env, cwd = process.cwd(), loadPlugins = true } = this.#options;
    return { ...this.#options, modes, environment, cwd, ...(loadPlugins && { plugins: this.#inspector }) };
  }

  /** The host of plugins, which is loaded when there is one to look at. */
  readonly #inspector: PluginInspector = {
    official: plugins.map(({ name }) => name),
    inspect: async (entry, folder) => (await this.#pluginHost()).inspect(entry, folder),
  };

  #pluginHost(): Promise<PluginHost> {
    this.#plugins ??= this.#loadPluginHost();
    return this.#plugins;
  }

  async #loadPluginHost(): Promise<PluginHost> {
    const ask: PluginHostOptions['ask'] = async (request) => (await this.#servingParts()).engine.ask(request);
    this.#pluginHostNow = await loadPluginHost(this.bus, ask);
    return this.#pluginHostNow;
  }

  /** Lets go of plugins that were looked at and do not run. */
  async #releasePlugins(): Promise<void> {
    await (await this.#plugins)?.release();
  }

  /** What the plugins of a configuration are as resources; the same ones for hooks and for endpoints. */
  async #pluginSpecs(config: ResolvedConfig): Promise<PluginSpecs | undefined> {
    if (config.plugins.length === 0) return undefined;
    const host = await this.#pluginHost();
    return (plugin) => host.specOf(plugin, config, this.#isServing);
  }

  /** Nothing that served before is given up for a plugin that does not start. */
  get #isServing(): boolean {
    return this.#serving !== undefined;
  }

  /** Claims the plugins of a configuration; those that run already take part in the next plan, too. */
  async #planPlugins(config: ResolvedConfig): Promise<PlannedPlugins> {
    if (config.plugins.length === 0) return { hooks: undefined, claims: [] };
    const [host, { claimsInto, keyOf }] = await Promise.all([this.#pluginHost(), this.#servingParts()]);
    const claims: Claim[] = [];
    return { hooks: host.plan(config, { strict: this.#isServing, use: claimsInto(claims), keyOf }), claims };
  }

  /** Reads, checks and compiles; touches nothing that serves. */
  async #prepare(signal: AbortSignal): Promise<Prepared> {
    const loaded = await loadConfig(this.#loadOptions());
    signal.throwIfAborted();
    if (loaded.config === undefined || hasErrors(loaded.diagnostics)) {
      return { report: { ...loaded, config: undefined }, endpoints: [] };
    }
    const config = { ...loaded.config, server: this.#overrule(loaded.config.server) };
    const { compiler, isCompileError } = await this.#servingParts();
    try {
      const endpoints = await compiler.compile(config, signal, await this.#pluginSpecs(config));
      const files = [...new Set([...loaded.files, ...compiler.files])];
      return { report: { ...loaded, config, files }, endpoints };
    } catch (error) {
      if (!isCompileError(error)) throw error;
      return { report: refused(loaded, compileDiagnostic(error, loaded)), endpoints: [] };
    }
  }

  /** What the caller asked for wins over the file. */
  #overrule(server: ServerSettings): ServerSettings {
    const { host = server.host, port = server.port } = this.#options;
    return { ...server, host, port, portGiven: server.portGiven || this.#options.port !== undefined };
  }

  /** A plan that cannot be put into service is a finding of the reload, not the end of the server. */
  async #tryInstall(prepared: Prepared, signal: AbortSignal): Promise<Prepared> {
    const { report, endpoints } = prepared;
    if (report.config === undefined) return prepared;
    try {
      await this.#install(report.config, endpoints, signal);
      return prepared;
    } catch (error) {
      if (!(error instanceof BackworksError)) throw error;
      return {
        report: refused(report, startDiagnostic(error, report, this.#serving?.server)),
        endpoints: [],
      };
    }
  }

  #publish({ config, diagnostics }: LoadReport, changed: readonly string[], duration: number): void {
    if (config === undefined) {
      this.bus.publish({ type: 'plan.refused', diagnostics });
      return;
    }
    const { hash, endpoints } = config;
    this.bus.publish({ type: 'plan.swapped', hash, endpoints: endpoints.length, duration, changed });
  }

  /** Starts what the plan needs, then swaps; a failure gives back only what this build acquired. */
  async #install(
    config: ResolvedConfig,
    endpoints: readonly CompiledEndpoint[],
    signal: AbortSignal,
  ): Promise<void> {
    const { engine, buildPlan } = await this.#servingParts();
    const { hooks, claims } = await this.#planPlugins(config);
    const plan = buildPlan(config, endpoints, hooks);
    const build = engine.resources.begin();
    const move = this.#options.movePort === true && !config.server.portGiven;
    try {
      for (const claim of [...claims, ...plan.claims, ...endpoints.flatMap(({ claims }) => claims)])
        claim.fill(await build.acquire(claim.spec, signal));
      for (const one of plan.ports) await build.acquire(engine.portListener(config.server, one), signal);
      const listener = await build.acquire(engine.listener(config.server, { move }), signal);
      engine.swap(plan, await build.commit());
      this.#serving = config;
      this.#pluginHostNow?.serve(config);
      await this.#releasePlugins();
      await this.#announce(listener.url);
    } catch (error) {
      await build.rollback();
      throw error;
    }
  }

  /** Leaves word where other commands look for a running server. */
  async #announce(url: string): Promise<void> {
    if (url === this.#url) return;
    this.#url = url;
    const { runFolder } = this.#options;
    if (runFolder === undefined) return;
    const { token, writeRunFile } = await this.#servingParts();
    const run: RunFile = { pid: process.pid, url, token };
    this.#removeRunFile = await writeRunFile(runFolder, run);
  }

  #status(): Readonly<Record<string, unknown>> {
    const { name, version, hash, endpoints = [] } = this.#serving ?? {};
    const diagnostics =
      this.#prepared?.report.diagnostics.filter(({ severity }) => severity === 'error') ?? [];
    return {
      name,
      version,
      pid: process.pid,
      uptime: Math.round(process.uptime()),
      config: { hash, endpoints: endpoints.length, errors: diagnostics },
    };
  }
}
