import { mkdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

/** What the last look into the registry found. */
export interface Release {
  readonly version: string;
  /** Versions of Node.js it runs on, in npm's words, such as `>=20.19`. */
  readonly node: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** No cache of ours is longer: whatever is, is not ours. */
const MOST_BYTES = 10_000;

/** A number such as `1.2.0`: what is published for everybody, and nothing a terminal would obey. */
const RELEASE = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/;

/** Where the user's caches are: XDG_CACHE_HOME, LOCALAPPDATA on Windows, or `~/.cache`. */
export function cacheFolder(environment: Environment, platform = process.platform): string {
  const given = platform === 'win32' ? environment.LOCALAPPDATA : environment.XDG_CACHE_HOME;
  const base = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.cache');
  return join(base, 'backworks');
}

/** Undefined when nothing was found yet, or what is there is not ours. */
export function readRelease(file: string): Release | undefined {
  try {
    if (statSync(file).size > MOST_BYTES) return undefined;
    return releaseOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // No cache, no news.
    return undefined;
  }
}

/** Puts it where the next command looks, at once or not at all. */
export function writeRelease(file: string, release: Release): void {
  const temporary = `${file}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify(release)}\n`, { flag: 'wx', mode: 0o600 });
  renameSync(temporary, file);
}

/** What npm or a cache says, if it is a release. */
export function releaseOf(value: unknown): Release | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { version, node } = value as Readonly<Record<string, unknown>>;
  if (typeof version !== 'string' || typeof node !== 'string' || !RELEASE.test(version)) return undefined;
  return { version, node };
}

/** True when a file was last touched so many milliseconds ago, or in a future that no clock should show. */
export function isOlderThan(file: string, age: number): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined || Math.abs(Date.now() - stats.mtimeMs) >= age;
}

/** Marks a file as touched now. Throws where the cache cannot be written. */
export function touch(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) {
    utimesSync(file, new Date(), new Date());
    return;
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, '', { mode: 0o600 });
}
