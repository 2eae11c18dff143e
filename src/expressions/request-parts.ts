import type { IncomingHttpHeaders } from 'node:http';
import { parse } from 'node:querystring';
import type { Exchange } from '../contracts/exchange.ts';
import { asMap } from './as-map.ts';
import { parseJson } from './json-body.ts';

type TextMap = Readonly<Record<string, string>>;

/** The query as a map; of a repeated name the last value counts. Malformed percent signs stay as they are. */
export function parseQuery(search: string): TextMap {
  const query = parse(search, '&', '=', { maxKeys: 0 }) as Record<string, string | string[]>;
  for (const name in query) {
    const value = query[name];
    if (Array.isArray(value)) query[name] = value.at(-1) ?? '';
  }
  return query as Record<string, string>;
}

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

/** The headers as text; several values of one name are joined as RFC 9110, section 5.3, allows. */
export function textHeaders(headers: IncomingHttpHeaders): TextMap {
  let text: Record<string, string> | undefined;
  for (const name in headers) {
    const value = headers[name];
    if (typeof value === 'string') continue;
    text ??= { ...(headers as Record<string, string>) };
    if (value === undefined) delete text[name];
    else text[name] = value.join(', ');
  }
  return text ?? (headers as Record<string, string>);
}

/**
 * The body by its content type: a value from JSON, a map from a form, text, else the bytes.
 * An empty body is null.
 *
 * @throws BackworksError BW4015 for malformed JSON, BW4016 for a number nobody can compute with
 */
export function decodeBody({ rawBody, headers }: Exchange): unknown {
  if (rawBody.length === 0) return null;
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const essence = type.trim();
  if (essence === 'application/json' || essence.endsWith('+json')) return parseJson(rawBody);
  if (essence === 'application/x-www-form-urlencoded') return asMap(parseQuery(rawBody.toString('utf8')));
  if (essence.startsWith('text/') || essence === 'application/xml' || essence.endsWith('+xml')) {
    return rawBody.toString(parameters.some((text) => text.includes('iso-8859-1')) ? 'latin1' : 'utf8');
  }
  return rawBody;
}
