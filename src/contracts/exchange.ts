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
  /** The buffered body's bytes; empty unless the endpoint's need is `buffer`. */
  readonly rawBody: Buffer;
  /**
   * The body as it comes, for endpoints whose need is `stream`; undefined when there is none. It is read
   * once. A reader that destroys it leaves the rest to the server; the client's connection lives on.
   */
  takeBody(): Readable | undefined;
  /** Aborted when the client goes away or the server stops; made when first read. */
  readonly signal: AbortSignal;
  /** The same without a signal, which costs more than a small answer. At once when it happened before. */
  onAbort(callback: () => void): void;
}
