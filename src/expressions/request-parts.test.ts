import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import { bodyForExpressions, parseCookies } from './request-parts.ts';

function decode(type: string | undefined, body: string): unknown {
  const headers = type === undefined ? {} : { 'content-type': type };
  return bodyForExpressions(exchangeOf({ headers, rawBody: Buffer.from(body, 'latin1') }));
}

describe('the body', () => {
  it.each<[string | undefined, string, unknown]>([
    ['application/json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['Application/JSON', '5', 5],
    ['application/problem+json', '[1]', [1]],
    ['application/json', '\xef\xbb\xbf{"a":1}', { a: 1 }],
    ['application/json', '', null],
    ['application/x-www-form-urlencoded', 'a=1&b=%20x+y&a=2', { a: '2', b: ' x y' }],
    ['text/plain', 'h\xc3\xa9', 'hé'],
    ['text/plain; charset=ISO-8859-1', 'h\xe9', 'hé'],
    ['application/xml', '<a/>', '<a/>'],
    ['image/svg+xml', '<a/>', '<a/>'],
    ['application/octet-stream', 'ab', Buffer.from('ab')],
    [undefined, 'ab', Buffer.from('ab')],
  ])('of type %s is decoded', (type, body, value) => {
    expect(decode(type, body)).toEqual(value);
  });

  it('that is not the JSON it claims to be is refused', () => {
    expect(() => decode('application/json', '{"a":')).toThrow(expect.objectContaining({ code: 'BW4015' }));
  });
});

describe('the cookies', () => {
  it.each<[string | undefined, Record<string, string>]>([
    [undefined, {}],
    ['a=1; b="two"; c=%20; a=9', { a: '1', b: 'two', c: ' ' }],
    ['novalue; =x; d=%zz; e=1=2', { d: '%zz', e: '1=2' }],
  ])('%s are a map of text', (header, cookies) => {
    expect({ ...parseCookies(header) }).toEqual(cookies);
  });
});
