/** The API that every server under test serves: groups of five routes that answer the same object. */

const shapes = ['', '/{id}', '/{id}/items', '/{id}/items/{item}', '/search/recent'];
const concrete = ['', '/42', '/42/items', '/42/items/7', '/search/recent'];

export const routesPerGroup = shapes.length;

/** About 120 bytes as JSON. */
export const record = {
  id: 17,
  name: 'Ada Lovelace',
  email: 'ada@example.test',
  role: 'admin',
  active: true,
  score: 98.5,
  tags: ['a', 'b'],
};

/** @returns {string[]} such as `/api/r0/{id}/items` */
export function routeTemplates(groups) {
  return Array.from({ length: groups }, (_, group) => shapes.map((shape) => `/api/r${group}${shape}`)).flat();
}

/** @returns {string[]} 50 paths of all shapes, spread evenly over the groups, whatever their number */
export function requestPaths(groups) {
  const stride = Math.max(1, Math.floor(groups / 10));
  const chosen = Array.from({ length: Math.min(10, groups) }, (_, i) => i * stride);
  return chosen.flatMap((group) => concrete.map((shape) => `/api/r${group}${shape}`));
}

/** @returns {string[]} those of the paths that carry an id */
export function requestPathsWithId(groups) {
  return requestPaths(groups).filter((path) => path.includes('/42'));
}
