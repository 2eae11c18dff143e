import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { project, serve } from '../cli/program.ts';
import { byteOrigin, jsonOf, origin, proxied } from './proxied.ts';

const HANDSHAKE = [
  'GET /chat?room=1 HTTP/1.1',
  'Host: shop.test',
  'Connection: Upgrade, X-Hop',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'X-Hop: 1',
  'X-Gone: 1',
  'X-Forwarded-For: 6.6.6.6',
  '',
  '',
].join('\r\n');

const SWITCH = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

/** A WebSocket server that sends everything back. */
async function echo() {
  const up = await origin((_request, response) => void response.writeHead(426).end('only WebSocket'));
  const sockets = new WebSocketServer({ server: up.server });
  const requests: IncomingMessage[] = [];
  sockets.on('connection', (socket, request) => {
    requests.push(request);
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    socket.on('error', () => {});
  });
  onTestFinished(() => sockets.close());
  return { ...up, requests, clients: sockets.clients };
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace('http', 'ws'));
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

describe('a WebSocket', () => {
  it('carries messages both ways, small and large', async () => {
    const up = await echo();
    const { url, ends } = await proxied(up);
    const socket = await open(`${url}/chat`);
    for (const message of ['hello', 'x'.repeat(2_000_000)]) {
      socket.send(message);
      const [data] = await once(socket, 'message');
      expect(String(data)).toBe(message);
    }
    socket.close(1000);
    await once(socket, 'close');
    await vi.waitFor(() =>
      expect(ends).toMatchObject([{ status: 101, outcome: 'answered', endpoint: '/*' }]),
    );
    expect(up.clients.size).toBe(0);
  });

  it('is opened without a word about functions of Node.js that are on their way out', async () => {
    const up = await echo();
    const cwd = project({
      'backworks.yaml': `target: ${up.url}\n`,
      // As Node.js does from version 22 on.
      'later-node.cjs': `
        const util = require('node:util');
        util._extend = util.deprecate(util._extend, 'util._extend is deprecated', 'DEP0060');
      `,
    });
    const environment = { NODE_OPTIONS: `--require ${cwd}/later-node.cjs` };
    const server = await serve(['start'], { cwd, environment });
    const socket = await open(server.url);
    socket.send('hello');
    expect(String((await once(socket, 'message'))[0])).toBe('hello');
    socket.close();
    const { stderr } = await server.stop();
    expect(stderr).toContain('"status":101');
    expect(stderr).not.toMatch(/deprecat/i);
  });

  it('has the path, the client and the edits of the block at the target', async () => {
    const up = await echo();
    const text =
      'endpoints: { /ws/*: { proxy: { target: TARGET, strip_prefix: /ws, headers: { x-key: k }, remove_headers: [x-gone] } } }';
    const { connect } = await proxied(up, text);
    const client = connect().send(HANDSHAKE.replace('/chat', '/ws/chat'));
    await client.until(/101 Switching Protocols\r\n[\s\S]*\r\n\r\n/);
    const [request] = up.requests;
    expect(request?.url).toBe('/chat?room=1');
    expect(request?.headers).toMatchObject({
      host: new URL(up.url).host,
      'x-key': 'k',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'shop.test',
    });
    expect(request?.headers).not.toHaveProperty('x-hop');
    expect(request?.headers).not.toHaveProperty('x-gone');
    client.socket.destroy();
  });

  it('takes what the client sends right behind its handshake', async () => {
    const up = await byteOrigin((received, socket) => {
      if (received.endsWith('\r\n\r\n')) socket.write(SWITCH);
      if (received.endsWith('early')) socket.write('late');
    });
    const { connect } = await proxied(up);
    const client = connect().send(`${HANDSHAKE}early`);
    expect(await client.until(/late$/)).toMatch(/^HTTP\/1.1 101 [\s\S]*\r\n\r\nlate$/);
    client.socket.destroy();
  });

  it('ends at the target when its client vanishes', async () => {
    const up = await echo();
    const { url } = await proxied(up);
    const sockets = await Promise.all(Array.from({ length: 10 }, () => open(url)));
    expect(up.clients.size).toBe(10);
    for (const socket of sockets) socket.terminate();
    await vi.waitFor(() => expect(up.sockets.size).toBe(0));
  });

  it('ends at the client when the target vanishes', async () => {
    const up = await echo();
    const { url } = await proxied(up);
    const socket = await open(url);
    const closed = once(socket, 'close');
    for (const one of up.sockets) one.destroy();
    await closed;
  });

  it('ends at the client when the target resets it, and nothing else does', async () => {
    const up = await echo();
    const { url } = await proxied(up);
    const socket = await open(url);
    const other = await open(url);
    const closed = once(socket, 'close');
    for (const one of [...up.sockets].slice(0, 1)) one.resetAndDestroy();
    await closed;
    other.send('still there');
    expect(String((await once(other, 'message'))[0])).toBe('still there');
  });

  it('survives a reload, and a reset before the switch costs nothing', async () => {
    const up = await byteOrigin(() => {});
    const { app, port } = await proxied(up);
    for (let i = 0; i < 20; i++) {
      const socket = connectSocket(port, '127.0.0.1');
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.write(HANDSHAKE);
      await vi.waitFor(() => expect(up.received()).toContain('sec-websocket-key'));
      socket.resetAndDestroy();
    }
    await vi.waitFor(() => expect(up.sockets.size).toBe(0));
    expect(app.url).toBeDefined();
  });

  it('hears from both sides that the server stops, which does not wait for it', async () => {
    const up = await echo();
    const { app, url, ends } = await proxied(up);
    const socket = await open(`${url}/chat`);
    const closed = once(socket, 'close');
    const [target] = up.clients;
    const closedThere = once(target as WebSocket, 'close');
    expect(await app.stop({ grace: 60_000 })).toMatchObject({ finished: 1, cut: 0 });
    expect((await closed)[0]).toBe(1001);
    expect((await closedThere)[0]).toBe(1001);
    expect(ends).toMatchObject([{ status: 101, outcome: 'answered', note: expect.stringContaining('stop') }]);
  });

  it('gets the frame that was on its way before it hears that', async () => {
    let send = (_bytes: Buffer) => {};
    const up = await byteOrigin((received, socket) => {
      socket.allowHalfOpen = true;
      if (!received.endsWith('\r\n\r\n')) return;
      send = (bytes) => socket.write(bytes);
      socket.write(SWITCH);
      socket.write(Buffer.from([0x81, 4, 0x61, 0x62]));
    });
    const { app, connect } = await proxied(up);
    const client = connect().send(HANDSHAKE);
    await client.until(/ab$/);
    const stopped = app.stop({ grace: 60_000 });
    // A masked farewell has no word of it in clear.
    await vi.waitFor(() => expect(up.received()).toContain('\x88\x82'));
    send(Buffer.from([0x63, 0x64, 0x81, 1, 0x65]));
    const [, frames] = (await client.toEnd()).split('\r\n\r\n');
    expect(frames).toBe('\x81\x04abcd\x88\x02\x03\xe9');
    await stopped;
  });

  it('that takes no notice is cut after a moment, and at once when there is none', async () => {
    for (const grace of [60_000, 0]) {
      const up = await byteOrigin((received, socket) => {
        if (received.endsWith('\r\n\r\n')) socket.write(SWITCH);
      });
      const { app, connect, ends } = await proxied(up);
      const client = connect().send(HANDSHAKE);
      client.socket.allowHalfOpen = true;
      await client.until(/101 Switching Protocols\r\n[\s\S]*\r\n\r\n/);
      await app.stop({ grace });
      await vi.waitFor(() => expect(ends).toMatchObject([{ status: 101, outcome: 'answered' }]));
      client.socket.destroy();
    }
  });

  it('is kept over a hundred reloads', async () => {
    const up = await echo();
    const { app, url } = await proxied(up);
    const socket = await open(url);
    for (let i = 0; i < 100; i++) await app.reload();
    socket.send('still there');
    expect(String((await once(socket, 'message'))[0])).toBe('still there');
  });
});

