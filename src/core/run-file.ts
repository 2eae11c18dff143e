import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeOwnFolder } from '../base/own-folder.ts';

/** What other commands need to find and address a running server. Readable by its owner only. */
export interface RunFile {
  readonly pid: number;
  readonly url: string;
  /** Opens the control surface. */
  readonly token: string;
}

export function createToken(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Writes `<folder>/<pid>.json`.
 * @param folder `.backworks/run` beside the configuration
 * @returns the function that removes it again, or undefined when the folder cannot be written.
 */
export async function writeRunFile(folder: string, run: RunFile): Promise<(() => Promise<void>) | undefined> {
  const path = join(folder, `${run.pid}.json`);
  try {
    makeOwnFolder(dirname(folder));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeStale(folder);
    await writeFile(path, `${JSON.stringify(run)}\n`, { mode: 0o600 });
  } catch {
    // A read-only project is still served; only commands that look for the server cannot find it.
    return undefined;
  }
  return () => rm(path, { force: true });
}

/** A server that was killed could not remove its file. */
async function removeStale(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^(\d+)\.json$/.exec(name)?.[1]);
    if (pid > 0 && !isRunning(pid)) await rm(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
