import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileWatch, openChokidar, type Watcher, type WatchOptions, watchFiles } from './watch.ts';

let folder = '';
let file = '';
let watch: FileWatch | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  file = join(folder, 'backworks.yaml');
  writeFileSync(file, 'name: one\n');
});
afterEach(async () => {
  await watch?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Follows the file; `next` resolves with the files of the following change. */
async function follow(files: readonly string[], options: Partial<WatchOptions> = {}) {
  const changes: (readonly string[])[] = [];
  const waiting: ((changed: readonly string[]) => void)[] = [];
  watch = watchFiles({
    open: openChokidar,
    onPolling: () => {},
    onChange(changed) {
      changes.push(changed);
      waiting.shift()?.(changed);
    },
    ...options,
  });
  const next = () => new Promise<readonly string[]>((resolve) => void waiting.push(resolve));
  await watch.follow(files, Number.POSITIVE_INFINITY);
  return { changes, next };
}

describe('a followed file', () => {
  it('is told of when it is written in place', async () => {
    const { next } = await follow([file]);
    const changed = next();
    writeFileSync(file, 'name: two\n');
    expect(await changed).toEqual([file]);
  });

  it('is told of when another is moved over it, again and again', async () => {
    const { next } = await follow([file]);
    for (const name of ['two', 'three', 'four']) {
      const changed = next();
      writeFileSync(`${file}.tmp`, `name: ${name}\n`);
      renameSync(`${file}.tmp`, file);
      expect(await changed).toEqual([file]);
    }
  });

  it('is told of when it is deleted and when it is back', async () => {
    const { next } = await follow([file]);
    const deleted = next();
    rmSync(file);
    await deleted;
    const restored = next();
    writeFileSync(file, 'name: back\n');
    expect(await restored).toEqual([file]);
  });

  it('may be a folder: then a new file in it counts, and one that goes', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner);
    const { next } = await follow([file, inner]);
    const created = next();
    writeFileSync(join(inner, 'new.yaml'), 'name: new\n');
    expect(await created).toEqual([inner]);
    const removed = next();
    rmSync(join(inner, 'new.yaml'));
    expect(await removed).toEqual([inner]);
  });

  it('may be a folder that another one takes the place of', async () => {
    const inner = join(folder, 'deep', 'inner');
    mkdirSync(inner, { recursive: true });
    const { next } = await follow([inner]);
    const replaced = next();
    mkdirSync(join(folder, 'other'));
    renameSync(inner, join(folder, 'old'));
    renameSync(join(folder, 'other'), inner);
    await replaced;
    const created = next();
    writeFileSync(join(inner, 'new.yaml'), 'name: new\n');
    expect(await created).toEqual([inner]);
  });

  it('is told of when its folder comes back', async () => {
    const inner = join(folder, 'inner');
    const { next } = await follow([join(inner, 'data.json')]);
    const created = next();
    mkdirSync(inner);
    writeFileSync(join(inner, 'data.json'), '{}');
    expect(await created).toEqual([join(inner, 'data.json')]);
  });

  it('is told of once when it is emptied first and then filled', async () => {
    const { next, changes } = await follow([file]);
    const filled = next();
    writeFileSync(file, '');
    writeFileSync(file, 'name: two\n');
    await filled;
    const after = next();
    writeFileSync(file, 'name: three\n');
    await after;
    expect(changes).toEqual([[file], [file]]);
  });

  it('is told of when it was written after it was read and before it was followed', async () => {
    const changed = new Promise<readonly string[]>((onChange) => {
      watch = watchFiles({ open: openChokidar, onPolling: () => {}, onChange });
    });
    await watch?.follow([file], 0);
    expect(await changed).toEqual([file]);
  });

  it('is not mistaken for its neighbours', async () => {
    const { next } = await follow([file]);
    const changed = next();
    writeFileSync(join(folder, 'notes.txt'), 'x');
    writeFileSync(file, 'name: two\n');
    expect(await changed).toEqual([file]);
  });
});

describe('a system without watches left', () => {
  it('is polled, and that is said once', async () => {
    const said: string[] = [];
    const { next } = await follow([file], {
      onPolling: (cause) => void said.push(cause),
      open: async (folders, wanted, polling) => {
        const watcher = await openChokidar(folders, wanted, polling);
        if (polling) return watcher;
        const limit = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        return failing(watcher, limit);
      },
    });
    const changed = next();
    writeFileSync(file, 'name: three and more\n');
    expect(await changed).toEqual([file]);
    expect(said).toEqual(['ENOSPC']);
  });
});

/** A watcher that hears nothing but the system's refusal, twice. */
function failing(watcher: Watcher, limit: Error): Watcher {
  return {
    close: () => watcher.close(),
    on(event: string, listener: (error: unknown) => void): void {
      if (event !== 'error') return;
      listener(limit);
      listener(limit);
    },
  };
}
