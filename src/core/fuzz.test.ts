import { expect, it } from 'vitest';
import { type Client, get, serve, text } from '../../test/support/engine.ts';

/** Numbers that are random enough, and the same on every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

const SEEDS = [
  get('/users/7?x=1'),
  get('/__backworks/status', 'Authorization: Bearer x'),
  'POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
  'POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
  'PUT /none HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\nabc',
  'OPTIONS * HTTP/1.1\r\nHost: a\r\nOrigin: null\r\nAccess-Control-Request-Method: PUT\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n',
  'GET http://a/%41/../%zz HTTP/1.0\r\n\r\n',
];

const PIECES = [
  '\r\n',
  '\r',
  '\n',
  '\0',
  ' ',
  ':',
  '%',
  '/',
  '\xff',
  '{',
  'HTTP/1.1',
  'chunked',
  '9'.repeat(30),
  '\t',
];

function mutate(text: string, random: (below: number) => number): string {
  let bytes = text;
  for (let edits = 1 + random(4); edits > 0; edits--) {
    const at = random(bytes.length + 1);
    const piece = PIECES[random(PIECES.length)] ?? '';
    const end = at + random(2) * random(20);
    bytes = bytes.slice(0, at) + piece.repeat(1 + random(3)) + bytes.slice(end);
  }
  return bytes;
}

/** Sends the bytes, hangs up its side, and waits for the end. */
async function answerTo(client: Client, bytes: string): Promise<string> {
  client.socket.end(Buffer.from(bytes, 'latin1'));
  return client.toEnd();
}

it('answers 2,000 broken requests without a crash, a hang or a stack trace', async () => {
  const served = await serve(
    {
      'GET /users/{id}': text('user'),
      'POST /echo': {
        body: 'buffer',
        answer: (exchange, sink) => text(String(exchange.rawBody))(exchange, sink),
      },
    },
    { settings: { headersTimeout: 500, requestTimeout: 500, keepAliveTimeout: 500 }, token: 'secret-token' },
  );
  const random = randomFrom(20_26);
  for (let round = 0; round < 100; round++) {
    const batch = Array.from({ length: 20 }, () => mutate(SEEDS[random(SEEDS.length)] ?? '', random));
    const answers = await Promise.all(batch.map((bytes) => answerTo(served.connect(), bytes)));
    for (const [index, answer] of answers.entries()) {
      const sent = JSON.stringify(batch[index]);
      expect(answer, sent).toMatch(/^($|HTTP\/1\.1 [1-5]\d\d )/);
      expect(answer, sent).not.toMatch(/HTTP\/1\.1 500|\.ts:\d|\.js:\d|node:internal|secret-token/);
    }
  }
  expect(await served.connect().send(get('/users/7')).toEnd()).toMatch(/user$/);
  expect(await served.engine.stop(1_000)).toMatchObject({ cut: 0 });
  expect(served.engine.status).toMatchObject({ in_flight: 0, connections: 0 });
});
