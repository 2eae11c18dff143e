/**
 * The path without the prefix, or undefined when it does not begin with it. A prefix ends where a segment ends:
 * `/api` is none of `/apis`. The client may have encoded its letters.
 *
 * @param path as sent, without the query
 * @param prefix empty, or begins with a slash and does not end with one
 */
export function withoutPrefix(path: string, prefix: string): string | undefined {
  if (prefix === '') return path;
  const end = path.startsWith(prefix) ? prefix.length : endOfEncoded(path, prefix);
  if (end === undefined) return undefined;
  const rest = path.slice(end);
  if (rest === '') return '/';
  return rest.startsWith('/') ? rest : undefined;
}

/**
 * The path for the target. It stays as the client wrote it, percent signs and all.
 *
 * @param path what is left of the client's
 * @param search as sent, without the question mark
 * @param add put before it
 */
export function pathForTarget(path: string, search: string, add: string): string {
  const whole = add === '' ? path : `${add}${path}`;
  return search === '' ? whole : `${whole}?${search}`;
}

function endOfEncoded(path: string, prefix: string): number | undefined {
  if (!path.includes('%')) return undefined;
  const count = prefix.split('/').length;
  const begin = path.split('/').slice(0, count).join('/');
  return decodeURIComponent(begin) === prefix ? begin.length : undefined;
}

/**
 * True for a path that leads upwards once somebody decodes it again, or takes a backslash for a slash: the
 * router sees one segment in it, and the target may see three.
 */
export function leadsUpwards(path: string): boolean {
  if (!/\.\.|%2e/i.test(path)) return false;
  return /(?:^|[/\\])\.\.(?:[/\\;]|$)/.test(decodeURIComponent(path));
}
