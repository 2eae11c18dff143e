/** The router alone, in this process: what building it and finding a route in it cost. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { requestPaths, routesPerGroup, routeTemplates } from './routes.mjs';
import { median } from './statistics.mjs';

const lookups = 20_000;
const repetitions = 7;

/** One module of the program as the compiler gave it, before it is packed into dist. */
async function compiledModule(path) {
  const file = join(root, 'build', path);
  if (!existsSync(file)) throw new Error('nothing is compiled: run `npm run build` first');
  return import(pathToFileURL(file));
}

/** Strings as a server meets them: new ones, whose hash nobody knows yet. */
function freshPaths(paths) {
  const bytes = paths.map((path) => Buffer.from(path));
  return Array.from({ length: lookups }, (_, i) => bytes[i % bytes.length].latin1Slice());
}

function timeFind(router, paths) {
  const asked = freshPaths(paths);
  const begin = performance.now();
  for (const path of asked) {
    if (router.find('GET', path).kind !== 'match') throw new Error(`${path} was not found`);
  }
  return ((performance.now() - begin) * 1e6) / lookups;
}

/**
 * @param {number} routeCount
 * @returns {Promise<{ routeCount: number, buildTime: number, findTime: number }>} buildTime in milliseconds
 * with parsing the patterns, findTime in nanoseconds
 */
export async function measureRouter(routeCount) {
  const { Router } = await compiledModule('core/router.js');
  const { parseRoutePattern } = await compiledModule('base/route-pattern.js');
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
