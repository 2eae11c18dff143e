import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Path } from '../../base/json-pointer.ts';
import { nearest } from '../../base/suggest.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess } from '../edits.ts';
import type { Problem } from '../problem.ts';
import type { Shape } from '../shape.ts';
import { checkCertificates } from './certificates.ts';

/** A path the file names, with its variables expanded. */
export interface FileReference {
  readonly path: Path;
  readonly text: string;
  /** What the file must hold beside anything. */
  readonly holds?: Shape['file'];
}

export interface FilesReport {
  /** Absolute paths, also of files that are missing. */
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/** For so many files their folder is searched for a name that was meant. */
const MAX_GUESSES = 2_000;

/** Checks that every file the configuration names exists, can be read, and holds what it must. Each one is looked for once. */
export async function checkFiles(
  references: readonly FileReference[],
  folder: string,
  document: ConfigDocument,
): Promise<FilesReport> {
  const files = [...new Set(references.map(({ text }) => resolve(folder, text)))];
  const states = new Map(await Promise.all(files.map(async (file) => [file, await stateOf(file)] as const)));
  const problems = references.map(async (reference, index) => {
    const file = resolve(folder, reference.text);
    const state = states.get(file);
    if (state !== undefined) return explain(state, file, reference, document, index < MAX_GUESSES);
    return reference.holds === 'certificates' ? checkCertificates(file, reference.path, document) : [];
  });
  return { files, problems: (await Promise.all(problems)).flat() };
}

/** What is wrong with a file: an error name of Node.js, `EISDIR` for a folder, `special` for a device or pipe, or nothing. */
async function stateOf(file: string): Promise<string | undefined> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return 'EISDIR';
    if (!found.isFile()) return 'special';
    await access(file, constants.R_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'EIO';
  }
}

/** Said of every path that leads nowhere. */
const BASE = 'paths are relative to the file they stand in';

async function explain(
  state: string,
  file: string,
  { path, text }: FileReference,
  document: ConfigDocument,
  guesses: boolean,
): Promise<Problem[]> {
  const source = document.excerptOf(path);
  if (state === 'EISDIR') return [document.problem('BW3012', `${source} is a folder, not a file`, path)];
  if (state === 'special') {
    return [document.problem('BW3012', `${source} is a device or a pipe, whose bytes may never end`, path)];
  }
  if (state !== 'ENOENT' && state !== 'ENOTDIR') {
    return [document.problem('BW3012', `${source} cannot be read (${state})`, path)];
  }
  const written = document.valueAt(path);
  const literal = typeof written === 'string' && !written.includes('${') ? written : undefined;
  const meant = literal !== undefined && guesses ? await neighbour(file) : undefined;
  // A reference of a schema goes on behind the name of its file.
  const end = literal?.startsWith(text) === true ? text.length : (literal?.length ?? 0);
  const name = { start: end - basename(literal?.slice(0, end) ?? '').length, end };
  return [
    document.problem('BW3011', `the file ${source} does not exist`, path, {
      label: literal === undefined || literal.startsWith(text) ? BASE : `${BASE}: there is no ${text}`,
      // The file may not have been made yet.
      edits:
        meant === undefined
          ? []
          : asGuess(document.editWithin(path, name, meant, `did you mean \`${meant}\`?`)),
    }),
  ];
}

/** The file in the same folder whose name is nearest. */
async function neighbour(file: string): Promise<string | undefined> {
  const entries = await readdir(dirname(file), { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const sameName = names.find((name) => basename(name, extname(name)) === basename(file, extname(file)));
  return nearest(basename(file), names) ?? sameName;
}
