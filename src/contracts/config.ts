import type { EndpointInfo } from './endpoint.ts';

/** Cross-origin sharing (https://fetch.spec.whatwg.org/#http-cors-protocol) with every default filled in. */
export interface CorsSettings {
  /** Exact origins, or `*` alone. */
  readonly origins: readonly string[];
  /** Request headers a preflight may ask for; empty means whatever it asks for. */
  readonly headers: readonly string[];
  readonly credentials: boolean;
  /** Seconds a browser may remember a preflight. */
  readonly maxAge: number;
}

/** `server:` with every default filled in; times in milliseconds, sizes in bytes. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  /** True when the file or a flag names the port: then it never moves. */
  readonly portGiven: boolean;
  readonly maxBody: number;
  readonly maxHeaders: number;
  readonly maxConnections: number;
  /** The whole request must have arrived by then. */
  readonly requestTimeout: number;
  /** The request's head must have arrived by then. */
  readonly headersTimeout: number;
  /** An idle connection is closed after this. */
  readonly keepAliveTimeout: number;
  /** How long requests in flight may take to finish when the server stops. */
  readonly shutdownTimeout: number;
  readonly cors: CorsSettings | undefined;
}

/** An endpoint whose text is resolved: its mode is picked, its variables are expanded. */
export interface ResolvedEndpoint extends EndpointInfo {
  /** JSON pointer of the endpoint in the file. */
  readonly pointer: string;
  /** The blocks by mode name; the active one is `blocks[mode]`. */
  readonly blocks: Readonly<Record<string, unknown>>;
}

/** A file that was read on the way to a plan: together they are the watch list. */
export interface ReadFile {
  /** Absolute path. */
  readonly path: string;
  /** Hash of the content; empty when the file was missing. */
  readonly hash: string;
}

/** Everything the engine needs to know, as plain data. */
export interface ResolvedConfig {
  readonly name: string;
  readonly version: string | undefined;
  /** The entry of `environments:` that is used. */
  readonly environment?: string;
  /** Absolute path of the folder that relative paths in the file start from. */
  readonly folder: string;
  readonly server: ServerSettings;
  readonly vars: Readonly<Record<string, unknown>>;
  readonly endpoints: readonly ResolvedEndpoint[];
  /** Hash of the whole resolved configuration. */
  readonly hash: string;
}
