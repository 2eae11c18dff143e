/** Every bench, in the order they run. */
import { memory } from './memory.mjs';
import { mockPeers } from './mock-peers.mjs';
import { mockStatic } from './mock-static.mjs';
import { mockTemplated } from './mock-templated.mjs';
import { plugins } from './plugins.mjs';
import { processCalls } from './process.mjs';
import { proxy } from './proxy.mjs';
import { reload } from './reload.mjs';
import { routes } from './routes.mjs';
import { size } from './size.mjs';
import { startup } from './startup.mjs';
import { staticFiles } from './static-files.mjs';

/**
 * @typedef {object} BenchOptions
 * @property {number} rounds
 * @property {number} seconds of load per server and round
 * @property {number} rest seconds between the start of the servers and their first request
 */

/**
 * @typedef {object} BenchResult
 * @property {string[]} tables what was seen
 * @property {import('../lib/goal.mjs').Goal[]} goals what must hold
 */

/**
 * @typedef {object} Bench
 * @property {string} name
 * @property {string} summary
 * @property {number} [rounds] unless the command line says otherwise
 * @property {(options: BenchOptions) => Promise<BenchResult>} run
 */

/** @type {Bench[]} */
export const benches = [
  mockStatic,
  mockTemplated,
  mockPeers,
  staticFiles,
  proxy,
  processCalls,
  plugins,
  routes,
  memory,
  startup,
  reload,
  size,
];
