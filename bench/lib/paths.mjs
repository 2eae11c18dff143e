/** Where things are: the repository, the program under test, and a scratch folder outside the repository. */
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const bench = fileURLToPath(new URL('..', import.meta.url));

/** The program under test. `BACKWORKS_BIN` names another build, to compare two of them. */
export const program = process.env.BACKWORKS_BIN ?? join(root, 'bin/backworks.js');

/** Installed peers and written configurations live here; `BACKWORKS_BENCH_DIR` moves it. */
export const scratch = process.env.BACKWORKS_BENCH_DIR ?? join(tmpdir(), 'backworks-bench');

/** A folder below the scratch folder, made when it is missing. */
export function scratchFolder(...parts) {
  const folder = join(scratch, ...parts);
  mkdirSync(folder, { recursive: true });
  return folder;
}
