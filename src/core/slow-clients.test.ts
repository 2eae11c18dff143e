import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type Endpoints, get, jsonOf, type Served, serve, text } from '../../test/support/engine.ts';
import { authorityOf, certificateFolder, Http2Client, serveTls } from '../../test/support/tls.ts';
import { ManualClock } from '../base/clock.ts';

const folder = certificateFolder();
const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

/** More than the buffers of both ends hold. */
const LARGE = Buffer.alloc(40_000_000, 'x');

const endpoints: Endpoints = {
  'POST /buffer': {
    body: 'buffer',
    answer: (exchange, sink) => text(String(exchange.rawBody.length))(exchange, sink),
  },
  'POST /never': () => {},
  'POST /early': text('early'),
  'POST /stream': {
    body: 'stream',
    answer: async (exchange, sink) => {
      let size = 0;
      for await (const chunk of exchange.takeBody() ?? []) size += chunk.length;
      text(`${size} bytes`)(exchange, sink);
    },
  },
  'GET /large': (_exchange, sink) => {
    sink.head(200, ['content-length', String(LARGE.length)]);
    sink.data(LARGE);
    sink.end();
  },
};

const LIMIT = 1_000;

async function start() {
  const clock = new ManualClock();
  const served = await serve(endpoints, { clock, settings: { requestTimeout: LIMIT, maxBody: 1_000_000 } });
  stops.push(served);
  return { served, clock };
}

/** Lets real time do what it has to before the clock moves on. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

function post(path: string, length: number): string {
  return `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: ${length}\r\n\r\n`;
}

describe('a body that does not come', () => {
  it.each(['/buffer', '/never'])('is refused after a while: %s', async (path) => {
    const { served, clock } = await start();
    const client = served.connect().send(`${post(path, 10)}abc`);
    await until(() => served.engine.status.in_flight === 1);
    clock.advance(LIMIT * 0.9);
    expect(client.received).toBe('');
    clock.advance(LIMIT * 0.4);
    const answer = await client.toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 408 [\s\S]*connection: close/i);
    expect(jsonOf(answer)).toMatchObject({ code: 'BW6009' });
  });

  it('may take longer when it is read as it comes, but may not stand still', async () => {
    const { served, clock } = await start();
    const client = served.connect().send(post('/stream', 20));
    await until(() => served.engine.status.in_flight === 1);
    for (let sent = 0; sent < 19; sent++) {
      client.send('x');
      const before = clock.now();
      // A look is taken only once the byte is there.
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      while (clock.now() < before + LIMIT * 0.5) clock.advance(LIMIT / 10);
    }
    expect(client.received).toBe('');
    clock.advance(LIMIT * 1.5);
    expect(await client.toEnd()).toMatch(/^HTTP\/1.1 408 /);
  });

  it('behind an answer ends the connection', async () => {
    const { served, clock } = await start();
    const client = served.connect().send(`${post('/early', 10)}abc`);
    expect(await client.until(/early$/)).toMatch(/^HTTP\/1.1 200 /);
    await served.ends(1);
    clock.advance(LIMIT * 1.5);
    await client.toEnd();
    expect(client.received).toMatch(/early$/);
  });

  it('does not harm one that came', async () => {
    const { served, clock } = await start();
    const client = served.connect().send(`${post('/never', 3)}abc`);
    await until(() => served.engine.status.in_flight === 1);
    clock.advance(LIMIT * 5);
    expect(served.engine.status).toMatchObject({ in_flight: 1, connections: 1 });
    client.socket.destroy();
  });
});

describe('an answer that is not taken', () => {
  it('is given up after a while', async () => {
    const { served, clock } = await start();
    const client = served.connect();
    client.socket.pause();
    client.send(get('/large'));
    await until(() => served.engine.status.in_flight === 1);
    for (let i = 0; i < 20; i++) {
      await new Promise(setImmediate);
      clock.advance(LIMIT / 5);
    }
    expect(await served.ends(1)).toMatchObject([{ outcome: 'failed', code: 'BW6070' }]);
    await until(() => served.engine.status.connections === 0);
  });

  it('is not, as long as some of it is', async () => {
    const { served, clock } = await start();
    const client = served.connect();
    client.socket.pause();
    client.send(get('/large'));
    await until(() => served.engine.status.in_flight === 1);
    let size = 0;
    client.socket.on('data', (chunk) => {
      size += chunk.length;
    });
    client.socket.pause();
    while (served.engine.status.connections > 0) {
      const before = size;
      client.socket.resume();
      // The system tells of progress only when a good part of its buffers is free again.
      await until(() => size > before + 4_000_000 || client.socket.closed);
      client.socket.pause();
      clock.advance(LIMIT * 0.5);
    }
    // The server is done once the system took the last bytes: they may still be on their way.
    client.socket.resume();
    await client.toEnd();
    expect(size).toBeGreaterThan(LARGE.length);
    expect(await served.ends(1)).toMatchObject([{ outcome: 'answered' }]);
  });
});

describe('over TLS', () => {
  async function startTls() {
    const served = await serveTls(folder, endpoints, {
      settings: { requestTimeout: 150, maxBody: 1_000_000 },
    });
    stops.push(served);
    return served;
  }

  it('a body that does not come is refused as well: HTTP/1', async () => {
    const served = await startTls();
    const ca = authorityOf(folder);
    const socket = connectTls({
      port: served.service.port,
      host: 'localhost',
      ca,
      ALPNProtocols: ['http/1.1'],
    });
    socket.setEncoding('latin1').write(`${post('/buffer', 10)}abc`);
    let received = '';
    for await (const chunk of socket) received += chunk;
    expect(received).toMatch(/^HTTP\/1.1 408 /);
  });

  it('a body that does not come is refused as well: HTTP/2', async () => {
    const served = await startTls();
    const client = new Http2Client(served.service.port, authorityOf(folder));
    for (const path of ['/buffer', '/stream']) {
      const stream = client.open({ ':path': path, ':method': 'POST' }, false);
      stream.write('abc');
      const status = new Promise(
        (resolve) => void stream.once('response', (head) => resolve(head[':status'])),
      );
      expect(await status).toBe(408);
      stream.resume();
    }
    client.session.destroy();
  });

  it('an answer that is not taken is given up as well: HTTP/1', async () => {
    const served = await startTls();
    const ca = authorityOf(folder);
    const socket = connectTls({
      port: served.service.port,
      host: 'localhost',
      ca,
      ALPNProtocols: ['http/1.1'],
    });
    socket.on('error', () => {}).write(get('/large'));
    expect(await served.ends(1)).toMatchObject([{ outcome: 'failed', code: 'BW6070' }]);
    socket.destroy();
  });
});
