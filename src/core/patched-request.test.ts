import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { ExchangePatch } from '../contracts/hooks.ts';
import type { ClientRequest } from './client-request.ts';
import { HttpExchange } from './exchange.ts';
import { RequestBody } from './input/request-body.ts';

const HEADERS = [
  'Content-Type',
  'text/plain',
  'X-A',
  '1',
  'x-a',
  '2',
  'Cookie',
  'a=1',
  'Content-Encoding',
  'gzip',
  'Content-Digest',
  'x',
];

function patched(patch: ExchangePatch, url = '/a?q=1'): HttpExchange {
  const headers: Record<string, string> = {};
  for (let i = 0; i < HEADERS.length; i += 2) {
    const name = (HEADERS[i] as string).toLowerCase();
    headers[name] =
      headers[name] === undefined ? (HEADERS[i + 1] as string) : `${headers[name]}, ${HEADERS[i + 1]}`;
  }
  const request = {
    method: 'POST',
    url,
    headers,
    rawHeaders: HEADERS,
    socket: {},
  } as unknown as ClientRequest;
  const exchange = new HttpExchange(request);
  const sent = Buffer.from('sent');
  exchange.received = new RequestBody(sent, 'text/plain', { value: sent });
  exchange.bodySource = () => Readable.from([sent]);
  exchange.patch(patch);
  return exchange;
}

describe('a request as hooks left it', () => {
  it('is what it was, where nothing is said', () => {
    const { headers, rawHeaders, url, path, search, rawBody, principal } = patched({});
    expect([headers['x-a'], rawHeaders, url, path, search]).toEqual(['1, 2', HEADERS, '/a?q=1', '/a', 'q=1']);
    expect([rawBody.toString(), principal]).toEqual(['sent', undefined]);
  });

  it('has other headers, in both forms', () => {
    const { headers, rawHeaders, request } = patched({
      headers: [
        ['x-a', ['3', '4']],
        ['cookie', ['a=1', 'b=2']],
        ['set-cookie', ['c=3', 'd=4']],
        ['content-encoding', []],
        ['content-digest', []],
        ['x-none', []],
      ],
    });
    expect(headers).toEqual({
      'content-type': 'text/plain',
      'x-a': '3, 4',
      cookie: 'a=1; b=2',
      'set-cookie': ['c=3', 'd=4'],
    });
    expect(rawHeaders).toEqual([
      ...['Content-Type', 'text/plain', 'x-a', '3', 'x-a', '4', 'cookie', 'a=1', 'cookie', 'b=2'],
      ...['set-cookie', 'c=3', 'set-cookie', 'd=4'],
    ]);
    expect(request.rawHeaders).toBe(HEADERS);
  });

  it.each<[string, ExchangePatch, string, string, string]>([
    ['another path', { path: '/b' }, '/b?q=1', '/b', 'q=1'],
    ['another query', { search: 'x=2' }, '/a?x=2', '/a', 'x=2'],
    ['no query', { search: '' }, '/a', '/a', ''],
    ['both', { path: '/b/c', search: 'x' }, '/b/c?x', '/b/c', 'x'],
  ])('has %s, and the client its own path', (_name, patch, url, path, search) => {
    const exchange = patched(patch);
    expect([exchange.url, exchange.path, exchange.search, exchange.clientPath]).toEqual([
      url,
      path,
      search,
      '/a',
    ]);
  });

  it('has the path of the client also after several hooks', () => {
    const exchange = patched({ path: '/b' }, '/a');
    exchange.patch({ path: '/c', search: 'x=1' });
    expect([exchange.url, exchange.clientPath]).toEqual(['/c?x=1', '/a']);
  });

  it('has another body, with what speaks of it', async () => {
    const exchange = patched({ body: { bytes: Buffer.from('{"n":1}'), contentType: 'application/json' } });
    expect([exchange.body, exchange.rawBody.toString()]).toEqual([{ n: 1 }, '{"n":1}']);
    expect(exchange.headers).toMatchObject({ 'content-type': 'application/json', 'content-length': '7' });
    expect(exchange.headers['content-encoding']).toBeUndefined();
    expect(exchange.headers['content-digest']).toBeUndefined();
    const stream = exchange.takeBody();
    expect(exchange.takeBody()).toBe(stream);
    expect((await buffer(stream as Readable)).toString()).toBe('{"n":1}');
  });

  it('has no body any more, and one without a type', () => {
    const empty = patched({ body: { bytes: Buffer.alloc(0), contentType: undefined } });
    expect([empty.takeBody(), empty.body, empty.headers['content-length']]).toEqual([undefined, null, '0']);
    expect(empty.headers['content-type']).toBeUndefined();
    const untyped = patched({ body: { bytes: Buffer.from('x'), contentType: undefined } });
    expect(untyped.body).toEqual(Buffer.from('x'));
  });

  it('knows who asks', () => {
    expect(patched({ principal: { sub: 'me' } }).principal).toEqual({ sub: 'me' });
  });
});
