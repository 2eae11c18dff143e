import { describe, expect, it } from 'vitest';
import type { OwnRequest } from '../contracts/plugin.ts';
import { type Ask, OwnRequests } from './own-requests.ts';

type Asked = Parameters<Ask>[0];

function requests(answer: Partial<Awaited<ReturnType<Ask>>> = {}) {
  const asked: Asked[] = [];
  const own = new OwnRequests('shop', async (request) => {
    asked.push(request);
    return { status: 200, headers: [], body: Buffer.alloc(0), ...answer };
  });
  return { own, asked };
}

describe('a request that a plugin makes', () => {
  it.each<[string, OwnRequest, Partial<Asked>]>([
    [
      'nothing but a path',
      { path: '/a?b=1' },
      { method: 'GET', url: '/a?b=1', headers: [['host', ['localhost']]] },
    ],
    [
      'a method and a text',
      { method: 'put', path: '/', body: 'text' },
      {
        method: 'PUT',
        headers: [
          ['host', ['localhost']],
          ['content-type', ['text/plain; charset=utf-8']],
          ['content-length', ['4']],
        ],
        body: Buffer.from('text'),
      },
    ],
    [
      'headers of its own',
      { path: '/', headers: { Host: 'shop', 'Content-Type': 'text/csv', 'x-a': ['1', '2'] }, body: 'a,b' },
      {
        headers: [
          ['host', ['shop']],
          ['content-type', ['text/csv']],
          ['x-a', ['1', '2']],
          ['content-length', ['3']],
        ],
      },
    ],
  ])('has %s', async (_what, request, sent) => {
    const { own, asked } = requests();
    await own.execute(request);
    expect(asked).toMatchObject([{ plugin: 'shop', ...sent }]);
  });

  it('has its answer with values of headers, bytes, and the decoded body', async () => {
    const headers = ['Content-Type', 'application/json', 'x-a', '1', 'X-A', '2'];
    const { own } = requests({ status: 201, headers, body: Buffer.from('[1]') });
    expect(await own.execute({ path: '/' })).toEqual({
      status: 201,
      headers: { 'content-type': 'application/json', 'x-a': ['1', '2'] },
      bytes: Buffer.from('[1]'),
      body: [1],
    });
  });

  it.each<[string, unknown, RegExp]>([
    ['no path', {}, /execute takes \{ path \}/],
    ['a path that is none', { path: 'a' }, /execute takes \{ path \}/],
    ['a path that is no text', { path: 7 }, /execute takes \{ path \}/],
    ['a body that cannot be sent', { path: '/', body: 1n }, /execute got a body that cannot be sent as JSON/],
    ['headers that are none', { path: '/', headers: 7 }, /execute got/],
    ['a method that is none', { path: '/', method: 7 }, /toUpperCase/],
  ])('is refused when it has %s, and counts no longer', async (_what, request, message) => {
    const { own, asked } = requests();
    for (let n = 0; n < 40; n += 1) await expect(own.execute(request as OwnRequest)).rejects.toThrow(message);
    expect(asked).toEqual([]);
    expect((await own.execute({ path: '/' })).status).toBe(200);
  });

  it('is refused when too many others have no answer yet', async () => {
    const waiting: (() => void)[] = [];
    const answer = { status: 204, headers: [], body: Buffer.alloc(0) };
    const own = new OwnRequests('shop', () => new Promise((resolve) => waiting.push(() => resolve(answer))));
    const first = Array.from({ length: 32 }, () => own.execute({ path: '/' }));
    await expect(own.execute({ path: '/' })).rejects.toThrow(
      '32 requests of the plugin are not answered yet',
    );
    waiting.pop()?.();
    await first.at(-1);
    const next = own.execute({ path: '/' });
    expect(waiting).toHaveLength(32);
    for (const go of waiting) go();
    expect((await Promise.all([...first, next])).map(({ status }) => status)).toEqual(Array(33).fill(204));
  });
});
