import { type OutgoingHttpHeaders, validateHeaderName, validateHeaderValue } from 'node:http';

/** Headers about an HTTP/1 connection, which HTTP/2 does not know (RFC 9113, section 8.2.2). */
const CONNECTION_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** Headers that Node sends only once over HTTP/2, and throws when they are there twice. */
const SINGLE: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'access-control-max-age',
  'access-control-request-method',
  'age',
  'authorization',
  'content-encoding',
  'content-language',
  'content-length',
  'content-location',
  'content-md5',
  'content-range',
  'content-type',
  'date',
  'dnt',
  'etag',
  'expires',
  'from',
  'host',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'range',
  'referer',
  'retry-after',
  'tk',
  'upgrade-insecure-requests',
  'user-agent',
  'x-content-type-options',
]);

/**
 * Names and values by turns, as the fields that HTTP/2 takes: what is about the connection is left out, and of
 * a header that may come once the first one counts, as it does for most clients of HTTP/1.
 *
 * @throws TypeError for names and values that no header may have
 */
export function fieldsOf(pairs: readonly string[]): OutgoingHttpHeaders {
  // Names are the sender's choice, such as `__proto__`.
  const fields: Record<string, string | string[]> = Object.create(null);
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const [name, value] = [(pairs[i] as string).toLowerCase(), pairs[i + 1] as string];
    validateHeaderName(name);
    validateHeaderValue(name, value);
    if (CONNECTION_HEADERS.has(name)) continue;
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (!SINGLE.has(name)) fields[name] = [before, value].flat();
  }
  return fields;
}
