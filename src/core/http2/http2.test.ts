import { afterEach, describe, expect, it } from 'vitest';
import type { Served, ServeOptions } from '../../../test/support/engine.ts';
import { text } from '../../../test/support/engine.ts';
import {
  END_HEADERS,
  FrameClient,
  frame,
  OPENING,
  requestBlock,
  TYPES,
  word,
} from '../../../test/support/http2-frames.ts';
import {
  answerOf,
  authorityOf,
  certificateFolder,
  Http2Client,
  serveTls,
} from '../../../test/support/tls.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { Sink } from '../../contracts/sink.ts';

const folder = certificateFolder();
const stops: Served[] = [];
const clients: Http2Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.session.destroy();
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

async function start(endpoints: Parameters<typeof serveTls>[1], options?: ServeOptions) {
  const served = await serveTls(folder, endpoints, options);
  stops.push(served);
  return { served, client: connect(served) };
}

function connect(served: Served): Http2Client {
  const client = new Http2Client(served.service.port, authorityOf(folder));
  clients.push(client);
  return client;
}

/** Answers when the test says so. */
function held() {
  let arrived: (one: { exchange: Exchange; sink: Sink }) => void = () => {};
  const first = new Promise<{ exchange: Exchange; sink: Sink }>((resolve) => {
    arrived = resolve;
  });
  return { answer: (exchange: Exchange, sink: Sink) => arrived({ exchange, sink }), first };
}

