import { backworks, templatedConfig } from '../lib/backworks.mjs';
import { compare, timesCheaper } from '../lib/compare.mjs';
import { atLeast } from '../lib/goal.mjs';
import { requestPathsWithId } from '../lib/routes.mjs';
import { loadTable } from '../lib/table.mjs';
import { bare } from '../peers/bare.mjs';

const groups = 10;

/** @type {import('./index.mjs').Bench} */
export const mockTemplated = {
  name: 'mock-templated',
  summary: '50 routes, a body with ${path.id} and ${request.path}, 64 keep-alive connections',
  async run(options) {
    const paths = requestPathsWithId(groups);
    const specs = [await bare(), await backworks('backworks templated', templatedConfig(groups))];
    const measured = await compare(
      specs.map((spec) => ({ spec, paths })),
      options,
    );
    const [reference, ours] = measured;
    return {
      tables: [loadTable(measured)],
      goals: [atLeast('templated: CPU per request against bare', 0.9, timesCheaper(reference, ours), 'x')],
    };
  },
};
