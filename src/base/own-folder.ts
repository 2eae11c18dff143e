import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes `.backworks/`, for its owner only. What is kept there, such as keys, is for this machine: the folder keeps
 * itself out of git, whatever the project's own `.gitignore` says.
 *
 * @returns the topmost folder that was made, or undefined when it was there before: then nothing is changed
 * @throws the system's error when it cannot be made
 */
export function makeOwnFolder(folder: string): string | undefined {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first !== undefined) writeFileSync(join(folder, '.gitignore'), '*\n');
  return first;
}
