import { bodyKindOf } from '../base/decode-body.ts';
import { BackworksError } from '../base/errors.ts';
import type { Exchange } from '../contracts/exchange.ts';
import { asMap } from './as-map.ts';
import { withExactNumbers } from './json-body.ts';

type TextMap = Readonly<Record<string, string>>;

/** The cookies of a Cookie header (RFC 6265, section 4.2); of a repeated name the first value counts. */
export function parseCookies(header: string | undefined): TextMap {
  const cookies: Record<string, string> = Object.create(null);
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals).trim();
    if (equals > 0 && name !== '') cookies[name] ??= decodeCookie(pair.slice(equals + 1).trim());
  }
  return cookies;
}

function decodeCookie(value: string): string {
  const bare = /^".*"$/.test(value) ? value.slice(1, -1) : value;
  if (!bare.includes('%')) return bare;
  try {
    return decodeURIComponent(bare);
  } catch {
    // Not percent-encoded after all: cookies may hold any sign.
    return bare;
  }
}

/**
 * The body as expressions see it: whole numbers of JSON as they were written, and maps that CEL can read.
 *
 * @throws BackworksError BW4015 for a body that is not what it claims to be, BW4016 for a number nobody can
 *   compute with, BW6051, BW6052 or BW6007
 */
export function bodyForExpressions(exchange: Exchange): unknown {
  const value = bodyOf(exchange);
  switch (bodyKindOf(exchange.headers['content-type'])) {
    case 'json':
      return value === null ? null : withExactNumbers(value, exchange.rawBody);
    case 'form':
    case 'multipart':
      return value === null ? null : asMap(value as Readonly<Record<string, unknown>>);
    default:
      return value;
  }
}

function bodyOf(exchange: Exchange): unknown {
  try {
    return exchange.body;
  } catch (error) {
    if (!(error instanceof BackworksError) || error.code !== 'BW6053') throw error;
    throw new BackworksError('BW4015', error.message, { cause: error.cause });
  }
}