describe('a request over HTTP/2', () => {
  it('is the same exchange as over HTTP/1', async () => {
    let seen: unknown;
    const { served, client } = await start({
      'GET /users/{id}': (exchange, sink) => {
        const { method, url, params, httpVersion, scheme, host, headers, rawHeaders, client: who } = exchange;
        seen = { method, url, id: params.id, httpVersion, scheme, host, headers, rawHeaders, ip: who.ip };
        text('hello')(exchange, sink);
      },
    });
    const answer = await client.ask({ ':path': '/users/7?x=1', 'x-a': ['1', '2'], cookie: 'a=1' });
    expect(answer).toMatchObject({ status: 200, body: 'hello' });
    const host = `localhost:${served.service.port}`;
    expect(seen).toEqual({
      method: 'GET',
      url: '/users/7?x=1',
      id: '7',
      httpVersion: '2.0',
      scheme: 'https',
      host,
      headers: { host, 'x-a': '1, 2', cookie: 'a=1' },
      rawHeaders: ['host', host, 'x-a', '1', 'x-a', '2', 'cookie', 'a=1'],
      ip: '127.0.0.1',
    });
    expect(await served.ends(1)).toMatchObject([{ status: 200, outcome: 'answered', path: '/users/7' }]);
  });

  it.each(['/head', '/no-content', '/not-modified'])('gets no body where none belongs: %s', async (path) => {
    const { client } = await start({
      'GET /head': text('hello'),
      'GET /no-content': text('hello', 204),
      'GET /not-modified': text('hello', 304),
    });
    const method = path === '/head' ? 'HEAD' : 'GET';
    const answer = await client.ask({ ':path': path, ':method': method });
    expect(answer.body).toBe('');
    expect(answer.headers['content-length']).toBe(path === '/no-content' ? undefined : '5');
  });

  it('has its body read, with or without a length', async () => {
    const { served, client } = await start({
      'POST /echo': {
        body: 'buffer',
        answer: (exchange, sink) => text(exchange.rawBody.toString())(exchange, sink),
      },
    });
    expect(await client.ask({ ':path': '/echo', ':method': 'POST' }, 'hello')).toMatchObject({
      body: 'hello',
    });
    const large = await client.ask({ ':path': '/echo', ':method': 'POST' }, 'x'.repeat(1_001));
    expect(large).toMatchObject({ status: 413 });
    expect(await client.ask({ ':path': '/echo', ':method': 'POST' }, '')).toMatchObject({ body: '' });
    expect((await served.ends(3)).map(({ outcome }) => outcome)).toEqual([
      'answered',
      'answered',
      'answered',
    ]);
  });

  it('has its body streamed to endpoints that want it so', async () => {
    const { client } = await start({
      'POST /count': {
        body: 'stream',
        answer: async (exchange, sink) => {
          let size = 0;
          for await (const chunk of exchange.takeBody() ?? []) size += chunk.length;
          text(String(size))(exchange, sink);
        },
      },
    });
    const answer = await client.ask({ ':path': '/count', ':method': 'POST' }, Buffer.alloc(3_000_000));
    expect(answer.body).toBe('3000000');
  });

  it('whose body is cut off is not taken for a whole one', async () => {
    let failed: (error: unknown) => void = () => {};
    const failure = new Promise((resolve) => {
      failed = resolve;
    });
    const { served } = await start({
      'POST /buffer': { body: 'buffer', answer: text('whole') },
      'POST /stream': {
        body: 'stream',
        answer: async (exchange) => {
          try {
            for await (const _ of exchange.takeBody() ?? []);
          } catch (error) {
            failed(error);
          }
        },
      },
    });
    const client = new FrameClient(served.service.port);
    const sent = ['/buffer', '/stream'].flatMap((path, index) => {
      const stream = index * 2 + 1;
      return [
        frame(TYPES.headers, END_HEADERS, stream, requestBlock(path, 'POST')),
        frame(TYPES.data, 0, stream, Buffer.from('abc')),
        frame(TYPES.reset, 0, stream, word(8)),
      ];
    });
    await client.send(Buffer.concat([OPENING, ...sent]));
    expect((await served.ends(2)).map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted']);
    expect(await failure).toBeInstanceOf(Error);
    client.socket.destroy();
  });

  it('that asks to continue is told to when its body is read', async () => {
    const { client } = await start({
      'POST /echo': {
        body: 'buffer',
        answer: (exchange, sink) => text(exchange.rawBody.toString())(exchange, sink),
      },
    });
    const stream = client.open({ ':path': '/echo', ':method': 'POST', expect: '100-continue' }, false);
    stream.once('continue', () => stream.end('now'));
    expect(await answerOf(stream)).toMatchObject({ status: 200, body: 'now' });
    const other = await client.ask({ ':path': '/echo', ':method': 'POST', expect: 'tea' }, 'x');
    expect(other).toMatchObject({ status: 417 });
  });

  it.each([1, 100_000, 3_000_000])('with a body of %i bytes that nobody reads is answered', async (size) => {
    const { client } = await start({ 'POST /a': text('not read') });
    const stream = client.open({ ':path': '/a', ':method': 'POST' }, false);
    const body = new Promise((resolve) => {
      let received = '';
      stream.on('data', (chunk) => {
        received += chunk;
      });
      stream.on('end', () => resolve(received));
    });
    stream.end(Buffer.alloc(size));
    expect(await body).toBe('not read');
    expect(await client.ask({ ':path': '/a', ':method': 'POST' }, 'x')).toMatchObject({ status: 200 });
  });

  it('with two hosts is refused', async () => {
    const { client } = await start({ 'GET /a': text('a') });
    const answer = await client.ask({ ':path': '/a', ':authority': 'a.test', host: 'b.test' });
    expect(answer).toMatchObject({ status: 400 });
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'BW6005' });
  });

  it('with too large headers, or for a tunnel, is told so', async () => {
    const { client } = await start({ 'GET /a': text('a') }, { settings: { maxHeaders: 2_000 } });
    expect(await client.ask({ ':path': '/a', 'x-a': 'x'.repeat(2_100) })).toMatchObject({ status: 431 });
    const far = client.ask({ ':path': '/a', 'x-a': 'x'.repeat(5_000) });
    await expect(far).rejects.toThrow();
    expect(await client.ask({ ':path': '/a' })).toMatchObject({ status: 200 });
    const tunnel = client.open({ ':method': 'CONNECT', ':authority': 'a.test:443' }, false);
    expect(await answerOf(tunnel)).toMatchObject({ status: 501 });
  });

  it('that fails gets a problem, and a miss its routes', async () => {
    const { client } = await start({
      'GET /users': () => {
        throw new Error('inside');
      },
    });
    const failed = await client.ask({ ':path': '/users' });
    expect(failed).toMatchObject({ status: 500, headers: { 'content-type': 'application/problem+json' } });
    expect(failed.body).not.toMatch(/inside|\.ts/);
    expect(await client.ask({ ':path': '/user' })).toMatchObject({ status: 404 });
    expect(await client.ask({ ':path': '/users', ':method': 'PUT' })).toMatchObject({ status: 405 });
  });
});

