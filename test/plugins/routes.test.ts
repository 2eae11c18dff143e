import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { freePort } from '../proxy/proxied.ts';
import { HOSTS, plugged, plugin } from './plugged.ts';

/** Answers the handshake of WebSocket by hand, and sends every text back in capital letters. */
const ECHO_SOCKET = `async (request, connection) => {
  const { createHash } = await import('node:crypto');
  const key = request.headers['sec-websocket-key'] + '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
  const accept = createHash('sha1').update(key).digest('base64');
  connection.write(Buffer.from('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: ' + accept + '\\r\\n\\r\\n'));
  for await (const frame of connection.readable) {
    const length = frame[1] & 127;
    const mask = frame.subarray(2, 6);
    const text = Buffer.from(frame.subarray(6, 6 + length)).map((byte, i) => byte ^ mask[i % 4]);
    if ((frame[0] & 15) === 8) return connection.end();
    connection.write(Buffer.concat([Buffer.from([0x81, length]), Buffer.from(text.toString().toUpperCase())]));
  }
}`;

describe.each(HOSTS)('routes of a plugin (%s)', (host) => {
  it('are answered beside the endpoints, which win, and pass the hooks of all', async () => {
    const { fetch, text, of } = await plugged(host, {
      page: `routes: [
        { path: '/report/{day}', handler: (request) => ({ day: request.params.day }) },
        { path: '/hello', handler: () => 'never' },
        { method: 'POST', path: '/count', reads: 'stream', handler: async (request) => { let n = 0; for await (const chunk of request.stream) n += chunk.length; return String(n); } },
      ]`,
      stamp: `hooks: { afterResponse: () => ({ headers: { 'x-stamp': '1' } }) }`,
    });
    const report = await fetch('/report/monday');
    expect([await report.json(), report.headers.get('x-stamp')]).toEqual([{ day: 'monday' }, '1']);
    expect(await text('/hello')).toContain('"path":"/hello"');
    expect(await text('/count', { method: 'POST', body: 'x'.repeat(100_000) })).toBe('100000');
    expect((await fetch('/count')).status).toBe(405);
    expect(of('request.end')[0]).toMatchObject({
      endpoint: 'GET /report/{day} (plugin page)',
      mode: 'plugin',
    });
  });

  it('for administrators are below the control surface, with the token alone', async () => {
    const { fetch } = await plugged(host, {
      admin: `routes: [{ path: '/figures', listener: 'admin', handler: () => ({ sold: 7 }) }]`,
    });
    expect((await fetch('/__backworks/plugins/admin/figures')).status).toBe(401);
    expect((await fetch('/__backworks/plugins/admin/none')).status).toBe(404);
    expect((await fetch('/figures')).status).toBe(404);
  });

  it('for administrators answer with the token of the run file', async () => {
    const { fetch, folder } = await plugged(
      host,
      {
        admin: `routes: [{ path: '/figures', listener: 'admin', handler: () => ({ sold: 7 }) }], getMetrics: () => ({ sold: 7 })`,
      },
      { runFiles: true },
    );
    const run = join(folder, '.backworks/run');
    const { token } = JSON.parse(readFileSync(join(run, readdirSync(run)[0] ?? ''), 'utf8')) as {
      token: string;
    };
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch('/__backworks/plugins/admin/figures', { headers });
    expect(await answer.json()).toEqual({ sold: 7 });
    expect((await fetch('/__backworks/plugins/admin/figures', { headers, method: 'POST' })).status).toBe(405);
    const list = await fetch('/__backworks/plugins', { headers });
    expect(await list.json()).toMatchObject({
      plugins: [{ name: 'admin', state: 'running', host, metrics: { sold: 7 } }],
    });
  });

  it('on a port of their own are served there, through replacements, until they go', async () => {
    const port = await freePort();
    const routes = (n: number) =>
      `routes: [{ path: '/metrics', listener: { port: ${port} }, handler: () => 'metrics ${n}' }]`;
    const { app, fetch: inner, write } = await plugged(host, { own: routes(1) });
    const there = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(await there()).toBe('metrics 1');
    expect((await inner('/metrics')).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/hello`)).status).toBe(404);
    write({ 'own.ts': plugin('own', routes(2)) });
    expect((await app.reload()).swapped).toBe(true);
    expect(await there()).toBe('metrics 2');
    write({ 'own.ts': plugin('own', '') });
    expect((await app.reload()).swapped).toBe(true);
    // Its connections end in their own time, and serve nothing meanwhile.
    const attempt = () => fetch(`http://127.0.0.1:${port}/metrics`).then(({ status }) => status);
    let last: number | Error = 0;
    while (!(last instanceof Error)) {
      last = await attempt().catch((error: Error) => error);
      if (!(last instanceof Error)) expect(last).toBe(503);
    }
  });

  it('on a port that is taken are refused at the plugin, and what serves goes on', async () => {
    const { url, app, write, text } = await plugged(host, { own: '' });
    const { port } = new URL(url);
    write({
      'own.ts': plugin('own', `routes: [{ path: '/', listener: { port: ${port} }, handler: () => 'x' }]`),
    });
    const report = await app.reload();
    expect(report.swapped).toBe(false);
    expect(report.diagnostics[0]).toMatchObject({
      code: 'BW7001',
      file: 'backworks.yaml',
      range: { start: { line: 2 } },
    });
    expect(await text('/page')).toBe('"page"');
  });

  it('take over connections: bytes in both directions', async () => {
    const { url, event } = await plugged(host, {
      socket: `routes: [{ path: '/socket', upgrade: ${ECHO_SOCKET} }]`,
      look: "hooks: { afterResponse: (response, call, context) => { context.emit('status', response.status); } }",
    });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`);
    const told = await new Promise<string>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('open', () => socket.send('hello'));
      socket.on('message', (data) => resolve(String(data)));
    });
    expect(told).toBe('HELLO');
    await event((one) => one.type === 'plugin.event' && one.data === 101);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.close();
    await closed;
  });

  it('write to clients that read late as much as they read', async () => {
    const { url } = await plugged(host, {
      socket: `routes: [{ path: '/socket', async upgrade(request, connection) {
        connection.write(Buffer.from('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n\\r\\n'));
        for (let i = 0; i < 256; i += 1) connection.write(Buffer.alloc(65536, 97));
        connection.end();
      } }]`,
    });
    const client = connect(Number(new URL(url).port), '127.0.0.1');
    client.write(
      'GET /socket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
    );
    await once(client, 'readable');
    let length = 0;
    for await (const chunk of client as AsyncIterable<Buffer>) length += chunk.length;
    expect(length).toBeGreaterThan(256 * 65_536);
  });

  it('take over no connection that a hook of any phase answers', async () => {
    const { url } = await plugged(host, {
      socket: `routes: [{ path: '/socket', upgrade: ${ECHO_SOCKET} }]`,
      keys: `critical: true, hooks: { beforeRequest: (request) => request.headers.key === 'right' ? undefined : { response: { status: 401 } } }`,
    });
    const statusWith = (key: string) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`, { headers: { key } });
      return new Promise((resolve) => {
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('upgrade', (response) => resolve(response.statusCode));
        socket.on('open', () => socket.close());
        socket.on('error', () => {});
      });
    };
    expect([await statusWith('wrong'), await statusWith('right')]).toEqual([401, 101]);
  });

  it('that fail before they write are answered with an error', async () => {
    const { url } = await plugged(host, {
      socket: `routes: [{ path: '/socket', upgrade: () => { throw new Error('no room'); } }]`,
    });
    const socket = new WebSocket(`${url.replace('http', 'ws')}/socket`);
    const status = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
      socket.on('error', () => {});
    });
    expect(status).toBe(502);
  });
});
