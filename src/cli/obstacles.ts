import { lstatSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the question is about: a file that is to be made, or completed when it is there. */
interface Wanted {
  readonly path: string;
  readonly merged: boolean;
}

/** Files of the plan that somebody else's stand in the way of, be it by a link that leads nowhere. */
export function conflictsOf(target: string, plan: readonly Wanted[]): string[] {
  return plan
    .filter(({ path, merged }) => !merged && lookAt(join(target, path)) !== undefined)
    .map(({ path }) => path);
}

/** Something in the way that cannot be overwritten: it is no file where one is needed, or no folder. */
export interface Blocker {
  readonly path: string;
  readonly needed: 'file' | 'folder';
}

export function blockersOf(target: string, plan: readonly Wanted[]): Blocker[] {
  const files = plan.map(({ path }) => join(target, path));
  const folders = new Set(files.map((file) => nonFolderAbove(dirname(file))));
  return [
    ...[...folders].filter((path) => path !== undefined).map((path) => ({ path, needed: 'folder' as const })),
    ...files.filter(isNoFile).map((path) => ({ path, needed: 'file' as const })),
  ];
}

/** What is there on the way up to the root, when it is no folder: nothing can be made below it. */
function nonFolderAbove(folder: string): string | undefined {
  if (lookAt(folder) !== undefined) return isFolder(folder) ? undefined : folder;
  return folder === dirname(folder) ? undefined : nonFolderAbove(dirname(folder));
}

/** A link counts as the file it takes the place of: both are moved away, not written through. */
export function isNoFile(path: string): boolean {
  const there = lookAt(path);
  return there !== undefined && !there.isFile() && !there.isSymbolicLink();
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A link that leads nowhere.
    return false;
  }
}

/** What stands at a path, a link as a link; what may not be looked at fails when it is written. */
export function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
