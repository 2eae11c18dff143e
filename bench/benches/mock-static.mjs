import { backworks, staticConfig } from '../lib/backworks.mjs';
import { compare, timesCheaper } from '../lib/compare.mjs';
import { atLeast } from '../lib/goal.mjs';
import { requestPaths } from '../lib/routes.mjs';
import { loadTable } from '../lib/table.mjs';
import { bare } from '../peers/bare.mjs';
import { fastify } from '../peers/fastify.mjs';
import { isInstalled } from '../peers/packages.mjs';

const groups = 10;

/** @type {import('./index.mjs').Bench} */
export const mockStatic = {
  name: 'mock-static',
  summary: '50 routes, a fixed body of 120 bytes, 64 keep-alive connections',
  async run(options) {
    const paths = requestPaths(groups);
    const specs = [await bare(), await backworks('backworks', staticConfig(groups))];
    if (isInstalled('fastify')) specs.push(await fastify(groups));
    const measured = await compare(
      specs.map((spec) => ({ spec, paths })),
      options,
    );
    const [reference, ours, framework] = measured;
    return {
      tables: [loadTable(measured)],
      goals: [
        atLeast('static: CPU per request against bare', 0.97, timesCheaper(reference, ours), 'x'),
        atLeast(
          'static: CPU per request against fastify',
          1.3,
          framework && timesCheaper(framework, ours),
          'x',
        ),
      ],
    };
  },
};
