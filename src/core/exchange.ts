import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { plainAddress } from '../base/ip-address.ts';
import type { EndpointInfo } from '../contracts/endpoint.ts';
import type { Client, RequestInput } from '../contracts/exchange.ts';
import type { BodyTap, ExchangeEnd, ExchangePatch, HookedExchange } from '../contracts/hooks.ts';
import type { FixedBody, UpgradeRequest } from '../contracts/mode.ts';
import type { RawHeaders } from '../contracts/sink.ts';
import { BodyTaps } from './body-taps.ts';
import type { ClientConnection, ClientRequest } from './client-request.ts';
import { type Origin, originOf } from './forwarded.ts';
import { RequestBody } from './input/request-body.ts';
import { PatchedRequest } from './patched-request.ts';
import { proxiedClientOf } from './proxy-protocol.ts';
import { requestId } from './request-id.ts';
import { NO_PARAMS, type Params } from './router.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** Bytes of a body that came; undefined while nobody asks for more. */
export interface BodyProgress {
  readonly awaited: number | undefined;
}

/** Stands in until a route is found, and for requests without one. */
const NO_ENDPOINT: EndpointInfo = { key: '', methods: [], path: '', mode: '', file: '', line: 0 };

/** An exchange over Node's own request. What costs something is made when it is first read. */
export class HttpExchange implements HookedExchange {
  readonly request: ClientRequest;
  readonly method: string;
  url: string;
  path: string;
  /** Set by dispatch once the route is known. */
  params: Params = NO_PARAMS;
  endpoint: EndpointInfo = NO_ENDPOINT;
  /** Set by dispatch when answers are compressed; see Responder. */
  fixedBody: FixedBody | undefined;
  /** Keys of the resources its endpoint needs; see PlannedEndpoint. */
  resources: readonly string[] = [];
  /** Set by dispatch when the body was read into memory. */
  received: RequestBody = RequestBody.none;
  /** Set by dispatch when parts of the request were taken by their schemas. */
  input: RequestInput | undefined;
  /** The client waits for `100 Continue` before it sends the body (RFC 9110, section 10.1.1). */
  readonly awaitsContinue: boolean;
  /** Set when the client asks for WebSocket. */
  upgrade: UpgradeRequest | undefined;
  /** Hands out the body as a stream; set by dispatch for endpoints that want it so. */
  bodySource: (() => Readable | undefined) | undefined;
  /** How far a body has come that is read as it comes. */
  bodyProgress: BodyProgress | undefined;
  /** Proxies whose word about the client counts; set by dispatch. */
  trusted: TrustedProxies | undefined;
  /** The plugin that sent it, if one did. */
  askedBy: string | undefined;
  /** What plugins keep for it. */
  hookState: unknown;
  principal: Readonly<Record<string, unknown>> | undefined;
  /** What hooks made of the request. */
  #patched: PatchedRequest | undefined;
  #taps: BodyTaps | undefined;
  #onEnd: ((end: ExchangeEnd) => void)[] | undefined;
  #end: ExchangeEnd | undefined;
  #id: string | undefined;
  #peer: Client | undefined;
  #origin: Origin | undefined;
  #controller: AbortController | undefined;
  #onAbort: (() => void)[] | undefined;
  #aborted = false;

  constructor(request: ClientRequest, awaitsContinue = false) {
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
    return this.#patched?.headers ?? this.request.headers;
  }

  get clientPath(): string {
    return this.#patched?.clientPath ?? this.path;
  }

  patch(patch: ExchangePatch): void {
    this.#patched ??= new PatchedRequest(this);
    this.#patched.apply(patch);
  }

  get host(): string | undefined {
    return this.#relayed?.host ?? this.ownHost;
  }

  /** Host and port the request is for: those of its target, if it names them, win (RFC 9112, section 3.2.2). */
  get ownHost(): string | undefined {
    const { url = '/', headers } = this.request;
    return url.startsWith('/') ? headers.host : (authorityOf(url) ?? headers.host);
  }

  get rawHeaders(): RawHeaders {
    return this.#patched?.rawHeaders ?? this.request.rawHeaders;
  }

  get httpVersion(): string {
    return this.request.httpVersion;
  }

  get scheme(): 'http' | 'https' {
    const told = this.#relayed?.scheme;
    if (told !== undefined) return told;
    return this.request.socket.encrypted === true ? 'https' : 'http';
  }

  get client(): Client {
    return this.#relayed?.client ?? this.peer;
  }

  get peer(): Client {
    this.#peer ??= peerOf(this.request.socket);
    return this.#peer;
  }

  get peerTrusted(): boolean {
    return this.trusted?.has(this.peer.ip) ?? false;
  }

  /** What trusted proxies say; undefined when the client came without one. */
  get #relayed(): Origin | undefined {
    if (this.trusted === undefined) return undefined;
    if (this.#origin === undefined && this.peerTrusted) this.#origin = originOf(this, this.trusted);
    return this.#origin;
  }

  /** False for the placeholder of requests that reached no endpoint. */
  get routed(): boolean {
    return this.endpoint !== NO_ENDPOINT;
  }

  get rawBody(): Buffer {
    return this.received.bytes;
  }

  get body(): unknown {
    return this.received.value;
  }

  takeBody(): Readable | undefined {
    return this.bodySource?.();
  }

  tap(tap: BodyTap): void {
    this.#taps ??= new BodyTaps();
    this.#taps.add(tap);
    const { received, headers } = this;
    if (this.#end !== undefined) this.#taps.end(false);
    else if (received !== RequestBody.none) this.#taps.whole(received.sent);
    else if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)
      this.#taps.end(true);
  }

  /** A part of the body is read. */
  tapped(chunk: Uint8Array): void {
    this.#taps?.chunk(chunk);
  }

  /** No more of the body is read. */
  tapEnd(isWhole: boolean): void {
    this.#taps?.end(isWhole);
  }

  /** Somebody wants to hear of the end. */
  get endAwaited(): boolean {
    return this.#onEnd !== undefined;
  }

  onEnd(callback: (end: ExchangeEnd) => void): void {
    if (this.#end !== undefined) callback(this.#end);
    else if (this.#onEnd === undefined) this.#onEnd = [callback];
    else this.#onEnd.push(callback);
  }

  end(end: ExchangeEnd): void {
    this.#taps?.end(false);
    this.#end = end;
    const callbacks = this.#onEnd;
    this.#onEnd = undefined;
    for (const callback of callbacks ?? []) callback(end);
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

function peerOf(socket: ClientConnection): Client {
  const { remoteAddress = '', remotePort = 0 } = socket;
  return proxiedClientOf(socket) ?? { ip: plainAddress(remoteAddress), port: remotePort };
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
