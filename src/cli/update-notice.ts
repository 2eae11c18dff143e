import { homedir } from 'node:os';
import { join } from 'node:path';
import type { CommandCall } from '../contracts/command.ts';
import { packagePath } from './package.ts';
import { cacheFolder, isOlderThan, readRelease, touch } from './update-cache.ts';

const DAY = 24 * 60 * 60 * 1_000;

type Call = Pick<CommandCall, 'values' | 'environment' | 'screen'>;

/**
 * Mentions a newer version that an earlier look has found, and has a child look again when the last look is a
 * day old. Waits for nothing and never fails the command.
 */
export async function mentionUpdate(call: Call, version: string): Promise<void> {
  try {
    if (!(await isWelcome(call))) return;
    const folder = cacheFolder(call.environment);
    mention(call, version, folder);
    await lookAgain(folder);
  } catch {
    // A cache that cannot be written, a system without processes left: the command matters, this does not.
  }
}

/** Nobody is told who did not ask and cannot act: programs, agents, CI, and those who said no. */
async function isWelcome({ values, environment, screen }: Call): Promise<boolean> {
  if (!screen.err.tty || values.quiet === true || values.json === true) return false;
  if (values.format !== undefined && values.format !== 'pretty') return false;
  if (environment.NO_UPDATE_NOTIFIER || environment.BACKWORKS_NO_UPDATE_CHECK) return false;
  const { isAgent, isCI } = await import('std-env');
  return !isCI && (values.agent === 'no' || (values.agent !== 'yes' && !isAgent));
}

function mention({ screen }: Call, version: string, folder: string): void {
  const release = readRelease(join(folder, 'update.json'));
  if (release === undefined || !isNewer(release.version, version)) return;
  if (!takesNode(release.node, process.versions.node)) return;
  const told = join(folder, 'update-told');
  if (!isOlderThan(told, DAY)) return;
  // Without a note of today it would be said with every command.
  touch(told);
  const line = `backworks ${release.version} is there (you have ${version}): npm i -g backworks`;
  screen.err.write(`${screen.err.paint.dim(line)}\n`);
}

/** The note comes first, so that commands at the same time, or without a network, look once a day, too. */
async function lookAgain(folder: string): Promise<void> {
  const file = join(folder, 'update.json');
  if (!isOlderThan(file, DAY)) return;
  touch(file);
  const { spawn } = await import('node:child_process');
  // At home, where no project decides which npm runs and whom it asks.
  const child = spawn(process.execPath, [packagePath('dist/cli/update-check.js'), file], {
    cwd: homedir(),
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
  });
  child.on('error', () => {});
  child.unref();
}

/** Whether a version comes after ours, which may be one before a release, such as `1.2.0-beta.1`. */
export function isNewer(version: string, own: string): boolean {
  const order = compare(numbersOf(version), numbersOf(own));
  return order > 0 || (order === 0 && own.includes('-'));
}

/** Whether a range such as `>=20.19` takes this Node.js. Other ranges are not understood, so they do not. */
export function takesNode(range: string, node: string): boolean {
  const least = /^\s*>=\s*v?(\d+(?:\.\d+){0,2})\s*$/.exec(range)?.[1];
  return least !== undefined && compare(numbersOf(node), numbersOf(least)) >= 0;
}

function numbersOf(version: string): number[] {
  return (/^\d+(?:\.\d+){0,2}/.exec(version)?.[0] ?? '').split('.').map(Number);
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = [0, 1, 2].find((index) => (one[index] ?? 0) !== (other[index] ?? 0));
  return at === undefined ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
