/** What a plugin's fault costs requests that have nothing to do with it, and how soon the plugin is back. */
import { setTimeout as pause } from 'node:timers/promises';
import { openLoop, openPool } from './open-loop.mjs';
import { serverWith } from './plugin-servers.mjs';
import { startServer } from './server.mjs';

const CONFIG = `name: bench
endpoints:
  GET /bare: { mock: { body: ok } }
  GET /used: { mock: { body: "\${default(headers['x-plugin'], 'without')}" } }
`;

/** A request for /used?fail makes it happen. */
const faultyPlugin = (code) => `hooks: { beforeRequest: { routes: ['/used'], handler(request, call, context) {
  if (request.query.fail !== undefined) { ${code} }
  return { headers: { 'x-plugin': String(process.pid) } };
} } }`;

export const faults = {
  'busy loop': 'for (;;);',
  'flood of notes':
    "const again = () => { for (let n = 0; n < 200; n++) context.emit('x', 'x'.repeat(1000)); setImmediate(again); }; again();",
  'flood of calls':
    "const again = () => { for (let n = 0; n < 200; n++) context.store.set('k', 1).catch(() => {}); setImmediate(again); }; again();",
  'out of memory': 'const all = []; for (;;) all.push({ at: all.length });',
};

/** Beyond the first second of a server: its spare process is warm then. */
const UNTIL_WARM = 3_000;

/** With the fifth crash in a minute a plugin is left out for a while. */
const MOST_CRASHES = 4;

const pidIn = (answer) => Number(/\r\n\r\n"(\d+)"$/.exec(answer ?? '')?.[1]);

async function withServer(name, code, work) {
  const plugins = { faulty: faultyPlugin(code) };
  const spec = await serverWith(name, {
    plugins,
    isolation: 'process',
    entry: ', limits: { memory: 32mb }',
    config: CONFIG,
  });
  const server = await startServer({ ...spec, path: '/bare' });
  const [others, own] = [openPool(server.port), openPool(server.port)];
  try {
    await openLoop(others, { path: '/bare', rate: 500, milliseconds: UNTIL_WARM });
    return await work({ others, own });
  } finally {
    others.close();
    own.close();
    await server.stop();
  }
}

/**
 * @param {string} name of a fault
 * @returns {Promise<{ added: number, calm: number, during: number, failed: number }[]>} p99 in ms on a route without the
 * plugin, in 1.5 s before the fault and from its beginning on
 */
export function measureFault(name, rounds = MOST_CRASHES) {
  return withServer(`fault ${name}`, faults[name], async ({ others, own }) => {
    const load = { path: '/bare', rate: 500, milliseconds: 1_500 };
    const samples = [];
    for (let round = 0; round < rounds; round++) {
      const calm = await openLoop(others, load);
      void own.ask('/used?fail');
      const during = await openLoop(others, load);
      const failed = calm.failed + during.failed;
      samples.push({ added: during.p99 - calm.p99, calm: calm.p99, during: during.p99, failed });
      await pause(1_000);
    }
    return samples;
  });
}

/** @returns {Promise<number[]>} milliseconds from a SIGKILL to the first answer of the next process */
export function measureRecovery(rounds = MOST_CRASHES) {
  return withServer('recovery', '', async ({ own }) => {
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const pid = pidIn(await own.ask('/used'));
      const begin = performance.now();
      process.kill(pid, 'SIGKILL');
      for (;;) {
        const next = pidIn(await own.ask('/used'));
        if (next > 0 && next !== pid) break;
        await pause(1);
      }
      times.push(performance.now() - begin);
      await pause(2_000);
    }
    return times;
  });
}
