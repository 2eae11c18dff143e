import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packagePath } from '../package.ts';
import type { PlannedFile } from '../scaffold.ts';

/** Where the types stand that tsconfig files of plugins lead to, relative to the configuration. */
export const TYPES_FOLDER = '.backworks/types';

/** Public entries whose types plugins and their tests use. */
const ENTRIES = ['plugin', 'testing'];

/** Types of our entries, and of what tests use of Node.js: editors and compilers need no packages then. */
export function typesFiles(): PlannedFile[] {
  const dist = packagePath('dist');
  const own = reachable(ENTRIES.map((name) => join(dist, `${name}.d.ts`))).map((file) => ({
    path: relative(dist, file),
    from: file,
  }));
  const ofNode = packagePath('templates/plugin-types');
  const others = readdirSync(ofNode).map((path) => ({ path, from: join(ofNode, path) }));
  return [...own, ...others].map(({ path, from }) => ({
    path: `${TYPES_FOLDER}/${path.replaceAll('\\', '/')}`,
    text: readFileSync(from, 'utf8'),
    merged: true,
  }));
}

/** The files with all that they import by their paths. */
function reachable(files: readonly string[]): readonly string[] {
  const seen = new Set(files);
  for (const file of seen) {
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(IMPORT))
      seen.add(`${join(dirname(file), path)}.d.ts`);
  }
  return [...seen];
}

const IMPORT = /(?:from |import\()['"](\.[^'"]+)\.(?:ts|js)['"]/g;
