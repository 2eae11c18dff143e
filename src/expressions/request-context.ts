import { readLastFields } from '../base/fields.ts';
import { textHeaders } from '../base/text-headers.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { ExpressionScope } from '../contracts/expression.ts';
import { asMap } from './as-map.ts';
import { bodyForExpressions, parseCookies } from './request-parts.ts';

type ValueMap = Readonly<Record<string, unknown>>;

const EMPTY: ValueMap = Object.freeze({});

/** Bodies that were decoded: several templates may read the body of one exchange. */
const bodies = new WeakMap<Exchange, { readonly value: unknown }>();

/** What the names of an expression stand for in one exchange, made when first read. */
export class RequestContext {
  readonly exchange: Exchange;
  readonly #scope: ExpressionScope;
  #query: ValueMap | undefined;
  #headers: ValueMap | undefined;
  #cookies: ValueMap | undefined;
  #request: ValueMap | undefined;

  constructor(exchange: Exchange, scope: ExpressionScope) {
    this.exchange = exchange;
    this.#scope = scope;
  }

  get method(): string {
    return this.exchange.method;
  }

  get path(): ValueMap {
    const { input, params } = this.exchange;
    return asMap(input?.params ?? params);
  }

  get query(): ValueMap {
    this.#query ??= asMap(this.exchange.input?.query ?? readLastFields(this.exchange.search));
    return this.#query;
  }

  get headers(): ValueMap {
    this.#headers ??= asMap(this.exchange.input?.headers ?? textHeaders(this.exchange.headers));
    return this.#headers;
  }

  get cookies(): ValueMap {
    this.#cookies ??= asMap(parseCookies(this.exchange.headers.cookie));
    return this.#cookies;
  }

  get body(): unknown {
    let body = bodies.get(this.exchange);
    if (body === undefined) {
      body = { value: bodyForExpressions(this.exchange) };
      bodies.set(this.exchange, body);
    }
    return body.value;
  }

  get auth(): ValueMap {
    const { principal } = this.exchange;
    return principal === undefined ? EMPTY : asMap(principal);
  }

  get client(): ValueMap {
    const { ip, port } = this.exchange.client;
    return { ip, port };
  }

  get id(): string {
    return this.exchange.id;
  }

  get request(): ValueMap {
    const { method, path, search, url } = this.exchange;
    this.#request ??= { method, path, search, url };
    return this.#request;
  }

  get state(): ValueMap {
    return EMPTY;
  }

  get vars(): ValueMap {
    return this.#scope.vars;
  }
}
