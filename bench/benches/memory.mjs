import { backworks, staticConfig } from '../lib/backworks.mjs';
import { compare } from '../lib/compare.mjs';
import { atMost } from '../lib/goal.mjs';
import { requestPaths } from '../lib/routes.mjs';
import { loadTable } from '../lib/table.mjs';
import { bare } from '../peers/bare.mjs';

const groups = 10;

/** @type {import('./index.mjs').Bench} */
export const memory = {
  name: 'memory',
  summary: 'resident memory after 10 s of load, 50 routes',
  // With the warm-up 10 s of load, as when the goal was set: V8 gives itself more the longer it lasts.
  rounds: 7,
  async run(options) {
    const paths = requestPaths(groups);
    const specs = [await bare(), await backworks('backworks', staticConfig(groups))];
    const measured = await compare(
      specs.map((spec) => ({ spec, paths })),
      options,
    );
    const mebibytes = measured[1].memory / 2 ** 20;
    return {
      tables: [loadTable(measured)],
      goals: [atMost('resident memory after load', 75, mebibytes, ' MiB', 0)],
    };
  },
};
