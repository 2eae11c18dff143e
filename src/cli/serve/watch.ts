import { type BigIntStats, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The part of chokidar's watcher that is used. */
export interface Watcher {
  on(event: 'all' | 'raw' | 'ready', listener: () => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  close(): Promise<void>;
}

export interface WatchOptions {
  /** Called with the absolute paths of the files whose content may be new. */
  readonly onChange: (changed: readonly string[]) => void;
  /** Called once when the system has no watches left and files are polled instead. */
  readonly onPolling: (cause: string) => void;
  /** Opens a watcher on folders, in which only the paths that `wanted` names matter. */
  readonly open: (
    folders: readonly string[],
    wanted: (path: string) => boolean,
    polling: boolean,
  ) => Promise<Watcher>;
}

export interface FileWatch {
  /**
   * Replaces the watch list: files, and folders in which a new file counts as a change. A file that was followed before keeps its last known state; a new one
   * that was written after `readAt` (milliseconds since 1970) counts as changed at once.
   */
  follow(files: readonly string[], readAt: number): Promise<void>;
  close(): Promise<void>;
}

/** A save counts once the files kept their state for this long: the rest of a write arrives sooner. */
const SETTLE = 4;

/** An editor that empties or removes a file to save it gets this long to fill it. */
const PATIENCE = 250;

/** A file system may stamp a write with a clock this many milliseconds behind. */
const CLOCK_GRAIN = 10;

/** State of a file that was written after it was read: equal to no state it can be in. */
const UNREAD = 'unread';

const LIMITS: ReadonlySet<unknown> = new Set(['ENOSPC', 'EMFILE']);

/** Opens chokidar; loaded only by those who watch. */
export const openChokidar: WatchOptions['open'] = async (folders, wanted, polling) => {
  const { watch } = await import('chokidar');
  return watch([...folders], {
    depth: 0,
    ignored: (path) => !wanted(path),
    ignoreInitial: true,
    atomic: false,
    usePolling: polling,
    interval: 200,
  });
};

/**
 * Follows files through their folders, so that one that is replaced, deleted or restored is still
 * followed. The watcher only wakes us; what changed is told by the files themselves.
 */
export function watchFiles({ onChange, onPolling, open }: WatchOptions): FileWatch {
  let known = new Map<string, string>();
  let folders: readonly string[] = [];
  /** Paths and inodes of the folders that are watched. */
  let identity = '';
  let watcher: Watcher | undefined;
  let polling = false;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const wake = (delay: number) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(settle, delay, statesOf(known.keys()), delay);
  };
  const settle = (before: ReadonlyMap<string, string>, waited: number) => {
    void watchFolders();
    const now = statesOf(known.keys());
    const changed = [...now.keys()].filter((path) => now.get(path) !== known.get(path));
    if (changed.length === 0) return;
    if (changed.some((path) => now.get(path) !== before.get(path))) return wake(SETTLE);
    if (waited < PATIENCE && changed.some((path) => isVoid(now.get(path)))) return wake(PATIENCE);
    known = now;
    onChange(changed);
  };
  const watchFolders = async () => {
    const present = [...new Set([...known.keys()].flatMap(presentFolders))].sort();
    // Another folder may stand at the same path by now: the old one's watch hears nothing of it.
    const now = present.map((path) => `${path} ${lookAt(path)?.ino}`).join('\0');
    if (closed || now === identity) return;
    identity = now;
    folders = present;
    await reopen();
  };
  const reopen = async () => {
    await watcher?.close();
    const followed = new Set(folders);
    watcher = await open(folders, (path) => known.has(path) || followed.has(path), polling);
    watcher.on('all', () => wake(SETTLE));
    watcher.on('raw', () => wake(SETTLE));
    watcher.on('ready', () => wake(0));
    watcher.on('error', (error) => void onError(error));
  };
  const onError = async (error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (!LIMITS.has(code) || polling) return;
    polling = true;
    onPolling(String(code));
    await reopen();
  };
  return {
    async follow(files, readAt) {
      const before = known;
      known = statesOf(files);
      for (const path of files) {
        const last = before.get(path) ?? (isNewerThan(path, readAt) ? UNREAD : undefined);
        if (last !== undefined) known.set(path, last);
      }
      await watchFolders();
      if ([...known.values()].includes(UNREAD)) wake(SETTLE);
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher?.close();
    },
  };
}

/** What tells two states of a file apart without reading it; empty and missing files have no identity. */
function statesOf(paths: Iterable<string>): Map<string, string> {
  const states = new Map<string, string>();
  for (const path of paths) {
    const stats = lookAt(path);
    const isThere = stats !== undefined && stats.size > 0n;
    states.set(path, isThere ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : '');
  }
  return states;
}

function isNewerThan(path: string, readAt: number): boolean {
  const stats = lookAt(path);
  return stats !== undefined && Number(stats.mtimeMs) > readAt - CLOCK_GRAIN;
}

function isVoid(state: string | undefined): boolean {
  return state === '';
}

/** The file's folder, or the nearest one above it that exists; a folder on the list is followed itself. */
function presentFolder(path: string): string {
  const folder = dirname(path);
  return lookAt(path)?.isDirectory() === true || folder === path ? path : presentFolder(folder);
}

/** With a folder on the list also the one it stands in, which hears when it is replaced. */
function presentFolders(path: string): string[] {
  const present = presentFolder(path);
  return present === path ? [path, dirname(path)] : [present];
}

/** Nothing is there, too, when we may not look. */
function lookAt(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
