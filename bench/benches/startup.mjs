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

/** A configuration that is long because its bodies are. */
function manyLines(count) {
  const items = Array.from(
    { length: 15 },
    (_, index) => `          - { id: ${index}, name: item ${index} }\n`,
  );
  const endpoint = (index) =>
    `  GET /r${index}/{id}:\n    mock:\n      body:\n${items.join('').replace(/^ {10}/gm, '        ')}`;
  return `endpoints:\n${Array.from({ length: Math.ceil(count / 18) }, (_, index) => endpoint(index)).join('')}`;
}

function commandTimes() {
  const file = writeConfig('validate', staticConfig(4));
  const many = writeConfig('validate-1000', staticConfig(200));
  const long = writeConfig('validate-18000-lines', manyLines(18_000));
  const node = process.execPath;
  return timeCommands(
    [
      { name: 'node -e 0', command: [node, '-e', '0'] },
      { name: 'backworks --version', command: [node, program, '--version'] },
      { name: 'backworks validate, 20 endpoints', command: [node, program, 'validate', '-c', file] },
      { name: 'backworks validate, 1,000 endpoints', command: [node, program, 'validate', '-c', many] },
      { name: 'backworks validate, 18,000 lines', command: [node, program, 'validate', '-c', long] },
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
    const [floor, version, validate, many, long] = commands;
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
        atMost('validate, 1,000 endpoints, beyond 20', 60, many.shortest - validate.shortest, ' ms'),
        atMost('validate, 18,000 lines', 1_000, long.shortest, ' ms'),
      ],
    };
  },
};
