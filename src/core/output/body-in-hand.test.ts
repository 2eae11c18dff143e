import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BodyInHand, mayBeRead } from './body-in-hand.ts';

describe('whether a body can be read', () => {
  it.each<[string, number, readonly string[], string | undefined]>([
    ['GET', 200, [], undefined],
    ['GET', 404, ['content-type', 'text/html', 'content-length', '10'], undefined],
    ['GET', 200, ['Content-Length', '11'], 'of more than 10 bytes'],
    ['GET', 200, ['content-length', 'many'], undefined],
    ['HEAD', 200, ['content-length', '11'], 'empty'],
    ['GET', 204, [], 'empty'],
    ['GET', 205, [], 'empty'],
    ['GET', 304, ['content-length', '11'], 'empty'],
    ['GET', 206, [], 'that are a part of something'],
    ['GET', 200, ['Content-Type', 'Text/Event-Stream; charset=utf-8'], 'that are a stream of events'],
  ])('%s %i with %j: %s', (method, status, headers, expected) => {
    expect(mayBeRead({ status, headers }, method, 10)).toBe(expected);
  });
});

/** A body that came in these chunks. */
async function opened(headers: readonly string[], chunks: readonly (Uint8Array | string)[], limit = 1_000) {
  const inHand = new BodyInHand({ status: 200, headers }, limit, 2);
  const fits = chunks.map((chunk) => inHand.add(chunk));
  await inHand.open();
  return { inHand, fits };
}

describe('a body in hand', () => {
  it('is collected up to its limit, counted in bytes', async () => {
    const { fits, inHand } = await opened([], ['ää', Buffer.from('12345'), 'x', 'y'], 10);
    expect(fits).toEqual([true, true, true, false]);
    expect(inHand.chunks).toEqual(['ää', Buffer.from('12345'), 'x', 'y']);
    expect([inHand.index, inHand.limit]).toEqual([2, 10]);
  });

  it('is opened without waiting where nothing is coded', () => {
    const inHand = new BodyInHand({ status: 200, headers: ['content-encoding', 'identity'] }, 10, 0);
    expect(inHand.open()).toBeUndefined();
    expect(inHand.body).toEqual(Buffer.alloc(0));
  });

  it.each([
    ['gzip', gzipSync('hello')],
    [' GZIP , identity', gzipSync('hello')],
    ['br, gzip', gzipSync(brotliCompressSync('hello'))],
  ])('is decoded from %s, and sent as it came', async (coding, sent) => {
    const { inHand } = await opened(['Content-Encoding', coding], [sent.subarray(0, 5), sent.subarray(5)]);
    expect(inHand.body?.toString()).toBe('hello');
    expect(inHand.obstacleFor(5)).toBeUndefined();
    expect(inHand.obstacleFor(4)).toBe('of more than 4 bytes');
    inHand.take({ status: 201, headers: inHand.answer.headers, body: inHand.body });
    expect(Buffer.concat(inHand.chunks as Buffer[])).toEqual(sent);
    expect(inHand.answer).toEqual({ status: 201, headers: ['Content-Encoding', coding] });
  });

  it.each([
    ['of a coding not known', 'rot13', Buffer.from('uryyb')],
    ['that is broken', 'gzip', Buffer.from('hello')],
    ['that grows beyond the limit', 'gzip', gzipSync('x'.repeat(10_000))],
  ])('%s cannot be read, and passes as it came', async (_name, coding, sent) => {
    const { inHand } = await opened(['content-encoding', coding], [sent]);
    expect(inHand.obstacleFor(1_000)).toBe('whose content coding cannot be undone');
    inHand.take({ status: 200, headers: inHand.answer.headers });
    expect(inHand.chunks).toEqual([sent]);
  });
});

describe('another body', () => {
  const headers = [
    ...['content-length', '5', 'Content-Encoding', 'gzip', 'ETag', '"1"', 'accept-ranges', 'bytes'],
    ...['digest', 'x', 'content-digest', 'x', 'repr-digest', 'x', 'content-md5', 'x', 'x-a', '1'],
  ];

  it('takes along what speaks of its bytes', async () => {
    const { inHand } = await opened(headers, [gzipSync('hello')]);
    inHand.take({ status: 200, headers, body: Buffer.from('grün') });
    expect(inHand.answer).toEqual({ status: 200, headers: ['x-a', '1', 'content-length', '5'] });
    expect([inHand.chunks, inHand.body]).toEqual([[Buffer.from('grün')], Buffer.from('grün')]);
  });

  it('may be empty, and be replaced again', async () => {
    const { inHand } = await opened([], ['hello']);
    inHand.take({ status: 200, headers: [], body: Buffer.alloc(0) });
    expect([inHand.chunks, inHand.answer.headers]).toEqual([[], ['content-length', '0']]);
    inHand.take({ status: 200, headers: inHand.answer.headers, body: Buffer.from('abc') });
    expect(inHand.answer.headers).toEqual(['content-length', '3']);
    inHand.take({ ...inHand.answer, body: inHand.body });
    expect([inHand.chunks, inHand.answer.headers]).toEqual([[Buffer.from('abc')], ['content-length', '3']]);
  });
});
