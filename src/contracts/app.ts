import type { Diagnostic } from '../base/diagnostic.ts';
import type { ResolvedConfig } from './config.ts';
import type { Bus } from './events.ts';

/** Where the configuration comes from: a file, or a text such as standard input. */
export type ConfigSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'text'; readonly text: string; readonly folder: string };

export interface AppOptions {
  readonly source: ConfigSource;
  /** Variables that `${NAME}` may read; the process environment by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Folder that file names in diagnostics are relative to; the working directory by default. */
  readonly cwd?: string;
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

/** What loading the configuration gave. Without `config` there are errors. */
export interface LoadReport {
  readonly config: ResolvedConfig | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by the name diagnostics use, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** Absolute paths of every file that was read or looked for: the watch list. */
  readonly files: readonly string[];
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

/** One engine: it loads a configuration, serves it, and takes new ones without losing a request. */
export interface App {
  readonly bus: Bus;
  /** The address clients use, such as `http://127.0.0.1:4000`; undefined until started. */
  readonly url: string | undefined;
  /** Reads and checks the configuration; nothing is bound yet. */
  load(): Promise<LoadReport>;
  /**
   * Serves the loaded configuration.
   * @throws BackworksError BW70xx when the address cannot be used.
   */
  start(): Promise<void>;
  /** Loads again and swaps plans; on errors the running plan stays. A newer call ends an older one. */
  reload(changed?: readonly string[]): Promise<ReloadReport>;
  /** Refuses new requests, lets those in flight finish for `grace` ms (the file's `server.shutdown_timeout` by default), then cuts them. */
  stop(options?: { readonly grace?: number }): Promise<StopReport>;
}
