import { isCompressible } from '../../base/content-coding.ts';
import { headerValue, withoutHeader } from '../../base/headers.ts';
import type { RawHeaders } from '../../contracts/sink.ts';

/** Bytes below which compressing saves no packet. */
export const LEAST_LENGTH = 1024;

/** Fields of content that is coded already, is a part, or is vouched for byte by byte. */
const FORBIDDING = [
  'content-encoding',
  'content-range',
  'content-digest',
  'repr-digest',
  'digest',
  'content-md5',
];

/** Whether an answer is compressed for those who like it, as far as its head tells. */
export function mayCompress(status: number, headers: RawHeaders): boolean {
  if (status < 200 || status === 204 || status === 205 || status === 206 || status === 304) return false;
  if (!isCompressible(headerValue(headers, 'content-type') ?? '')) return false;
  if (FORBIDDING.some((name) => headerValue(headers, name) !== undefined)) return false;
  if (/\bno-transform\b/i.test(headerValue(headers, 'cache-control') ?? '')) return false;
  return (announcedLength(headers) ?? LEAST_LENGTH) >= LEAST_LENGTH;
}

/** In bytes; undefined when the head does not tell. */
export function announcedLength(headers: RawHeaders): number | undefined {
  const length = headerValue(headers, 'content-length');
  return length === undefined ? undefined : Number(length);
}

/** The head of the same answer for caches that must know what it depends on (RFC 9110, section 12.5.5). */
export function varyingHead(headers: RawHeaders): RawHeaders {
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const [name = '', value = ''] = [headers[i], headers[i + 1]];
    if (name.toLowerCase() === 'vary' && /(?:^|,)\s*(?:\*|accept-encoding)\s*(?:,|$)/i.test(value))
      return headers;
  }
  return [...headers, 'vary', 'Accept-Encoding'];
}

/**
 * The head of the compressed answer. Its bytes are others, so that a strong entity tag no longer holds
 * (RFC 9110, section 8.8.3.3), and a client that asked for the rest of them would get the wrong ones.
 *
 * @param length in bytes, when it is known
 */
export function compressedHead(headers: RawHeaders, coding: string, length?: number): RawHeaders {
  const whole = withoutHeader(withoutHeader(headers, 'content-length'), 'accept-ranges');
  const kept = whole.map((text, index, all) => {
    const isTag = index % 2 === 1 && all[index - 1]?.toLowerCase() === 'etag';
    return isTag && !text.startsWith('W/') ? `W/${text}` : text;
  });
  if (length !== undefined) kept.push('content-length', String(length));
  kept.push('content-encoding', coding);
  return varyingHead(kept);
}
