/** The router alone, in this process: what building it and finding a route in it cost. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { requestPaths, routesPerGroup, routeTemplates } from './routes.mjs';
import { median } from './statistics.mjs';

const lookups = 20_000;
const repetitions = 7;

function timeFind(router, paths) {
  const begin = performance.now();
  for (let i = 0; i < lookups; i++) {
    const { kind } = router.find('GET', paths[i % paths.length]);
    if (kind !== 'match') throw new Error(`${paths[i % paths.length]} was not found`);
  }
  return ((performance.now() - begin) * 1e6) / lookups;
}

/**
 * @param {number} routeCount
 * @returns {Promise<{ routeCount: number, buildTime: number, findTime: number } | undefined>} buildTime in
 * milliseconds with parsing the patterns, findTime in nanoseconds; undefined when the program is not built
 */
export async function measureRouter(routeCount) {
  const build = join(root, 'build');
  if (!existsSync(join(build, 'core/router.js'))) return undefined;
  const { Router } = await import(pathToFileURL(join(build, 'core/router.js')));
  const { parseRoutePattern } = await import(pathToFileURL(join(build, 'base/route-pattern.js')));
  const groups = routeCount / routesPerGroup;
  const templates = routeTemplates(groups);

  const begin = performance.now();
  const routes = templates.map((text) => ({
    methods: ['GET'],
    pattern: parseRoutePattern(text),
    value: text,
  }));
  const router = new Router(routes);
  const buildTime = performance.now() - begin;

  const paths = requestPaths(groups);
  const findTimes = Array.from({ length: repetitions }, () => timeFind(router, paths));
  return { routeCount, buildTime, findTime: median(findTimes) };
}
