import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isAlive } from '../process/children.ts';
import { HOSTS, plugged, plugin } from './plugged.ts';
import { client } from './under-load.ts';

/** Reloads on which figures are taken: what grows with each of them shows in the second half. */
const RELOADS = 500;

const ENDPOINTS = `
  GET /seen: { mock: { body: ok } }
  GET /other: { mock: { body: ok } }
`;

const version = (n: number) =>
  plugin(
    'life',
    `initialize(context) { this.timer = setInterval(() => {}, 1_000); this.context = context; },
    cleanup() { clearInterval(this.timer); },
    hooks: {
      beforeRequest: { routes: ['/seen'], handler(request, call) { call.memo = { seen: ${n} }; } },
      afterResponse: { routes: ['/seen'], handler: (response, call) => ({ headers: { 'x-version': '${n}', 'x-pid': String(process.pid), 'x-memo': String(call.memo?.seen) } }) },
    }`,
  );

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use once garbage is collected; descriptors that are open. */
async function used(): Promise<{ memory: number; descriptors: number }> {
  for (let count = 0; count < 3; count += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { heapUsed, external } = process.memoryUsage();
  return { memory: heapUsed + external, descriptors: readdirSync('/proc/self/fd').length };
}

describe.each(HOSTS)('a plugin (%s) that is loaded again and again', (host) => {
  it(`loses no request in ${RELOADS} versions, and leaves nothing behind`, { timeout: 300_000 }, async () => {
    const { app, url, folder } = await plugged(
      host,
      { life: '' },
      { endpoints: ENDPOINTS, files: { 'life.ts': version(0) } },
    );
    const other = client(
      `${url}/other`,
      ({ status, headers }) => status === 200 && headers['x-version'] === undefined,
    );
    let current = 0;
    const pids = new Set<number>();
    const seen = client(`${url}/seen`, ({ status, headers }) => {
      pids.add(Number(headers['x-pid']));
      const told = Number(headers['x-version']);
      return status === 200 && (told === current || told === current - 1);
    });
    await Promise.all([other.answers(20), seen.answers(20)]);
    let half = { memory: 0, descriptors: 0 };
    for (let n = 1; n <= RELOADS; n += 1) {
      writeFileSync(join(folder, 'life.ts'), version(n));
      current = n;
      const { swapped, diagnostics } = await app.reload();
      expect([swapped, diagnostics]).toEqual([true, []]);
      if (n === RELOADS / 2) half = await used();
    }
    await Promise.all([other.answers(20), seen.answers(20)]);
    await Promise.all([other.stop(), seen.stop()]);
    expect([...other.failed, ...seen.failed]).toEqual([]);
    expect(seen.told.at(-1)?.headers['x-version']).toBe(String(RELOADS));
    const end = await used();
    console.log(
      'FIG',
      host,
      half,
      end,
      pids.size,
      [...pids].filter(isAlive).length,
      seen.told.length,
      other.told.length,
    );
  });
});
