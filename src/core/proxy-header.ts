import { isIPv4, isIPv6 } from 'node:net';
import { plainAddress } from '../base/ip-address.ts';
import type { Client } from '../contracts/exchange.ts';

/** The PROXY protocol, versions 1 and 2: https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt */

/** What the first bytes of a connection are. */
export type ProxyHeader =
  /** The beginning of a header; the rest has not come yet. */
  | { readonly kind: 'partial' }
  | { readonly kind: 'malformed'; readonly reason: string }
  /** Without a client when the proxy speaks for itself (LOCAL, UNKNOWN) or of no address of ours. */
  | { readonly kind: 'complete'; readonly length: number; readonly client: Client | undefined };

const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1');

const TEXT_START = Buffer.from('PROXY ', 'latin1');

/** Longest line of version 1 with its CR LF (section 2.1). */
const LONGEST_TEXT = 107;

/** Longest header of version 2 that is taken: what surely comes in one piece (section 2.2). */
export const LONGEST_HEADER = 536;

const PARTIAL: ProxyHeader = { kind: 'partial' };

/** Reads the header at the start of the bytes; what follows it is not looked at. */
export function parseProxyHeader(bytes: Buffer): ProxyHeader {
  if (beginsLike(bytes, TEXT_START)) return parseText(bytes);
  if (beginsLike(bytes, SIGNATURE)) return parseBinary(bytes);
  return malformed('there is no PROXY header');
}

/** True as long as the bytes can become such a start, or have it. */
function beginsLike(bytes: Buffer, start: Buffer): boolean {
  const length = Math.min(bytes.length, start.length);
  return bytes.subarray(0, length).equals(start.subarray(0, length));
}

function parseText(bytes: Buffer): ProxyHeader {
  const end = bytes.subarray(0, LONGEST_TEXT).indexOf('\r\n');
  if (end === -1) return bytes.length < LONGEST_TEXT ? PARTIAL : malformed('its line is too long');
  const [, family, ...fields] = bytes.toString('latin1', 0, end).split(' ');
  const length = end + 2;
  if (family === 'UNKNOWN') return { kind: 'complete', length, client: undefined };
  const isAddress = family === 'TCP4' ? isIPv4 : family === 'TCP6' ? isIPv6 : undefined;
  if (isAddress === undefined) return malformed('its protocol is not known');
  const [source = '', destination = '', sourcePort = '', destinationPort = ''] = fields;
  if (fields.length !== 4 || !isAddress(source) || !isAddress(destination))
    return malformed('its addresses are not in order');
  if (!isPort(sourcePort) || !isPort(destinationPort)) return malformed('its ports are not in order');
  return { kind: 'complete', length, client: { ip: plainAddress(source), port: Number(sourcePort) } };
}

function isPort(text: string): boolean {
  return /^(?:0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65_535;
}

/** Bytes of both addresses and ports, by the family of version 2; others are none of ours. */
const ADDRESSES: Readonly<Record<number, { readonly size: number; readonly ip: number }>> = {
  1: { size: 12, ip: 4 },
  2: { size: 36, ip: 16 },
};

const LOCAL = 0;

function parseBinary(bytes: Buffer): ProxyHeader {
  const start = SIGNATURE.length + 4;
  if (bytes.length < start) return PARTIAL;
  const version = bytes.readUInt8(12) >> 4;
  const command = bytes.readUInt8(12) & 0x0f;
  if (version !== 2) return malformed(`its version is ${version}`);
  if (command > 1) return malformed(`its command is ${command}`);
  const length = start + bytes.readUInt16BE(14);
  if (length > LONGEST_HEADER) return malformed('it is too long');
  const family = bytes.readUInt8(13) >> 4;
  const addresses = command === LOCAL ? undefined : ADDRESSES[family];
  if (addresses !== undefined && length < start + addresses.size)
    return malformed('it is too short for its addresses');
  if (bytes.length < length) return PARTIAL;
  const client = addresses && {
    ip: plainAddress(addressAt(bytes.subarray(start, start + addresses.ip))),
    port: bytes.readUInt16BE(start + 2 * addresses.ip),
  };
  return { kind: 'complete', length, client };
}

function addressAt(bytes: Buffer): string {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

function malformed(reason: string): ProxyHeader {
  return { kind: 'malformed', reason };
}
