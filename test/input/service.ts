import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { BackworksEvent } from '../../src/contracts/events.ts';
import { project } from '../cli/program.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The answer's value, when it is JSON. */
  readonly json: Record<string, unknown>;
}

export interface Asked {
  readonly method?: string;
  /** Names and values; a list sends the header several times. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export interface Service {
  readonly url: string;
  readonly folder: string;
  /** Messages that went to the log. */
  readonly log: readonly string[];
  ask(path: string, asked?: Asked): Promise<Answer>;
}

/** Serves a configuration on a free port until the test is over. */
export async function serveText(
  text: string,
  files: Readonly<Record<string, string>> = {},
  development = false,
): Promise<Service> {
  const folder = project(files);
  const source = { kind: 'text', text, folder } as const;
  const app = createApp({ source, port: 0, environment: {}, development });
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  const log: string[] = [];
  app.bus.subscribe((event: BackworksEvent) => {
    if (event.type === 'log') log.push(event.message);
  });
  const { diagnostics } = await app.load();
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics, null, 2));
  await app.start();
  const url = app.url ?? '';
  return { url, folder, log, ask: (path, asked) => ask(url + path, asked) };
}

/** One request on a connection of its own. */
export function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers }, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = /json/.test(response.headers['content-type'] ?? '') && /^[{[]/.test(text);
        const { statusCode: status = 0 } = response;
        resolve({ status, headers: response.headers, text, json: isJson ? JSON.parse(text) : {} });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A POST of a value as JSON. */
export function postOf(value: unknown, headers: Asked['headers'] = {}): Asked {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}
