import { compare, medianTimesCheaper } from '../lib/compare.mjs';
import { atLeast, atMost, under } from '../lib/goal.mjs';
import { openLoop, openPool } from '../lib/open-loop.mjs';
import { measureExecutor } from '../lib/plugin-executor.mjs';
import { faults, measureFault, measureRecovery } from '../lib/plugin-faults.mjs';
import { copies, serverWith } from '../lib/plugin-servers.mjs';
import { requestPathsWithId } from '../lib/routes.mjs';
import { startServer } from '../lib/server.mjs';
import { median } from '../lib/statistics.mjs';
import { loadTable, table } from '../lib/table.mjs';

const SYNC = 'hooks: { beforeRequest() {} }';
const ASYNC = 'hooks: { async beforeRequest() {} }';
const ELSEWHERE = "hooks: { beforeRequest: { routes: ['/elsewhere/*'], handler() {} } }";

/** Rows of least, median and most. */
function spreads(figures) {
  return table(Object.entries(figures), {
    figure: ([name]) => name,
    least: ([, values]) => Math.min(...values).toFixed(2),
    median: ([, values]) => median(values).toFixed(2),
    most: ([, values]) => Math.max(...values).toFixed(2),
    samples: ([, values]) => values.length,
  });
}

async function executor(rounds) {
  const samples = await measureExecutor(rounds);
  const of = (kind) => samples.map((sample) => sample[kind]);
  return {
    table: spreads({
      '10 hooks, sync, µs': of('sync'),
      '10 hooks, async, µs': of('async'),
      '10 hooks that wait twice, µs': of('suspended'),
    }),
    goals: [
      atMost('10 inline sync hooks add to a request', 0.5, median(of('sync')), ' µs'),
      atMost('10 inline async hooks add to a request', 5, median(of('async')), ' µs'),
    ],
  };
}

async function throughput(options) {
  const paths = requestPathsWithId(50);
  const variants = [
    await serverWith('no plugin', { plugins: {} }),
    await serverWith('10 sync hooks', { plugins: copies(10, SYNC) }),
    await serverWith('10 async hooks', { plugins: copies(10, ASYNC) }),
    await serverWith('20 plugins elsewhere', { plugins: copies(20, ELSEWHERE) }),
    await serverWith('no plugin again', { plugins: {} }),
  ].map((spec) => ({ spec, paths }));
  const measured = await compare(variants, options);
  const [none, sync, async, elsewhere, again] = measured;
  const against = (row) => medianTimesCheaper(none, row);
  return {
    table: loadTable(measured),
    goals: [
      atLeast('HTTP with 10 sync hooks against none', 0.98, against(sync), 'x'),
      atLeast('HTTP with 10 async hooks against none', 0.86, against(async), 'x'),
      atLeast('HTTP with 20 plugins elsewhere against none', 0.99, against(elsewhere), 'x'),
      atLeast('the same server twice: the noise of these three', 0.99, against(again), 'x'),
    ],
  };
}

/** Two servers that are asked in turn, 2,000 times in a second. */
async function isolated(rounds) {
  const servers = {};
  const pools = {};
  try {
    for (const isolation of ['inline', 'process']) {
      const spec = await serverWith(`isolation ${isolation}`, { plugins: copies(1, SYNC), isolation });
      servers[isolation] = await startServer(spec);
      pools[isolation] = openPool(spec.port);
    }
    const [path] = requestPathsWithId(50);
    const samples = [];
    for (let round = -2; round < rounds; round++) {
      const sample = {};
      for (const [name, pool] of Object.entries(pools))
        sample[name] = await openLoop(pool, { path, rate: 2_000, milliseconds: 2_000 });
      if (round >= 0) samples.push(sample);
    }
    const added = (figure) => samples.map((sample) => sample.process[figure] - sample.inline[figure]);
    return {
      table: spreads({
        'inline p50, ms': samples.map(({ inline }) => inline.p50),
        'isolated p50, ms': samples.map((sample) => sample.process.p50),
        'added p50, ms': added('p50'),
        'inline p99, ms': samples.map(({ inline }) => inline.p99),
        'isolated p99, ms': samples.map((sample) => sample.process.p99),
        'added p99, ms': added('p99'),
      }),
      goals: [
        under('isolated hook adds at 2,000/s, p50', 0.1, median(added('p50')), ' ms'),
        under('isolated hook adds at 2,000/s, p99', 0.5, median(added('p99')), ' ms'),
      ],
    };
  } finally {
    for (const pool of Object.values(pools)) pool.close();
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
}

async function faulty() {
  const figures = {};
  const goals = [];
  for (const name of Object.keys(faults)) {
    const samples = await measureFault(name);
    const failed = samples.reduce((sum, sample) => sum + sample.failed, 0);
    if (failed > 0) throw new Error(`${failed} requests failed during: ${name}`);
    figures[`${name}: p99 before, ms`] = samples.map(({ calm }) => calm);
    figures[`${name}: p99 added, ms`] = samples.map(({ added }) => added);
    goals.push(
      atMost(`p99 added elsewhere during: ${name}`, 10, median(samples.map(({ added }) => added)), ' ms'),
    );
  }
  const times = await measureRecovery();
  figures['back after a kill, ms'] = times;
  goals.push(under('an isolated plugin is back after a kill', 1_000, median(times), ' ms', 0));
  return { table: spreads(figures), goals };
}

/** @type {import('./index.mjs').Bench} */
export const plugins = {
  name: 'plugins',
  summary: 'what hooks, isolation and faults of plugins cost',
  rounds: 10,
  async run(options) {
    const parts = [
      await executor(options.rounds),
      await throughput(options),
      await isolated(options.rounds),
      await faulty(),
    ];
    return { tables: parts.map(({ table: one }) => one), goals: parts.flatMap(({ goals }) => goals) };
  },
};
