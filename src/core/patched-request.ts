import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { changeHeaders } from '../base/headers.ts';
import type { ExchangePatch } from '../contracts/hooks.ts';
import type { RawHeaders } from '../contracts/sink.ts';
import type { HttpExchange } from './exchange.ts';
import { RequestBody } from './input/request-body.ts';

/** Fields that speak of the bytes of a body, and are wrong for another one. */
const ABOUT_BYTES = [
  'content-encoding',
  'transfer-encoding',
  'content-digest',
  'repr-digest',
  'digest',
  'content-md5',
];

/** A request as hooks left it. */
export class PatchedRequest {
  readonly clientPath: string;
  headers: IncomingHttpHeaders;
  rawHeaders: RawHeaders;
  readonly #exchange: HttpExchange;

  constructor(exchange: HttpExchange) {
    this.clientPath = exchange.path;
    this.headers = exchange.headers;
    this.rawHeaders = exchange.rawHeaders;
    this.#exchange = exchange;
  }

  apply({ headers, path, search, body, principal }: ExchangePatch): void {
    const exchange = this.#exchange;
    if (headers !== undefined) this.#setHeaders(headers);
    if (path !== undefined || search !== undefined) {
      const query = search ?? exchange.search;
      exchange.path = path ?? exchange.path;
      exchange.url = query === '' ? exchange.path : `${exchange.path}?${query}`;
    }
    if (body !== undefined) this.#setBody(body.bytes, body.contentType);
    if (principal !== undefined) exchange.principal = principal;
  }

  #setHeaders(headers: NonNullable<ExchangePatch['headers']>): void {
    const joined = { ...this.headers };
    for (const [name, values] of headers) {
      if (values.length === 0) delete joined[name];
      else joined[name] = joinedAsNodeDoes(name, values);
    }
    this.headers = joined;
    this.rawHeaders = changeHeaders(this.rawHeaders, headers);
  }

  #setBody(bytes: Buffer, contentType: string | undefined): void {
    const exchange = this.#exchange;
    this.#setHeaders([
      ['content-length', [String(bytes.length)]],
      ...ABOUT_BYTES.map((name) => [name, []] as const),
      ['content-type', contentType === undefined ? [] : [contentType]],
    ]);
    exchange.received = new RequestBody(bytes, contentType, { value: bytes });
    let taken: Readable | undefined;
    exchange.bodySource = () => {
      if (bytes.length === 0) return undefined;
      taken ??= Readable.from([bytes], { objectMode: false });
      return taken;
    };
  }
}

/** https://nodejs.org/api/http.html#messageheaders */
function joinedAsNodeDoes(name: string, values: readonly string[]): string | string[] {
  if (name === 'set-cookie') return [...values];
  return values.join(name === 'cookie' ? '; ' : ', ');
}
