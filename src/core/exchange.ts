import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { EndpointInfo } from '../contracts/endpoint.ts';
import type { Client, Exchange } from '../contracts/exchange.ts';
import type { UpgradeRequest } from '../contracts/mode.ts';
import type { RawHeaders } from '../contracts/sink.ts';
import { requestId } from './request-id.ts';
import { NO_PARAMS, type Params } from './router.ts';

/** Stands in until a route is found, and for requests without one. */
const NO_ENDPOINT: EndpointInfo = { key: '', methods: [], path: '', mode: '', file: '', line: 0 };

const EMPTY = Buffer.alloc(0);

/** An exchange over Node's own request. What costs something is made when it is first read. */
export class HttpExchange implements Exchange {
  readonly request: IncomingMessage;
  readonly method: string;
  readonly url: string;
  readonly path: string;
  /** Set by dispatch once the route is known. */
  params: Params = NO_PARAMS;
  endpoint: EndpointInfo = NO_ENDPOINT;
  /** Keys of the resources its endpoint needs; see PlannedEndpoint. */
  resources: readonly string[] = [];
  /** Set when the body was read into memory. */
  rawBody: Buffer = EMPTY;
  /** The client waits for `100 Continue` before it sends the body (RFC 9110, section 10.1.1). */
  readonly awaitsContinue: boolean;
  /** Set when the client asks for WebSocket. */
  upgrade: UpgradeRequest | undefined;
  /** Hands out the body as a stream; set by dispatch for endpoints that want it so. */
  bodySource: (() => Readable | undefined) | undefined;
  #id: string | undefined;
  #peer: Client | undefined;
  #controller: AbortController | undefined;
  #onAbort: (() => void)[] | undefined;
  #aborted = false;

  constructor(request: IncomingMessage, awaitsContinue = false) {
    const url = originForm(request.url ?? '/');
    const mark = url.indexOf('?');
    this.request = request;
    this.method = request.method ?? 'GET';
    this.url = url;
    this.path = mark === -1 ? url : url.slice(0, mark);
    this.awaitsContinue = awaitsContinue;
  }

  get id(): string {
    this.#id ??= requestId(this.headers['x-request-id']);
    return this.#id;
  }

  get search(): string {
    return this.url.slice(this.path.length + 1);
  }

  get headers(): IncomingHttpHeaders {
    return this.request.headers;
  }

  /** Host and port the request is for: those of its target, if it names them, win (RFC 9112, section 3.2.2). */
  get host(): string | undefined {
    const { url = '/', headers } = this.request;
    return url.startsWith('/') ? headers.host : (authorityOf(url) ?? headers.host);
  }

  get rawHeaders(): RawHeaders {
    return this.request.rawHeaders;
  }

  get httpVersion(): string {
    return this.request.httpVersion;
  }

  get scheme(): 'http' | 'https' {
    return (this.request.socket as Partial<TLSSocket>).encrypted === true ? 'https' : 'http';
  }

  get client(): Client {
    return this.peer;
  }

  get peer(): Client {
    const { remoteAddress = '', remotePort = 0 } = this.request.socket;
    this.#peer ??= { ip: remoteAddress, port: remotePort };
    return this.#peer;
  }

  get peerTrusted(): boolean {
    return false;
  }

  /** False for the placeholder of requests that reached no endpoint. */
  get routed(): boolean {
    return this.endpoint !== NO_ENDPOINT;
  }

  takeBody(): Readable | undefined {
    return this.bodySource?.();
  }

  onAbort(callback: () => void): void {
    if (this.#aborted) callback();
    else if (this.#onAbort === undefined) this.#onAbort = [callback];
    else this.#onAbort.push(callback);
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Tells whoever works on the answer that nobody waits for it any more. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#controller?.abort();
    for (const callback of this.#onAbort ?? []) callback();
  }
}

/** Path and query of a target that names the scheme and host, too (RFC 9112, section 3.2.2). */
function originForm(target: string): string {
  if (target.charCodeAt(0) === 47) return target;
  const authority = authorityOf(target);
  if (authority === undefined) return target;
  const rest = target.slice(target.indexOf('//') + 2 + authority.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function authorityOf(target: string): string | undefined {
  return /^https?:\/\/([^/?#]*)/i.exec(target)?.[1];
}
