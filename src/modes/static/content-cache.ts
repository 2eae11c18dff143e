import type { Stats } from 'node:fs';

/** What a file held, and its state at that time. */
export interface KnownContent {
  readonly stats: Stats;
  readonly bytes: Buffer;
}

/**
 * Two writes in one tick of a file system's clock leave the same time behind. Only a file that was at rest for
 * longer than the coarsest clock's tick (FAT: 2 s) can be recognised by its times, as git does it, too.
 */
const REST = 2_500;

/** Counts for what an entry costs beside its bytes. */
const OVERHEAD = 1024;

/**
 * Bytes of small files. They are used only after a new look at the path: it must lead to the same file in the
 * same state, which any write, rename or change of rights would have changed (ctime), so that nothing stale is
 * ever sent. Reading the file each time takes three times as long (bench static-files).
 */
export class ContentCache {
  readonly #limit: number;
  #size = 0;
  /** The one that was not used for longest comes first. */
  readonly #known = new Map<string, KnownContent>();

  /** @param limit in bytes */
  constructor(limit: number) {
    this.#limit = limit;
  }

  find(root: string, path: string, stats: Stats): KnownContent | undefined {
    const key = keyOf(root, path);
    const known = this.#known.get(key);
    if (known === undefined) return undefined;
    this.#remove(key, known);
    if (!isSameState(known.stats, stats)) return undefined;
    this.#add(key, known);
    return known;
  }

  /** @param content with the time, in milliseconds since 1970, before which it was not read */
  keep(
    root: string,
    path: string,
    { stats, bytes, readAt }: KnownContent & { readonly readAt: number },
  ): void {
    if (readAt - Math.max(stats.mtimeMs, stats.ctimeMs) < REST) return;
    const key = keyOf(root, path);
    const before = this.#known.get(key);
    if (before !== undefined) this.#remove(key, before);
    this.#add(key, { stats, bytes });
    for (const [oldest, content] of this.#known) {
      if (this.#size <= this.#limit) break;
      this.#remove(oldest, content);
    }
  }

  #add(key: string, content: KnownContent): void {
    this.#known.set(key, content);
    this.#size += content.bytes.length + OVERHEAD;
  }

  #remove(key: string, content: KnownContent): void {
    this.#known.delete(key);
    this.#size -= content.bytes.length + OVERHEAD;
  }
}

function keyOf(root: string, path: string): string {
  return `${root}\0${path}`;
}

function isSameState(a: Stats, b: Stats): boolean {
  return (
    a.ino === b.ino &&
    a.dev === b.dev &&
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs
  );
}
