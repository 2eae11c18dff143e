import { type Diagnostic, hasErrors } from './base/diagnostic.ts';
import { BackworksError } from './base/errors.ts';
import { Latest } from './base/latest.ts';
import { loadConfig } from './config/load.ts';
import type { App, AppOptions, LoadReport, ReloadReport, StopReport } from './contracts/app.ts';
import type { ResolvedConfig, ServerSettings } from './contracts/config.ts';
import type { Bus } from './contracts/events.ts';
import type { Responder } from './contracts/mode.ts';
import { createBus } from './core/bus.ts';
import { CompileError, createEndpointCompiler } from './core/compile.ts';
import { Engine } from './core/engine.ts';
import { buildPlan } from './core/plan.ts';
import { createToken, type RunFile, writeRunFile } from './core/run-file.ts';
import { modes } from './modes/index.ts';

/** The composition root: joins configuration, modes and engine to one application. */
export function createApp(options: AppOptions): App {
  return new ComposedApp(options);
}

/** A configuration on its way into service. */
interface Prepared {
  readonly report: LoadReport;
  /** One per endpoint; none when the report has errors. */
  readonly responders: readonly Responder[];
}

class ComposedApp implements App {
  readonly bus: Bus = createBus();
  readonly #options: AppOptions;
  readonly #token = createToken();
  readonly #compiler = createEndpointCompiler(modes);
  readonly #engine: Engine;
  readonly #builds = new Latest<Prepared>();
  #prepared: Prepared | undefined;
  #serving: ResolvedConfig | undefined;
  #url: string | undefined;
  #removeRunFile: (() => Promise<void>) | undefined;

  constructor(options: AppOptions) {
    this.#options = options;
    this.#engine = new Engine({
      bus: this.bus,
      development: options.development ?? false,
      token: this.#token,
      status: () => this.#status(),
    });
  }

  get url(): string | undefined {
    return this.#url;
  }

  async load(): Promise<LoadReport> {
    const prepared = await this.#builds.run((signal) => this.#prepare(signal));
    this.#prepared = prepared;
    return prepared.report;
  }

  async start(): Promise<void> {
    if (this.#prepared === undefined) await this.load();
    await this.#builds.run(async (signal) => {
      const prepared = this.#prepared;
      if (prepared?.report.config === undefined) {
        throw new BackworksError('BW3901', 'the configuration has errors, so there is nothing to serve');
      }
      await this.#install(prepared.report.config, prepared.responders, signal);
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

  async stop({ grace }: { readonly grace?: number } = {}): Promise<StopReport> {
    await this.#builds.stop();
    const report = await this.#engine.stop(grace ?? this.#serving?.server.shutdownTimeout ?? 0);
    await this.#removeRunFile?.();
    this.#removeRunFile = undefined;
    return report;
  }

  /** Reads, checks and compiles; touches nothing that serves. */
  async #prepare(signal: AbortSignal): Promise<Prepared> {
    const { source, environment = process.env, cwd = process.cwd() } = this.#options;
    const loaded = await loadConfig({ source, modes, environment, cwd });
    signal.throwIfAborted();
    if (loaded.config === undefined || hasErrors(loaded.diagnostics)) {
      return { report: { ...loaded, config: undefined }, responders: [] };
    }
    const config = { ...loaded.config, server: this.#overrule(loaded.config.server) };
    try {
      const responders = await this.#compiler.compile(config, signal);
      const files = [...new Set([...loaded.files, ...this.#compiler.files])];
      return { report: { ...loaded, config, files }, responders };
    } catch (error) {
      if (!(error instanceof CompileError)) throw error;
      return { report: refused(loaded, compileDiagnostic(error)), responders: [] };
    }
  }

  /** What the caller asked for wins over the file. */
  #overrule(server: ServerSettings): ServerSettings {
    const { host = server.host, port = server.port } = this.#options;
    return { ...server, host, port, portGiven: server.portGiven || this.#options.port !== undefined };
  }

  /** A plan that cannot be put into service is a finding of the reload, not the end of the server. */
  async #tryInstall(prepared: Prepared, signal: AbortSignal): Promise<Prepared> {
    const { report, responders } = prepared;
    if (report.config === undefined) return prepared;
    try {
      await this.#install(report.config, responders, signal);
      return prepared;
    } catch (error) {
      if (!(error instanceof BackworksError)) throw error;
      return { report: refused(report, startDiagnostic(error, report)), responders: [] };
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
    responders: readonly Responder[],
    signal: AbortSignal,
  ): Promise<void> {
    const plan = buildPlan(config, responders);
    const build = this.#engine.resources.begin();
    const move = this.#options.movePort === true && !config.server.portGiven;
    try {
      const listener = await build.acquire(this.#engine.listener(config.server, { move }), signal);
      this.#engine.swap(plan, await build.commit());
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
    const run: RunFile = { pid: process.pid, url, token: this.#token };
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

function compileDiagnostic({ endpoint, message, cause }: CompileError): Diagnostic {
  const code = cause instanceof BackworksError ? cause.code : 'BW3902';
  return diagnosticAt(endpoint.file, endpoint.line, { code, message, pointer: endpoint.pointer });
}

function startDiagnostic({ code, message, hint, entry }: BackworksError, report: LoadReport): Diagnostic {
  const [file = '-'] = report.sources.keys();
  return diagnosticAt(file, 1, { code, message, pointer: '/server', hint: hint ?? entry.hint });
}

function diagnosticAt(
  file: string,
  line: number,
  rest: Pick<Diagnostic, 'code' | 'message' | 'pointer' | 'hint'>,
): Diagnostic {
  const place = { line, column: 1 };
  const range = { start: place, end: place };
  return { severity: 'error', file, range, related: [], suggestions: [], ...rest };
}
