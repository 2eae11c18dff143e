import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync, truncateSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launch, project } from '../cli/program.ts';
import { Client, get } from '../support/engine.ts';
import { readAnswer, serveFolder } from './static-site.ts';

/** Files below the folder that this process holds open. */
function openBelow(folder: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      // It was closed since it was listed.
      return [];
    }
  });
}

/** Asks for a file and goes away: at once, or when the first bytes are there. */
async function abort(port: number, path: string, atOnce: boolean): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  await once(socket, atOnce ? 'connect' : 'data');
  socket.destroy();
  await once(socket, 'close');
}

describe.runIf(existsSync('/proc/self/fd'))('descriptors', () => {
  it('are all closed after 10,000 aborted downloads', { timeout: 120_000 }, async () => {
    const site = await serveFolder({ 'public/large': '', 'public/small': 'small' });
    truncateSync(join(site.folder, 'public/large'), 16 * 1024 * 1024);
    const before = readdirSync('/proc/self/fd').length;
    let count = 0;
    const client = async () => {
      for (; count < 10_000; ) {
        count += 1;
        await abort(site.port, count % 10 === 0 ? '/small' : '/large', count % 3 === 0);
      }
    };
    await Promise.all(Array.from({ length: 50 }, client));
    // Closing takes a few turns; a leak would keep this waiting until the time is over.
    while (openBelow(site.folder).length > 0 || readdirSync('/proc/self/fd').length > before + 5)
      await turn();
    expect((await site.ask('GET /small')).body).toBe('small');
    expect(openBelow(site.folder)).toEqual([]);
  });

  it('are closed after answers without a body, and after refusals', async () => {
    const site = await serveFolder({ 'public/large': Buffer.alloc(200_000) });
    const { etag } = (await site.ask('GET /large')).headers;
    const lines = [`If-None-Match: ${etag}`, 'If-Match: "x"', 'Range: bytes=999999-', 'Range: bytes=0-1,5-6'];
    for (const line of lines) {
      await site.ask('GET /large', line);
      await site.ask('HEAD /large', line);
    }
    while (openBelow(site.folder).length > 0) await turn();
    expect(openBelow(site.folder)).toEqual([]);
  });

  it('that ran out are an answer of 503 (BW6034), and a good one when there are some again', async () => {
    const config = 'endpoints: { /files/*: { static: { dir: ./public } } }\n';
    const folder = project({ 'backworks.yaml': config, 'public/a.txt': 'a', 'public/b.txt': 'a' });
    const words = `ulimit -n 48; exec "${process.execPath}" bin/backworks.js start --json --port 0 -C "${folder}"`;
    const running = launch(['-c', words], {}, 'sh');
    await running.shows('stdout', '"ready"');
    const { url } = JSON.parse(running.output.stdout.split('\n')[0] ?? '') as { readonly url: string };
    const port = Number(new URL(url).port);
    const kept = new Client(port);
    onTestFinished(() => void kept.socket.destroy());
    const request = get('/files/a.txt').replace('Connection: close\r\n', '');
    await kept.send(request).until(/\r\n\r\na$/);
    const others = [kept];
    for (; !others.at(-1)?.socket.closed && others.length < 60; ) {
      const other = new Client(port);
      onTestFinished(() => void other.socket.destroy());
      others.push(other);
      await other.send(request.replace('/files/a.txt', '/__backworks/health')).until(/\r\n\r\n\{.*\}$/);
    }
    kept.received = '';
    // Not the one before: its bytes may be known by now.
    const answer = readAnswer(await kept.send(request.replace('a.txt', 'b.txt')).until(/\}$/));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(answer.body).toContain('"code":"BW6034"');
    expect(answer.body).not.toContain(folder);
    await Promise.all(
      others.slice(1).map(async ({ socket }) => {
        if (socket.closed) return;
        socket.destroy();
        await once(socket, 'close');
      }),
    );
    const again = async (): Promise<number> => {
      kept.received = '';
      const { status } = readAnswer(await kept.send(request).until(/(?:\}|\r\n\r\na)$/));
      return status === 503 ? again() : status;
    };
    expect(await again()).toBe(200);
  });
});
