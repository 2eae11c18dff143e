import { Agent, request } from 'node:http';
import zlib from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveText } from './service.ts';

const ROUNDS = 1_500;

/** What a request may end with: never with a fault of ours. */
const EXPECTED = new Set([200, 400, 413, 415, 422]);

const TEXT = `server: { max_body: 20kb }
endpoints:
  /x/{id}:
    request:
      params: { properties: { id: { type: integer } } }
      query: { properties: { a: { type: array, items: { type: number } }, b: { type: boolean } } }
      headers: { properties: { x-a: { type: array }, x-b: { format: date-time } } }
      body: { type: [object, array, string, "null"], uniqueItems: true, properties: { a: { pattern: "^(a|aa)+$" } }, items: { $ref: "#" } }
    response: { schema: { type: object }, validate: log }
    mock: { body: { query: "\${query}", path: "\${path}", a: "\${default(body.a, 1)}" } }
`;

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const TYPES = [
  'application/json',
  'application/problem+json; charset=utf-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=X',
  'multipart/form-data; boundary=""',
  'multipart/form-data',
  'text/plain; charset=latin1',
  'text/plain; charset="',
  'application/octet-stream',
  ';;;',
];

const CODINGS = [
  'gzip',
  'br',
  'deflate',
  'zstd',
  'identity',
  'gzip, gzip',
  ', ,',
  'gzip;q=0',
  'a'.repeat(500),
];

const BODIES = [
  '{"a":"aaaa"}',
  '{"a":"aaab","a":1}',
  '[[],[],[1]]',
  `${'['.repeat(9_000)}${']'.repeat(9_000)}`,
  '"\\ud800"',
  'a=1&a=%zz&__proto__=2',
  '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\naa\r\n--X--\r\n',
  '--X\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\naa\r\n--X',
  '--X\r\nContent-Disposition: form-data; name="a\r\n\r\n',
  '\u0000\uffff',
  '',
  'x'.repeat(30_000),
];

const SEARCHES = [
  '',
  '?a=1&a=2',
  '?a=x',
  '?b=true',
  '?b',
  '?a=1e999',
  '?%',
  '?constructor=1&__proto__=2',
  '?a[]=1',
];

const PACKERS: readonly ((bytes: Buffer) => Buffer)[] = [
  (bytes) => bytes,
  (bytes) => zlib.gzipSync(bytes),
  (bytes) => zlib.brotliCompressSync(bytes),
  (bytes) => zlib.deflateRawSync(bytes),
  (bytes) => zlib.gzipSync(bytes).subarray(0, 12),
];

describe('requests of any kind', () => {
  it('end with an answer that is meant', async () => {
    const { url } = await serveText(TEXT);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    onTestFinished(() => agent.destroy());
    const random = randomOf(20_260);
    const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
    const counts = new Map<number, number>();
    const send = () =>
      new Promise<number>((resolve, reject) => {
        const headers: Record<string, string> = {};
        if (random() < 0.9) headers['content-type'] = pick(TYPES);
        if (random() < 0.5) headers['content-encoding'] = pick(CODINGS);
        if (random() < 0.3) headers['x-a'] = pick(['1, 2', '', ',,,', 'x']);
        if (random() < 0.3) headers['x-b'] = pick(['2024-01-01T00:00:00Z', 'x'.repeat(3_000)]);
        const path = `/x/${pick(['1', 'a', '-0', '%F0%9F%98%80', '1e3'])}${pick(SEARCHES)}`;
        const outgoing = request(url + path, {
          method: pick(['POST', 'PUT', 'GET', 'DELETE']),
          headers,
          agent,
        });
        outgoing.on('response', (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        });
        outgoing.on('error', reject);
        outgoing.end(pick(PACKERS)(Buffer.from(pick(BODIES))));
      });
    for (let done = 0; done < ROUNDS; done += 8) {
      const statuses = await Promise.all(Array.from({ length: 8 }, send));
      for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    expect([...counts.keys()].filter((status) => !EXPECTED.has(status))).toEqual([]);
    expect(new Set(counts.keys())).toEqual(EXPECTED);
  });
});
