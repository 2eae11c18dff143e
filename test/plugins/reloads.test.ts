import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { gone } from '../process/children.ts';
import { HOSTS, plugged, plugin } from './plugged.ts';
import { client } from './under-load.ts';

/** What grows with each of them shows in the second half. A process for each takes its time. */
const RELOADS = { inline: 500, process: 80 } as const;

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
  const count = RELOADS[host];

  it(`loses no request in ${count} versions, and leaves nothing behind`, { timeout: 300_000 }, async () => {
    const { app, url, folder } = await plugged(
      host,
      { life: '' },
      // How long a call may take is not the question, on machines that do much else.
      {
        endpoints: ENDPOINTS,
        files: { 'life.ts': version(0) },
        entries: { life: 'max_execution_time: 5s' },
      },
    );
    const other = client(
      `${url}/other`,
      ({ status, headers }) => status === 200 && headers['x-version'] === undefined,
    );
    let newest = 0;
    let last = 0;
    const pids = new Set<number>();
    // One request after the other: no answer is of an older version than the one before.
    const seen = client(`${url}/seen`, ({ status, headers }) => {
      pids.add(Number(headers['x-pid']));
      const told = Number(headers['x-version']);
      const isRight = status === 200 && told >= last && told <= newest;
      last = told;
      return isRight;
    });
    await Promise.all([other.answers(20), seen.answers(20)]);
    let half = await used();
    for (let n = 1; n <= count; n += 1) {
      writeFileSync(join(folder, 'life.ts'), version(n));
      newest = n;
      const { swapped, diagnostics } = await app.reload();
      expect([swapped, diagnostics]).toEqual([true, []]);
      if (n === count / 2) half = await used();
    }
    await Promise.all([other.answers(20), seen.answers(20)]);
    await Promise.all([other.stop(), seen.stop()]);
    expect([...other.failed, ...seen.failed]).toEqual([]);
    expect(last).toBe(count);
    if (host === 'process') await gone(...[...pids].slice(0, -1));
    const end = await used();
    expect(end.memory - half.memory).toBeLessThan(20 * 1024 * 1024);
    expect(end.descriptors - half.descriptors).toBeLessThan(20);
  });
});
