import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createApp } from '../../src/app.ts';
import { origin } from './proxied.ts';

const RELOADS = 1_000;

/** A configuration that differs in one endpoint, and now and then in the limits of its proxy. */
const textOfTurn = (target: string, turn: number) => `
endpoints:
  GET /turn: { mock: { text: "${turn}" } }
  /*: { proxy: { target: "${target}", max_connections: ${turn % 100 === 0 ? 900 : 1000} } }
`;

it('1,000 reloads under load fail no request and drop no connection', { timeout: 120_000 }, async () => {
  const up = await origin((request, response) => {
    if (request.url !== '/stream') return void response.end('done');
    const timer = setInterval(() => response.write('.'), 5);
    response.on('close', () => clearInterval(timer));
  });
  const sockets = new WebSocketServer({ server: up.server });
  sockets.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))));
  const folder = mkdtempSync(join(tmpdir(), 'backworks-reloads-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'backworks.yaml');
  writeFileSync(path, textOfTurn(up.url, 0));
  const app = createApp({ source: { kind: 'file', path }, port: 0, environment: {} });
  await app.load();
  await app.start();
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  const url = app.url ?? '';

  let running = true;
  const failures: string[] = [];
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  onTestFinished(() => agent.destroy());
  let answered = 0;
  const ask = async () => {
    while (running) {
      const request = get(`${url}/x`, { agent });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      const body = await textOf(response);
      if (response.statusCode !== 200 || body !== 'done') failures.push(`${response.statusCode} ${body}`);
      answered += 1;
    }
  };
  const streamed = get(`${url}/stream`);
  const [stream] = (await once(streamed, 'response')) as [IncomingMessage];
  let received = 0;
  stream.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  stream.on('close', () => running && failures.push('the stream broke off'));
  const socket = new WebSocket(`${url.replace('http', 'ws')}/chat`);
  await once(socket, 'open');
  socket.on('close', () => running && failures.push('the WebSocket closed'));

  const load = Promise.all(
    Array.from({ length: 8 }, () => ask().catch((error) => failures.push(String(error)))),
  );
  for (let turn = 1; turn <= RELOADS; turn++) {
    writeFileSync(path, textOfTurn(up.url, turn));
    const { swapped } = await app.reload();
    if (!swapped) failures.push(`reload ${turn}`);
    if (turn % 100 !== 0) continue;
    socket.send(`turn ${turn}`);
    expect(String((await once(socket, 'message'))[0])).toBe(`turn ${turn}`);
  }
  running = false;
  await load;
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(RELOADS);
  expect(received).toBeGreaterThan(100);
  expect(await (await fetch(`${url}/turn`)).text()).toBe(String(RELOADS));
  streamed.destroy();
  socket.terminate();
});
