import { backworks, staticConfig } from '../lib/backworks.mjs';
import { compare, timesCheaper } from '../lib/compare.mjs';
import { atMost } from '../lib/goal.mjs';
import { measureRouter } from '../lib/router-build.mjs';
import { requestPaths, routesPerGroup } from '../lib/routes.mjs';
import { startServer } from '../lib/server.mjs';
import { median } from '../lib/statistics.mjs';
import { loadTable, table } from '../lib/table.mjs';

async function variant(routeCount) {
  const groups = routeCount / routesPerGroup;
  const spec = await backworks(`${routeCount} routes`, staticConfig(groups));
  return { spec, paths: requestPaths(groups) };
}

async function readyTime(routeCount, rounds) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const { spec } = await variant(routeCount);
    const server = await startServer(spec);
    times.push(server.readyTime);
    await server.stop();
  }
  return median(times);
}

/** @type {import('./index.mjs').Bench} */
export const routes = {
  name: 'routes',
  summary: 'what the number of routes costs',
  async run(options) {
    const measured = await compare([await variant(50), await variant(1000)], options);
    const [few, many] = measured;
    const ready = await readyTime(10_000, 3);
    const router = await measureRouter(100_000);
    const routerTable = table([router], {
      'router of': ({ routeCount }) => `${routeCount} routes`,
      'build ms': ({ buildTime }) => buildTime.toFixed(0),
      'find ns': ({ findTime }) => findTime.toFixed(0),
    });
    return {
      tables: [loadTable(measured), routerTable],
      goals: [
        atMost('CPU per request, 1,000 routes against 50', 1.05, timesCheaper(many, few), 'x'),
        atMost('start to first 200 with 10,000 endpoints', 1.2, ready / 1000, ' s'),
        atMost('router of 100,000 routes built', 1, router.buildTime / 1000, ' s'),
      ],
    };
  },
};
