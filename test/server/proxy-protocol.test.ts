import { connect as connectTcp, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ManualClock } from '../../src/base/clock.ts';
import type { ServerSettings } from '../../src/contracts/config.ts';
import type { Responder } from '../../src/contracts/mode.ts';
import { countProxied } from '../../src/core/proxy-protocol.ts';
import { get, jsonOf, type Served, type ServeOptions, serve } from '../support/engine.ts';

const whoami: Responder = {
  body: 'buffer',
  answer: ({ client, rawBody }, sink) => {
    sink.head(200, ['content-type', 'application/json']);
    sink.data(JSON.stringify({ ...client, body: rawBody.toString() }));
    sink.end();
  },
};

const HEADER = 'PROXY TCP4 192.0.2.1 203.0.113.9 56324 443\r\n';

const BINARY = Buffer.concat([
  Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1'),
  Buffer.from([0x21, 0x11, 0, 12 + 4, 192, 0, 2, 1, 203, 0, 113, 9, 0xdc, 0x04, 0x01, 0xbb]),
  Buffer.from([0x04, 0, 1, 0]),
]);

const client = { ip: '192.0.2.1', port: 56_324, body: '' };

async function started(settings: Partial<ServerSettings> = {}, options: ServeOptions = {}): Promise<Served> {
  const served = await serve({ '/': whoami }, { settings: { proxyProtocol: true, ...settings }, ...options });
  onTestFinished(async () => void (await served.engine.stop(0)));
  return served;
}

