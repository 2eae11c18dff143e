/** The address without a zone; an IPv4 one that came mapped into IPv6 (RFC 4291, section 2.5.5.2) as IPv4. */
export function plainAddress(ip: string): string {
  if (!ip.includes(':')) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(ip) ?? [];
  if (high !== undefined && low !== undefined)
    return dotted(Number.parseInt(high, 16), Number.parseInt(low, 16));
  const zone = ip.indexOf('%');
  return zone === -1 ? ip : ip.slice(0, zone);
}

/** Two groups of 16 bits as an IPv4 address. */
function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/**
 * What one client can change its address within: IPv4 addresses are handed out one by one, IPv6 ones in
 * networks of 64 bits (RFC 6177), each with more addresses than any table could count.
 *
 * @returns the address itself, or the first 64 bits of an IPv6 one as four groups, such as `2001:db8:0:1`
 */
export function clientNetwork(ip: string): string {
  const address = plainAddress(ip);
  if (!address.includes(':')) return address;
  const gap = address.indexOf('::');
  const groups = gap === -1 ? address.split(':', 4) : groupsAround(address, gap);
  return NOT_SHORTEST.test(address) ? groups.map(shortest).join(':') : groups.join(':');
}

/** The first four groups of an address with zeros left out. */
function groupsAround(address: string, gap: number): string[] {
  const before = gap === 0 ? [] : address.slice(0, gap).split(':', 4);
  if (before.length === 4) return before;
  const end = address.slice(gap + 2);
  const after = end === '' ? [] : end.split(':');
  // An IPv4 address at the end stands for two groups.
  const zeros = 8 - before.length - after.length - (end.includes('.') ? 1 : 0);
  const missing = 4 - before.length;
  for (let i = 0; i < missing; i++) before.push(i < zeros ? '0' : (after[i - zeros] ?? '0'));
  return before;
}

/** Capitals, or zeros at the beginning of a group: systems write neither (RFC 5952), proxies may. */
const NOT_SHORTEST = /[A-F]|(?:^|:)0[\da-f]/;

function shortest(group: string): string {
  return group.replace(/^0+(?=.)/, '').toLowerCase();
}
