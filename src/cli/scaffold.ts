import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { BackworksError } from '../base/errors.ts';
import { makeOwnFolder } from '../base/own-folder.ts';
import { isNoFile, lookAt } from './obstacles.ts';
import { packagePath } from './package.ts';

/** One file to write, by its path relative to the target folder. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** True when it completes a file of the user's, instead of being in its way. */
  readonly merged: boolean;
}

/** Names of the templates that projects begin with; others are parts of one. */
export function projectTemplates(): string[] {
  const folder = packagePath('templates');
  return readdirSync(folder).filter((name) => readdirSync(join(folder, name)).includes('backworks.yaml'));
}

/** Files of a template with `{{name}}` filled in; `_gitignore` stands for `.gitignore`, which npm would drop. */
export function readTemplate(folder: string, name: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(folder, file)).isFile())
    .sort();
  return new Map(
    files.map((file) => [
      file
        .split(sep)
        .join('/')
        .replace(/(^|\/)_gitignore$/, '$1.gitignore'),
      readFileSync(join(folder, file), 'utf8').replaceAll('{{name}}', name),
    ]),
  );
}

/** What is to be written into `target`; a `.gitignore` that is there keeps its lines. */
export function planFiles(target: string, files: ReadonlyMap<string, string>): PlannedFile[] {
  return [...files].map(([path, text]) => {
    const existing = path === '.gitignore' ? readIfThere(join(target, path)) : undefined;
    return {
      path,
      text: existing === undefined ? text : addLines(existing, text),
      merged: existing !== undefined,
    };
  });
}

/**
 * Takes a `.gitignore` out of the files when a link stands in its place: git does not follow it, and where it
 * leads is not ours to write.
 * @returns the lines it would have got
 */
export function leaveLinkedIgnore(target: string, files: Map<string, string>): string[] {
  const text = files.get('.gitignore');
  if (text === undefined || lookAt(join(target, '.gitignore'))?.isSymbolicLink() !== true) return [];
  files.delete('.gitignore');
  return text.split('\n').filter((line) => line !== '');
}

/**
 * Writes all files or none: they are made in a folder beside the target and moved into place; when
 * one cannot be, what was replaced comes back.
 *
 * @param last what has to succeed, too
 * @throws BackworksError BW8006, or what `last` throws
 */
export function writeAll(target: string, plan: readonly PlannedFile[], last = () => {}): void {
  const undo: (() => void)[] = [];
  try {
    makeFolders(target, undo);
    const stage = mkdtempSync(join(target, '.init-'));
    undo.push(() => rmSync(stage, { recursive: true, force: true }));
    plan.forEach((file, index) => {
      writeFileSync(join(stage, `new-${index}`), file.text);
    });
    plan.forEach(({ path }, index) => {
      putInPlace(join(stage, `new-${index}`), join(target, path), join(stage, `old-${index}`), undo);
    });
    last();
    rmSync(stage, { recursive: true, force: true });
  } catch (cause) {
    for (const step of undo.reverse()) step();
    if (cause instanceof BackworksError) throw cause;
    throw new BackworksError('BW8006', `nothing was written: ${reasonOf(cause)}`, { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const { code, syscall, path }: NodeJS.ErrnoException = cause;
  const fileInTheWay = syscall === 'mkdir' && (code === 'EEXIST' || code === 'ENOTDIR');
  return fileInTheWay ? `a file is in the way of the folder ${path}` : cause.message;
}

function putInPlace(from: string, to: string, backup: string, undo: (() => void)[]): void {
  makeFolders(dirname(to), undo);
  if (lookAt(to) !== undefined) {
    if (isNoFile(to)) throw new Error(`${to} is no file`);
    renameSync(to, backup);
    undo.push(() => renameSync(backup, to));
  }
  renameSync(from, to);
  undo.push(() => rmSync(to, { force: true }));
}

/** Remembers the topmost folders that were not there before. */
function makeFolders(folder: string, undo: (() => void)[]): void {
  const remember = (first: string | undefined) => {
    if (first !== undefined) undo.push(() => rmSync(first, { recursive: true, force: true }));
  };
  const [, own] = /^(.*[\\/]\.backworks)(?=[\\/]|$)/.exec(folder) ?? [];
  if (own !== undefined) remember(makeOwnFolder(own));
  remember(mkdirSync(folder, { recursive: true }));
}

/** Undefined, too, when it is no file or may not be read: then it is in the way. */
function readIfThere(path: string): string | undefined {
  if (isNoFile(path)) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function addLines(existing: string, wanted: string): string {
  const present = new Set(existing.split(/\r?\n/).map((line) => line.trim().replace(/\/$/, '')));
  const missing = wanted.split('\n').filter((line) => line !== '' && !present.has(line.replace(/\/$/, '')));
  const gap = existing === '' || existing.endsWith('\n') ? '' : '\n';
  return missing.length === 0 ? existing : `${existing}${gap}${missing.join('\n')}\n`;
}
