import type { Prefixes } from '../../upstream/location.ts';

/**
 * The path for the target. Everything behind the prefix stays as the client wrote it, percent signs and all.
 *
 * @param path as sent, without the query
 * @param search as sent, without the question mark
 */
export function pathForTarget(path: string, search: string, { strip, add }: Prefixes): string {
  const rest = strip === '' ? path : withoutPrefix(path, strip);
  const whole = add === '' ? rest : `${add}${rest}`;
  return search === '' ? whole : `${whole}?${search}`;
}

/** A prefix ends where a segment ends: `/api` is none of `/apis`. The client may have encoded its letters. */
function withoutPrefix(path: string, prefix: string): string {
  const end = path.startsWith(prefix) ? prefix.length : endOfEncoded(path, prefix);
  if (end === undefined) return path;
  const rest = path.slice(end);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : path;
}

function endOfEncoded(path: string, prefix: string): number | undefined {
  if (!path.includes('%')) return undefined;
  const count = prefix.split('/').length;
  const begin = path.split('/').slice(0, count).join('/');
  return decodeURIComponent(begin) === prefix ? begin.length : undefined;
}
