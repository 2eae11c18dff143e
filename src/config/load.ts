import { dirname, relative, resolve } from 'node:path';
import { sortDiagnostics } from '../base/diagnostic.ts';
import { toPointer } from '../base/json-pointer.ts';
import type { ConfigSource, ExplainedReport, LoadReport } from '../contracts/app.ts';
import type { ModeDescriptor } from '../contracts/mode.ts';
import type { PluginInspector } from '../contracts/plugin-host.ts';
import { checkComposition, compose, environmentsOf, unknownEnvironment } from './compose/compose.ts';
import { type FirstFile, type Part, readParts } from './compose/parts.ts';
import type { ConfigDocument } from './document.ts';
import { type EnvFile, type EnvFiles, readEnvFiles, unsetExamples } from './env-files.ts';
import { limitDiagnostics } from './limit.ts';
import { createLocator } from './locator.ts';
import { rememberInspections } from './plugin-entries/remember.ts';
import { identityOf, isError, MAX_PROBLEMS, mergeProblems, type Problem, toDiagnostic } from './problem.ts';
import { explainValues } from './provenance.ts';
import { checkText, type ReadReport, readConfig } from './read.ts';
import { type Resolution, type ResolveContext, resolveConfig } from './resolve.ts';
import { composeSchema, type SchemaNode } from './schema/compose.ts';
import { SourceMap } from './sources.ts';

export interface LoadOptions {
  readonly source: ConfigSource;
  readonly modes: readonly ModeDescriptor[];
  /** Loads plugins to see what they are; without it, what needs none of them is checked alone. */
  readonly plugins?: PluginInspector | undefined;
  /** Variables that `${NAME}` may read; they win over those of `.env` files. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes up the values of variables that are read. */
  readonly secrets?: Set<string>;
  /** Folder that file names in diagnostics are relative to. */
  readonly cwd: string;
  /** The entry of `environments:` to use. */
  readonly env?: string | undefined;
  /** Reports what is wrong in any of the environments. */
  readonly everyEnvironment?: boolean;
  /** Texts that stand for files, by absolute path; `-` for standard input. */
  readonly overlay?: ReadonlyMap<string, string>;
}

/**
 * Reads and checks a configuration, and reports every mistake in it at once. Never throws for what a
 * file holds; without errors the report has the resolved configuration.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadReport> {
  return new Loader(options).load();
}

/**
 * Loads a configuration and tells for every value where it comes from.
 *
 * @returns the report, and the values unless there are errors
 */
export async function explainConfig(options: LoadOptions): Promise<ExplainedReport> {
  return new Loader(options).explain();
}

class Loader {
  readonly #options: LoadOptions;
  readonly #sources = new SourceMap();
  readonly #schema: SchemaNode;
  readonly #inspector: PluginInspector | undefined;
  readonly #problems: { readonly problem: Problem; readonly pointer: string }[] = [];
  /** A mistake of the file is found again in every environment. */
  readonly #identities = new Set<string>();
  readonly #watched = new Set<string>();
  readonly #knownEnvFiles = new Map<string, Promise<EnvFile | undefined>>();

  constructor(options: LoadOptions) {
    this.#options = options;
    this.#schema = composeSchema(options.modes);
    this.#inspector = options.plugins && rememberInspections(options.plugins);
  }

  /** What the last load made, for those who ask where values come from. */
  #made:
    | { readonly document: ConfigDocument; readonly envFiles: EnvFiles; readonly expanded: unknown }
    | undefined;

