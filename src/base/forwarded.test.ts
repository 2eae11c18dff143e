import { describe, expect, it } from 'vitest';
import { parseForwarded, parseForwardedFor, parseForwardedNode } from './forwarded.ts';

describe('a Forwarded field', () => {
  it.each([
    // Examples of RFC 7239, sections 4 and 7.1.
    ['for="_gazonk"', [{ for: '_gazonk' }]],
    ['For="[2001:db8:cafe::17]:4711"', [{ for: '[2001:db8:cafe::17]:4711' }]],
    ['for=192.0.2.60;proto=http;by=203.0.113.43', [{ for: '192.0.2.60', proto: 'http', by: '203.0.113.43' }]],
    ['for=192.0.2.43, for=198.51.100.17', [{ for: '192.0.2.43' }, { for: '198.51.100.17' }]],
    [
      'for=192.0.2.43,for="[2001:db8:cafe::17]",for=unknown',
      [{ for: '192.0.2.43' }, { for: '[2001:db8:cafe::17]' }, { for: 'unknown' }],
    ],
    ['for=_hidden, for=_SEVKISEK', [{ for: '_hidden' }, { for: '_SEVKISEK' }]],
    // Quoted strings keep what separates elsewhere, and lose what escapes.
    ['host="a,b;c=\\"d\\"\\\\";for=192.0.2.1', [{ host: 'a,b;c="d"\\', for: '192.0.2.1' }]],
    ['host=""', [{ host: '' }]],
    ['for=192.0.2.1; secret=x', [{ for: '192.0.2.1', secret: 'x' }]],
    // Empty elements (RFC 9110, section 5.6.1.2) and stray semicolons.
    [', ,for=192.0.2.1, ', [{ for: '192.0.2.1' }]],
    ['for=192.0.2.1;', [{ for: '192.0.2.1' }]],
    ['', []],
  ])('%s is read', (line, hops) => expect(parseForwarded(line)).toEqual(hops));

  it.each([
    'for=[2001:db8::1]',
    'for=192.0.2.1:80',
    'for="192.0.2.1',
    'for="a"b',
    'for',
    'for=',
    '=192.0.2.1',
    'for = 192.0.2.1',
    'for=192.0.2.1;for=192.0.2.2',
    'for=192.0.2.1 for=192.0.2.2',
    'for="\\',
    'for="\u0000"',
    'garbage", for=192.0.2.1',
  ])('%j is malformed', (line) => expect(parseForwarded(line)).toBeUndefined());

  it('takes time in proportion to its length, else this would take minutes', () => {
    expect(parseForwarded(' '.repeat(1_000_000))).toEqual([]);
    expect(parseForwarded(`${' '.repeat(1_000_000)}x`)).toBeUndefined();
    expect(parseForwarded(`${', '.repeat(500_000)}"`)).toBeUndefined();
    expect(parseForwarded(`for="${'\\"'.repeat(500_000)}`)).toBeUndefined();
    expect(parseForwarded(`for=${'a'.repeat(1_000_000)}"`)).toBeUndefined();
  });
});

describe('a node', () => {
  it.each([
    ['192.0.2.1', { ip: '192.0.2.1', port: 0 }],
    ['192.0.2.1:4711', { ip: '192.0.2.1', port: 4711 }],
    ['192.0.2.1:_port', { ip: '192.0.2.1', port: 0 }],
    ['[2001:db8::1]', { ip: '2001:db8::1', port: 0 }],
    ['[2001:db8::1]:80', { ip: '2001:db8::1', port: 80 }],
  ])('%s is an address', (node, address) => expect(parseForwardedNode(node)).toEqual(address));

  it.each([
    'unknown',
    '_hidden',
    '2001:db8::1',
    '[192.0.2.1]',
    '192.0.2.256',
    '192.0.2.1:',
    '192.0.2.1:70000',
    '[::1',
    '',
    'localhost',
  ])('%j is none', (node) => expect(parseForwardedNode(node)).toBeUndefined());
});

describe('an entry of X-Forwarded-For', () => {
  it.each([
    ['192.0.2.1', { ip: '192.0.2.1', port: 0 }],
    ['192.0.2.1:80', { ip: '192.0.2.1', port: 80 }],
    ['2001:db8::1', { ip: '2001:db8::1', port: 0 }],
    ['[2001:db8::1]:80', { ip: '2001:db8::1', port: 80 }],
    ['unknown', undefined],
  ])('%s is read', (entry, address) => expect(parseForwardedFor(entry)).toEqual(address));
});
