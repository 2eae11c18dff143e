import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { BackworksError } from '../../base/errors.ts';

/** A file that gets new content. */
export interface Rewrite {
  /** As the user would name it. */
  readonly name: string;
  /** Absolute path of the file itself: no link. */
  readonly path: string;
  /** What it must still hold. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/**
 * Gives files new content: each one has the old or the new, never a part, and keeps its mode and its owner.
 * All are made ready beside the old ones before the first is put in place.
 *
 * @throws BackworksError BW7006 when a file does not hold any more what it did, BW7005 when one cannot be
 * written. What was written before is named; in most cases that is nothing.
 */
export function rewriteFiles(rewrites: readonly Rewrite[]): void {
  const staged: string[] = [];
  const written: string[] = [];
  try {
    for (const rewrite of rewrites) attempt(rewrite, written, () => staged.push(stage(rewrite)));
    rewrites.forEach((rewrite, index) => {
      attempt(rewrite, written, () => putInPlace(staged[index] ?? '', rewrite, written));
      written.push(rewrite.name);
    });
  } finally {
    for (const path of staged) rmSync(path, { force: true });
  }
  for (const { path } of rewrites) settleFolder(dirname(path));
}

/** Writes the new content beside the file; what is not writable is told before anything is touched. */
function stage({ path, after }: Rewrite): string {
  // Opened and not only asked about: the folder alone would let even a file be replaced that is only read.
  const old = openSync(path, 'r+');
  const { mode, uid, gid } = fstatSync(old);
  closeSync(old);
  const fresh = join(dirname(path), `.backworks-fix-${randomBytes(6).toString('hex')}`);
  const file = openSync(fresh, 'wx', 0o600);
  try {
    writeFileSync(file, after);
    const own = fstatSync(file);
    if (own.uid !== uid || own.gid !== gid) fchownSync(file, uid, gid);
    // After the owner, whose change takes the bits for set-user-ID away.
    fchmodSync(file, mode & 0o7777);
    fsyncSync(file);
    return fresh;
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Nothing waits between the look and the move, so that what somebody saves meanwhile is seen. */
function putInPlace(staged: string, { name, path, before }: Rewrite, written: readonly string[]): void {
  if (!readFileSync(path).equals(before)) {
    throw new BackworksError('BW7006', `${name} was changed meanwhile${whatWasWritten(written)}`);
  }
  renameSync(staged, path);
}

/** Makes the new name last through a power failure, where the system can. */
function settleFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Not every system syncs folders; the content itself is safe.
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write here',
  EPERM: 'the system does not allow it: its owner may',
  EISDIR: 'a folder is in its place',
  EROFS: 'it is on a file system that is only read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
};

function attempt(rewrite: Rewrite, written: readonly string[], step: () => void): void {
  try {
    step();
  } catch (cause) {
    if (cause instanceof BackworksError) throw cause;
    throw explain(cause, rewrite.name, written);
  }
}

function explain(cause: unknown, name: string, written: readonly string[]): BackworksError {
  const { code = '', message }: NodeJS.ErrnoException =
    cause instanceof Error ? cause : new Error(String(cause));
  const so = whatWasWritten(written);
  if (code === 'ENOENT') return new BackworksError('BW7006', `${name} is not there any more${so}`, { cause });
  return new BackworksError('BW7005', `${name} cannot be written: ${REASONS[code] ?? message}${so}`, {
    cause,
  });
}

function whatWasWritten(written: readonly string[]): string {
  return written.length === 0 ? '; nothing was written' : `; already written: ${written.join(', ')}`;
}
