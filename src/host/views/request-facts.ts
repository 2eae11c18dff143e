import type { Readable } from 'node:stream';
import { decodeBody } from '../../base/decode-body.ts';
import { readLastFields } from '../../base/fields.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import type { HandlerRequest, HeaderValues, RequestEndpoint, Tap } from '../../contracts/plugin.ts';
import { endpointOf, orBytes } from './request-view.ts';

/** A request as it travels to another process; its body travels beside it. */
export interface RequestFacts {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: HeaderValues;
  readonly ip: string;
  readonly port: number;
  readonly scheme: 'http' | 'https';
  readonly host?: string | undefined;
  readonly endpoint?: RequestEndpoint | undefined;
}

export function factsOf(exchange: HookedExchange): RequestFacts {
  const { id, method, clientPath, url, params, headers, client, scheme, host } = exchange;
  return {
    id,
    method,
    path: clientPath,
    url,
    params,
    headers: headers as HeaderValues,
    ip: client.ip,
    port: client.port,
    scheme,
    host,
    endpoint: endpointOf(exchange),
  };
}

/** What of a body comes while it passes. */
interface Passing {
  readonly stream?: Readable | undefined;
  readonly tap?: Tap | undefined;
}

/** The same request on the other side. */
export class RemoteRequest implements HandlerRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: HeaderValues;
  readonly client: { readonly ip: string; readonly port: number };
  readonly scheme: 'http' | 'https';
  readonly host: string | undefined;
  readonly endpoint: RequestEndpoint | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly tap: Tap | undefined;
  readonly stream: Readable | undefined;
  #query: Readonly<Record<string, string>> | undefined;
  #body: { readonly value: unknown } | undefined;

  constructor(facts: RequestFacts, bytes: Buffer | undefined, more: Passing = {}) {
    this.stream = more.stream;
    this.tap = more.tap;
    this.id = facts.id;
    this.method = facts.method;
    this.path = facts.path;
    this.url = facts.url;
    this.params = Object.freeze(facts.params);
    this.headers = Object.freeze(facts.headers);
    this.client = { ip: facts.ip, port: facts.port };
    this.scheme = facts.scheme;
    this.host = facts.host;
    this.endpoint = facts.endpoint;
    this.bytes = bytes;
  }

  get query(): Readonly<Record<string, string>> {
    this.#query ??= Object.freeze({ ...readLastFields(searchOf(this.url)) });
    return this.#query;
  }

  get body(): unknown {
    this.#body ??= { value: decodedValue(this.bytes, this.headers['content-type']) };
    return this.#body.value;
  }
}

function searchOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

/** A body by its type; undefined without one. */
export function decodedValue(bytes: Uint8Array | undefined, type: HeaderValues[string] | undefined): unknown {
  if (bytes === undefined) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return orBytes(buffer, () => decodeBody(buffer, typeof type === 'string' ? type : type?.[0]));
}
