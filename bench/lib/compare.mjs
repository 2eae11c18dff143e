/** Servers alive side by side, loaded in turn A B C A B C: what disturbs the machine disturbs all of them. */
import { setTimeout as pause } from 'node:timers/promises';
import { applyLoad } from './load.mjs';
import { cpuTime, residentMemory } from './process-tree.mjs';
import { serverProcessor } from './processors.mjs';
import { startServer } from './server.mjs';
import { median, medianRatio } from './statistics.mjs';

/**
 * @typedef {object} Variant
 * @property {import('./server.mjs').ServerSpec} spec
 * @property {string[]} paths what is asked for, in turn
 */

/**
 * @typedef {object} Measured medians over the rounds
 * @property {string} name
 * @property {number} cpu microseconds of CPU time per request, of the whole process tree
 * @property {number} quietest the same, of the round with the lowest figure
 * @property {number} rate requests per second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} memory bytes after the last round
 * @property {number} errors of all rounds
 * @property {number} readyTime milliseconds
 * @property {number[]} rounds CPU microseconds per request of each round
 */

/** Milliseconds. A round with less says nothing: the whole machine stood still for a while. */
const leastCpuTime = 100;

/** @returns {Promise<import('./load.mjs').LoadResult & { cpu: number }>} */
async function measureOnce({ server, paths }, { seconds, connections }) {
  const before = cpuTime(server.pid);
  const result = await applyLoad({ port: server.port, paths, seconds, connections });
  // An error answer is cheaper than a good one: such a figure would say nothing.
  if (result.errors > result.requests / 100) {
    throw new Error(`${server.name}: ${result.errors} of ${result.requests} requests failed`);
  }
  const used = cpuTime(server.pid) - before;
  if (used < leastCpuTime) return measureOnce({ server, paths }, { seconds, connections });
  return { ...result, cpu: (used * 1000) / result.requests };
}

/** @returns {Measured} */
function summarise({ server }, samples) {
  const middle = (field) => median(samples.map((sample) => sample[field]));
  return {
    name: server.name,
    cpu: middle('cpu'),
    quietest: Math.min(...samples.map(({ cpu }) => cpu)),
    rate: median(samples.map(({ requests, seconds }) => requests / seconds)),
    p50: middle('p50'),
    p99: middle('p99'),
    memory: residentMemory(server.pid),
    errors: samples.reduce((total, sample) => total + sample.errors, 0),
    readyTime: server.readyTime,
    rounds: samples.map((sample) => sample.cpu),
  };
}

async function startAll(variants, members) {
  for (const { spec, paths } of variants) {
    const server = await startServer(spec, { processor: serverProcessor });
    members.push({ server, paths, warmUp: spec.warmUp ?? 3, samples: [] });
  }
}

async function warmUpAll(members, connections) {
  for (const { server, paths, warmUp } of members) {
    await applyLoad({ port: server.port, paths, seconds: warmUp, connections });
  }
}

/**
 * Between its start and its first request a server usually waits, and after 8 s V8 may tidy up its heap. What
 * that throws away can cost a quarter of the speed for good, so that all rest before they are warmed up.
 *
 * @param {Variant[]} variants
 * @param {{ rounds: number, seconds: number, rest: number, connections?: number }} options times in seconds
 * @returns {Promise<Measured[]>} in the order of the variants
 */
export async function compare(variants, options) {
  const members = [];
  try {
    await startAll(variants, members);
    await pause(options.rest * 1000);
    await warmUpAll(members, options.connections);
    for (let round = 0; round < options.rounds; round++) {
      for (const member of members) member.samples.push(await measureOnce(member, options));
    }
    return members.map((member) => summarise(member, member.samples));
  } finally {
    await Promise.all(members.map(({ server }) => server.stop()));
  }
}

/**
 * Compares the quietest rounds: what else the machine does only ever adds, so that they say most about the
 * server. Two copies of one server differ by up to 2 % this way, by up to 3 % in {@link medianTimesCheaper}.
 *
 * @param {Measured} reference
 * @param {Measured} measured
 * @returns {number} how many times cheaper than the reference a request is: 1 is equal, 2 is half its CPU time
 */
export function timesCheaper(reference, measured) {
  return reference.quietest / measured.quietest;
}

/** The same from all rounds: the median of what each round says by itself. */
export function medianTimesCheaper(reference, measured) {
  return medianRatio(reference.rounds, measured.rounds);
}
