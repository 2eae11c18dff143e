import { METHODS } from 'node:http';
import { BackworksError } from '../base/errors.ts';
import { isHostField } from '../base/host-field.ts';
import type { HttpExchange } from './exchange.ts';
import type { ClientSink } from './sink.ts';

/** Longest request target in characters; servers should take 8,000 (RFC 9110, section 4.1). */
export const MAX_TARGET = 8_192;

const KNOWN_METHODS: ReadonlySet<string> = new Set(METHODS);

/** The last Host that was in order: most requests of a client, and of most clients, have the same one. */
let lastHost = '';

/**
 * Refuses heads that Node's parser lets pass although HTTP does not.
 *
 * @throws BackworksError BW6005, BW6006, BW6010, BW6014, BW6017 or BW6023
 */
export function checkHead(exchange: HttpExchange, sink: ClientSink): void {
  const { request, url } = exchange;
  if (request.session === undefined) checkVersion(request.httpVersion, sink);
  checkMethod(exchange.method, sink);
  if (url.length > MAX_TARGET) {
    throw new BackworksError('BW6006', `the request target is longer than ${MAX_TARGET} characters`);
  }
  checkHost(exchange);
  const coding = request.headers['transfer-encoding'];
  if (coding !== undefined) checkCoding(coding, request.httpVersion, sink);
}

function checkVersion(version: string, sink: ClientSink): void {
  if (version === '1.1' || version === '1.0') return;
  sink.closes = true;
  throw new BackworksError('BW6017', `HTTP/${version} is not supported`);
}

/** Node's parser reads RTSP, too, and HTTP/2 names anything a method. */
function checkMethod(method: string, sink: ClientSink): void {
  if (method === 'CONNECT') throw new BackworksError('BW6014', 'this server opens no tunnels');
  if (KNOWN_METHODS.has(method)) return;
  sink.closes = true;
  throw new BackworksError('BW6010', `${method} is no method of HTTP`);
}

/** RFC 9112, section 3.2: exactly one Host, and a well-formed one. */
function checkHost({ request, ownHost }: HttpExchange): void {
  const { host } = request.headers;
  if (ownHost !== host && ownHost !== undefined && !isHostField(ownHost))
    throw new BackworksError('BW6005', 'the target names no host');
  if (host === undefined) {
    if (request.httpVersion === '1.1') throw new BackworksError('BW6005', 'the request has no Host header');
    return;
  }
  if (host !== lastHost) {
    if (!isHostField(host)) throw new BackworksError('BW6005', 'the Host header is not a host name');
    lastHost = host;
  }
  if (countHosts(request.rawHeaders) > 1) {
    throw new BackworksError('BW6005', 'the request has more than one Host header');
  }
}

/** Node keeps the first Host and tells nobody of the others. */
function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}

/**
 * Where the body ends is known for `chunked` alone; anything else must not be guessed, or one client's
 * body is read as another's request (RFC 9112, section 6.1).
 */
function checkCoding(coding: string, version: string, sink: ClientSink): void {
  const known = coding.trim().toLowerCase() === 'chunked';
  if (known && version === '1.1') return;
  sink.closes = true;
  sink.unread = 'cut';
  if (known) throw new BackworksError('BW6010', 'Transfer-Encoding does not exist in HTTP/1.0');
  throw new BackworksError('BW6023', `the transfer coding "${coding}" is not known`);
}
