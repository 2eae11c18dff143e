import { describe, expect, it } from 'vitest';
import { exchangeOf, raise } from '../../../test/support/plugins.ts';
import { BackworksError } from '../../base/errors.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import type { PluginRequest } from '../../contracts/plugin.ts';
import { headerValues, headerValuesOf } from './header-values.ts';
import { decodedValue, factsOf, RemoteRequest } from './request-facts.ts';
import { RequestView } from './request-view.ts';
import { ResponseView } from './response-view.ts';

const asked: Partial<HookedExchange> = {
  method: 'POST',
  path: '/users/7',
  url: '/users/7?a=1&a=2&b=%C3%A4',
  search: 'a=1&a=2&b=%C3%A4',
  params: { id: '7' },
  headers: { 'content-type': 'application/json', 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] },
  client: { ip: '192.0.2.7', port: 99 },
  rawBody: Buffer.from('{"n":1}'),
  body: { n: 1 },
};

/** As a plugin in this process sees it, and as one in another process does. */
function views(parts: Partial<HookedExchange> = asked): [string, PluginRequest][] {
  const exchange = exchangeOf(parts);
  const facts = JSON.parse(JSON.stringify(factsOf(exchange)));
  return [
    ['in this process', new RequestView(exchange, true)],
    ['in another process', new RemoteRequest(facts, exchange.rawBody)],
  ];
}

describe.each(views())('a request %s', (_where, request) => {
  it('is what the client sent', () => {
    const { id, method, path, url, query, params, headers, client, scheme, host, endpoint } = request;
    expect([id, method, path, url, scheme, host]).toEqual([
      'r1',
      'POST',
      '/users/7',
      '/users/7?a=1&a=2&b=%C3%A4',
      'http',
      'localhost',
    ]);
    expect({ ...query }).toEqual({ a: '2', b: 'ä' });
    expect(params).toEqual({ id: '7' });
    expect(headers).toEqual(asked.headers);
    expect(client).toEqual({ ip: '192.0.2.7', port: 99 });
    expect(endpoint).toEqual({ key: 'GET /users/7', path: '/users/7', mode: 'mock' });
    expect([request.body, Buffer.from(request.bytes ?? []).toString(), request.tap]).toEqual([
      { n: 1 },
      '{"n":1}',
      undefined,
    ]);
  });

  it('does not change', () => {
    for (const part of [request.query, request.params, request.headers])
      expect(() => Object.assign(part, { added: '1' })).toThrow(TypeError);
  });

  it('makes each part once', () => {
    expect(request.query).toBe(request.query);
    expect(request.headers).toBe(request.headers);
    expect(request.endpoint).toBe(request.endpoint);
    expect(request.body).toBe(request.body);
  });
});

describe.each(['in this process', 'in another process'])('a request %s', (where) => {
  const view = (parts: Partial<HookedExchange>) => new Map(views(parts)).get(where) as PluginRequest;

  it('that reached no endpoint has none', () => {
    expect(view({ routed: false }).endpoint).toBeUndefined();
  });

  it('without a query has an empty one', () => {
    expect({ ...view({}).query }).toEqual({});
  });

  it('has the path of its endpoint as it is shown', () => {
    const endpoint = {
      key: 'k',
      methods: [],
      path: '/a/{0}',
      shownPath: '/a/{id}',
      mode: 'mock',
      file: '',
      line: 1,
    };
    expect(view({ endpoint }).endpoint).toEqual({ key: 'k', path: '/a/{id}', mode: 'mock' });
  });

  it('with a body that cannot be decoded has its bytes: that is no fault of the plugin', () => {
    const rawBody = Buffer.from('{"n":');
    const malformed = {
      headers: { 'content-type': 'application/json' },
      rawBody,
      get body(): unknown {
        throw new BackworksError('BW6053', 'the request body is not valid JSON');
      },
    };
    expect(Buffer.from(view(malformed).body as Uint8Array)).toEqual(rawBody);
  });
});

