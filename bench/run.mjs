/**
 * Measures and prints figures beside their goals. It never fails because of a figure.
 *
 * usage: npm run bench [-- name...] [--rounds N] [--seconds N] [--rest N]
 */
import { existsSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benches } from './benches/index.mjs';
import { loadGenerator } from './lib/load.mjs';
import { goalTable } from './lib/table.mjs';

// Costs every Node process 40 ms at its start, the measured ones and those they are compared with.
delete process.env.NODE_EXTRA_CA_CERTS;

function readCommandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      seconds: { type: 'string', default: '1' },
      rest: { type: 'string', default: '10' },
    },
  });
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const known = benches.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join('\n');
    console.error(`no bench called ${unknown.join(', ')}; there are\n${known}`);
    process.exit(2);
  }
  return {
    chosen: benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name)),
    options: {
      seconds: Number(values.seconds),
      rest: Number(values.rest),
      ...(values.rounds !== undefined && { rounds: Number(values.rounds) }),
    },
  };
}

/** @returns {Promise<import('./lib/goal.mjs').Goal[]>} none when the bench could not run */
async function runBench({ name, summary, rounds = 20, run }, options) {
  console.log(`\n## ${name}: ${summary}\n`);
  try {
    const { tables, goals } = await run({ rounds, ...options });
    for (const text of [...tables, goalTable(goals)]) console.log(`${text}\n`);
    return goals;
  } catch (error) {
    console.log(`could not run: ${error.message}\n`);
    return [];
  }
}

if (!existsSync('/proc/self/stat')) {
  console.error('CPU time and memory are read from /proc: the benches need Linux');
  process.exit(2);
}
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

const { chosen, options } = readCommandLine();
const [processor] = cpus();
console.log(
  `Node ${process.version}, ${cpus().length} x ${processor.model}, load ${loadavg()[0].toFixed(2)}`,
);
console.log(
  `first request after ${options.rest} s, rounds of ${options.seconds} s, load by ${loadGenerator}`,
);

const goals = [];
for (const bench of chosen) goals.push(...(await runBench(bench, options)));
if (chosen.length > 1) console.log(`## all figures\n\n${goalTable(goals)}`);
