import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { Client } from '../support/engine.ts';

/** When the files were written: long ago, at a full second. */
export const WRITTEN = Date.UTC(2024, 4, 17, 8, 30, 12);
export const WRITTEN_TEXT = 'Fri, 17 May 2024 08:30:12 GMT';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** One character per byte. */
  readonly body: string;
}

export interface StaticSite {
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  readonly url: string;
  readonly port: number;
  /** Sends `METHOD target` as it is, with more header lines. */
  ask(request: string, ...lines: readonly string[]): Promise<Answer>;
  /** Puts a file below the folder, as old as all others. */
  write(name: string, content: string | Buffer): void;
}

export interface StaticOptions {
  readonly block?: string;
  readonly route?: string;
  readonly development?: boolean;
  /** Puts more into the folder before it is served. */
  readonly prepare?: (folder: string) => void;
}

/** Serves `public/` of a folder of its own on real sockets. Gone when the test is over. */
export async function serveFolder(
  files: Readonly<Record<string, string | Buffer>>,
  { block = 'dir: ./public', route = '/*', development = true, prepare }: StaticOptions = {},
): Promise<StaticSite> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-static-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    utimesSync(path, WRITTEN / 1000, WRITTEN / 1000);
  };
  mkdirSync(join(folder, 'public'));
  for (const [name, content] of Object.entries(files)) write(name, content);
  prepare?.(folder);
  const text = `name: t\nendpoints:\n  ${route}:\n    static: { ${block} }\n`;
  const source = { kind: 'text', text, folder } as const;
  const app = createApp({ source, port: 0, environment: {}, development });
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  expect((await app.load()).diagnostics).toEqual([]);
  await app.start();
  const url = app.url ?? '';
  const port = Number(new URL(url).port);
  return { folder, url, port, write, ask: (request, ...lines) => ask(port, request, lines) };
}

async function ask(port: number, request: string, lines: readonly string[]): Promise<Answer> {
  const client = new Client(port);
  const head = [`${request} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...lines, '', ''];
  return readAnswer(await client.send(Buffer.from(head.join('\r\n'), 'latin1')).toEnd());
}

export function readAnswer(received: string): Answer {
  const end = received.indexOf('\r\n\r\n');
  const [first = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return {
    status: Number(first.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: received.slice(end + 4),
  };
}

/** Code of a problem that was answered. */
export function codeOf({ body }: Answer): string {
  return (JSON.parse(body) as { readonly code: string }).code;
}
