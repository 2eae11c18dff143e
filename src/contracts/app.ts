import type { Diagnostic, Range } from '../base/diagnostic.ts';
import type { ResolvedConfig, ResolvedEndpoint } from './config.ts';
import type { Bus } from './events.ts';
import type { ExplainedValue } from './provenance.ts';
import type { RouteExplanation } from './route.ts';

/** Where the configuration comes from: a file, or a text such as standard input. */
export type ConfigSource =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly folder: string;
      /** The file that the text stands for. */
      readonly name?: string;
    };

export interface AppOptions {
  readonly source: ConfigSource;
  /** Variables that `${NAME}` may read; the process environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Takes up the values of variables that the configuration reads: what must not be shown. */
  readonly secrets?: Set<string>;
  /** Folder that file names in diagnostics are relative to; the working directory by default. */
  readonly cwd?: string;
  /** The entry of `environments:` to use. */
  readonly env?: string;
  /** Reports what is wrong in any of the environments, not only in the one that is used. Off by default. */
  readonly everyEnvironment?: boolean;
  /** Plugins are loaded to see what they are; without that, what they say of themselves is left open. On by default. */
  readonly loadPlugins?: boolean;
  /** Texts that stand for files, by absolute path. */
  readonly overlay?: ReadonlyMap<string, string>;
  /** Wins over `server.host`. */
  readonly host?: string;
  /** Wins over `server.port`; 0 asks the system for a free one. */
  readonly port?: number;
  /** A default port that is taken moves on to the next free one. Off by default. */
  readonly movePort?: boolean;
  /** Answers to failed requests carry the cause and its place. Off by default. */
  readonly development?: boolean;
  /** Folder for the run file, `.backworks/run` beside the configuration; none when absent. */
  readonly runFolder?: string;
}

/** A place in a file, by the name diagnostics use. */
export interface FilePlace {
  readonly file: string;
  readonly range: Range;
}

/** What loading the configuration gave. Without `config` there are errors. */
export interface LoadReport {
  readonly config: ResolvedConfig | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by the name diagnostics use, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** Names of the entries of `environments:`. */
  readonly environments: readonly string[];
  /** Absolute paths of every file that was read or looked for: the watch list. */
  readonly files: readonly string[];
  /**
   * Where the value, or the key, of a JSON pointer stands, for mistakes that show only when the
   * configuration is put into service. What is not there is placed at the nearest key above it. The text is
   * parsed again for it, so that a report that is kept holds no more than its text.
   */
  readonly locate: (pointer: string, mark?: 'key' | 'value') => FilePlace;
}

/** A report with the values, unless there are errors. */
export interface ExplainedReport {
  readonly report: LoadReport;
  readonly values: ExplainedValue | undefined;
}

export interface ReloadReport extends LoadReport {
  /** True when the new plan serves; false when the last good one still does. */
  readonly swapped: boolean;
  /** Milliseconds from the call to the swap. */
  readonly duration: number;
}

/** What the last requests saw when the server stopped. Times in milliseconds. */
export interface StopReport {
  readonly served: number;
  readonly finished: number;
  readonly cut: number;
  readonly duration: number;
}

/** A plugin that does not run for now. */
export interface GivenUpPlugin {
  readonly name: string;
  readonly reason: string;
}

/** One engine: it loads a configuration, serves it, and takes new ones without losing a request. */
export interface App {
  readonly bus: Bus;
  /** Plugins of the plan in service that do not run, and why; they are tried again. */
  readonly givenUp: readonly GivenUpPlugin[];
  /** The address clients use, such as `http://127.0.0.1:4000`; undefined until started. */
  readonly url: string | undefined;
  /** Reads and checks the configuration, for those who will not serve it. */
  check(): Promise<LoadReport>;
  /** Reads, checks and prepares the configuration; nothing is bound yet. */
  load(): Promise<LoadReport>;
  /** Reads and checks the configuration, and tells for every value where it comes from. */
  explain(): Promise<ExplainedReport>;
  /** Endpoints that were loaded, in the order in which the router tries them. */
  routes(): readonly ResolvedEndpoint[];
  /**
   * What the loaded configuration does with a request, and why.
   * @param path as a client sends it, without the query
   */
  explainRoute(method: string, path: string): RouteExplanation;
  /**
   * Serves the loaded configuration.
   * @throws BackworksError BW70xx when the address cannot be used.
   */
  start(): Promise<void>;
  /** Loads again and swaps plans; on errors the running plan stays. A newer call ends an older one. */
  reload(changed?: readonly string[]): Promise<ReloadReport>;
  /**
   * Looks at the files of `server.tls` again, and at nothing else: another certificate is shown from now on.
   * @returns the last day on which clients take the new one; undefined when nothing changed.
   * @throws BackworksError BW3321 to BW3323, or BW7022, when it cannot be used: then the old one stays.
   */
  renewCertificate(): Promise<Date | undefined>;
  /**
   * Takes an error that nobody caught, for handlers of `uncaughtException` and `unhandledRejection`: when code of an
   * inline plugin is to blame it is told as that plugin's fault, and the process may go on.
   * @returns the name of the plugin; undefined for an error that is none's
   */
  blame(error: unknown): string | undefined;
  /** Refuses new requests, lets those in flight finish for `grace` ms (the file's `server.shutdown_timeout` by default), then cuts them. */
  stop(options?: { readonly grace?: number }): Promise<StopReport>;
}
