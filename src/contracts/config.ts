import type { SchemaBundle } from '../base/schema-bundle.ts';
import type { EndpointInfo } from './endpoint.ts';
import type { PluginEntry, PluginManifest } from './plugin-host.ts';

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

/** How many requests of one client are answered. */
export interface RateLimitSettings {
  readonly requests: number;
  /** Milliseconds. */
  readonly per: number;
  /** How many of them may come at once. */
  readonly burst: number;
  /** In lower case: clients are told apart by this header's value, where they send it. */
  readonly header: string | undefined;
}

/** Where the server's certificate comes from. */
export type TlsSettings =
  | {
      readonly kind: 'files';
      /** Absolute paths of PEM files. */
      readonly cert: string;
      readonly key: string;
      /** Of both contents, as they were checked. */
      readonly fingerprint: string;
    }
  | {
      /** It is made for this machine and kept in the folder. */
      readonly kind: 'auto';
      readonly folder: string;
    };

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
  /** Without it the server speaks plain HTTP. */
  readonly tls: TlsSettings | undefined;
  readonly cors: CorsSettings | undefined;
  readonly rateLimit: RateLimitSettings | undefined;
  /** Addresses, networks such as `10.0.0.0/8`, and names for several of them, such as `loopback`. */
  readonly trustedProxies: readonly string[];
  /** Connections begin with a header that says who the client is. */
  readonly proxyProtocol: boolean;
  /** Answers are compressed for clients that take it. */
  readonly compression: boolean;
}

/** The parts of a request that a schema can be about. */
export type RequestPart = 'params' | 'query' | 'headers' | 'body';

/** `response:` with every default filled in. */
export interface ResponseSettings {
  readonly schema: SchemaBundle;
  /** Whether an answer that does not match is reported, or kept from the client as well. */
  readonly validate: 'log' | 'fail';
}

/** An endpoint whose text is resolved: its mode is picked, its variables are expanded. */
export interface ResolvedEndpoint extends EndpointInfo {
  /** JSON pointer of the endpoint in the file. */
  readonly pointer: string;
  /** The blocks by mode name; the active one is `blocks[mode]`. */
  readonly blocks: Readonly<Record<string, unknown>>;
  /** Schemas of the parts of a request; absent when there are none. */
  readonly request?: Readonly<Partial<Record<RequestPart, SchemaBundle>>>;
  /** Absent when no answer is checked. */
  readonly response?: ResponseSettings;
  /** Settings for plugins by their names; false where one has nothing to do here. */
  readonly plugins?: Readonly<Record<string, false | Readonly<Record<string, unknown>>>>;
}

/** A plugin that is enabled, with what it says of itself. */
export interface ResolvedPlugin extends PluginEntry {
  readonly manifest: PluginManifest;
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
  /** Those that are enabled. */
  readonly plugins: readonly ResolvedPlugin[];
  /** Hash of the whole resolved configuration. */
  readonly hash: string;
}
