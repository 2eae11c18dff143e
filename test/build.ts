import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Milliseconds of the last change of a file, or of the newest one below a folder; 0 when it is missing. */
function newest(path: string): number {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(join(root, path)).map((name) => newest(join(path, name))));
}

/** Builds once before all tests, so that none of them drives an old program. */
export function setup(): void {
  // The tests of `npm start` would otherwise replace the packages that the running tests are made of.
  if (newest('package-lock.json') > newest('node_modules/.package-lock.json')) {
    throw new Error('node_modules is older than package-lock.json: npm test installs, npx vitest does not');
  }
  if (newest('src') <= newest('dist')) return;
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
