/** Every bench, in the order they run. */
import { memory } from './memory.mjs';
import { mockStatic } from './mock-static.mjs';
import { mockTemplated } from './mock-templated.mjs';
import { reload } from './reload.mjs';
import { routes } from './routes.mjs';
import { size } from './size.mjs';
import { startup } from './startup.mjs';

/**
 * @typedef {object} BenchOptions
 * @property {number} rounds
 * @property {number} seconds of load per server and round
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
 * @property {(options: BenchOptions) => Promise<BenchResult>} run
 */

/** @type {Bench[]} */
export const benches = [mockStatic, mockTemplated, routes, memory, startup, reload, size];