describe('an answer over HTTP/2', () => {
  it('to HEAD is over with its head; whoever makes a body that nobody gets is told', async () => {
    const { answer, first } = held();
    const { served, client } = await start({ 'GET /endless': answer });
    const asked = client.ask({ ':path': '/endless', ':method': 'HEAD' });
    const { exchange, sink } = await first;
    const aborted = new Promise<void>((resolve) => exchange.onAbort(resolve));
    sink.head(200, ['x-a', 'b']);
    sink.data('part');
    sink.data('part');
    expect(await asked).toMatchObject({ status: 200, body: '' });
    await aborted;
    expect(await served.ends(1)).toMatchObject([{ outcome: 'answered' }]);
  });

  it('leaves out what is about HTTP/1 connections, and keeps repeated headers', async () => {
    const { client } = await start({
      'GET /a': (_exchange, sink) => {
        const connection = ['Connection', 'close', 'Keep-Alive', 'timeout=5', 'Transfer-Encoding', 'chunked'];
        sink.head(200, [...connection, 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'X-Upper', 'y']);
        sink.end();
      },
    });
    const { headers } = await client.ask({ ':path': '/a' });
    expect(Object.keys(headers).sort()).toEqual([':status', 'date', 'set-cookie', 'x-upper'].sort());
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  it('with headers HTTP does not allow becomes an error', async () => {
    const { client } = await start({
      'GET /a': (_exchange, sink) => {
        sink.head(200, ['x-a', 'a\nb']);
        sink.end();
      },
    });
    const answer = await client.ask({ ':path': '/a' });
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'BW6018' });
  });

  it('may have early hints and trailers', async () => {
    const { client } = await start({
      'GET /a': (_exchange, sink) => {
        sink.inform?.(103, ['link', '</a.css>; rel=preload']);
        sink.head(200, ['trailer', 'x-sum']);
        sink.data('part');
        sink.end(['X-Sum', '4']);
      },
    });
    const stream = client.open({ ':path': '/a' });
    const hints = new Promise((resolve) => void stream.once('headers', resolve));
    const answer = await answerOf(stream);
    expect(await hints).toMatchObject({ ':status': 103, link: '</a.css>; rel=preload' });
    expect(answer).toMatchObject({ status: 200, body: 'part', trailers: { 'x-sum': '4' } });
  });

  it('has the bytes it was given', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const { client } = await start({
      'GET /bytes': (_exchange, sink) => {
        sink.head(200, []);
        sink.data(bytes);
        sink.end();
      },
      'GET /text': text('ünder 漢字'),
    });
    const stream = client.open({ ':path': '/bytes' });
    const received: Buffer[] = [];
    for await (const chunk of stream) received.push(chunk);
    expect(Buffer.concat(received)).toEqual(bytes);
    expect(await client.ask({ ':path': '/text' })).toMatchObject({ body: 'ünder 漢字' });
  });

  it('comes whole, however large, and in its order', async () => {
    const parts = Array.from({ length: 40 }, (_, index) => String(index % 10).repeat(100_000));
    const { client } = await start({
      'GET /one': text(parts.join('')),
      'GET /many': (_exchange, sink) => {
        sink.head(200, []);
        for (const part of parts) sink.data(part);
        sink.end();
      },
    });
    for (const path of ['/one', '/many']) {
      const { body } = await client.ask({ ':path': path });
      expect(body === parts.join('')).toBe(true);
    }
  });

  it('waits for a client that does not read', async () => {
    let written = 0;
    let drained = 0;
    const { client } = await start({
      'GET /endless': (exchange, sink) => {
        sink.head(200, []);
        const more = () => {
          drained += 1;
          while (!exchange.signal.aborted) {
            written += 1;
            if (!sink.data(Buffer.alloc(16_384))) return sink.onDrain(more);
          }
        };
        more();
      },
    });
    const stream = client.open({ ':path': '/endless' });
    await new Promise((resolve) => void stream.once('response', resolve));
    await client.ask({ ':path': '/none' });
    const before = written;
    expect(before).toBeLessThan(100);
    let received = 0;
    await new Promise<void>((resolve) => {
      stream.on('data', (chunk) => {
        received += chunk.length;
        if (received > 5_000_000) resolve();
      });
    });
    expect(drained).toBeGreaterThan(2);
    stream.close();
  });

  it('that is cut off does not look whole', async () => {
    const { served, client } = await start({
      'GET /a': (_exchange, sink) => {
        sink.head(200, []);
        sink.data('part');
        setImmediate(() => sink.fail(new Error('broken')));
      },
      'GET /short': (_exchange, sink) => {
        sink.head(200, ['content-length', '10']);
        sink.data('part');
        setImmediate(() => sink.end());
      },
    });
    await expect(client.ask({ ':path': '/a' })).rejects.toThrow(/INTERNAL_ERROR|reset/);
    await expect(client.ask({ ':path': '/short' })).rejects.toThrow(/INTERNAL_ERROR|reset/);
    expect((await served.ends(2)).map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  });

  it('nobody waits for any more is told to whoever makes it', async () => {
    const { answer, first } = held();
    const { served, client } = await start({ 'GET /slow': answer, 'GET /a': text('a') });
    const stream = client.open({ ':path': '/slow' });
    const { exchange } = await first;
    const aborted = new Promise<void>((resolve) => exchange.onAbort(resolve));
    stream.close(8);
    await aborted;
    expect(exchange.signal.aborted).toBe(true);
    expect(await client.ask({ ':path': '/a' })).toMatchObject({ status: 200 });
    expect((await served.ends(2)).map(({ outcome }) => outcome).sort()).toEqual(['aborted', 'answered']);
    expect(served.engine.status).toMatchObject({ in_flight: 0 });
  });

  it('is lost for all requests of a connection that breaks', async () => {
    const { answer, first } = held();
    const { served, client } = await start({ 'GET /slow': answer });
    for (let i = 0; i < 3; i++) client.open({ ':path': '/slow' });
    await first;
    await new Promise((resolve) => client.session.ping(() => resolve(undefined)));
    client.session.destroy();
    expect((await served.ends(3)).map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted', 'aborted']);
  });
});

describe('a connection over HTTP/2', () => {
  it('ends with a farewell when the server stops, after the answers to what was sent', async () => {
    const { answer, first } = held();
    const { served, client } = await start({ 'GET /slow': answer });
    const asked = client.ask({ ':path': '/slow' });
    const { sink } = await first;
    const stopped = served.engine.stop(5_000);
    expect(await client.farewell).toBe(0);
    text('late')({} as Exchange, sink);
    expect(await asked).toMatchObject({ status: 200, body: 'late' });
    expect(await stopped).toMatchObject({ cut: 0, finished: 1 });
    await client.closed;
  });

  it('is cut when its requests last longer than they may', async () => {
    const { answer, first } = held();
    const { served, client } = await start({ 'GET /slow': answer });
    const asked = client.ask({ ':path': '/slow' });
    const { exchange } = await first;
    expect(await Promise.all([served.engine.stop(10), asked.catch(() => 'cut')])).toMatchObject([
      { cut: 1 },
      'cut',
    ]);
    expect(exchange.signal.aborted).toBe(true);
  });

  it('that is idle is closed, with a request or without one', async () => {
    const { served, client } = await start(
      { 'GET /a': text('a') },
      { settings: { keepAliveTimeout: 60, headersTimeout: 60 } },
    );
    await client.ask({ ':path': '/a' });
    await client.closed;
    const silent = connect(served);
    await silent.closed;
    while (served.engine.status.connections > 0) await new Promise(setImmediate);
  });

  it('beyond the limit is told so', async () => {
    const { served, client } = await start({ 'GET /a': text('a') }, { settings: { maxConnections: 1 } });
    expect(await client.ask({ ':path': '/a' })).toMatchObject({ status: 200 });
    const second = connect(served);
    expect(await second.ask({ ':path': '/a' })).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
    await second.closed;
    expect(await client.ask({ ':path': '/a' })).toMatchObject({ status: 200 });
  });

  it('is told of other plans at once: 1,000 reloads under load', async () => {
    const { served, client } = await start({ 'GET /a': text('0') });
    let going = true;
    let failed = 0;
    let asked = 0;
    const load = Array.from({ length: 8 }, async () => {
      while (going) {
        const { status } = await client.ask({ ':path': '/a' });
        asked += 1;
        if (status !== 200) failed += 1;
      }
    });
    for (let i = 1; i <= 1_000; i++) {
      await served.swap({ 'GET /a': text(String(i)) });
      if (i % 10 === 0) await client.ask({ ':path': '/a' });
    }
    going = false;
    await Promise.all(load);
    expect({ failed, more: asked > 100 }).toEqual({ failed: 0, more: true });
    expect(await client.ask({ ':path': '/a' })).toMatchObject({ body: '1000' });
  });
});