describe('a handshake', () => {
  it('that the target refuses is answered with its own words', async () => {
    const up = await origin(() => {});
    up.server.on('upgrade', (_request, socket) =>
      socket.end(
        'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nX-Inner: 1\r\nConnection: close, X-Inner\r\nContent-Length: 4\r\n\r\nno!\n',
      ),
    );
    const { connect, ends } = await proxied(up);
    const answer = await connect().send(HANDSHAKE).toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 401 Unauthorized\r\n/);
    expect(answer).toMatch(/www-authenticate: Basic/i);
    expect(answer).not.toMatch(/x-inner/i);
    expect(answer).toMatch(/no!\n$/);
    await vi.waitFor(() => expect(ends).toMatchObject([{ status: 401 }]));
  });

  it('to a target that is not there is answered with 502', async () => {
    const { connect } = await proxied({ url: 'http://127.0.0.1:1' });
    const problem = jsonOf(await connect().send(HANDSHAKE).toEnd());
    expect(problem).toMatchObject({ status: 502, code: 'BW6040', cause: 'connection refused' });
  });

  it.each([
    ['TLS', Buffer.from('15030300020228', 'hex'), 'it speaks TLS there: use https://'],
    ['no HTTP', 'nonsense\r\n\r\n', 'its answer is not HTTP'],
  ])('to a target that speaks %s is answered with 502', async (_, bytes, cause) => {
    const up = await byteOrigin((_received, socket) => socket.end(bytes));
    const { connect } = await proxied(up);
    const problem = jsonOf(await connect().send(HANDSHAKE).toEnd());
    expect(problem).toMatchObject({ status: 502, cause });
  });

  it('that the target does not answer ends with 504', async () => {
    const up = await byteOrigin(() => {});
    const text =
      'endpoints: { /*: { proxy: { target: TARGET, timeouts: { connect: 50ms, first_byte: 100ms } } } }';
    const { connect } = await proxied(up, text);
    const problem = jsonOf(await connect().send(HANDSHAKE).toEnd());
    expect(problem).toMatchObject({ status: 504, code: 'BW6043' });
    await vi.waitFor(() => expect(up.sockets.size).toBe(0));
  });

  it('that is refused with a body that stops is cut after the idle time', async () => {
    const up = await byteOrigin((received, socket) => {
      if (received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 401 No\r\nContent-Length: 9\r\n\r\nhalf');
    });
    const text = 'endpoints: { /*: { proxy: { target: TARGET, timeouts: { idle: 100ms } } } }';
    const { connect } = await proxied(up, text);
    expect(await connect().send(HANDSHAKE).toEnd()).toMatch(/^HTTP\/1.1 401 [\s\S]*half$/);
    await vi.waitFor(() => expect(up.sockets.size).toBe(0));
  });

  it('that finds no connection in time is BW6042', async () => {
    const up = await byteOrigin(() => {});
    const text = 'endpoints: { /*: { proxy: { target: TARGET, timeouts: { connect: 100ms } } } }';
    const { connect } = await proxied({ url: up.url.replace('http:', 'https:') }, text);
    expect(jsonOf(await connect().send(HANDSHAKE).toEnd())).toMatchObject({ status: 504, code: 'BW6042' });
  });

  it('that the target answers with something else is BW6041', async () => {
    const up = await byteOrigin((_received, socket) => socket.end('SSH-2.0-x\r\n'));
    const { connect } = await proxied(up);
    expect(jsonOf(await connect().send(HANDSHAKE).toEnd())).toMatchObject({ status: 502, code: 'BW6041' });
  });

  it('where no route is gets 404 as a problem', async () => {
    const up = await echo();
    const { connect } = await proxied(up, 'endpoints: { /ws: { proxy: { target: TARGET } } }');
    expect(jsonOf(await connect().send(HANDSHAKE).toEnd())).toMatchObject({ status: 404, code: 'BW6001' });
  });

  it('for HTTP/2 in clear text is a plain request, with its body', async () => {
    const up = await origin((request, response) => {
      request.on('data', (chunk) => response.write(`got ${chunk}`)).on('end', () => response.end());
    });
    const { port } = await proxied(up);
    const request = httpRequest({
      port,
      host: '127.0.0.1',
      method: 'POST',
      headers: { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' },
    });
    request.end('body');
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const [data] = await once(answer, 'data');
    expect(String(data)).toBe('got body');
  });
});
