/** How long commands take from spawn to exit. */
import { spawnSync } from 'node:child_process';
import { finishedChildrenCpuTime } from './process-tree.mjs';
import { median } from './statistics.mjs';

/**
 * @typedef {object} Timing
 * @property {string} name
 * @property {number} shortest milliseconds; what the machine's other work disturbs least
 * @property {number} middle milliseconds
 * @property {number} cpu milliseconds of CPU time, mean
 */

function runOnce([file, ...args], cwd) {
  const cpuBefore = finishedChildrenCpuTime();
  const begin = performance.now();
  const { status, stderr } = spawnSync(file, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  const wall = performance.now() - begin;
  if (status !== 0)
    throw new Error(`${args.join(' ')} ended with ${status}: ${String(stderr).slice(0, 300)}`);
  return { wall, cpu: finishedChildrenCpuTime() - cpuBefore };
}

/**
 * @param {{ name: string, command: string[] }[]} commands run in turn; a first round is not counted
 * @param {{ rounds: number, cwd: string }} options
 * @returns {Timing[]}
 */
export function timeCommands(commands, { rounds, cwd }) {
  const samples = commands.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, { command }] of commands.entries()) {
      const sample = runOnce(command, cwd);
      if (round >= 0) samples[index].push(sample);
    }
  }
  return commands.map(({ name }, index) => {
    const walls = samples[index].map(({ wall }) => wall);
    const cpu = samples[index].reduce((total, sample) => total + sample.cpu, 0) / rounds;
    return { name, shortest: Math.min(...walls), middle: median(walls), cpu };
  });
}
