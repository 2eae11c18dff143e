import { constants, type Stats } from 'node:fs';
import { sep } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import { close, fstat, open, readlink, realpath, stat } from './files.ts';

/** An open file; whoever got it closes it. */
export interface OpenFile {
  readonly descriptor: number;
  readonly stats: Stats;
}

/** Something is there, but not for everybody. */
export class NotServed extends Error {
  override readonly name = 'NotServed';
}

/**
 * Never waits for a pipe, never becomes our terminal, follows no link at the end of the path, which has none
 * any more. Windows knows none of these.
 */
const FLAGS =
  constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** So often somebody may replace the file while we open it. */
const ATTEMPTS = 4;

/**
 * Opens an ordinary file that lies below the root when all links are followed. Where the path leads is found
 * out before, because opening a device may do something, and the open file is asked again afterwards, because
 * what the path leads to may have been exchanged in between.
 *
 * @throws NotServed, BackworksError BW6034, or the system's own error
 */
export async function openBelow(root: string, path: string): Promise<OpenFile> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const realRoot = await realpath(root);
    const real = await realpath(path);
    if (!isBelow(real, realRoot)) throw new NotServed(`${path} leads to ${real}, outside of ${realRoot}`);
    const descriptor = await openUnlinked(real);
    if (descriptor === undefined) continue;
    try {
      const stats = await fstat(descriptor);
      if (stats.isFile() && (await isStillBelow(descriptor, stats, { path, real, realRoot })))
        return { descriptor, stats };
    } catch (error) {
      await close(descriptor);
      throw error;
    }
    await close(descriptor);
  }
  throw new BackworksError('BW6034', `${path} is exchanged again and again`);
}

function isBelow(path: string, root: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Undefined when a link has taken the file's place since. */
async function openUnlinked(real: string): Promise<number | undefined> {
  try {
    return await open(real, FLAGS, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined;
    throw error;
  }
}

/**
 * Linux tells where an open file stands, whatever happened to its path. Elsewhere the path is walked again, which
 * somebody who can exchange folders below the root at the right moments, twice, could deceive.
 */
async function isStillBelow(
  descriptor: number,
  stats: Stats,
  { path, real, realRoot }: { path: string; real: string; realRoot: string },
): Promise<boolean> {
  if (process.platform === 'linux') {
    const place = await readlink(`/proc/self/fd/${descriptor}`).catch(() => undefined);
    if (place !== undefined) return isBelow(place, realRoot);
  }
  const now = await stat(real);
  return now.ino === stats.ino && now.dev === stats.dev && (await realpath(path)) === real;
}
