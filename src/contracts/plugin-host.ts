import type { ErrorCode } from '../base/errors.ts';
import type { PluginDefinition, PluginSchema } from './plugin.ts';

/** Where the code of a plugin is. */
export type PluginSource =
  /** One of ours, by its name. */
  | { readonly kind: 'official'; readonly name: string }
  /** `module_path`: the absolute path of a .ts, .js or .mjs file. */
  | { readonly kind: 'module'; readonly path: string }
  /** `package`: an npm package as it is found from the configuration's folder. */
  | { readonly kind: 'package'; readonly name: string };

/** What a plugin may use; unlimited where nothing is said. */
export interface PluginLimits {
  /** Bytes of resident memory. */
  readonly memory?: number;
  /** Milliseconds of processor time in ten seconds. */
  readonly cpuTime?: number;
  /** Calls at once. */
  readonly concurrentOperations?: number;
  readonly fileHandles?: number;
  /** What becomes of a plugin that uses more. */
  readonly policy: 'warn' | 'recycle' | 'disable';
}

/** An entry of `plugins:` with everything but the plugin's own settings filled in. */
export interface PluginEntry {
  /** The key in `plugins:`. */
  readonly name: string;
  /** JSON pointer of the entry in the file. */
  readonly pointer: string;
  readonly file: string;
  readonly line: number;
  readonly source: PluginSource;
  readonly isolation: 'inline' | 'process';
  readonly sandbox: boolean;
  /** Milliseconds; undefined leaves it to the plugin. */
  readonly maxExecutionTime: number | undefined;
  /** Undefined leaves it to the plugin. */
  readonly critical: boolean | undefined;
  readonly limits: PluginLimits;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One hook of a plugin, as data. */
export interface HookManifest {
  readonly kind: 'beforeRequest' | 'afterResponse';
  readonly phase: 'guard' | 'cache' | 'transform';
  /** Empty: every path, every method. */
  readonly routes: readonly string[];
  readonly methods: readonly string[];
  readonly reads: ReadsManifest;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Bytes where a body is read into memory. */
export type ReadsManifest = 'head' | 'tap' | 'stream' | number;

export interface HandlerManifest {
  readonly name: string;
  readonly reads: ReadsManifest;
}

/** What of a plugin is to answer: a handler by its name, or a route by its place. */
export interface AnswerTarget {
  readonly name: string | number;
  readonly reads: ReadsManifest;
}

export interface RouteManifest {
  readonly reads: ReadsManifest;
  readonly method: string;
  readonly path: string;
  readonly answers: boolean;
  readonly upgrades: boolean;
  readonly listener: 'main' | 'admin' | { readonly port: number; readonly host: string };
}

/** A plugin as data: what it is, and what of it is to be called when. The same for both hosts. */
export interface PluginManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string | undefined;
  readonly configSchema: PluginSchema | undefined;
  readonly endpointSchema: PluginSchema | undefined;
  readonly needs: Readonly<Record<string, string>>;
  readonly provides: Readonly<Record<string, string>>;
  readonly critical: boolean;
  /** Milliseconds; undefined when the plugin does not say. */
  readonly maxExecutionTime: number | undefined;
  readonly hooks: readonly HookManifest[];
  readonly handlers: readonly HandlerManifest[];
  readonly routes: readonly RouteManifest[];
  /** Types of events it wants; undefined when it wants none, empty for all of them. */
  readonly events: readonly string[] | undefined;
  /** Methods of each service. */
  readonly services: Readonly<Record<string, readonly string[]>>;
  /** It takes over other settings while it runs. */
  readonly reloads: boolean;
  readonly checksHealth: boolean;
  readonly hasMetrics: boolean;
  /** It wants to hear of the end of exchanges in which it kept something. */
  readonly endsExchanges: boolean;
  /** Absolute paths of the files it was loaded from; without those of packages. */
  readonly files: readonly string[];
  /** Of the contents of those files: another one means another plugin. */
  readonly digest: string;
}

/** One line in the index of the plugins that come with us: light, so that a plugin costs nothing until it is used. */
export interface OfficialPlugin {
  readonly name: string;
  /** One sentence for the editor's hover text and the docs. */
  readonly summary: string;
  load(): Promise<{ readonly default: PluginDefinition }>;
}

/** Why a plugin cannot be used, and which key of its entry says so. */
export interface PluginFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  /** The key of the entry that is to blame; the entry itself without one. */
  readonly at?: 'module_path' | 'package' | 'sandbox' | 'isolation';
}

export type PluginInspection =
  | { readonly manifest: PluginManifest }
  | { readonly failures: readonly PluginFailure[]; readonly files: readonly string[] };

/** Loads plugins, in the host they are to run in, to see what they are. */
export interface PluginInspector {
  /** Names of the plugins that come with backworks. */
  readonly official: readonly string[];
  inspect(entry: PluginEntry, folder: string): Promise<PluginInspection>;
}
