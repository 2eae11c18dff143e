import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { Client, get } from '../support/engine.ts';

const ENDPOINTS = 'endpoints:\n  GET /: { mock: { body: { ip: "${client.ip}" } } }\n';

/** Serves a file with these settings; `edit` saves it with others and reloads. */
async function started(server: string) {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-server-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'backworks.yaml');
  const save = (settings: string, rest = ENDPOINTS) => writeFileSync(path, `server: ${settings}\n${rest}`);
  save(server);
  const app = createApp({ source: { kind: 'file', path }, environment: {}, port: 0 });
  onTestFinished(async () => void (await app.stop({ grace: 0 })));
  expect((await app.load()).diagnostics).toEqual([]);
  await app.start();
  return {
    edit: async (settings: string, rest?: string) => {
      save(settings, rest);
      expect(await app.reload()).toMatchObject({ swapped: true, diagnostics: [] });
    },
    ask: (bytes: string) => new Client(Number(new URL(app.url ?? '').port)).send(bytes).toEnd(),
  };
}

const statusOf = (answer: string) => Number(answer.split(' ')[1]);

describe('a reload', () => {
  it('keeps the counts of a rate limit that is the same, and begins anew with another', async () => {
    const { ask, edit } = await started('{ rate_limit: { requests: 2 } }');
    const statuses = async () => [statusOf(await ask(get('/'))), statusOf(await ask(get('/')))];
    expect(await statuses()).toEqual([200, 200]);
    await edit('{ rate_limit: { requests: 2 } }', `${ENDPOINTS}  GET /more: { mock: {} }\n`);
    expect(await statuses()).toEqual([429, 429]);
    await edit('{ rate_limit: { requests: 2, per: 2m } }');
    expect(await statuses()).toEqual([200, 200]);
    expect(await statuses()).toEqual([429, 429]);
    await edit('{}');
    expect(await statuses()).toEqual([200, 200]);
  });

  it('takes over who is trusted', async () => {
    const { ask, edit } = await started('{}');
    const request = get('/', 'X-Forwarded-For: 192.0.2.1');
    expect(await ask(request)).toContain('127.0.0.1');
    await edit('{ trusted_proxies: [loopback] }');
    expect(await ask(request)).toContain('192.0.2.1');
    await edit('{ trusted_proxies: [private] }');
    expect(await ask(request)).toContain('127.0.0.1');
  });

  it('takes over whether connections begin with a PROXY header', async () => {
    const { ask, edit } = await started('{}');
    const proxied = `PROXY TCP4 192.0.2.1 203.0.113.9 56324 443\r\n${get('/')}`;
    expect(await ask(proxied)).toContain('BW6010');
    await edit('{ proxy_protocol: true }');
    expect(await ask(proxied)).toContain('192.0.2.1');
    expect(await ask(get('/'))).toBe('');
    await edit('{ proxy_protocol: true, trusted_proxies: [private] }');
    expect(statusOf(await ask(get('/')))).toBe(200);
    await edit('{}');
    expect(await ask(proxied)).toContain('BW6010');
  });

  it('takes over whether answers are compressed', async () => {
    const long = `endpoints:\n  GET /: { mock: { text: ${'hello'.repeat(500)} } }\n`;
    const { ask, edit } = await started('{}');
    const request = get('/', 'Accept-Encoding: gzip');
    await edit('{ compression: false }', long);
    expect(await ask(request)).not.toMatch(/content-encoding/i);
    await edit('{}', long);
    expect(await ask(request)).toMatch(/content-encoding: gzip/i);
  });
});
