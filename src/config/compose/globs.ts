import { isAbsolute, resolve } from 'node:path';

/** True for texts that stand for any number of files. */
export function isGlob(text: string): boolean {
  return /[*?[\]{}!]/.test(text);
}

export interface GlobMatches {
  /** Absolute paths in alphabetical order. */
  readonly files: readonly string[];
  /** Absolute paths of folders in which a new file may match. */
  readonly folders: readonly string[];
}

/**
 * Files that match, relative to a folder: `*` and `?` within a name, `**` across folders, `{a,b}`.
 * Names that begin with a dot match only when the pattern says so; symbolic links are followed.
 */
export async function matchFiles(pattern: string, folder: string): Promise<GlobMatches> {
  const { glob } = await import('tinyglobby');
  const options = { cwd: folder, absolute: true, expandDirectories: false } as const;
  const files = await glob(pattern, options);
  const [, lead = ''] = /^([^*?[\]{}!]*\/)?/.exec(pattern) ?? [];
  const top = isAbsolute(lead) ? lead : resolve(folder, lead);
  const below = pattern.slice(lead.length).includes('/')
    ? await glob('**/', { cwd: top, absolute: true, onlyDirectories: true, ignore: ['**/node_modules/**'] })
    : [];
  const folders = [top, ...below].map((one) => resolve(one));
  return { files: files.map((file) => resolve(file)).sort(), folders: [...new Set(folders)] };
}
