import { measureChildCalls } from '../lib/child-calls.mjs';
import { atLeast, atMost } from '../lib/goal.mjs';
import { median } from '../lib/statistics.mjs';
import { table } from '../lib/table.mjs';

/** @type {import('./index.mjs').Bench} */
export const processCalls = {
  name: 'process',
  summary: 'calls into another process, with 1 KB of JSON',
  rounds: 10,
  async run({ rounds }) {
    const samples = await measureChildCalls(rounds);
    const middle = (field) => median(samples.map((sample) => sample[field]));
    const spread = (field) => {
      const values = samples.map((sample) => sample[field]);
      return { field, values: [Math.min(...values), middle(field), Math.max(...values)] };
    };
    const rows = ['p50', 'p99', 'rate', 'large'].map(spread);
    return {
      tables: [
        table(rows, {
          figure: (row) => row.field,
          least: (row) => row.values[0].toFixed(0),
          median: (row) => row.values[1].toFixed(0),
          most: (row) => row.values[2].toFixed(0),
        }),
      ],
      goals: [
        atMost('call into another process, p50', 100, middle('p50'), ' µs', 0),
        atMost('call into another process, p99', 500, middle('p99'), ' µs', 0),
        atLeast('calls with 32 in flight', 50_000, middle('rate'), '/s', 0),
      ],
    };
  },
};
