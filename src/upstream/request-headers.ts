import { randomBytes } from 'node:crypto';
import type { Exchange } from '../contracts/exchange.ts';
import type { RawHeaders } from '../contracts/sink.ts';
import { isHopByHop, nominated } from './hop-by-hop.ts';

/** What the target gets instead of, or beside, the client's own headers. */
export interface RequestEdits {
  /** The Host header: the target's own, or undefined for the one the client asked for. */
  readonly host: string | undefined;
  /** The prefix that was taken off the path, for X-Forwarded-Prefix. */
  readonly prefix: string | undefined;
  /** Names in lower case whose fields of the client do not go on. */
  readonly replaced: ReadonlySet<string>;
  /** Fields that are set, for one exchange. */
  readonly set: (exchange: Exchange) => RawHeaders;
}

/** Marks what passed here, so that a request which comes round again is known (RFC 9110, section 7.6.3). */
export const PSEUDONYM = `backworks-${randomBytes(6).toString('hex')}`;

/** True when the request was here before. */
export function isLoop({ headers }: Exchange): boolean {
  return headers.via?.includes(PSEUDONYM) === true;
}

/**
 * The client's headers for the target: without what is for this hop alone, with who asked and how, edited.
 *
 * X-Forwarded-For, -Host and -Proto say what a trusted proxy said before, with the peer added, or else what
 * the connection itself shows.
 *
 * @param hasBody whether a body goes along: then its length does, too
 */
export function requestHeaders(exchange: Exchange, edits: RequestEdits, hasBody: boolean): string[] {
  const { rawHeaders, headers } = exchange;
  const dropped = headers.connection === undefined ? undefined : nominated(headers.connection);
  const sent = ['host', edits.host ?? headers.host ?? ''];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (isHopByHop(name)) continue;
    const lower = name.toLowerCase();
    if (isOurs(lower, exchange.peerTrusted, hasBody) || edits.replaced.has(lower)) continue;
    if (dropped?.has(lower) === true && lower !== 'content-length') continue;
    sent.push(name, rawHeaders[i + 1] as string);
  }
  if (headers.te !== undefined && /\btrailers\b/i.test(String(headers.te))) sent.push('te', 'trailers');
  addForwarded(sent, exchange, edits);
  for (const text of edits.set(exchange)) sent.push(text);
  return sent;
}

/** Fields that are made anew for the target, and what only a trusted proxy may say: others' targets believe it. */
function isOurs(name: string, peerTrusted: boolean, hasBody: boolean): boolean {
  switch (name.charCodeAt(0)) {
    case CODE_OF.c:
      return name === 'content-length' && !hasBody;
    case CODE_OF.e:
      return name === 'expect';
    case CODE_OF.f:
      return name === 'forwarded';
    case CODE_OF.h:
      return name === 'host';
    case CODE_OF.v:
      return name === 'via';
    case CODE_OF.x:
      return isForwarded(name) && (!peerTrusted || REBUILT.has(name));
    default:
      return false;
  }
}

const CODE_OF = { c: 99, e: 101, f: 102, h: 104, v: 118, x: 120 } as const;

const REBUILT: ReadonlySet<string> = new Set(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto']);

function isForwarded(name: string): boolean {
  return name.startsWith('x-forwarded-') || name === 'x-real-ip';
}

/** Who asked, and how; not where an edit says something else of it. */
function addForwarded(sent: string[], exchange: Exchange, { prefix, replaced }: RequestEdits): void {
  const { headers, peer, peerTrusted, host = '', scheme, httpVersion } = exchange;
  const add = (name: string, value: string) => {
    if (replaced.size === 0 || !replaced.has(name)) sent.push(name, value);
  };
  const before = peerTrusted ? textOf(headers['x-forwarded-for']) : undefined;
  add('x-forwarded-for', before === undefined ? peer.ip : `${before}, ${peer.ip}`);
  add('x-forwarded-host', host);
  add('x-forwarded-proto', scheme);
  if (prefix !== undefined) add('x-forwarded-prefix', prefix);
  if (peerTrusted && headers.forwarded !== undefined)
    add('forwarded', `${headers.forwarded}, for=${forwardedNode(peer.ip)}`);
  const passed = `${httpVersion} ${PSEUDONYM}`;
  add('via', headers.via === undefined ? passed : `${headers.via}, ${passed}`);
}

/** An address as RFC 7239, section 6, writes it. */
function forwardedNode(ip: string): string {
  return ip.includes(':') ? `"[${ip}]"` : ip;
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}
