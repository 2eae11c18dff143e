import { backworks, staticConfig, writeConfig } from '../lib/backworks.mjs';
import { atMost } from '../lib/goal.mjs';
import { program, scratchFolder } from '../lib/paths.mjs';
import { startServer } from '../lib/server.mjs';
import { median, medianRatio } from '../lib/statistics.mjs';
import { table } from '../lib/table.mjs';
import { timeCommands } from '../lib/timing.mjs';
import { bare } from '../peers/bare.mjs';

const rounds = 15;
/** Milliseconds between two looks whether the server answers. */
const pollInterval = 2;

async function timeToReady(spec) {
  const server = await startServer(spec, { pollInterval });
  await server.stop();
  return server.readyTime;
}

async function readyTimes() {
  const times = { bare: [], backworks: [] };
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await timeToReady(await bare()));
    times.backworks.push(await timeToReady(await backworks('startup', staticConfig(10))));
  }
  return times;
}

function commandTimes() {
  const file = writeConfig('validate', staticConfig(4));
  const node = process.execPath;
  return timeCommands(
    [
      { name: 'node -e 0', command: [node, '-e', '0'] },
      { name: 'backworks --version', command: [node, program, '--version'] },
      { name: 'backworks validate, 20 endpoints', command: [node, program, 'validate', '-c', file] },
    ],
    { rounds, cwd: scratchFolder('configurations') },
  );
}

/** @type {import('./index.mjs').Bench} */
export const startup = {
  name: 'startup',
  summary: 'from nothing to the first answer, and the time of short commands',
  async run() {
    const ready = await readyTimes();
    const commands = commandTimes();
    const [floor, version, validate] = commands;
    const readyTable = table(Object.entries(ready), {
      'start to first 200': ([name]) => name,
      'median ms': ([, times]) => median(times).toFixed(1),
      'shortest ms': ([, times]) => Math.min(...times).toFixed(1),
    });
    const commandTable = table(commands, {
      command: ({ name }) => name,
      'shortest ms': ({ shortest }) => shortest.toFixed(1),
      'median ms': ({ middle }) => middle.toFixed(1),
      'CPU ms': ({ cpu }) => cpu.toFixed(0),
    });
    return {
      tables: [readyTable, commandTable],
      goals: [
        atMost('start to first 200 against bare', 1.7, medianRatio(ready.backworks, ready.bare), 'x'),
        atMost('--version against node -e 0', 1.15, version.shortest / floor.shortest, 'x'),
        atMost('validate, 20 endpoints, against node -e 0', 1.6, validate.shortest / floor.shortest, 'x'),
      ],
    };
  },
};
