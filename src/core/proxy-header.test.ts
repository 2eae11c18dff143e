import { describe, expect, it } from 'vitest';
import { LONGEST_HEADER, parseProxyHeader } from './proxy-header.ts';

const text = (line: string) => Buffer.from(line, 'latin1');

const SIGNATURE = text('\r\n\r\n\0\r\nQUIT\n');

/** A header of version 2: command and family as bytes, then what stands behind the length. */
function binary(command: number, family: number, ...rest: readonly Buffer[]): Buffer {
  const body = Buffer.concat(rest);
  const head = Buffer.from([command, family, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([SIGNATURE, head, body]);
}

const addresses4 = Buffer.from([192, 0, 2, 1, 203, 0, 113, 9, 0xdc, 0x04, 0x01, 0xbb]);
const addresses6 = Buffer.concat([
  Buffer.from('20010db8000000000000000000000001', 'hex'),
  Buffer.from('20010db8000000000000000000000002', 'hex'),
  Buffer.from([0xdc, 0x04, 0x01, 0xbb]),
]);
const tlvs = Buffer.concat([text('\x02\x00\x0bexample.com'), text('\x04\x00\x03\0\0\0')]);

const client4 = { ip: '192.0.2.1', port: 56_324 };
const client6 = { ip: '2001:db8::1', port: 56_324 };

const good: [string, Buffer, { ip: string; port: number } | undefined][] = [
  ['v1 over IPv4', text('PROXY TCP4 192.0.2.1 203.0.113.9 56324 443\r\n'), client4],
  ['v1 over IPv6', text('PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\n'), client6],
  ['v1 of an unknown protocol', text('PROXY UNKNOWN\r\n'), undefined],
  ['the longest of v1', text(`PROXY UNKNOWN ${'f'.repeat(91)}\r\n`), undefined],
  ['v2 over IPv4', binary(0x21, 0x11, addresses4), client4],
  ['v2 over IPv6', binary(0x21, 0x21, addresses6), client6],
  ['v2 of datagrams', binary(0x21, 0x12, addresses4), client4],
  ['v2 with more fields', binary(0x21, 0x11, addresses4, tlvs), client4],
  ['v2 of the proxy itself', binary(0x20, 0x00), undefined],
  ['v2 of the proxy itself with addresses', binary(0x20, 0x11, addresses4), undefined],
  ['v2 of a Unix socket', binary(0x21, 0x31, Buffer.alloc(216)), undefined],
  ['v2 of an unspecified family', binary(0x21, 0x00, tlvs), undefined],
  ['the longest of v2', binary(0x21, 0x11, addresses4, Buffer.alloc(LONGEST_HEADER - 28)), client4],
];

const bad: [string, Buffer][] = [
  ['a request', text('GET / HTTP/1.1\r\n')],
  ['a TLS greeting', Buffer.from([22, 3, 1, 2, 0])],
  ['lower case', text('proxy TCP4 192.0.2.1 203.0.113.9 56324 443\r\n')],
  ['another protocol', text('PROXY UDP4 192.0.2.1 203.0.113.9 56324 443\r\n')],
  ['no protocol', text('PROXY \r\n')],
  ['a missing port', text('PROXY TCP4 192.0.2.1 203.0.113.9 56324\r\n')],
  ['one field too many', text('PROXY TCP4 192.0.2.1 203.0.113.9 56324 443 1\r\n')],
  ['two spaces', text('PROXY TCP4  192.0.2.1 203.0.113.9 56324 443\r\n')],
  ['an address of the other family', text('PROXY TCP4 ::1 ::1 56324 443\r\n')],
  ['an address with leading zeros', text('PROXY TCP4 192.0.2.01 203.0.113.9 56324 443\r\n')],
  ['a host name', text('PROXY TCP4 localhost 203.0.113.9 56324 443\r\n')],
  ['a port beyond 65535', text('PROXY TCP4 192.0.2.1 203.0.113.9 65536 443\r\n')],
  ['a port with leading zeros', text('PROXY TCP4 192.0.2.1 203.0.113.9 056324 443\r\n')],
  ['a line feed alone', text(`PROXY TCP4 192.0.2.1 203.0.113.9 56324 443\n${' '.repeat(80)}`)],
  ['a line that is too long', text(`PROXY UNKNOWN ${'f'.repeat(100)}\r\n`)],
  ['another version', binary(0x11, 0x11, addresses4)],
  ['an unknown command', binary(0x22, 0x11, addresses4)],
  ['too little room for addresses of IPv4', binary(0x21, 0x11, addresses4.subarray(1))],
  ['too little room for addresses of IPv6', binary(0x21, 0x21, addresses4)],
  ['more than surely comes in one piece', binary(0x21, 0x11, Buffer.alloc(LONGEST_HEADER - 15))],
];

describe('a PROXY header', () => {
  it.each(good)('%s names the client', (_name, bytes, client) => {
    const expected = { kind: 'complete', length: bytes.length, client };
    expect(parseProxyHeader(bytes)).toEqual(expected);
    expect(parseProxyHeader(Buffer.concat([bytes, text('GET / HTTP/1.1\r\n')]))).toEqual(expected);
  });

  it.each(good)('%s is awaited until its last byte', (_name, bytes) => {
    for (let length = 0; length < bytes.length; length++)
      expect(parseProxyHeader(bytes.subarray(0, length)), String(length)).toEqual({ kind: 'partial' });
  });

  it.each(bad)('%s is refused', (_name, bytes) => {
    expect(parseProxyHeader(bytes).kind).toBe('malformed');
  });

  it('is refused with its first wrong byte', () => {
    expect(parseProxyHeader(text('G')).kind).toBe('malformed');
    expect(parseProxyHeader(text('PROXIES')).kind).toBe('malformed');
    expect(parseProxyHeader(text('\r\nX')).kind).toBe('malformed');
  });

  it('is never waited for beyond its longest form', () => {
    let state = 42;
    const random = (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    for (let round = 0; round < 5_000; round++) {
      const [, sample] = good[random(good.length)] ?? [];
      const bytes = Buffer.concat([sample ?? SIGNATURE, Buffer.alloc(LONGEST_HEADER)]);
      for (let flips = random(4); flips >= 0; flips--) bytes[random(64)] = random(256);
      expect(parseProxyHeader(bytes).kind).not.toBe('partial');
    }
  });
});
