import { afterEach, describe, expect, it } from 'vitest';
import { jsonOf, type Served, type ServeOptions, serve, text } from '../../test/support/engine.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { Responder } from '../contracts/mode.ts';
import type { Sink } from '../contracts/sink.ts';

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

/** `/slow` is answered when the test says so, `/fast` at once; `/socket` takes WebSocket. */
async function start(options?: ServeOptions) {
  let arrived: (one: { exchange: Exchange; sink: Sink }) => void = () => {};
  const slow = new Promise<{ exchange: Exchange; sink: Sink }>((resolve) => {
    arrived = resolve;
  });
  let upgrades = 0;
  const socket: Responder = {
    body: 'none',
    answer: text('no socket'),
    upgrade: (_exchange, connection) => {
      upgrades += 1;
      connection.opened();
      connection.socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\nsocket');
    },
  };
  const served = await serve(
    {
      '/slow': (exchange, sink) => arrived({ exchange, sink }),
      '/fast': text('fast'),
      'POST /echo': {
        body: 'buffer',
        answer: (exchange, sink) => text(exchange.rawBody.toString())(exchange, sink),
      },
      '/socket': socket,
    },
    options,
  );
  stops.push(served);
  const answerSlow = async () => {
    const { exchange, sink } = await slow;
    text('slow')(exchange, sink);
  };
  return { served, slow, answerSlow, upgrades: () => upgrades };
}

function keep(path: string, ...headers: string[]): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n`;
}

const H2C = ['Connection: Upgrade', 'Upgrade: h2c'];
const WEBSOCKET = ['Connection: Upgrade', 'Upgrade: websocket'];

function bodiesOf(received: string): string[] {
  return [...received.matchAll(/\r\n\r\n(.*?)(?=HTTP\/1\.1|$)/gs)].map(([, body = '']) => body);
}

describe('a request for a protocol that nobody speaks', () => {
  it.each([
    ['in one packet', [keep('/slow') + keep('/fast', ...H2C) + keep('/fast')]],
    ['in packets of their own', [keep('/slow'), keep('/fast', ...H2C), keep('/fast')]],
  ])('behind an unanswered one is answered after it, as the last one: %s', async (_name, packets) => {
    const { served, slow, answerSlow } = await start();
    const client = served.connect();
    client.socket.setNoDelay(true);
    for (const packet of packets) {
      client.send(packet);
      await slow;
      await new Promise(setImmediate);
    }
    while (served.engine.status.requests < 2) await new Promise(setImmediate);
    await answerSlow();
    const received = await client.toEnd();
    expect(bodiesOf(received)).toEqual(['slow', 'fast']);
    expect(received).toMatch(/connection: close\r\n\r\nfast$/i);
    expect((await served.ends(2)).map(({ path }) => path)).toEqual(['/slow', '/fast']);
  });

  it('has its body read', async () => {
    const { served } = await start();
    const head =
      'POST /echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 4\r\n\r\n';
    const received = await served.connect().send(`${head}body`).toEnd();
    expect(bodiesOf(received)).toEqual(['body']);
  });

  it('lets nothing behind it be taken for a request of its own', async () => {
    const { served, slow, answerSlow } = await start();
    const client = served.connect();
    client.socket.setNoDelay(true);
    // What comes with the request is lost to the parser; what follows could be read as another request.
    client.send(`${keep('/slow', ...H2C)}POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n`);
    await slow;
    client.send(keep('/fast').repeat(500));
    client.socket.end();
    while (client.socket.writableLength > 0) await new Promise(setImmediate);
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    expect(served.engine.status.requests).toBe(1);
    await answerSlow();
    expect((await served.ends(1)).map(({ path }) => path)).toEqual(['/slow']);
  });
});

describe('a WebSocket handshake', () => {
  it('behind an unanswered request is a plain one: the other answer is not lost', async () => {
    const { served, answerSlow, upgrades } = await start();
    const client = served.connect().send(keep('/slow') + keep('/socket', ...WEBSOCKET));
    while (served.engine.status.requests < 2) await new Promise(setImmediate);
    await answerSlow();
    expect(bodiesOf(await client.toEnd())).toEqual(['slow', 'no socket']);
    expect(upgrades()).toBe(0);
  });

  it('that is no GET is a plain request (RFC 6455, section 4.1)', async () => {
    const { served, upgrades } = await start();
    const client = served.connect().send(keep('/socket', ...WEBSOCKET).replace('GET', 'POST'));
    expect(bodiesOf(await client.toEnd())).toEqual(['no socket']);
    expect(upgrades()).toBe(0);
  });

  it('behind an answered request is taken', async () => {
    const { served, upgrades } = await start();
    const client = served.connect().send(keep('/fast'));
    await client.until(/fast$/);
    await served.ends(1);
    expect(await client.send(keep('/socket', ...WEBSOCKET)).toEnd()).toMatch(/fast[\s\S]*101 [\s\S]*socket$/);
    expect(upgrades()).toBe(1);
  });
});

describe('a tunnel', () => {
  it('behind an unanswered request is refused after its answer', async () => {
    const { served, answerSlow } = await start();
    const client = served.connect().send(`${keep('/slow')}CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n`);
    while (served.engine.status.requests < 2) await new Promise(setImmediate);
    await answerSlow();
    const received = await client.toEnd();
    expect(received).toMatch(/slowHTTP\/1\.1 501 /);
    expect(jsonOf(received)).toMatchObject({ code: 'BW6014' });
  });
});
