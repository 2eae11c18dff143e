import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type Client, type Endpoints, get, type Served, serve, text } from '../../test/support/engine.ts';
import {
  END_HEADERS,
  END_STREAM,
  FrameClient,
  field,
  frame,
  OPENING,
  requestBlock,
  TYPES,
  word,
} from '../../test/support/http2-frames.ts';
import { authorityOf, certificateFolder, Http2Client, serveTls } from '../../test/support/tls.ts';

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

const ENDPOINTS: Endpoints = {
  'GET /users/{id}': text('user'),
  'POST /echo': {
    body: 'buffer',
    answer: (exchange, sink) => text(String(exchange.rawBody))(exchange, sink),
  },
  'POST /stream': {
    body: 'stream',
    answer: async (exchange, sink) => {
      for await (const _ of exchange.takeBody() ?? []);
      text('read')(exchange, sink);
    },
  },
};

const OPTIONS = {
  settings: { headersTimeout: 500, requestTimeout: 500, keepAliveTimeout: 500 },
  token: 'secret-token',
};

const LEAKS = /HTTP\/1\.1 500|\.ts:\d|\.js:\d|node:internal|secret-token/;

/** Twenty at a time, each made from numbers that are the same on every run. */
async function inBatches<Sent>(
  rounds: number,
  make: (random: (below: number) => number) => Sent,
  send: (sent: Sent) => Promise<string>,
  check: (answer: string, sent: Sent) => void,
): Promise<void> {
  const random = randomFrom(20_26);
  for (let round = 0; round < rounds; round++) {
    const batch = Array.from({ length: 20 }, () => make(random));
    const answers = await Promise.all(batch.map(send));
    for (const [index, answer] of answers.entries()) check(answer, batch[index] as Sent);
  }
}

async function endsClean(served: Served): Promise<void> {
  expect(await served.engine.stop(1_000)).toMatchObject({ cut: 0 });
  expect(served.engine.status).toMatchObject({ in_flight: 0, connections: 0 });
}

function randomBytes(random: (below: number) => number): Buffer {
  return Buffer.from(Array.from({ length: 1 + random(300) }, () => random(256)));
}

it('answers 2,000 broken requests without a crash, a hang or a stack trace', async () => {
  const served = await serve(ENDPOINTS, OPTIONS);
  await inBatches(
    100,
    (random) => mutate(SEEDS[random(SEEDS.length)] ?? '', random),
    (bytes) => answerTo(served.connect(), bytes),
    (answer, bytes) => {
      expect(answer, JSON.stringify(bytes)).toMatch(/^($|HTTP\/1\.1 [1-5]\d\d )/);
      expect(answer, JSON.stringify(bytes)).not.toMatch(LEAKS);
    },
  );
  expect(await served.connect().send(get('/users/7')).toEnd()).toMatch(/user$/);
  await endsClean(served);
});

