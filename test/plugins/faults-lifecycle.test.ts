import { describe, expect, it } from 'vitest';
import { configOf, HOSTS, plugged, plugin } from './plugged.ts';
import { client } from './under-load.ts';

/** What a method of a life may do wrong; a process of its own may also end there. */
const WAYS = {
  inline: { throws: "throw new Error('broken');", rejects: "return Promise.reject(new Error('broken'));" },
  process: {
    throws: "throw new Error('broken');",
    rejects: "return Promise.reject(new Error('broken'));",
    exits: 'process.exit(3);',
  },
} as const;

const ENDPOINTS = `
  GET /seen: { mock: { body: ok } }
  GET /other: { mock: { body: ok }, plugins: { life: false } }
`;

const SCHEMA = "configSchema: { type: 'object', properties: { level: { type: 'integer' } } }";

/** A plugin that shows its version with every answer. */
const version = (n: number, more = '') =>
  `${SCHEMA}, hooks: { afterResponse: () => ({ headers: { 'x-version': '${n}' } }) }, ${more}`;

describe.each(
  HOSTS.flatMap((host) => Object.entries(WAYS[host]).map(([way, code]) => [host, way, code] as const)),
)('a plugin (%s) that in a method of its life %s', (host, _way, code) => {
  /** Serves it under load, on its own route and on one that has nothing to do with it. */
  async function live(members: string) {
    const served = await plugged(
      host,
      { life: members },
      { endpoints: ENDPOINTS, entries: { life: 'level: 1' } },
    );
    const isOk = ({ status, body }: { status: number; body: string }) => status === 200 && body === '"ok"';
    const clients = [client(`${served.url}/seen`, isOk), client(`${served.url}/other`, isOk)];
    const settle = async () => {
      await Promise.all(clients.map((one) => one.answers(20)));
      await Promise.all(clients.map((one) => one.stop()));
      expect(clients.flatMap(({ failed }) => failed)).toEqual([]);
      return clients[0]?.told.at(-1)?.headers['x-version'];
    };
    await Promise.all(clients.map((one) => one.answers(20)));
    return { ...served, settle };
  }

  it.each(['initialize', 'start', 'healthCheck'])('%s: the version that works serves on', async (step) => {
    const { app, write, settle } = await live(version(1));
    write({ 'life.ts': plugin('life', version(2, `${step}() { ${code} }`)) });
    const report = await app.reload();
    expect([report.swapped, report.diagnostics.map(({ code: told }) => told)]).toEqual([false, ['BW7040']]);
    expect(await settle()).toBe('1');
  });

  it.each(['stop', 'cleanup'])('%s: the next version serves, and it is told', async (step) => {
    const { app, write, settle, event } = await live(version(1, `${step}() { ${code} }`));
    write({ 'life.ts': plugin('life', version(2)) });
    expect((await app.reload()).swapped).toBe(true);
    await event(
      (one) => one.type === 'log' && one.level === 'error' && one.message.startsWith(`${step} failed`),
    );
    expect(await settle()).toBe('2');
  });

  it('onConfigReload: requests go on, and it is told', async () => {
    const { app, write, settle, event } = await live(version(1, `onConfigReload() { ${code} }`));
    const entries = { life: 'level: 2' };
    write({ 'backworks.yaml': configOf(host, ['life'], { endpoints: ENDPOINTS, entries }) });
    expect((await app.reload()).swapped).toBe(true);
    await event((one) => one.type === 'log' && one.message.startsWith('onConfigReload failed'));
    await settle();
  });
});
