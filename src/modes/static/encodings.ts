import type { Stats } from 'node:fs';
import { qualityOf, readChoices } from '../../base/quality.ts';
import { isMissing, stat } from './files.ts';

/** A compressed file beside another one. */
export interface Variant {
  readonly path: string;
  readonly stats: Stats;
  /** The coding's name in HTTP. */
  readonly coding: string;
}

/** Codings by how much they save, with the endings that build tools give to their files. */
const CODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'zstd', ending: '.zst' },
  { name: 'gzip', ending: '.gz' },
] as const;

/** A compressed file that is this much older, in ms, is one of an earlier build. Copies are not made at once. */
const TOLERANCE = 2_000;

const COMPRESSIBLE =
  /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|wasm)\b|image\/svg|font\/[ot]tf)/;

/** Whether it is worth to look for a compressed file; the answer then varies. */
export function isCompressible(contentType: string): boolean {
  return COMPRESSIBLE.test(contentType);
}

/** The compressed file the client likes best; undefined for the plain one, which everybody takes. */
export async function chooseVariant(
  path: string,
  plain: Stats,
  acceptEncoding: string,
): Promise<Variant | undefined> {
  for (const { name, ending } of wantedCodings(acceptEncoding)) {
    const stats = await statOrNothing(path + ending);
    const isCurrent = stats?.isFile() === true && stats.mtimeMs >= plain.mtimeMs - TOLERANCE;
    if (isCurrent) return { path: path + ending, stats, coding: name };
  }
  return undefined;
}

/** Those the client takes, the one it likes best first; ours among those it likes alike. */
export function wantedCodings(acceptEncoding: string): { name: string; ending: string }[] {
  const choices = readChoices(acceptEncoding);
  const plain = choices.find(({ name }) => name === 'identity')?.quality ?? 0;
  return CODINGS.map((coding) => ({ ...coding, quality: qualityOf(choices, coding.name) }))
    .filter(({ quality }) => quality > 0 && quality >= plain)
    .sort((a, b) => b.quality - a.quality);
}

async function statOrNothing(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
