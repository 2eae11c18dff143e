import { describe, expect, it } from 'vitest';
import { type Origin, originOf } from './forwarded.ts';
import { TrustedProxies } from './trusted-proxies.ts';

const trusted = new TrustedProxies(['loopback', '10.0.0.0/8', '2001:db8:1::/48']);

/** What a request over a trusted proxy at 127.0.0.1 with these field lines tells. */
function origin(...lines: readonly string[]): Origin {
  const headers: Record<string, string> = {};
  const rawHeaders = lines.flatMap((line) => {
    const [, name = '', value = ''] = /^([^:]*): ?(.*)$/s.exec(line) ?? [];
    const key = name.toLowerCase();
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`;
    return [name, value];
  });
  return originOf({ headers, rawHeaders, peer: { ip: '127.0.0.1', port: 5_000 } }, trusted);
}

const peer = { ip: '127.0.0.1', port: 5_000 };

describe('what trusted proxies tell', () => {
  it.each<[string, string[], Origin]>([
    ['nothing', [], { client: peer }],
    [
      'who connected to the nearest one',
      ['X-Forwarded-For: 192.0.2.1'],
      { client: { ip: '192.0.2.1', port: 0 } },
    ],
    [
      'the first address from the right that is none of theirs',
      ['X-Forwarded-For: 6.6.6.6, 192.0.2.1, 10.0.0.2, 10.0.0.3'],
      { client: { ip: '192.0.2.1', port: 0 } },
    ],
    [
      'the leftmost address when all are theirs',
      ['X-Forwarded-For: 10.0.0.1, 10.0.0.2'],
      { client: { ip: '10.0.0.1', port: 0 } },
    ],
    [
      'as far as its entries are addresses',
      ['X-Forwarded-For: 192.0.2.1, unknown, 10.0.0.2'],
      { client: { ip: '10.0.0.2', port: 0 } },
    ],
    ['and no more of one that is none', ['X-Forwarded-For: rubbish'], { client: peer }],
    [
      'over several lines',
      ['X-Forwarded-For: 6.6.6.6', 'X-Forwarded-For: 192.0.2.1', 'x-forwarded-for: 10.0.0.2'],
      { client: { ip: '192.0.2.1', port: 0 } },
    ],
    [
      'an IPv4 address that was mapped',
      ['X-Forwarded-For: ::ffff:192.0.2.1'],
      { client: { ip: '192.0.2.1', port: 0 } },
    ],
    [
      'a proxy of IPv6',
      ['X-Forwarded-For: 2001:db8:2::7, 2001:db8:1::1'],
      { client: { ip: '2001:db8:2::7', port: 0 } },
    ],
    [
      'the scheme and host of the client, not of the proxies between',
      [
        'X-Forwarded-For: 192.0.2.1, 10.0.0.2',
        'X-Forwarded-Proto: https, http',
        'X-Forwarded-Host: shop.example, inner:8080',
      ],
      { client: { ip: '192.0.2.1', port: 0 }, scheme: 'https', host: 'shop.example' },
    ],
    [
      'the scheme and host of the nearest proxy when the others said none',
      ['X-Forwarded-For: 192.0.2.1, 10.0.0.2', 'X-Forwarded-Proto: https', 'X-Forwarded-Host: shop.example'],
      { client: { ip: '192.0.2.1', port: 0 }, scheme: 'https', host: 'shop.example' },
    ],
    [
      'the scheme and host without the client',
      ['X-Forwarded-Proto: wss', 'X-Forwarded-Host: shop.example:444'],
      { client: peer, scheme: 'https', host: 'shop.example:444' },
    ],
    [
      'no scheme or host that is none',
      ['X-Forwarded-For: 192.0.2.1', 'X-Forwarded-Proto: gopher', 'X-Forwarded-Host: a b'],
      { client: { ip: '192.0.2.1', port: 0 } },
    ],
    ['no empty host', ['Forwarded: for=192.0.2.1;host=""'], { client: { ip: '192.0.2.1', port: 0 } }],
    [
      'the same in the standard form',
      [
        'Forwarded: for=6.6.6.6, for="[2001:db8:2::7]:4711";proto=https;host="shop.example:444", for=10.0.0.2',
      ],
      { client: { ip: '2001:db8:2::7', port: 4711 }, scheme: 'https', host: 'shop.example:444' },
    ],
    [
      'the nearest known address when the next one is hidden',
      ['Forwarded: for=192.0.2.1, for=_hidden;proto=https, for=10.0.0.2'],
      { client: { ip: '10.0.0.2', port: 0 }, scheme: 'https' },
    ],
    [
      'what it wrote itself, whatever the client sent in a line of its own',
      ['Forwarded: for="', 'Forwarded: for=192.0.2.1'],
      { client: { ip: '192.0.2.1', port: 0 } },
    ],
    ['nothing in a malformed line', ['Forwarded: for="6.6.6.6, for=192.0.2.1'], { client: peer }],
    [
      'the standard form before the other when both agree',
      ['Forwarded: for=192.0.2.1;proto=https', 'X-Forwarded-For: 192.0.2.1', 'X-Forwarded-Proto: http'],
      { client: { ip: '192.0.2.1', port: 0 }, scheme: 'https' },
    ],
    [
      'nothing when the two forms name different clients: one of them came from the client',
      ['Forwarded: for=6.6.6.6', 'X-Forwarded-For: 192.0.2.1'],
      { client: peer },
    ],
  ])('is %s', (_what, lines, expected) => expect(origin(...lines)).toEqual(expected));
});

describe('trusted proxies', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.200.0.1', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.255.0.1', true],
    ['::ffff:10.1.2.3', true],
    ['2001:db8:1:ffff::1', true],
    ['11.0.0.1', false],
    ['2001:db8:2::1', false],
    ['::ffff:11.0.0.1', false],
    ['', false],
    ['unknown', false],
  ])('with %s: %s', (ip, verdict) => {
    expect(trusted.has(ip)).toBe(verdict);
    expect(trusted.has(ip), 'once more, from memory').toBe(verdict);
  });

  it('remember no more addresses than a bound', () => {
    const proxies = new TrustedProxies(['private']);
    for (let i = 0; i < 5_000; i++) {
      expect(proxies.has(`10.0.${i >> 8}.${i & 255}`)).toBe(true);
      expect(proxies.has(`9.0.${i >> 8}.${i & 255}`)).toBe(false);
    }
  });
});
