/** Fields that are for the next hop alone (RFC 9110, section 7.6.1), and those that proxies talk with. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** Lengths that names of this kind have: most names are ruled out without a look at their letters. */
const LENGTHS: ReadonlySet<number> = new Set([...HOP_BY_HOP].map(({ length }) => length));

/** @param name in any case */
export function isHopByHop(name: string): boolean {
  return LENGTHS.has(name.length) && HOP_BY_HOP.has(name.toLowerCase());
}

/**
 * Names, in lower case, that a Connection field declares to be for the next hop, too. Undefined when it names
 * none but the usual ones, as it nearly always does.
 */
export function nominated(connection: string): ReadonlySet<string> | undefined {
  if (connection === 'keep-alive' || connection === 'close') return undefined;
  const names = connection
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'close' && !HOP_BY_HOP.has(name));
  return names.length === 0 ? undefined : new Set(names);
}
