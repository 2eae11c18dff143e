import type { IncomingHttpHeaders } from 'node:http';
import {
  type ForwardedNode,
  parseForwarded,
  parseForwardedFor,
  parseForwardedNode,
} from '../base/forwarded.ts';
import { isHostField } from '../base/host-field.ts';
import { plainAddress } from '../base/ip-address.ts';
import type { Client } from '../contracts/exchange.ts';
import type { RawHeaders } from '../contracts/sink.ts';
import type { TrustedProxies } from './trusted-proxies.ts';

/** Who asked, how and for what, as far as trusted proxies tell. */
export interface Origin {
  readonly client: Client;
  readonly scheme?: 'http' | 'https';
  readonly host?: string;
}

/** One proxy's word, of either kind of header. */
interface Hop {
  readonly node: ForwardedNode | undefined;
  readonly proto: string | undefined;
  readonly host: string | undefined;
}

/** A request that came through a trusted proxy. */
export interface Relayed {
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: RawHeaders;
  readonly peer: Client;
}

/**
 * Follows the proxies back, from the one that connected to us to the first address that is none of ours:
 * that is the client. Whatever stands before it was written by the client, and counts for nothing.
 *
 * A proxy writes one kind of header and passes the other on as it came. When both name a client and do not
 * agree, one of them is a forgery: then neither counts, and the peer is the client.
 */
export function originOf(request: Relayed, trusted: TrustedProxies): Origin {
  const { headers, peer } = request;
  const standard = headers.forwarded === undefined ? undefined : trace(standardHops(request), peer, trusted);
  const customary =
    headers['x-forwarded-for'] === undefined && standard !== undefined
      ? undefined
      : trace(customaryHops(headers), peer, trusted);
  if (standard === undefined) return customary ?? { client: peer };
  if (customary !== undefined && customary.client.ip !== standard.client.ip) return { client: peer };
  return standard;
}

/** @param hops the nearest proxy first */
function trace(hops: Iterable<Hop>, peer: Client, trusted: TrustedProxies): Origin {
  let origin: Origin = { client: peer };
  for (const { node, proto, host } of hops) {
    const scheme = schemeOf(proto);
    const client = node === undefined ? origin.client : { ip: plainAddress(node.ip), port: node.port };
    origin = {
      client,
      ...(scheme !== undefined && { scheme }),
      ...(host !== undefined && host !== '' && isHostField(host) && { host }),
    };
    if (node === undefined || !trusted.has(node.ip)) break;
  }
  return origin;
}

/** Field lines are read one by one: what a client sent in one of its own cannot spoil the proxy's. */
function* standardHops({ rawHeaders }: Relayed): Generator<Hop> {
  for (let i = rawHeaders.length - 2; i >= 0; i -= 2) {
    if (rawHeaders[i]?.toLowerCase() !== 'forwarded') continue;
    const hops = parseForwarded(rawHeaders[i + 1] ?? '');
    if (hops === undefined) return;
    for (const { for: node, proto, host } of hops.toReversed())
      yield { node: node === undefined ? undefined : parseForwardedNode(node), proto, host };
  }
}

/**
 * One entry of X-Forwarded-For for each proxy. The other fields have as many, or are written by the
 * nearest proxy alone, as its last entry.
 */
function* customaryHops(headers: IncomingHttpHeaders): Generator<Hop> {
  const nodes = entriesOf(headers['x-forwarded-for']);
  const protos = entriesOf(headers['x-forwarded-proto']);
  const hosts = entriesOf(headers['x-forwarded-host']);
  const count = Math.max(nodes.length, 1);
  for (let index = count - 1; index >= 0; index--) {
    const node = nodes[index];
    yield {
      node: node === undefined ? undefined : parseForwardedFor(node),
      proto: protos.length === count ? protos[index] : protos.at(-1),
      host: hosts.length === count ? hosts[index] : hosts.at(-1),
    };
  }
}

function entriesOf(field: string | string[] | undefined): string[] {
  if (field === undefined) return [];
  return String(field)
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** WebSocket's own schemes, which some proxies name, are those of HTTP with another name. */
function schemeOf(proto: string | undefined): 'http' | 'https' | undefined {
  switch (proto?.toLowerCase()) {
    case 'http':
    case 'ws':
      return 'http';
    case 'https':
    case 'wss':
      return 'https';
    default:
      return undefined;
  }
}