  async explain(): Promise<ExplainedReport> {
    const report = await this.load();
    if (report.config === undefined || this.#made === undefined) return { report, values: undefined };
    const { document, envFiles, expanded } = this.#made;
    const environment = this.#environment(envFiles);
    const { origins: inFiles } = envFiles;
    const own = [...inFiles].filter(([name]) => this.#options.environment[name] === undefined);
    const context = { document, schema: this.#schema, expanded, environment, origins: new Map(own) };
    return { report, values: explainValues(context) };
  }

  async load(): Promise<LoadReport> {
    const { cwd } = this.#options;
    const first = await this.#openFirst();
    if (first.path !== undefined) this.#watched.add(first.path);
    const parts = await readParts(first, { sources: this.#sources, cwd, read: (path) => this.#read(path) });
    for (const path of parts.watched) this.#watched.add(path);
    this.#collect(parts.problems);
    const { root } = parts;
    if (root === undefined) return this.#report(undefined, undefined);
    const envFiles = await this.#readEnvFiles(first.folder, this.#options.env);
    this.#collect(checkComposition(root, this.#context));
    this.#checkName(root, envFiles);
    const resolution = await this.#resolve(root, envFiles, first.folder, parts.complete);
    return this.#report(root, parts.complete ? resolution : undefined);
  }

  get #context() {
    return { sources: this.#sources, schema: this.#schema };
  }

  async #openFirst(): Promise<FirstFile> {
    const { source, cwd, overlay } = this.#options;
    if (source.kind === 'text') {
      const { name } = source;
      const path = name === undefined ? undefined : resolve(cwd, name);
      const folder = path === undefined ? resolve(cwd, source.folder) : dirname(path);
      return { name: name ?? '-', folder, path, read: checkText(overlay?.get('-') ?? source.text) };
    }
    const path = resolve(cwd, source.path);
    return { name: relative(cwd, path) || path, folder: dirname(path), path, read: await this.#read(path) };
  }

  async #read(path: string): Promise<ReadReport> {
    const text = this.#options.overlay?.get(path);
    return text === undefined ? readConfig(path) : checkText(text);
  }

  async #readEnvFiles(folder: string, name: string | undefined): Promise<EnvFiles> {
    const envFiles = await readEnvFiles({
      folder,
      name,
      known: this.#knownEnvFiles,
      sources: this.#sources,
      read: (path) => this.#read(path),
      nameOf: (path) => relative(this.#options.cwd, path) || path,
    });
    for (const path of envFiles.files) this.#watched.add(path);
    for (const value of Object.values(envFiles.variables)) this.#options.secrets?.add(value);
    this.#collect(envFiles.problems);
    return envFiles;
  }

  /** An environment may consist of its `.env` file alone. */
  #checkName(root: Part, { hasOwn }: EnvFiles): void {
    const { env } = this.#options;
    if (env === undefined || hasOwn || environmentsOf(root).includes(env)) return;
    this.#collect([unknownEnvironment(env, root)], root.document);
  }

  /** The environment that is asked for; of the others only what is wrong with them. */
  async #resolve(root: Part, envFiles: EnvFiles, folder: string, complete: boolean): Promise<Resolution> {
    const { env, everyEnvironment = false } = this.#options;
    const main = await this.#resolveAs(env, root, envFiles, folder, complete);
    this.#made = { document: main.document, envFiles, expanded: main.expanded };
    this.#collect(unsetExamples(envFiles, this.#options.environment, main.variables));
    const problems = complete ? main.problems : main.problems.filter((problem) => !missesParts(problem));
    this.#collect(problems, main.document);
    const others = everyEnvironment ? environmentsOf(root).filter((name) => name !== env) : [];
    for (const name of others) {
      if (this.#problems.length > MAX_PROBLEMS) break;
      const files = await this.#readEnvFiles(folder, name);
      const other = await this.#resolveAs(name, root, files, folder, complete);
      // Variables of another environment need not be set here.
      this.#collect(
        other.problems.filter(({ code }) => code !== 'BW5001'),
        other.document,
      );
    }
    return main;
  }

  async #resolveAs(
    env: string | undefined,
    root: Part,
    envFiles: EnvFiles,
    folder: string,
    complete: boolean,
  ): Promise<Resolution & { readonly document: ConfigDocument }> {
    const { modes, secrets } = this.#options;
    const { document, problems } = compose(root, env, this.#context);
    const context: ResolveContext = {
      modes,
      schema: this.#schema,
      environment: this.#environment(envFiles),
      secrets,
      example: envFiles.example,
      origins: this.#originsOf(envFiles),
      complete,
      env,
      folder,
      inspector: this.#inspector,
    };
    const resolution = await resolveConfig(document, context);
    for (const file of resolution.files) this.#watched.add(file);
    return { ...resolution, problems: [...problems, ...resolution.problems], document };
  }

  /** Only of variables that the process does not set itself. */
  #originsOf({ origins }: EnvFiles): ReadonlyMap<string, string> {
    const own = [...origins].filter(([name]) => this.#options.environment[name] === undefined);
    return new Map(
      own.map(([name, span]) => {
        const { file, range } = this.#sources.place(span);
        return [name, `${file}:${range.start.line}`];
      }),
    );
  }

  #environment({ variables }: EnvFiles): Readonly<Record<string, string | undefined>> {
    return { ...variables, ...this.#options.environment };
  }

  #collect(problems: readonly Problem[], document?: ConfigDocument): void {
    for (const problem of problems) {
      const identity = identityOf(problem);
      if (this.#identities.has(identity)) continue;
      this.#identities.add(identity);
      const path = document === undefined ? problem.path : document.pathInFile(problem.path);
      this.#problems.push({ problem, pointer: toPointer(path) });
    }
  }

  #report(root: Part | undefined, resolution: Resolution | undefined): LoadReport {
    const pointers = new Map(this.#problems.map(({ problem, pointer }) => [problem, pointer]));
    const problems = mergeProblems(this.#problems.map(({ problem }) => problem));
    const book = { sources: this.#sources, pointerOf: (problem: Problem) => pointers.get(problem) ?? '' };
    const diagnostics = sortDiagnostics(problems.map((problem) => toDiagnostic(problem, book)));
    return {
      config: problems.some(isError) ? undefined : resolution?.assemble?.(),
      diagnostics: limitDiagnostics(diagnostics, this.#problems.length > MAX_PROBLEMS),
      sources: new Map(this.#sources.files.map(({ name, text, shown }) => [name, shown ?? text])),
      environments: root === undefined ? [] : environmentsOf(root),
      files: [...this.#watched],
      locate: createLocator(root, this.#options.env, this.#context),
    };
  }
}

/** What says that something is missing: it may stand in a file that could not be read. */
const MISSING: ReadonlySet<string> = new Set(['BW2002', 'BW3008', 'BW3010', 'BW3406', 'BW3410']);

function missesParts({ code }: Problem): boolean {
  return MISSING.has(code);
}
