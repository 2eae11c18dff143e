import { type Diagnostic, hasErrors } from './base/diagnostic.ts';
import { BackworksError, type ErrorCode } from './base/errors.ts';
import { Latest } from './base/latest.ts';
import { explainConfig, type LoadOptions, loadConfig } from './config/load.ts';
import type {
  App,
  AppOptions,
  ExplainedReport,
  FilePlace,
  LoadReport,
  ReloadReport,
  StopReport,
} from './contracts/app.ts';
import type { ResolvedConfig, ResolvedEndpoint, ServerSettings } from './contracts/config.ts';
import type { Bus } from './contracts/events.ts';
import type { RouteExplanation } from './contracts/route.ts';
import { createBus } from './core/bus.ts';
import type { CompiledEndpoint, CompileError, EndpointCompiler } from './core/compile.ts';
import type { Engine, EngineOptions } from './core/engine.ts';
import { explainRoute, sortRoutes } from './core/explain-route.ts';
import type { buildPlan } from './core/plan.ts';
import type { RunFile, writeRunFile } from './core/run-file.ts';
import { modes } from './modes/index.ts';

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
}

async function loadServingParts(options: Omit<EngineOptions, 'token'>): Promise<ServingParts> {
  const [core, compile, plan, run] = await Promise.all([
    import('./core/engine.ts'),
    import('./core/compile.ts'),
    import('./core/plan.ts'),
    import('./core/run-file.ts'),
  ]);
  const token = run.createToken();
  return {
    compiler: compile.createEndpointCompiler(modes),
    engine: new core.Engine({ ...options, token }),
    token,
    isCompileError: (error) => error instanceof compile.CompileError,
    buildPlan: plan.buildPlan,
    writeRunFile: run.writeRunFile,
  };
}

class ComposedApp implements App {
  readonly bus: Bus = createBus();
  readonly #options: AppOptions;
  #parts: Promise<ServingParts> | undefined;
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

  async check(): Promise<LoadReport> {
    const report = await loadConfig(this.#loadOptions());
    this.#prepared = { report, endpoints: [] };
    return report;
  }

  async load(): Promise<LoadReport> {
    void this.#servingParts();
    const prepared = await this.#builds.run((signal) => this.#prepare(signal));
    this.#prepared = prepared;
    return prepared.report;
  }

  explain(): Promise<ExplainedReport> {
    return explainConfig(this.#loadOptions());
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

  async stop({ grace }: { readonly grace?: number } = {}): Promise<StopReport> {
    await this.#builds.stop();
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
    });
    return this.#parts;
  }

  #loaded(): readonly ResolvedEndpoint[] {
    return this.#prepared?.report.config?.endpoints ?? [];
  }

  #loadOptions(): LoadOptions {
    const { environment = process.env, cwd = process.cwd() } = this.#options;
    return { ...this.#options, modes, plugins: undefined, environment, cwd };
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
      const endpoints = await compiler.compile(config, signal);
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
    const plan = buildPlan(config, endpoints);
    const build = engine.resources.begin();
    const move = this.#options.movePort === true && !config.server.portGiven;
    try {
      for (const claim of [...plan.claims, ...endpoints.flatMap(({ claims }) => claims)])
        claim.fill(await build.acquire(claim.spec, signal));
      const listener = await build.acquire(engine.listener(config.server, { move }), signal);
      engine.swap(plan, await build.commit());
      this.#serving = config;
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

function refused(report: LoadReport, diagnostic: Diagnostic): LoadReport {
  return { ...report, config: undefined, diagnostics: [...report.diagnostics, diagnostic] };
}

/** The endpoint whose preparation failed, at its key. */
function compileDiagnostic({ endpoint, message, cause }: CompileError, report: LoadReport): Diagnostic {
  const code = cause instanceof BackworksError ? cause.code : 'BW3902';
  // The system's own words name the file, whose path may come from a variable.
  const { code: errno, path }: NodeJS.ErrnoException = cause instanceof Error ? cause : new Error();
  const reason = path === undefined ? message : `a file it names cannot be read (${errno})`;
  const said = `\`${endpoint.key}\` cannot be prepared: ${reason}`;
  return diagnosticAt(report.locate(endpoint.pointer, 'key'), {
    code,
    message: said,
    pointer: endpoint.pointer,
    ...(cause instanceof BackworksError && { hint: cause.hint ?? cause.entry.hint }),
  });
}

/** The key of `server:` that keeps a plan from being put into service. */
function startDiagnostic(
  { code, message, hint, entry }: BackworksError,
  report: LoadReport,
  serving: ServerSettings | undefined,
): Diagnostic {
  const key = culpritOf(code, report.config?.server, serving);
  const pointer = `/server/${key}`;
  const said =
    code === 'BW7010'
      ? `\`server.${key}\` cannot change while the server runs`
      : `\`server.${key}\`: ${message}`;
  return diagnosticAt(report.locate(pointer), { code, message: said, pointer, hint: hint ?? entry.hint });
}

/** Which of a listener's settings is to blame; only some of them can need a restart. */
function culpritOf(
  code: ErrorCode,
  wanted: ServerSettings | undefined,
  serving: ServerSettings | undefined,
): 'host' | 'port' | 'max_headers' | 'tls' {
  if (code.startsWith('BW702')) return 'tls';
  if (code === 'BW7010') {
    if (wanted?.tls?.kind !== serving?.tls?.kind) return 'tls';
    return wanted?.host === serving?.host ? 'max_headers' : 'host';
  }
  return code === 'BW7003' ? 'host' : 'port';
}

function diagnosticAt(
  place: FilePlace,
  rest: Pick<Diagnostic, 'code' | 'message' | 'pointer' | 'hint'>,
): Diagnostic {
  return { severity: 'error', ...place, related: [], suggestions: [], ...rest };
}
