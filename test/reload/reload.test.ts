import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/contracts/app.ts';

let folder: string;
let file: string;
let app: App;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backworks-reload-'));
  file = join(folder, 'backworks.yaml');
});

afterEach(async () => {
  await app.stop({ grace: 0 });
  rmSync(folder, { recursive: true, force: true });
});

async function serve(text: string): Promise<void> {
  writeFileSync(file, text);
  app = createApp({ source: { kind: 'file', path: file }, port: 0, environment: {} });
  expect((await app.load()).diagnostics).toEqual([]);
  await app.start();
}

async function change(text: string): Promise<void> {
  writeFileSync(file, text);
  const report = await app.reload();
  expect(report.swapped, JSON.stringify(report.diagnostics)).toBe(true);
}

function ask(path: string, agent?: Agent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = get(`${app.url}${path}`, { agent: agent ?? false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

describe('reload', () => {
  it('loses no request in 1,000 reloads under keep-alive load', { timeout: 120_000 }, async () => {
    const text = (version: number) =>
      `name: t\nendpoints:\n  GET /v: { mock: { body: { version: ${version} } } }\n`;
    await serve(text(0));
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    let running = true;
    const seen: number[] = [];
    const failures: unknown[] = [];
    const load = async () => {
      while (running) {
        const { status, body } = await ask('/v', agent).catch((error: unknown) => ({
          status: 0,
          body: String(error),
        }));
        if (status === 200) seen.push(JSON.parse(body).version);
        else failures.push([status, body]);
      }
    };
    const clients = Array.from({ length: 8 }, load);
    for (let version = 1; version <= 1000; version += 1) await change(text(version));
    running = false;
    await Promise.all(clients);
    agent.destroy();
    expect(failures).toEqual([]);
    expect(seen.length).toBeGreaterThan(1000);
    expect(JSON.parse((await ask('/v')).body)).toEqual({ version: 1000 });
  });

  it('keeps no plan alive for 500 requests that last longer than theirs', { timeout: 300_000 }, async () => {
    // Every plan holds about half a megabyte of bodies of its own; 500 of them would show.
    const filler = 'x'.repeat(20_000);
    const text = (version: number) =>
      [
        'name: t\nendpoints:',
        `  GET /slow/{id}: { mock: { delay: 1h, body: ${version} } }`,
        ...Array.from(
          { length: 50 },
          (_, index) => `  GET /fill/${index}: { mock: { text: "${version} ${filler}" } }`,
        ),
      ].join('\n');
    await serve(text(0));
    const sockets: ReturnType<typeof get>[] = [];
    const waiting = () =>
      new Promise<void>((resolve) => {
        const request = get(`${app.url}/slow/${sockets.length}`, { agent: false });
        request.on('error', () => {});
        request.on('socket', (socket) => socket.once('connect', () => resolve()));
        sockets.push(request);
      });
    const reloadWithOneMore = async (version: number) => {
      await waiting();
      await ask('/fill/0');
      await change(text(version));
    };
    for (let version = 1; version <= 20; version += 1) await reloadWithOneMore(version);
    const before = memory();
    for (let version = 21; version <= 500; version += 1) await reloadWithOneMore(version);
    const growth = memory() - before;
    for (const request of sockets) request.destroy();
    expect(growth).toBeLessThan(60e6);
  });

  it('keeps serving the last good plan after a broken edit, and says why', async () => {
    await serve('name: t\nendpoints:\n  GET /v: { mock: { body: good } }\n');
    writeFileSync(file, 'name: t\nendpoints:\n  GET /v: { moc: { body: bad } }\n');
    const report = await app.reload();
    expect(report.swapped).toBe(false);
    expect(report.diagnostics.length).toBeGreaterThan(0);
    expect((await ask('/v')).body).toBe('"good"');
    await change('name: t\nendpoints:\n  GET /v: { mock: { body: better } }\n');
    expect((await ask('/v')).body).toBe('"better"');
  });

  it('moves to another port without losing the requests on the old one', async () => {
    const text = (port: number, body: string) =>
      `name: t\nserver: { port: ${port} }\nendpoints:\n  GET /v: { mock: { body: ${body}, delay: 100ms } }\n`;
    writeFileSync(file, text(0, 'old'));
    app = createApp({ source: { kind: 'file', path: file }, environment: {} });
    await app.load();
    await app.start();
    const first = app.url;
    const inFlight = ask('/v');
    const free = await freePort();
    await change(text(free, 'new'));
    expect(app.url).not.toBe(first);
    expect((await inFlight).body).toBe('"old"');
    expect((await ask('/v')).body).toBe('"new"');
  });

  it('takes over a changed file of an endpoint and puts it on the watch list', async () => {
    writeFileSync(join(folder, 'answer.txt'), 'one');
    await serve('name: t\nendpoints:\n  GET /f: { mock: { file: ./answer.txt } }\n');
    expect((await ask('/f')).body).toBe('one');
    writeFileSync(join(folder, 'answer.txt'), 'two');
    const report = await app.reload();
    expect(report.files).toContain(join(folder, 'answer.txt'));
    expect((await ask('/f')).body).toBe('two');
  });

  it('lets the newest edit win when edits come faster than plans', async () => {
    const text = (version: number) => `name: t\nendpoints:\n  GET /v: { mock: { body: ${version} } }\n`;
    await serve(text(0));
    const reloads = [];
    for (let version = 1; version <= 20; version += 1) {
      writeFileSync(file, text(version));
      reloads.push(app.reload());
    }
    await Promise.all(reloads);
    expect((await ask('/v')).body).toBe('20');
  });
});

function memory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
