import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { type Diagnostic, FILE_START } from '../base/diagnostic.ts';
import { BackworksError } from '../base/errors.ts';

/** Names of the configuration, the one that wins first. */
const NAMES = ['backworks.yaml', 'backworks.yml', 'backworks.json'] as const;

export interface FindOptions {
  /** What `-c` names; `-` is standard input. */
  readonly explicit?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder to begin in. */
  readonly cwd: string;
  /** Where the search ends; the user's home by default. */
  readonly home?: string;
}

export interface Found {
  /** Absolute path; `-` for standard input. */
  readonly path: string;
  /** Warnings, such as about a second configuration beside it. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the configuration: the one that is named, else BACKWORKS_CONFIG, else the nearest one in this
 * folder and those above it, up to the root of the repository or the home folder.
 *
 * @throws BackworksError BW1001 when there is none. A named file may be missing: reading it says so.
 */
export async function findConfig(options: FindOptions): Promise<Found> {
  const { explicit, environment, cwd } = options;
  const named = explicit ?? (environment.BACKWORKS_CONFIG || undefined);
  if (named === '-') return { path: '-', diagnostics: [] };
  if (named !== undefined) return { path: resolve(cwd, named), diagnostics: [] };
  for (const folder of foldersFrom(cwd)) {
    const [first, ...others] = await present(folder);
    if (first !== undefined) {
      return {
        path: join(folder, first),
        diagnostics: others.map((other) => unused(folder, first, other, cwd)),
      };
    }
    if (await isBoundary(folder, options.home ?? homedir())) break;
  }
  throw new BackworksError('BW1001', `no ${NAMES[0]} here or in the folders above`, {
    hint: 'run `backworks init` to write one, or name a file with -c',
  });
}

function* foldersFrom(start: string): Generator<string> {
  let folder = resolve(start);
  yield folder;
  while (dirname(folder) !== folder) {
    folder = dirname(folder);
    yield folder;
  }
}

async function present(folder: string): Promise<string[]> {
  const found = await Promise.all(NAMES.map((name) => exists(join(folder, name))));
  return NAMES.filter((_name, index) => found[index]);
}

/** The search does not leave the repository or the home folder. */
async function isBoundary(folder: string, home: string): Promise<boolean> {
  return folder === resolve(home) || (await exists(join(folder, '.git')));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function unused(folder: string, used: string, other: string, cwd: string): Diagnostic {
  return {
    code: 'BW1002',
    severity: 'warning',
    message: `${other} is not read: ${used} beside it wins`,
    file: relative(cwd, join(folder, other)) || other,
    range: FILE_START,
    pointer: '',
    hint: 'remove one of the two, or name the one you mean with -c',
    related: [],
    suggestions: [],
  };
}
