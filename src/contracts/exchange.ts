import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { EndpointInfo } from './endpoint.ts';
import type { RawHeaders } from './sink.ts';

/** One end of a connection. */
export interface Client {
  readonly ip: string;
  readonly port: number;
}

/**
 * How much of the request's body somebody needs, from nothing to all of it in memory.
 * Fixed for each endpoint when the plan is built.
 */
export type BodyNeed = 'none' | 'stream' | 'tap' | 'buffer';

/** Texts of a request as the values that a schema takes them for. */
export interface RequestInput {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** One request on its way to an answer. Parts that cost something are made when first read. */
export interface Exchange {
  /** The request id: the client's own `X-Request-Id` when it is well-formed, else ours. */
  readonly id: string;
  readonly method: string;
  /** The request target as sent: path and query. */
  readonly url: string;
  /** The path as sent, without the query. */
  readonly path: string;
  /** The query as sent, without the question mark. */
  readonly search: string;
  /** Values of the path pattern's parameters, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** Header names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** The same as they came: names as written, repeated ones each on its own. */
  readonly rawHeaders: RawHeaders;
  /** `1.0`, `1.1` or `2.0`. */
  readonly httpVersion: string;
  /** How the client asked, and for which host and port. */
  readonly scheme: 'http' | 'https';
  readonly host: string | undefined;
  /** Who asked. */
  readonly client: Client;
  /** The other end of the connection: the client itself, or the proxy before it. */
  readonly peer: Client;
  /** The peer is a proxy whose word about the client counts. */
  readonly peerTrusted: boolean;
  readonly endpoint: EndpointInfo;
  /**
   * The values of the parts that the endpoint's `request:` has a schema for, in the types it says;
   * undefined when it has none.
   */
  readonly input: RequestInput | undefined;
  /**
   * The buffered body's bytes, its content codings undone; empty unless the endpoint's need is `buffer`.
   *
   * @throws BackworksError BW6052, BW6053 or BW6007 when they cannot be undone
   */
  readonly rawBody: Buffer;
  /**
   * The same by its content type: a value from JSON, a map from a form, text, else the bytes; null when empty.
   * Of a multipart form, texts are strings, and files what is known of them: filename, content_type and size.
   *
   * @throws BackworksError as `rawBody` does, BW6053 for what is malformed, or BW6051 for a charset not known
   */
  readonly body: unknown;
  /**
   * The body as it comes, for endpoints whose need is `stream`; undefined when there is none. It is read
   * once. A reader that destroys it leaves the rest to the server; the client's connection lives on.
   */
  takeBody(): Readable | undefined;
  /** Who asks, where a plugin said so. */
  readonly principal?: Readonly<Record<string, unknown>> | undefined;
  /** Aborted when the client goes away or the server stops; made when first read. */
  readonly signal: AbortSignal;
  /** The same without a signal, which costs more than a small answer. At once when it happened before. */
  onAbort(callback: () => void): void;
}
