import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { nearest } from '../../base/suggest.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { FileReference } from './files.ts';

export interface FoldersReport {
  /** Absolute paths of those that are missing. What others hold is read per request: nobody needs to watch it. */
  readonly missing: readonly string[];
  readonly problems: readonly Problem[];
}

/** Checks that every folder the configuration names exists and can be read. */
export async function checkFolders(
  references: readonly FileReference[],
  folder: string,
  document: ConfigDocument,
): Promise<FoldersReport> {
  const missing: string[] = [];
  const problems: Problem[] = [];
  for (const reference of references) {
    const path = resolve(folder, reference.text);
    const state = await stateOf(path);
    if (state === undefined) continue;
    missing.push(path);
    problems.push(await explain(state, path, reference, document));
  }
  return { missing, problems };
}

/** What is wrong with a folder: an error name of Node.js, or nothing. */
async function stateOf(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isDirectory()) return 'ENOTDIR';
    await access(path, constants.R_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EIO';
  }
}

async function explain(
  state: string,
  folder: string,
  { path, text }: FileReference,
  document: ConfigDocument,
): Promise<Problem> {
  const source = document.excerptOf(path);
  if (state === 'ENOTDIR') return document.problem('BW3202', `${source} is no folder`, path);
  if (state !== 'ENOENT') return document.problem('BW3202', `${source} cannot be read (${state})`, path);
  const meant = document.valueAt(path) === text ? await neighbour(folder) : undefined;
  const trimmed = text.replace(/\/+$/, '');
  const name = { start: trimmed.length - basename(trimmed).length, end: trimmed.length };
  return document.problem('BW3201', `the folder ${source} does not exist`, path, {
    label: 'paths are relative to the file they stand in',
    ...(meant === undefined
      ? { hint: 'create the folder, or name one that is there' }
      : { edits: document.editWithin(path, name, meant, `did you mean \`${meant}\`?`) }),
  });
}

/** The folder in the same place whose name is nearest. */
async function neighbour(folder: string): Promise<string | undefined> {
  const entries = await readdir(dirname(folder), { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return nearest(basename(folder), names);
}
