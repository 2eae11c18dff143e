import { describe, expect, it } from 'vitest';
import { exchangeOf, raise, revoked } from '../../../test/support/plugins.ts';
import { randomFrom } from '../../../test/support/random.ts';
import { isFieldValue } from '../../base/field-value.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import { type PatchRights, readRequestPatch } from './request-patch.ts';

function read(value: unknown, parts: Partial<HookedExchange> = {}, rights: Partial<PatchRights> = {}) {
  return readRequestPatch(value, exchangeOf(parts), { phase: 'transform', mayIdentify: true, ...rights });
}

describe('what a hook wants of a request', () => {
  it('is nothing, or all of it', () => {
    expect(read({})).toEqual({ patch: {}, response: undefined });
    const { patch } = read({
      headers: { 'X-A': '1' },
      query: { q: '1' },
      path: '/b/%C3%A4;x=1',
      body: { n: 1 },
      principal: { sub: 'me' },
    });
    expect(patch).toEqual({
      headers: [['x-a', ['1']]],
      search: 'q=1',
      path: '/b/%C3%A4;x=1',
      body: { bytes: Buffer.from('{"n":1}'), contentType: 'application/json' },
      principal: { sub: 'me' },
    });
  });

  it('is an answer, and then nothing else counts', () => {
    const { patch, response } = read({ response: { status: 403 }, headers: { 'x-a': '1' } });
    expect([patch, response?.status]).toEqual([undefined, 403]);
  });
});

