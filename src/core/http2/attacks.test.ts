import { afterEach, describe, expect, it } from 'vitest';
import { type Served, type ServeOptions, text } from '../../../test/support/engine.ts';
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
} from '../../../test/support/http2-frames.ts';
import { authorityOf, certificateFolder, Http2Client, serveTls } from '../../../test/support/tls.ts';

const folder = certificateFolder();
const stops: Served[] = [];

afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

async function start(options?: ServeOptions): Promise<Served> {
  const never = () => {};
  const served = await serveTls(folder, { 'GET /slow': never, 'GET /a': text('fine') }, options);
  stops.push(served);
  return served;
}

const CANCEL = word(8);

/** Sends the same again and again, until the server has enough of it. @returns whether it had */
async function flood(client: FrameClient, times: number, bytes: (index: number) => Buffer): Promise<boolean> {
  await client.send(OPENING);
  for (let sent = 0; sent < times; ) {
    const batch = Array.from({ length: Math.min(50, times - sent) }, (_, index) => bytes(sent + index));
    sent += batch.length;
    if (!(await client.send(Buffer.concat(batch)))) return true;
    await new Promise(setImmediate);
  }
  return client.socket.destroyed;
}

async function isServing(served: Served): Promise<void> {
  const client = new Http2Client(served.service.port, authorityOf(folder));
  expect(await client.ask({ ':path': '/a' })).toMatchObject({ status: 200, body: 'fine' });
  client.session.destroy();
  await client.closed;
}

function get(path: string, stream: number): Buffer {
  return frame(TYPES.headers, END_HEADERS | END_STREAM, stream, requestBlock(path));
}

describe('a client that', () => {
  const attacks: Readonly<Record<string, (index: number) => Buffer>> = {
    'cancels every request at once (CVE-2023-44487)': (index) =>
      Buffer.concat([get('/slow', index * 2 + 1), frame(TYPES.reset, 0, index * 2 + 1, CANCEL)]),
    'makes the server cancel every request (CVE-2025-8671)': (index) =>
      Buffer.concat([get('/slow', index * 2 + 1), frame(TYPES.window, 0, index * 2 + 1, word(0))]),
    'resets every request before it is heard': (index) =>
      Buffer.concat([
        frame(TYPES.headers, END_HEADERS, index * 2 + 1, requestBlock('/slow', 'POST')),
        frame(TYPES.data, 0, index * 2 + 1, Buffer.alloc(100)),
        frame(TYPES.reset, 0, index * 2 + 1, word(2)),
      ]),
    'sends pings without end (CVE-2019-9512)': () => frame(TYPES.ping, 0, 0, Buffer.alloc(8)),
    'sends settings without end (CVE-2019-9515)': () => frame(TYPES.settings, 0, 0),
    'sends empty data without end (CVE-2019-9518)': (index) =>
      index === 0 ? frame(TYPES.headers, END_HEADERS, 1, requestBlock('/slow')) : frame(TYPES.data, 0, 1),
    'never ends its headers (CVE-2024-27983)': (index) =>
      index === 0
        ? frame(TYPES.headers, 0, 1, requestBlock('/slow'))
        : frame(TYPES.continuation, 0, 1, field('x-a', 'x'.repeat(100))),
    'opens streams without end': (index) => get('/slow', index * 2 + 1),
  };

  it.each(Object.entries(attacks))('%s loses its connection', async (_name, bytes) => {
    const served = await start();
    const client = new FrameClient(served.service.port);
    expect(await flood(client, 20_000, bytes)).toBe(true);
    await client.closed;
    await isServing(served);
    while (served.engine.status.in_flight > 0) await new Promise(setImmediate);
    expect(served.engine.status.requests).toBeLessThan(2_500);
  });

  it.each([1, 2, 8, 11])(
    'resets its requests with code %i before they are heard harms nobody',
    async (code) => {
      const served = await start();
      const requests = Array.from({ length: 15 }, (_, index) => {
        const stream = index * 2 + 1;
        return [
          frame(TYPES.headers, END_HEADERS, stream, requestBlock('/a', 'POST')),
          frame(TYPES.data, 0, stream, Buffer.alloc(3_000)),
          frame(TYPES.reset, 0, stream, word(code)),
        ];
      });
      const client = new FrameClient(served.service.port);
      await client.send(
        Buffer.concat([OPENING, ...requests.flat(), frame(TYPES.ping, 0, 0, Buffer.alloc(8))]),
      );
      while (client.frames(TYPES.ping).length === 0) await new Promise(setImmediate);
      client.socket.destroy();
      await isServing(served);
      while (served.engine.status.in_flight > 0) await new Promise(setImmediate);
    },
  );

  it('packs more headers into few bytes than fit loses its stream', async () => {
    const served = await start();
    const client = new FrameClient(served.service.port);
    await client.send(OPENING);
    // One field is kept in the table (RFC 7541, section 6.2.1), and then named again in one byte each.
    const kept = Buffer.concat([Buffer.from([0x40]), field('x-a', 'x'.repeat(120)).subarray(1)]);
    const block = Buffer.concat([requestBlock('/a'), kept, Buffer.alloc(5_000, 0x80 | 62)]);
    await client.send(frame(TYPES.headers, END_HEADERS | END_STREAM, 1, block));
    while (client.frames(TYPES.reset).length === 0) await new Promise(setImmediate);
    expect(served.engine.status.requests).toBe(0);
    client.socket.destroy();
    await isServing(served);
  });

  it('has more than 100 requests open is refused the others', async () => {
    const served = await start();
    const client = new FrameClient(served.service.port);
    const requests = Array.from({ length: 130 }, (_, index) => get('/slow', index * 2 + 1));
    await client.send(Buffer.concat([OPENING, ...requests]));
    while (client.frames(TYPES.reset).length < 30) await new Promise(setImmediate);
    expect(served.engine.status.in_flight).toBe(100);
    client.socket.destroy();
  });

  it('takes nothing of its answers loses them', async () => {
    const served = await serveTls(
      folder,
      { 'GET /large': text('x'.repeat(1_000_000)) },
      { settings: { requestTimeout: 100 } },
    );
    stops.push(served);
    const client = new FrameClient(served.service.port);
    const noWindow = Buffer.concat([Buffer.from([0, 4]), word(0)]);
    await client.send(
      Buffer.concat([OPENING.subarray(0, 24), frame(TYPES.settings, 0, 0, noWindow), get('/large', 1)]),
    );
    expect(await served.ends(1)).toMatchObject([{ outcome: 'failed', code: 'BW6070' }]);
    client.socket.destroy();
  });

  it('begins a handshake and goes silent is cut off', async () => {
    const served = await start({ settings: { headersTimeout: 60 } });
    const { connect } = await import('node:net');
    const socket = connect(served.service.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(Buffer.from([0x16, 3, 1]));
    await new Promise((resolve) => void socket.once('close', resolve));
    while (served.engine.status.connections > 0) await new Promise(setImmediate);
  });

  it('speaks plain HTTP to a TLS port is named in the log, once', async () => {
    const served = await start();
    const { connect } = await import('node:net');
    for (let i = 0; i < 3; i++) {
      const socket = connect(served.service.port, '127.0.0.1');
      socket.on('error', () => {}).resume();
      socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      await new Promise((resolve) => void socket.once('close', resolve));
    }
    const logs = served.events.filter((event) => event.type === 'log');
    expect(logs).toMatchObject([{ level: 'warn', message: expect.stringContaining('plain HTTP') }]);
  });
});
