import { readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { ResolvedPlugin } from '../../contracts/config.ts';

const TEST = /\.test\.(?:ts|mts|js|mjs)$/;

/**
 * Absolute paths of a plugin's tests: `index.ts` has all of its folder, any other file those that are called as it is.
 * Plugins of packages have none here.
 */
export function testFilesOf({ source }: Pick<ResolvedPlugin, 'source'>): readonly string[] {
  if (source.kind !== 'module') return [];
  const folder = dirname(source.path);
  const stem = basename(source.path, extname(source.path));
  return readdirSync(folder)
    .filter((name) => TEST.test(name) && (stem === 'index' || name.replace(TEST, '') === stem))
    .sort()
    .map((name) => join(folder, name));
}
