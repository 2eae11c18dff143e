import { afterEach, expect, it } from 'vitest';
import { get, type Served, type ServeOptions, serve, text } from '../../test/support/engine.ts';
import { ManualClock } from '../base/clock.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { Responder } from '../contracts/mode.ts';
import type { Sink } from '../contracts/sink.ts';

/** The one that is answered first, and those behind it that are worked on meanwhile. */
const AT_ONCE = 17;

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

const keepAlive = (path: string) => get(path).replace('close', 'keep-alive');

/** Endpoints that are answered when the test says so, and at once. */
async function start(options?: ServeOptions) {
  const held: { exchange: Exchange; sink: Sink }[] = [];
  const answer: Responder['answer'] = (exchange, sink) => void held.push({ exchange, sink });
  const upload: Responder = { body: 'buffer', answer: text('uploaded') };
  const endpoints = { 'GET /slow': answer, 'GET /fast': text('fast.'), 'POST /upload': upload };
  const served = await serve(endpoints, options);
  stops.push(served);
  const arrived = async (count: number) => {
    while (held.length < count) await new Promise(setImmediate);
  };
  const finish = (index: number) => {
    const { exchange, sink } = held[index] as (typeof held)[number];
    text(`slow ${index}.`)(exchange, sink);
  };
  const inFlight = async (count: number) => {
    while (served.engine.status.in_flight !== count) await new Promise(setImmediate);
  };
  return { served, held, arrived, finish, inFlight };
}

it('a few requests of one connection are worked on at once, and the next one when another is answered', async () => {
  const { served, held, arrived, finish, inFlight } = await start();
  const client = served.connect().send(keepAlive('/slow').repeat(40) + get('/fast'));
  await inFlight(41);
  expect(held.length).toBe(AT_ONCE);
  finish(AT_ONCE - 1);
  await arrived(AT_ONCE + 1);
  expect(held.length).toBe(AT_ONCE + 1);
  for (let index = 0; index < 40; index++) {
    await arrived(index + 1);
    if (index !== AT_ONCE - 1) finish(index);
  }
  const received = await client.toEnd();
  const order = [...received.matchAll(/slow (\d+)\./g)].map(([, number]) => Number(number));
  expect(order).toEqual(Array.from({ length: 40 }, (_, index) => index));
  expect(received).toMatch(/fast\.$/);
});

it('answers that are made at once do not count', async () => {
  const { served, held, arrived, finish } = await start();
  const client = served.connect().send(keepAlive('/slow') + keepAlive('/fast').repeat(50) + get('/slow'));
  await arrived(2);
  for (const index of held.keys()) finish(index);
  const bodies = [...(await client.toEnd()).matchAll(/slow \d|fast/g)].map(([body]) => body);
  expect(bodies).toEqual(['slow 0', ...Array(50).fill('fast'), 'slow 1']);
});

it('a connection that breaks takes those with it that wait for their turn', async () => {
  const { served, held, inFlight } = await start();
  const client = served.connect().send(keepAlive('/slow').repeat(30));
  await inFlight(30);
  client.socket.destroy();
  await inFlight(0);
  expect(held.length).toBe(AT_ONCE);
  const outcomes = (await served.ends(30)).map(({ outcome }) => outcome);
  expect(outcomes).toEqual(Array(30).fill('aborted'));
});

it('a request meets the endpoints of the moment when its turn comes', async () => {
  const { served, finish, inFlight } = await start();
  const client = served.connect().send(keepAlive('/slow').repeat(AT_ONCE) + get('/fast'));
  await inFlight(AT_ONCE + 1);
  await served.swap({ 'GET /fast': text('another.') });
  for (let index = 0; index < AT_ONCE; index++) finish(index);
  expect(await client.toEnd()).toMatch(/another\.$/);
});

it('a body is not late while its request waits for its turn', async () => {
  const clock = new ManualClock();
  const { served, finish, inFlight } = await start({ clock, settings: { requestTimeout: 1_000 } });
  const upload = get('/upload', 'Content-Length: 10').replace('GET', 'POST');
  const client = served.connect().send(`${keepAlive('/slow').repeat(AT_ONCE)}${upload}abc`);
  await inFlight(AT_ONCE + 1);
  clock.advance(5_000);
  finish(1);
  clock.advance(500);
  client.send('defghij');
  await inFlight(AT_ONCE + 1);
  for (let index = 0; index < AT_ONCE; index++) if (index !== 1) finish(index);
  expect(await client.toEnd()).toMatch(/uploaded$/);
});

it('what is wrong with a body is answered although its request still waits for its turn', async () => {
  const { served, held, finish, inFlight } = await start();
  const upload = get('/upload', 'Transfer-Encoding: chunked').replace('GET', 'POST');
  const client = served.connect().send(`${keepAlive('/slow').repeat(AT_ONCE)}${upload}zzz\r\n`);
  await inFlight(AT_ONCE + 1);
  for (let index = 0; index < AT_ONCE; index++) finish(index);
  expect(await client.toEnd()).toMatch(/slow 16\.HTTP\/1\.1 400 [\s\S]*BW6010/);
  expect(held.length).toBe(AT_ONCE);
});
