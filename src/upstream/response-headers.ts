import type { RawHeaders } from '../contracts/sink.ts';
import { isHopByHop, nominated } from './hop-by-hop.ts';

/**
 * The target's headers for the client: without what is for this hop alone.
 *
 * @param trailers whether trailers can follow: then Trailer, which announces them, goes on
 */
export function responseHeaders(headers: RawHeaders, trailers: boolean): string[] {
  const sent: string[] = [];
  let dropped: ReadonlySet<string> | undefined;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] as string;
    const value = headers[i + 1] as string;
    if (isHopByHop(name)) {
      const lower = name.toLowerCase();
      if (lower === 'connection') dropped = union(dropped, nominated(value));
      if (lower !== 'trailer' || !trailers) continue;
    }
    sent.push(name, value);
  }
  return dropped === undefined ? sent : without(sent, dropped);
}

/** Trailer fields that may follow; those that frame or route a message never may (RFC 9110, section 6.5.1). */
export function responseTrailers(trailers: RawHeaders): string[] {
  return without(responseHeaders(trailers, false), NEVER_TRAILERS);
}

const NEVER_TRAILERS: ReadonlySet<string> = new Set([
  'authorization',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'host',
  'set-cookie',
]);

function without(headers: readonly string[], names: ReadonlySet<string>): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] as string;
    if (!names.has(name.toLowerCase())) kept.push(name, headers[i + 1] as string);
  }
  return kept;
}

function union(
  a: ReadonlySet<string> | undefined,
  b: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  return a === undefined || b === undefined ? (a ?? b) : new Set([...a, ...b]);
}
