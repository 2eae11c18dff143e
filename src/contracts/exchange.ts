import type { IncomingHttpHeaders } from 'node:http';
import type { EndpointInfo } from './endpoint.ts';

/** Who asked. */
export interface Client {
  /** IP address of the peer. */
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
  readonly client: Client;
  readonly endpoint: EndpointInfo;
  /** The buffered body's bytes; empty unless the endpoint's need is `buffer`. */
  readonly rawBody: Buffer;
  /** Aborted when the client goes away or the server stops; made when first read. */
  readonly signal: AbortSignal;
}
