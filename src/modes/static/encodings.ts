import type { Stats } from 'node:fs';
import { wantedCodings } from '../../base/content-coding.ts';
import { isMissing, stat } from './files.ts';

/** A compressed file beside another one. */
export interface Variant {
  readonly path: string;
  readonly stats: Stats;
  /** The coding's name in HTTP. */
  readonly coding: string;
}

/** Codings by how much they save, with the endings that build tools give to their files. */
const ENDINGS = { br: '.br', zstd: '.zst', gzip: '.gz' } as const;

const CODINGS = ['br', 'zstd', 'gzip'] as const;

/** A compressed file that is this much older, in ms, is one of an earlier build. Copies are not made at once. */
const TOLERANCE = 2_000;

/** The compressed file the client likes best; undefined for the plain one, which everybody takes. */
export async function chooseVariant(
  path: string,
  plain: Stats,
  acceptEncoding: string,
): Promise<Variant | undefined> {
  for (const coding of wantedCodings(acceptEncoding, CODINGS)) {
    const variant = path + ENDINGS[coding];
    const stats = await statOrNothing(variant);
    const isCurrent = stats?.isFile() === true && stats.mtimeMs >= plain.mtimeMs - TOLERANCE;
    if (isCurrent) return { path: variant, stats, coding };
  }
  return undefined;
}

async function statOrNothing(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