describe('a connection with a PROXY header', () => {
  it.each([
    ['version 1', HEADER],
    ['version 2', BINARY],
  ])('of %s is the client’s that it names', async (_version, header) => {
    const served = await started();
    const answer = await served
      .connect()
      .send(Buffer.concat([Buffer.from(header), Buffer.from(get('/'))]))
      .toEnd();
    expect(jsonOf(answer)).toEqual(client);
    expect((await served.ends(1))[0]).toMatchObject({ client: '192.0.2.1' });
  });

  it.each([
    ['version 1', Buffer.from(HEADER)],
    ['version 2', BINARY],
  ])('of %s may come byte by byte', async (_version, header) => {
    const served = await started();
    const bytes = Buffer.concat([header, Buffer.from(get('/'))]);
    const sender = served.connect();
    sender.socket.setNoDelay(true);
    for (const byte of bytes) {
      await new Promise<void>((resolve) =>
        sender.socket.write(Buffer.from([byte]), () => setImmediate(resolve)),
      );
    }
    expect(jsonOf(await sender.toEnd())).toEqual(client);
  });

  it('says who the client is for every request on it', async () => {
    const served = await started();
    const body = 'x'.repeat(500);
    const post = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n${body}`;
    const answers = await served
      .connect()
      .send(`${HEADER}${post}${post}${get('/')}`)
      .toEnd();
    expect(answers.match(/"ip":"192\.0\.2\.1"/g)).toHaveLength(3);
    expect(answers.match(/x{500}/g)).toHaveLength(2);
  });

  it.each(['PROXY UNKNOWN\r\n', '\r\n\r\n\0\r\nQUIT\n\x20\0\0\0'])(
    'of no client (%j) is the peer’s own',
    async (header) => {
      const served = await started();
      const answer = await served
        .connect()
        .send(Buffer.from(header + get('/'), 'latin1'))
        .toEnd();
      expect(jsonOf(answer)).toMatchObject({ ip: '127.0.0.1' });
    },
  );

  it('may ask for a protocol that nobody speaks, and is answered as if it had not', async () => {
    const served = await started();
    const request = get('/', 'Upgrade: h2c').replace('Connection: close', 'Connection: upgrade');
    const sender = served.connect().send(HEADER + request);
    expect(await sender.until(/\}$/)).toContain('"ip":"192.0.2.1"');
    sender.socket.destroy();
  });

  it('and Forwarded from a client that is no trusted proxy is that client’s', async () => {
    const served = await started({ trustedProxies: ['loopback'] });
    const answer = await served
      .connect()
      .send(HEADER + get('/', 'X-Forwarded-For: 6.6.6.6'))
      .toEnd();
    expect(jsonOf(answer)).toMatchObject({ ip: '192.0.2.1' });
  });

  it('from a trusted proxy behind it tells of the client', async () => {
    const served = await started({ trustedProxies: ['loopback', '192.0.2.0/24'] });
    const answer = await served
      .connect()
      .send(HEADER + get('/', 'X-Forwarded-For: 198.51.100.7'))
      .toEnd();
    expect(jsonOf(answer)).toMatchObject({ ip: '198.51.100.7' });
  });
});

describe('a connection without a PROXY header', () => {
  it.each([
    ['a request', get('/')],
    ['a broken header', 'PROXY TCP4 192.0.2.1\r\n'],
    ['a header that is too long', `PROXY UNKNOWN ${'f'.repeat(200)}`],
    ['a TLS greeting', '\x16\x03\x01'],
  ])('but %s is closed at once, unheard', async (_what, bytes) => {
    const served = await started();
    expect(await served.connect().send(bytes).toEnd()).toBe('');
    expect(served.events.filter(({ type }) => type === 'request.end')).toEqual([]);
    expect(served.events.filter(({ type }) => type === 'log')).toHaveLength(1);
  });

  it('is served when it comes from no proxy', async () => {
    const served = await started({ trustedProxies: ['10.0.0.0/8'] });
    expect(jsonOf(await served.connect().send(get('/')).toEnd())).toMatchObject({ ip: '127.0.0.1' });
    expect(
      await served
        .connect()
        .send(HEADER + get('/'))
        .toEnd(),
    ).toContain('BW6010');
  });

  it('is closed when the header does not come in time', async () => {
    const clock = new ManualClock();
    const served = await started({ headersTimeout: 5_000 }, { clock });
    const sender = served.connect().send('PROXY TCP4 ');
    await waitFor(() => served.engine.status.connections === 1);
    clock.advance(5_000);
    expect(await sender.toEnd()).toBe('');
    expect(served.events).toContainEqual(
      expect.objectContaining({ type: 'log', message: expect.stringContaining('in time') }),
    );
  });

  it('is reported now and then, not each time', async () => {
    const clock = new ManualClock();
    const served = await started({}, { clock });
    for (let i = 0; i < 20; i++) await served.connect().send('nonsense').toEnd();
    const logs = () => served.events.flatMap((event) => (event.type === 'log' ? [event.message] : []));
    expect(logs()).toHaveLength(1);
    clock.advance(10_000);
    expect(logs()).toEqual([
      'closed 1 connection: there is no PROXY header (server.proxy_protocol is on)',
      'closed 19 connections, the last one: there is no PROXY header (server.proxy_protocol is on)',
    ]);
  });

  it('does not keep the server from stopping', async () => {
    const served = await started();
    const sender = served.connect().send('PROXY ');
    await waitFor(() => served.engine.status.connections === 1);
    await served.engine.stop(0);
    expect(await sender.toEnd()).toBe('');
  });
});

describe('random bytes in the place of a header', () => {
  it('do no harm', async () => {
    const served = await started();
    let state = 5;
    const random = (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.concat([random(2) === 0 ? BINARY : Buffer.from(HEADER), Buffer.from(get('/'))]);
      for (let flips = random(5); flips > 0; flips--) bytes[random(60)] = random(256);
      const sender = served.connect();
      sender.socket.end(bytes.subarray(0, random(4) === 0 ? random(bytes.length) : bytes.length));
      expect(await sender.toEnd()).toMatch(/^(?:HTTP\/1\.1 \d{3} [\s\S]*)?$/);
    }
    expect(
      jsonOf(
        await served
          .connect()
          .send(HEADER + get('/'))
          .toEnd(),
      ),
    ).toEqual(client);
  });
});

describe('1,000 connections that die in the middle of their header', () => {
  it('leave nothing behind', async () => {
    const served = await started();
    const ways: ((socket: Socket) => void)[] = [
      (socket) => socket.destroy(),
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.write(HEADER.slice(0, 20), () => socket.resetAndDestroy()),
      (socket) => socket.end(HEADER.slice(0, 20)),
      (socket) => socket.write(HEADER, () => socket.resetAndDestroy()),
      (socket) => socket.end(HEADER),
      (socket) => socket.write(`${HEADER}GET / HT`, () => socket.resetAndDestroy()),
      (socket) => socket.end(BINARY.subarray(0, 14)),
    ];
    for (let batch = 0; batch < 10; batch++) {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) => die(served.service.port, ways[index % ways.length]!)),
      );
    }
    await waitFor(() => served.engine.status.connections === 0 && countProxied() === 0);
    const answer = await served
      .connect()
      .send(HEADER + get('/'))
      .toEnd();
    expect(jsonOf(answer)).toEqual(client);
  });
});

function die(port: number, way: (socket: Socket) => void): Promise<void> {
  return new Promise((resolve) => {
    const socket = connectTcp(port, '127.0.0.1', () => way(socket));
    socket.on('error', () => {}).resume();
    socket.once('close', () => resolve());
  });
}

/** Looks at every turn of the event loop; the test's own time limit ends it. */
async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
