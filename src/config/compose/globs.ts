import type { Dirent, Stats } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { alternativesOf, type Segment, segmentsOf } from './glob-pattern.ts';

/** A pattern that looks at more names of files and folders is a mistake, and would take for ever. */
export const MAX_LOOKS = 50_000;

/** True for texts that stand for any number of files. */
export function isGlob(text: string): boolean {
  return /[*?[\]{}]/.test(text);
}

export interface GlobMatches {
  /** Absolute paths in alphabetical order; a file that links lead to counts once. */
  readonly files: readonly string[];
  /** Absolute paths of folders in which a new file may match. */
  readonly folders: readonly string[];
}

/**
 * Files that match, relative to a folder: `*`, `?` and `[a-z]` within a name, `**` across folders, `{a,b}`.
 * Names that begin with a dot match only when the pattern says so, and `**` leaves out `node_modules`.
 * Symbolic links are followed, but no folder is searched twice.
 *
 * @returns undefined when the pattern reaches too far
 */
export async function matchFiles(pattern: string, folder: string): Promise<GlobMatches | undefined> {
  const alternatives = alternativesOf(pattern);
  if (alternatives === undefined) return undefined;
  const walk = new GlobWalk();
  for (const alternative of alternatives) {
    const { root } = parse(alternative);
    const isWithin = await walk.search(
      root === '' ? folder : resolve(folder, root),
      segmentsOf(alternative.slice(root.length)),
    );
    if (!isWithin) return undefined;
  }
  return { files: [...walk.files.values()].sort(), folders: [...walk.folders] };
}

/** The path of a file without links; the path itself while there is no such file. */
export function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** A path as the pattern leads to it, and without links. */
interface Place {
  readonly path: string;
  readonly real: string;
}

/** A folder, and how much of the pattern led there. */
interface Visit extends Place {
  readonly depth: number;
}

class GlobWalk {
  /** Paths by their real paths. */
  readonly files = new Map<string, string>();
  readonly folders = new Set<string>();
  readonly #entries = new Map<string, readonly Dirent[]>();
  #looks = 0;

  /** @returns false when there is too much to look at */
  async search(top: string, segments: readonly Segment[]): Promise<boolean> {
    const search = new Search(segments);
    search.open({ path: top, real: await realPathOf(top), depth: 0 });
    for (let visit = search.next(); visit !== undefined; visit = search.next()) {
      await this.#visit(visit, search);
      if (this.#looks > MAX_LOOKS) return false;
    }
    for (const { path, real } of [...search.files, ...search.linkedFiles]) {
      if (!this.files.has(real)) this.files.set(real, path);
    }
    return true;
  }

  async #visit(visit: Visit, search: Search): Promise<void> {
    const segment = search.segments[visit.depth];
    if (segment === undefined) return;
    if (segment.kind === 'name') return this.#visitName(segment.name, visit, search);
    this.folders.add(visit.path);
    const isLast = visit.depth === search.segments.length - 1;
    if (segment.kind === 'below' && !isLast) search.open({ ...visit, depth: visit.depth + 1 });
    for (const entry of await this.#read(visit.real)) {
      this.#looks += 1;
      if (segment.kind === 'names' ? segment.matches(entry.name) : !isLeftOut(entry.name)) {
        await take(entry, visit, segment, search);
      }
    }
  }

  async #visitName(name: string, visit: Visit, search: Search): Promise<void> {
    this.#looks += 1;
    const path = join(visit.path, name);
    const isLast = visit.depth === search.segments.length - 1;
    if (isLast) this.folders.add(visit.path);
    const found = await statOf(path);
    if (isLast && found?.isFile() === true) search.files.push({ path, real: await realPathOf(path) });
    if (isLast) return;
    if (found?.isDirectory() === true) {
      search.open({ path, real: await realPathOf(path), depth: visit.depth + 1 });
    } else this.folders.add(visit.path);
  }

  /** What a folder holds, as far as there is a limit left. */
  async #read(real: string): Promise<readonly Dirent[]> {
    const known = this.#entries.get(real);
    if (known !== undefined) return known;
    const entries: Dirent[] = [];
    try {
      for await (const entry of await opendir(real, { bufferSize: 256 })) {
        entries.push(entry);
        if (this.#looks + entries.length > MAX_LOOKS) break;
      }
    } catch {
      // A folder that is gone, or that nobody may read, has nothing to include.
    }
    this.#entries.set(real, entries);
    return entries;
  }
}

/** One pattern's way through the folders: real folders first, so that a file keeps its own name. */
class Search {
  readonly segments: readonly Segment[];
  readonly files: Place[] = [];
  readonly linkedFiles: Place[] = [];
  readonly #seen = new Set<string>();
  readonly #open: Visit[] = [];
  readonly #linked: Visit[] = [];

  constructor(segments: readonly Segment[]) {
    this.segments = segments;
  }

  open(visit: Visit): void {
    this.#open.push(visit);
  }

  openLinked(visit: Visit): void {
    this.#linked.push(visit);
  }

  /** A folder that was not seen at this part of the pattern. */
  next(): Visit | undefined {
    for (;;) {
      const visit = this.#open.pop() ?? this.#linked.shift();
      if (visit === undefined) return undefined;
      const key = `${visit.depth} ${visit.real}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      return visit;
    }
  }
}

/** Takes up an entry whose name matches. */
async function take(entry: Dirent, visit: Visit, segment: Segment, search: Search): Promise<void> {
  const isLast = visit.depth === search.segments.length - 1;
  const path = join(visit.path, entry.name);
  const isLink = entry.isSymbolicLink();
  const found = isLink ? await statOf(path) : entry;
  if (found === undefined) return;
  const real = isLink ? await realPathOf(path) : join(visit.real, entry.name);
  if (isLast && found.isFile()) (isLink ? search.linkedFiles : search.files).push({ path, real });
  if (!found.isDirectory() || (isLast && segment.kind === 'names')) return;
  const below = { path, real, depth: segment.kind === 'below' ? visit.depth : visit.depth + 1 };
  if (isLink) search.openLinked(below);
  else search.open(below);
}

/** What `**` does not go through: hidden folders, and packages of others. */
function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** Undefined for what is not there, and for links that lead nowhere. */
function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
