import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { App, AppOptions } from '../../src/contracts/app.ts';
import type { RequestEnd } from '../../src/contracts/events.ts';
import { Client, jsonOf } from '../support/engine.ts';

/** An upstream on a real socket, and what it saw. */
export interface Origin {
  readonly url: string;
  readonly port: number;
  /** Open connections. */
  readonly sockets: ReadonlySet<Socket>;
  /** Requests that are neither answered nor cancelled. */
  readonly open: () => number;
  /** Connections so far. */
  readonly accepted: () => number;
  readonly server: Server;
}

/** An HTTP server of Node.js as the upstream. */
export async function origin(listener: RequestListener): Promise<Origin> {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener);
  return listening(server);
}

/** An upstream that answers bytes with bytes, and records what it gets. */
export async function byteOrigin(
  answer: (received: string, socket: Socket) => void,
): Promise<Origin & { readonly received: () => string }> {
  let received = '';
  const server = createNetServer((socket) => {
    let own = '';
    socket.on('error', () => {});
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
      own += chunk;
      answer(own, socket);
    });
  });
  const up = await listening(server as unknown as Server);
  return { ...up, received: () => received };
}

/** Listens on a free port until the test is over. */
export async function listening(server: Server): Promise<Origin> {
  const sockets = new Set<Socket>();
  let accepted = 0;
  let open = 0;
  server.on('request', (_request, response) => {
    open += 1;
    response.on('close', () => {
      open -= 1;
    });
  });
  server.on('connection', (socket: Socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    sockets,
    open: () => open,
    accepted: () => accepted,
    server,
  };
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createNetServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

export interface Proxied {
  readonly app: App;
  readonly url: string;
  readonly port: number;
  /** The ends of requests so far. */
  readonly ends: readonly RequestEnd[];
  connect(): Client;
}

/** Serves a configuration; `TARGET` in it stands for the target's URL. */
export async function proxied(
  target: Pick<Origin, 'url'>,
  text = 'endpoints: { /*: { proxy: { target: TARGET } } }',
  options: Partial<AppOptions> = {},
): Promise<Proxied> {
  const source = { kind: 'text', text: text.replaceAll('TARGET', `"${target.url}"`), folder: '/' } as const;
  const app = createApp({ source, port: 0, environment: {}, ...options });
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  expect((await app.load()).diagnostics).toEqual([]);
  const ends: RequestEnd[] = [];
  app.bus.subscribe((event) => {
    if (event.type === 'request.end') ends.push(event);
  });
  await app.start();
  const { port } = new URL(app.url ?? '');
  return { app, url: app.url ?? '', port: Number(port), ends, connect: () => new Client(Number(port)) };
}

export { Client, jsonOf };
