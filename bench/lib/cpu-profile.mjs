/** Reads what `node --cpu-prof` wrote: which functions the time was spent in. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './paths.mjs';

/**
 * @typedef {object} FunctionCost
 * @property {string} name
 * @property {string} place file and line; empty for the engine itself
 * @property {'ours' | 'dependency' | 'node' | 'engine'} owner
 * @property {number} share of the busy time, 0 to 1
 */

function ownerOf({ url }) {
  if (url === '') return 'engine';
  if (url.startsWith('node:')) return 'node';
  return url.includes('/node_modules/') ? 'dependency' : 'ours';
}

function placeOf({ url, lineNumber }) {
  if (url === '') return '';
  const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
  return `${file}:${lineNumber + 1}`;
}

/**
 * @param {string} folder holding one profile
 * @returns {FunctionCost[]} by self time, the most expensive first; idle time is left out
 */
export function readProfile(folder) {
  const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
  if (!file) throw new Error(`no profile in ${folder}: did the server end by itself on SIGTERM?`);
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const costs = new Map();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    if (frame.functionName === '(idle)' || frame.functionName === '(root)') continue;
    const name = frame.functionName || '(anonymous)';
    const place = placeOf(frame);
    const key = `${name} ${place}`;
    const cost = costs.get(key) ?? { name, place, owner: ownerOf(frame), time: 0 };
    cost.time += timeDeltas[index];
    costs.set(key, cost);
    busy += timeDeltas[index];
  }
  return [...costs.values()]
    .sort((a, b) => b.time - a.time)
    .map(({ time, ...cost }) => ({ ...cost, share: time / busy }));
}
