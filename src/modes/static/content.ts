import type { Stats } from 'node:fs';
import { BackworksError } from '../../base/errors.ts';
import { ContentCache } from './content-cache.ts';
import { close, fstat, read } from './files.ts';
import { type OpenFile, openBelow } from './open-below.ts';

/** A file ready to be sent: small ones as their bytes, large ones open. */
export type Content =
  | { readonly stats: Stats; readonly bytes: Buffer }
  | { readonly stats: Stats; readonly file: OpenFile };

/** Up to this size a file is read in one go. */
export const SMALL = 64 * 1024;

/** So often a file may be written while we read it. */
const ATTEMPTS = 4;

/** Shared by all endpoints, so that their number does not decide how much memory is used. */
const cache = new ContentCache(16 * 1024 * 1024);

/**
 * @param stats what the path leads to now: bytes that were read before are good while it says the same
 * @throws as openBelow does
 */
export async function contentOf(root: string, path: string, stats: Stats): Promise<Content> {
  const known = cache.find(root, path, stats);
  if (known !== undefined) return known;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const readAt = Date.now();
    const file = await openBelow(root, path);
    if (file.stats.size > SMALL) return { stats: file.stats, file };
    const bytes = await readSmall(file);
    if (bytes === undefined) continue;
    cache.keep(root, path, { stats: file.stats, bytes, readAt });
    return { stats: file.stats, bytes };
  }
  throw new BackworksError('BW6034', `${path} is written again and again`);
}

/** Closes what was not sent. */
export function release(content: Content): void {
  // Nothing was written, so that nothing is lost when closing fails.
  if ('file' in content) close(content.file.descriptor).catch(() => {});
}

/** Reads all and closes. Undefined when somebody wrote meanwhile, so that it may be a mixture. */
async function readSmall({ descriptor, stats }: OpenFile): Promise<Buffer | undefined> {
  try {
    const bytes = Buffer.allocUnsafe(stats.size);
    for (let offset = 0; offset < stats.size; ) {
      const count = await read(descriptor, bytes, { offset, length: stats.size - offset, position: offset });
      if (count === 0) return undefined;
      offset += count;
    }
    return isUnwritten(stats, await fstat(descriptor)) ? bytes : undefined;
  } finally {
    await close(descriptor);
  }
}

/** True when nobody wrote into an open file; that it was renamed or removed meanwhile does not matter. */
export function isUnwritten(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs;
}
