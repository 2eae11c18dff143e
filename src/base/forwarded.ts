import { isIP, isIPv4, isIPv6 } from 'node:net';

/** The Forwarded field (RFC 7239), and the fields that came before it and mean the same. */

/** What one proxy says about who connected to it, and what for. */
export interface ForwardedHop {
  /** As it stands there: an address with or without a port, `unknown` or an obfuscated identifier. */
  readonly for?: string;
  readonly by?: string;
  readonly host?: string;
  readonly proto?: string;
}

/** One end of a connection, as a proxy names it. */
export interface ForwardedNode {
  readonly ip: string;
  /** 0 when it is not told. */
  readonly port: number;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = '"(?:[\\t\\x20\\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t\\x20-\\x7e\\x80-\\xff])*"';

/** A parameter, or nothing, with what separates it from the next one. */
const PARAMETER = new RegExp(`[ \\t]*(?:(${TOKEN})=(${TOKEN}|${QUOTED})[ \\t]*)?(,|;|$)`, 'y');

/**
 * Reads one field line, the proxy nearest to us last.
 *
 * @returns undefined when it is malformed: then nobody can tell which part of it a trusted proxy wrote
 */
export function parseForwarded(line: string): readonly ForwardedHop[] | undefined {
  const hops: Record<string, string>[] = [];
  let hop: Record<string, string> = {};
  for (let at = 0; at <= line.length; ) {
    PARAMETER.lastIndex = at;
    const [whole, name, value, separator] = PARAMETER.exec(line) ?? [];
    if (whole === undefined) return undefined;
    if (name !== undefined && value !== undefined) {
      const key = name.toLowerCase();
      if (Object.hasOwn(hop, key)) return undefined;
      hop[key] = unquote(value);
    }
    if (separator !== ';') {
      if (Object.keys(hop).length > 0) hops.push(hop);
      hop = {};
    }
    at += whole.length;
    if (separator === '') break;
  }
  return hops;
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gs, '$1') : value;
}

/** @returns undefined for what is no address, such as `unknown` or an obfuscated identifier (section 6.3) */
export function parseForwardedNode(node: string): ForwardedNode | undefined {
  const [, bracketed, plain = '', port] =
    /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}|_[\w.-]+))?$/.exec(node) ?? [];
  const ip = bracketed ?? plain;
  if (bracketed === undefined ? !isIPv4(ip) : !isIPv6(ip)) return undefined;
  const number = Number(port ?? 0);
  if (number > 65_535) return undefined;
  return { ip, port: Number.isNaN(number) ? 0 : number };
}

/** One entry of X-Forwarded-For; IPv6 addresses come there with brackets and without. */
export function parseForwardedFor(entry: string): ForwardedNode | undefined {
  return isIP(entry) === 6 ? { ip: entry, port: 0 } : parseForwardedNode(entry);
}