describe('the query', () => {
  it.each<[string, unknown, string]>([
    ['a=1&b=2', { a: '3' }, 'a=3&b=2'],
    ['a=1&b=2', { a: null }, 'b=2'],
    ['a=1', { a: [] }, ''],
    ['a=1', { a: undefined, b: undefined }, 'a=1'],
    ['', { a: ['1', '2'] }, 'a=1&a=2'],
    ['a=1&a=2&b=%20', { c: 'ä&' }, 'a=1&a=2&b=%20&c=%C3%A4%26'],
    ['a=1', JSON.parse('{"__proto__":"2","constructor":"3"}'), 'a=1&__proto__=2&constructor=3'],
    ['__proto__=1', { a: '2' }, '__proto__=1&a=2'],
  ])('%s with %j is %s', (search, query, expected) => {
    expect(read({ query }, { search }).patch?.search).toBe(expected);
  });

  it.each<[unknown, RegExp]>([
    ['a=1', /a query that is a text, not an object/],
    [{ a: 1 }, /a number for the query's "a": give a text, texts or null/],
    [{ a: ['1', 2] }, /a list for the query's "a"/],
    [{ a: [['1']] }, /a list for the query's "a"/],
  ])('%j is nonsense', (query, message) => {
    expect(() => read({ query })).toThrow(message);
  });
});

describe('the path', () => {
  it.each([['/'], ['/a/b%2Fc'], ["/a-._~!$&'()*+,;=:@"], ['/a//b/'], ['/.a/..b']])('%s', (path) => {
    expect(read({ path }).patch?.path).toBe(path);
  });

  it.each<[unknown, RegExp]>([
    [7, /a path that is a number, not a text/],
    ['', /it starts with \/ and is percent-encoded/],
    ['a', /it starts with/],
    ['/a?b', /percent-encoded/],
    ['/a b', /percent-encoded/],
    ['/ä', /percent-encoded/],
    ['/a\r\nb', /percent-encoded/],
    ['/%zz', /percent-encoded/],
    ['/%ff', /percent-encoded/],
    ['/a/../b', /no segment that is \. or \.\./],
    ['/a/%2e%2E', /no segment/],
    ['/.', /no segment/],
  ])('%j is nonsense', (path, message) => {
    expect(() => read({ path })).toThrow(message);
  });
});

describe('the body', () => {
  const typed = { headers: { 'content-type': 'text/csv' } };

  it.each<[string, unknown, Partial<HookedExchange>, string | undefined]>([
    ['a value is JSON', { body: [] }, typed, 'application/json'],
    ['a text is what it was', { body: 'a,b' }, typed, 'text/csv'],
    ['bytes are what they were', { body: Buffer.from('a') }, typed, 'text/csv'],
    ['a text in place of nothing', { body: 'a' }, {}, 'text/plain; charset=utf-8'],
    ['what the hook says', { body: 'a', headers: { 'Content-Type': 'text/html' } }, typed, 'text/html'],
    ['no type, if the hook says so', { body: 'a', headers: { 'content-type': null } }, typed, undefined],
  ])('%s', (_name, patch, exchange, type) => {
    expect(read(patch, exchange).patch?.body?.contentType).toBe(type);
  });

  it('is none of a guard, which runs before it is read', () => {
    expect(() => read({ body: 'a' }, {}, { phase: 'guard' })).toThrow(/guards run before the body is read/);
    expect(read({ path: '/b' }, {}, { phase: 'guard' }).patch).toEqual({ path: '/b' });
  });
});

describe('the principal', () => {
  it('is only for plugins that provide identity', () => {
    expect(() => read({ principal: {} }, {}, { mayIdentify: false })).toThrow(/provides: \{ identity \}/);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['a text', () => 'me', /a principal that is a text, not an object/],
    ['a list', () => ['me'], /a principal that is a list/],
    ['what JSON does not know', () => ({ n: 1n }), /a principal that cannot be sent as JSON/],
    ['what cannot be read', () => ({ user: revoked() }), /a principal that cannot be sent as JSON/],
    ['a text in the end', () => ({ toJSON: () => 'me' }), /a principal that is a text, not an object/],
  ])('is not %s', (_name, make, message) => {
    expect(() => read({ principal: make() })).toThrow(message);
  });

  it('is what it was when it was given, and nobody changes it', () => {
    const given = { roles: ['a'], at: new Date(0), hidden: () => 1 };
    const principal = read({ principal: given }).patch?.principal;
    given.roles.push('admin');
    expect(principal).toEqual({ roles: ['a'], at: '1970-01-01T00:00:00.000Z' });
    expect(Object.isFrozen(principal)).toBe(true);
  });
});

describe('nonsense', () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      'a text',
      () => 'x',
      /beforeRequest returned a text: return an object such as \{ headers \}, or nothing/,
    ],
    ['a list', () => [], /returned a list/],
    ['true', () => true, /returned a boolean/],
    ['a function', () => () => 1, /returned a function/],
    ['a typo', () => ({ header: {} }), /the key `header`, which is not known: did you mean `headers`\?/],
    [
      'an unknown key',
      () => ({ sendRedirect: 1 }),
      /known are headers, query, path, body, principal, response/,
    ],
    ['an answer that is none', () => ({ response: 1 }), /a response with a number/],
    ['a revoked proxy', () => revoked(), /revoked/],
    [
      'a getter that throws',
      () => Object.defineProperty({}, 'headers', { get: raise, enumerable: true }),
      /thrown by a getter/,
    ],
    ['a proxy that throws', () => new Proxy({}, { ownKeys: raise }), /thrown by a getter/],
  ])('%s', (_name, make, message) => {
    expect(() => read(make())).toThrow(message);
  });

  it('never becomes a header or a path that HTTP does not have', () => {
    const random = randomFrom(29);
    const characters = [...'aZ0-_./%: \t\r\n\0"ä€', '%2e', '/..', '\ud800'];
    const text = () =>
      Array.from({ length: random(5) }, () => characters[random(characters.length)]).join('');
    let taken = 0;
    for (let round = 0; round < 5_000; round += 1) {
      const value = { headers: { [text()]: text() }, path: `/${text()}`, query: { [text()]: text() } };
      let patch: ReturnType<typeof read>['patch'];
      try {
        patch = read(value).patch;
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        continue;
      }
      taken += 1;
      const [name, values] = patch?.headers?.[0] ?? ['', []];
      expect(name).toMatch(/^[a-z0-9_.%-]+$/);
      expect(values.every(isFieldValue)).toBe(true);
      expect(`${patch?.path}?${patch?.search}`).toMatch(/^\/[\x21-\x7e]*$/);
      expect(() => new URL(`http://a${patch?.path}`)).not.toThrow();
      expect(new URL(`http://a${patch?.path}`).pathname).toBe(patch?.path);
    }
    expect(taken).toBeGreaterThan(100);
  });
});
