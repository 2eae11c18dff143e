import { describe, expect, it } from 'vitest';
import { ExpiringTable } from './expiring-table.ts';

describe('a table of what expires', () => {
  it('keeps an entry for its lifetime, whenever it was set', () => {
    for (const offset of [0, 1, 50, 99]) {
      const table = new ExpiringTable(100, 10);
      table.set('other', 1, 0);
      table.set('mine', 2, offset);
      for (let now = offset; now <= offset + 100; now += 10) {
        table.set('other', 1, now);
        expect(table.get('mine')).toBe(2);
      }
    }
  });

  it('drops what was not set for two lifetimes', () => {
    const table = new ExpiringTable(100, 1_000);
    for (let i = 0; i < 500; i++) table.set(`key ${i}`, i, 0);
    expect(table.size).toBe(500);
    table.set('other', 1, 150);
    table.set('other', 1, 260);
    expect(table.size).toBeLessThanOrEqual(2);
    expect(table.get('key 0')).toBeUndefined();
  });

  it('drops all at once after a long pause', () => {
    const table = new ExpiringTable(100, 1_000);
    for (let i = 0; i < 500; i++) table.set(`key ${i}`, i, 0);
    table.set('other', 1, 10_000);
    expect(table.size).toBe(1);
  });

  it('has room for no more than its capacity, and again when time has passed', () => {
    const table = new ExpiringTable(100, 2);
    expect(table.set('a', 1, 0)).toBe(true);
    expect(table.set('b', 2, 0)).toBe(true);
    expect(table.set('c', 3, 0)).toBe(false);
    expect(table.set('a', 4, 0)).toBe(true);
    expect([table.get('a'), table.get('b'), table.get('c')]).toEqual([4, 2, undefined]);
    expect(table.set('c', 3, 100)).toBe(true);
    expect(table.size).toBeLessThanOrEqual(4);
  });
});
