import * as fs from 'node:fs';
import { promisify } from 'node:util';

/**
 * Node's calls by descriptor, as promises: a FileHandle costs several times as much, and `fs.promises.stat`
 * a quarter more (bench static-files).
 */
export const open = promisify(fs.open);
export const close = promisify(fs.close);
export const fstat = promisify(fs.fstat) as (descriptor: number) => Promise<fs.Stats>;
export const realpath = promisify(fs.realpath.native) as (path: string) => Promise<string>;
export const readlink = promisify(fs.readlink) as (path: string) => Promise<string>;

/** Follows links, as opening does. */
export function stat(path: string): Promise<fs.Stats> {
  return new Promise((resolve, reject) => {
    fs.stat(path, (error, stats) => (error === null ? resolve(stats) : reject(error)));
  });
}

/** @returns how many bytes there were; 0 at the end of the file */
export function read(
  descriptor: number,
  buffer: Buffer,
  { offset, length, position }: { offset: number; length: number; position: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.read(descriptor, buffer, offset, length, position, (error, count) =>
      error === null ? resolve(count) : reject(error),
    );
  });
}

/** What is wrong with the path itself, or with the right to use it: for the client there is no such file. */
const MISSING: ReadonlySet<unknown> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENAMETOOLONG',
  'ELOOP',
  'EACCES',
  'EPERM',
  'EINVAL',
  'EISDIR',
  'ENXIO',
  'ENODEV',
]);

/** True for errors that say there is no such file, as opposed to one that cannot be read at the moment. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && MISSING.has((error as NodeJS.ErrnoException).code);
}
