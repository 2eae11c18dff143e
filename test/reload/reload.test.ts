import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
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

  describe('that cannot be put into service', () => {
    const serveOnItsOwnPort = async (text: string) => {
      writeFileSync(file, text);
      app = createApp({ source: { kind: 'file', path: file }, environment: {}, cwd: folder });
      await app.start();
    };
    const refusalOf = async (text: string) => {
      writeFileSync(file, text);
      const { swapped, diagnostics } = await app.reload();
      expect(swapped).toBe(false);
      return diagnostics;
    };

    it('is reported at the port that is taken', async () => {
      const text = (port: number) => `name: t\nendpoints: {}\nserver:\n  port: ${port}\n`;
      await serveOnItsOwnPort(text(await freePort()));
      const busy = await freePort(true);
      const column = { line: 4, column: 9 };
      expect(await refusalOf(text(busy))).toMatchObject([
        {
          code: 'BW7001',
          message: `\`server.port\`: 127.0.0.1:${busy} is already in use`,
          file: 'backworks.yaml',
          pointer: '/server/port',
          range: { start: column, end: { line: 4, column: 9 + String(busy).length } },
        },
      ]);
    });

    it('is reported at the setting that needs a restart', async () => {
      const port = await freePort();
      const text = (size: string) => `endpoints: {}\nserver: { port: ${port}, max_headers: ${size} }\n`;
      await serveOnItsOwnPort(text('16kb'));
      const column = text('').indexOf(' }') - text('').indexOf('server') + 1;
      expect(await refusalOf(text('32kb'))).toMatchObject([
        {
          code: 'BW7010',
          message: '`server.max_headers` cannot change while the server runs',
          pointer: '/server/max_headers',
          range: { start: { line: 2, column }, end: { line: 2, column: column + 4 } },
        },
      ]);
      expect(await refusalOf(text('16kb').replace('{ ', '{ host: localhost, '))).toMatchObject([
        { code: 'BW7010', pointer: '/server/host', range: { start: { line: 2, column: 17 } } },
      ]);
    });

    it('is reported at the mapping that would hold a setting that was removed', async () => {
      const port = await freePort();
      await serveOnItsOwnPort(`endpoints: {}\nserver: { port: ${port}, max_headers: 32kb }\n`);
      expect(await refusalOf(`endpoints: {}\nserver: { port: ${port} }\n`)).toMatchObject([
        { pointer: '/server/max_headers', range: { start: { line: 2, column: 1 } } },
      ]);
    });

    it('is reported at the endpoint whose file is too large to read', async () => {
      await serve('endpoints: {}\n');
      writeFileSync(join(folder, 'huge.bin'), '');
      truncateSync(join(folder, 'huge.bin'), 3 * 1024 ** 3);
      expect(await refusalOf('endpoints:\n  GET /f:\n    mock: { file: ./huge.bin }\n')).toMatchObject([
        {
          code: 'BW3902',
          message: expect.stringContaining('`GET /f` cannot be prepared: '),
          pointer: '/endpoints/GET ~1f',
          range: { start: { line: 2, column: 3 }, end: { line: 2, column: 9 } },
        },
      ]);
    });
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

/** A free port; with `taken`, one that is in use until the test is over. */
async function freePort(taken = false): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      if (!taken) server.close(() => resolve(port));
      else resolve(port);
    });
    if (taken) onTestFinished(() => void server.close());
  });
}
