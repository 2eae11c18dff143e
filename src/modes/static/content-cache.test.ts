import type { Stats } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ContentCache } from './content-cache.ts';

const NOW = Date.UTC(2026, 0, 1);

function statsOf(change: Partial<Stats> = {}): Stats {
  return { ino: 1, dev: 1, size: 3, mtimeMs: NOW - 10_000, ctimeMs: NOW - 10_000, ...change } as Stats;
}

function cacheWith(stats: Stats, limit = 100_000): ContentCache {
  const cache = new ContentCache(limit);
  cache.keep('/site', '/site/a', { stats, bytes: Buffer.from('abc'), readAt: NOW });
  return cache;
}

describe('known content', () => {
  it('is used while the file is the same in the same state', () => {
    const cache = cacheWith(statsOf());
    expect(cache.find('/site', '/site/a', statsOf())?.bytes.toString()).toBe('abc');
    expect(cache.find('/site', '/site/a', statsOf())?.bytes.toString()).toBe('abc');
  });

  it.each<Partial<Stats>>([{ ino: 2 }, { dev: 2 }, { size: 4 }, { mtimeMs: NOW }, { ctimeMs: NOW }])(
    'is forgotten when the file has another state: %j',
    (change) => {
      const cache = cacheWith(statsOf());
      expect(cache.find('/site', '/site/a', statsOf(change))).toBeUndefined();
      expect(cache.find('/site', '/site/a', statsOf())).toBeUndefined();
    },
  );

  it('is of one root: another one may not hold the file', () => {
    expect(cacheWith(statsOf()).find('/other', '/site/a', statsOf())).toBeUndefined();
  });

  it.each<Partial<Stats>>([{ mtimeMs: NOW - 2_000 }, { ctimeMs: NOW - 2_000 }, { mtimeMs: NOW + 5_000 }])(
    'is not kept when the next write may leave the same times: %j',
    (change) => {
      const stats = statsOf(change);
      expect(cacheWith(stats).find('/site', '/site/a', stats)).toBeUndefined();
    },
  );

  it('is bounded: what was not used for longest goes first', () => {
    const cache = new ContentCache(5_000);
    const keep = (name: string) =>
      cache.keep('/site', name, { stats: statsOf(), bytes: Buffer.alloc(1_000), readAt: NOW });
    const has = (name: string) => cache.find('/site', name, statsOf()) !== undefined;
    keep('a');
    keep('b');
    expect(has('a')).toBe(true);
    keep('c');
    expect([has('a'), has('b'), has('c')]).toEqual([true, false, true]);
    keep('c');
    expect([has('a'), has('c')]).toEqual([true, true]);
  });
});
