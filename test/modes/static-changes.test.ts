import { once } from 'node:events';
import { closeSync, openSync, renameSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type StaticSite, serveFolder } from './static-site.ts';

/** More than sockets hold back on the way. */
const SIZE = 64 * 1024 * 1024;

interface Download {
  readonly socket: Socket;
  /** Bytes of the body that arrived until the connection ended. */
  rest(): Promise<number>;
}

/** A download that has begun and goes no further until the rest is asked for. */
async function begin({ port }: StaticSite): Promise<Download> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  socket.write('GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  await once(socket, 'readable');
  const first: Buffer = socket.read();
  const head = first.indexOf('\r\n\r\n') + 4;
  expect(first.toString('latin1', 0, head)).toContain(`content-length: ${SIZE}`);
  let received = first.length - head;
  return {
    socket,
    rest: async () => {
      socket.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      await once(socket, 'close');
      return received;
    },
  };
}

async function withLarge(): Promise<{ site: StaticSite; path: string }> {
  const site = await serveFolder({ 'public/large': '' });
  const path = join(site.folder, 'public/large');
  truncateSync(path, SIZE);
  return { site, path };
}

describe('a file that changes while it is sent', () => {
  it('by losing its end cuts the connection', async () => {
    const { site, path } = await withLarge();
    const download = await begin(site);
    truncateSync(path, 1_000);
    expect(await download.rest()).toBeLessThan(SIZE);
  });

  it('by being written into cuts the connection before its end (BW6033)', async () => {
    const { site, path } = await withLarge();
    const download = await begin(site);
    const file = openSync(path, 'r+');
    writeSync(file, 'x', SIZE - 1);
    closeSync(file);
    expect(await download.rest()).toBeLessThan(SIZE);
  });

  it('by being replaced or removed is sent as it was', async () => {
    const { site, path } = await withLarge();
    const [first, second] = [await begin(site), await begin(site)];
    writeFileSync(join(site.folder, 'next'), 'short');
    renameSync(join(site.folder, 'next'), path);
    rmSync(path);
    expect([await first.rest(), await second.rest()]).toEqual([SIZE, SIZE]);
  });
});

describe('a large file', () => {
  it('waits for a client that reads slowly, without filling the memory', async () => {
    const { site } = await withLarge();
    const downloads = await Promise.all(Array.from({ length: 8 }, () => begin(site)));
    const before = process.memoryUsage().rss;
    // Whoever waits for nobody would have read all of it by the time another one has.
    const [first, ...others] = downloads;
    expect(await first?.rest()).toBe(SIZE);
    expect(process.memoryUsage().rss - before).toBeLessThan(SIZE * 4);
    for (const { socket } of others) socket.destroy();
  });
});
