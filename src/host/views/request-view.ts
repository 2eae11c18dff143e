import type { Readable } from 'node:stream';
import { BackworksError } from '../../base/errors.ts';
import { readLastFields } from '../../base/fields.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import type { HandlerRequest, HeaderValues, RequestEndpoint, Tap } from '../../contracts/plugin.ts';
import { TapQueue } from '../tap-queue.ts';
import { headerValues } from './header-values.ts';

/** A request as plugins in this process see it: what costs something is made when it is first read. */
export class RequestView implements HandlerRequest {
  /** The body as it comes, for a handler that reads it so. */
  readonly stream: Readable | undefined;
  readonly #exchange: HookedExchange;
  /** True for hooks that read the body. */
  readonly #hasBody: boolean;
  readonly #taps: boolean;
  #tap: TapQueue | undefined;
  #from: unknown;
  #headers: HeaderValues | undefined;
  #search: string | undefined;
  #query: Readonly<Record<string, string>> | undefined;
  #endpoint: RequestEndpoint | undefined;

  /** @param taps it may look on while the body passes */
  constructor(exchange: HookedExchange, hasBody: boolean, stream?: Readable, taps = false) {
    this.stream = stream;
    this.#taps = taps;
    this.#exchange = exchange;
    this.#hasBody = hasBody;
  }

  get id(): string {
    return this.#exchange.id;
  }

  get method(): string {
    return this.#exchange.method;
  }

  get path(): string {
    return this.#exchange.clientPath;
  }

  get url(): string {
    return this.#exchange.url;
  }

  get query(): Readonly<Record<string, string>> {
    const { search } = this.#exchange;
    if (this.#query === undefined || search !== this.#search) {
      this.#search = search;
      this.#query = Object.freeze({ ...readLastFields(search) });
    }
    return this.#query;
  }

  get params(): Readonly<Record<string, string>> {
    return Object.freeze({ ...this.#exchange.params });
  }

  /** As hooks before this one left them. */
  get headers(): HeaderValues {
    const { headers } = this.#exchange;
    if (this.#headers === undefined || headers !== this.#from) {
      this.#from = headers;
      this.#headers = headerValues(headers);
    }
    return this.#headers;
  }

  get client(): { readonly ip: string; readonly port: number } {
    const { ip, port } = this.#exchange.client;
    return { ip, port };
  }

  get scheme(): 'http' | 'https' {
    return this.#exchange.scheme;
  }

  get host(): string | undefined {
    return this.#exchange.host;
  }

  get endpoint(): RequestEndpoint | undefined {
    this.#endpoint ??= endpointOf(this.#exchange);
    return this.#endpoint;
  }

  get body(): unknown {
    if (!this.#hasBody) return undefined;
    return orBytes(this.#exchange.rawBody, () => this.#exchange.body);
  }

  get bytes(): Uint8Array | undefined {
    return this.#hasBody ? this.#exchange.rawBody : undefined;
  }

  /** Made when it is first read: who never looks on costs nothing. */
  get tap(): Tap | undefined {
    if (!this.#taps) return undefined;
    if (this.#tap === undefined) {
      this.#tap = new TapQueue();
      this.#exchange.tap(this.#tap);
    }
    return this.#tap;
  }
}

/** A body that cannot be decoded is its bytes: whoever sent it is to blame, and no plugin that looks at it. */
export function orBytes(bytes: Buffer, decode: () => unknown): unknown {
  try {
    return decode();
  } catch (error) {
    if (error instanceof BackworksError) return bytes;
    throw error;
  }
}

export function endpointOf({ routed, endpoint }: HookedExchange): RequestEndpoint | undefined {
  if (!routed) return undefined;
  const { key, path, shownPath, mode } = endpoint;
  return Object.freeze({ key, path: shownPath ?? path, mode });
}
