import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Such as `from './word.mjs'` and `import('./word.mjs')`. */
const RELATIVE = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** The files with those they import by their paths: who is loaded by Node itself is in no cache. */
export async function withImports(files: readonly string[]): Promise<readonly string[]> {
  const all = new Set<string>();
  const pending = [...files];
  for (const file of pending) {
    if (all.has(file)) continue;
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined && !files.includes(file)) continue;
    all.add(file);
    for (const [, path] of (text ?? '').matchAll(RELATIVE))
      pending.push(resolve(dirname(file), path as string));
  }
  return [...all];
}
