/** What calls into another process cost, over the channel that isolated plugins and handlers use. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/** A request as a hook sees it: about 1 KB of JSON. */
const request = {
  method: 'GET',
  path: '/users/4711',
  query: { page: '2', sort: 'name' },
  headers: Object.fromEntries(
    Array.from({ length: 18 }, (_, n) => [`x-header-${n}`, `value ${n} of this header, as long as usual`]),
  ),
};

async function startEcho() {
  const file = join(root, 'build/process/launch.js');
  if (!existsSync(file)) throw new Error('nothing is compiled: run `npm run build` first');
  const { launch } = await import(pathToFileURL(file));
  return launch({
    command: process.execPath,
    args: [join(root, 'bench/servers/echo-child.mjs')],
    output: (line) => console.error(line),
    answer: () => ({}),
  });
}

async function oneByOne(channel, count, options) {
  const times = [];
  for (let n = 0; n < count; n++) {
    const begin = performance.now();
    await channel.call('hook', request, options);
    times.push((performance.now() - begin) * 1_000);
  }
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(count / 2)], p99: times[Math.floor(count * 0.99)] };
}

/** @returns {Promise<number>} calls per second */
async function manyAtOnce(channel, count, inFlight) {
  const begin = performance.now();
  let left = count;
  const work = async () => {
    while (left-- > 0) await channel.call('hook', request);
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return (count / (performance.now() - begin)) * 1_000;
}

/**
 * @param {number} rounds
 * @returns {Promise<{ p50: number, p99: number, rate: number, large: number }[]>} p50, p99 of single calls and
 * the median of calls with 100 KiB both ways in microseconds, and calls per second with 32 in flight
 */
export async function measureChildCalls(rounds) {
  const child = await startEcho();
  try {
    await manyAtOnce(child.channel, 50_000, 32);
    const samples = [];
    for (let round = 0; round < rounds; round++) {
      const single = await oneByOne(child.channel, 5_000);
      const rate = await manyAtOnce(child.channel, 50_000, 32);
      const { p50: large } = await oneByOne(child.channel, 500, { payload: Buffer.alloc(102_400) });
      samples.push({ ...single, rate, large });
    }
    return samples;
  } finally {
    await child.stop(1_000);
  }
}