describe('over TLS', () => {
  const folder = certificateFolder();

  async function isServing(served: Served): Promise<void> {
    const client = new Http2Client(served.service.port, authorityOf(folder));
    expect(await client.ask({ ':path': '/users/7' })).toMatchObject({ status: 200, body: 'user' });
    client.session.close();
    await client.closed;
  }

  /** Everything that comes back until the server ends the connection. */
  async function answerToBytes(client: FrameClient, bytes: Buffer): Promise<string> {
    await client.ready;
    client.socket.end(bytes);
    await client.closed;
    return client.received.toString('latin1');
  }

  it('outlives 1,000 clients that send anything in place of a handshake', async () => {
    const served = await serveTls(folder, ENDPOINTS, OPTIONS);
    const send = (bytes: Buffer) =>
      new Promise<string>((resolve) => {
        let received = '';
        const socket = connect(served.service.port, '127.0.0.1');
        socket.setEncoding('latin1').on('error', () => {});
        socket.on('data', (chunk: string) => {
          received += chunk;
        });
        socket.once('close', () => resolve(received));
        socket.end(bytes);
      });
    const hello = Buffer.from([0x16, 3, 1, 0, 60, 1, 0, 0, 56, 3, 3]);
    await inBatches(
      50,
      (random) => (random(2) === 0 ? randomBytes(random) : Buffer.concat([hello, randomBytes(random)])),
      send,
      (answer) => expect(answer).not.toMatch(LEAKS),
    );
    await isServing(served);
    await endsClean(served);
  });

  it('answers 500 broken requests of HTTP/1 as without it', async () => {
    const served = await serveTls(folder, ENDPOINTS, OPTIONS);
    await inBatches(
      25,
      (random) => mutate(SEEDS[random(SEEDS.length)] ?? '', random),
      (bytes) =>
        answerToBytes(new FrameClient(served.service.port, 'http/1.1'), Buffer.from(bytes, 'latin1')),
      (answer, bytes) => {
        expect(answer, JSON.stringify(bytes)).toMatch(/^($|HTTP\/1\.1 [1-5]\d\d )/);
        expect(answer, JSON.stringify(bytes)).not.toMatch(LEAKS);
      },
    );
    await isServing(served);
    await endsClean(served);
  });

  it('outlives 1,000 connections of broken HTTP/2, and keeps no memory of them', async () => {
    const served = await serveTls(folder, ENDPOINTS, OPTIONS);
    const outlive = () =>
      inBatches(
        25,
        brokenFrames,
        (bytes) => answerToBytes(new FrameClient(served.service.port), bytes),
        (answer, bytes) => expect(answer, bytes.toString('hex')).not.toMatch(LEAKS),
      );
    await outlive();
    await isServing(served);
    const before = process.memoryUsage().rss;
    await outlive();
    await isServing(served);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    await endsClean(served);
  });
});

const FRAMES: readonly Buffer[] = [
  frame(TYPES.headers, END_HEADERS | END_STREAM, 1, requestBlock('/users/7')),
  frame(TYPES.headers, END_HEADERS, 1, requestBlock('/echo', 'POST')),
  frame(TYPES.headers, END_HEADERS, 1, requestBlock('/stream', 'POST')),
  frame(TYPES.headers, 0, 1, requestBlock('/users/7')),
  frame(TYPES.headers, END_HEADERS, 1, Buffer.concat([requestBlock('/a'), field('connection', 'close')])),
  frame(TYPES.continuation, END_HEADERS, 1, field('x-a', 'b')),
  frame(TYPES.data, 0, 1, Buffer.from('hello')),
  frame(TYPES.data, END_STREAM, 1, Buffer.from('world')),
  frame(TYPES.reset, 0, 1, word(8)),
  frame(TYPES.window, 0, 0, word(0x7fff_ffff)),
  frame(TYPES.window, 0, 1, word(1)),
  frame(TYPES.settings, 0, 0, Buffer.concat([Buffer.from([0, 4]), word(0x8000_0000)])),
  frame(TYPES.settings, 1, 0),
  frame(TYPES.ping, 0, 0, Buffer.alloc(8)),
  frame(TYPES.goaway, 0, 0, Buffer.alloc(8)),
  frame(TYPES.priority, 0, 1, Buffer.alloc(5)),
];

/** An opening, and then frames of which some are in the wrong place, or have wrong bytes. */
function brokenFrames(random: (below: number) => number): Buffer {
  const frames = Array.from({ length: 1 + random(8) }, () => FRAMES[random(FRAMES.length)] as Buffer);
  const bytes = Buffer.concat([OPENING, ...frames]);
  for (let edits = random(4); edits > 0; edits--) {
    // Mostly behind the opening: what breaks that is told from the first bytes.
    const at =
      random(10) === 0 ? random(bytes.length) : OPENING.length + random(bytes.length - OPENING.length);
    bytes[at] = random(256);
  }
  return bytes.subarray(0, random(5) === 0 ? random(bytes.length) : bytes.length);
}