describe('a request in this process', () => {
  it('shows no body to hooks that do not read it', () => {
    const view = new RequestView(exchangeOf(asked), false);
    expect([view.body, view.bytes, view.tap]).toEqual([undefined, undefined, undefined]);
  });

  it('shows headers and query as hooks before left them, and the path as the client sent it', () => {
    const exchange = { ...exchangeOf(asked), clientPath: '/users/7' };
    const view = new RequestView(exchange, false);
    expect([view.headers['x-a'], view.query.a]).toEqual(['1', '2']);
    Object.assign(exchange, { headers: { 'x-a': '9' }, search: 'a=9', url: '/b?a=9', path: '/b' });
    expect([view.headers['x-a'], view.query.a, view.path, view.url]).toEqual([
      '9',
      '9',
      '/users/7',
      '/b?a=9',
    ]);
  });

  it('throws what is no matter of the body', () => {
    const odd = Object.defineProperty(exchangeOf(), 'body', { get: raise });
    expect(() => new RequestView(odd, true).body).toThrow('thrown by a getter');
  });
});

describe('a request in another process', () => {
  it('has no body when none came along', () => {
    const request = new RemoteRequest(factsOf(exchangeOf(asked)), undefined);
    expect([request.body, request.bytes]).toEqual([undefined, undefined]);
  });
});

describe('an answer', () => {
  it('has its headers by name, and its body by its type', () => {
    const headers = [
      'Content-Type',
      'application/json',
      'Set-Cookie',
      'a',
      'set-cookie',
      'b',
      'SET-COOKIE',
      'c',
    ];
    const view = new ResponseView({ status: 201, headers, body: Buffer.from('[1]') });
    expect(view.headers).toEqual({ 'content-type': 'application/json', 'set-cookie': ['a', 'b', 'c'] });
    expect([view.status, view.body, view.bytes, view.tap]).toEqual([201, [1], Buffer.from('[1]'), undefined]);
    expect(view.headers).toBe(view.headers);
    expect(view.body).toBe(view.body);
    expect(() => Object.assign(view.headers, { a: '1' })).toThrow(TypeError);
  });

  it('without a body in hand has none', () => {
    const view = new ResponseView({ status: 200, headers: [] });
    expect([view.body, view.bytes]).toEqual([undefined, undefined]);
  });
});

describe('headers', () => {
  it('of a request do not change, not even in their lists', () => {
    const headers = { 'set-cookie': ['a=1'], 'x-a': '1' };
    const values = headerValues(headers);
    expect(values).toEqual(headers);
    expect(() => (values['set-cookie'] as string[]).push('b=2')).toThrow(TypeError);
    expect(headers['set-cookie']).toEqual(['a=1']);
  });

  it('of an answer may have names that objects have, and one without a value is none', () => {
    const values = headerValuesOf(['__proto__', 'a', 'constructor', 'b', 'Constructor', 'c', 'odd']);
    expect(Object.entries(values)).toEqual([['constructor', ['b', 'c']]]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });
});

describe('a decoded value', () => {
  it.each<[string, string | undefined, string | readonly string[] | undefined, unknown]>([
    ['none', undefined, 'application/json', undefined],
    ['empty', '', 'application/json', null],
    ['JSON', '[1]', 'application/json', [1]],
    ['the first of several types', '[1]', ['application/json', 'text/plain'], [1]],
    ['text', 'a', 'text/plain', 'a'],
    ['bytes', 'a', undefined, Buffer.from('a')],
    ['malformed JSON', '[', 'application/json', Buffer.from('[')],
    ['text in a charset not known', 'a', 'text/plain; charset=ebcdic', Buffer.from('a')],
  ])('%s', (_name, text, type, value) => {
    expect(decodedValue(text === undefined ? undefined : Buffer.from(text), type)).toEqual(value);
  });
});
