import { describe, expect, it } from 'vitest';
import { ManualClock } from '../base/clock.ts';
import type { Json } from '../contracts/plugin.ts';
import { MemoryStores } from './memory.ts';

const MIB = 1024 * 1024;

function open() {
  const clock = new ManualClock();
  const stores = new MemoryStores(clock);
  return { clock, stores, store: stores.open('plugin:a') };
}

describe('stores in memory', () => {
  it('keep values, each namespace its own', async () => {
    const { stores, store } = open();
    await store.set('a', { n: [1, null] });
    expect(await store.get('a')).toEqual({ n: [1, null] });
    expect(await stores.open('plugin:b').get('a')).toBeUndefined();
    expect(await stores.open('plugin:a').get('a')).toEqual({ n: [1, null] });
    await store.delete('a');
    await store.delete('a');
    expect(await store.get('a')).toBeUndefined();
  });

  it('hand out values that nobody else changes', async () => {
    const { store } = open();
    const value = { list: [1] };
    await store.set('a', value);
    value.list.push(2);
    ((await store.get('a')) as typeof value).list.push(3);
    expect(await store.get('a')).toEqual({ list: [1] });
  });

  it('forget what has a time to live, when that is over', async () => {
    const { clock, store } = open();
    await store.set('short', 1, { ttl: 100 });
    await store.set('long', 1, { ttl: 200 });
    await store.set('kept', 1);
    clock.advance(99);
    expect(await store.get('short')).toBe(1);
    clock.advance(1);
    expect(await store.get('short')).toBeUndefined();
    clock.advance(100);
    expect(await store.keys()).toEqual(['kept']);
  });

  it('list keys by their beginning', async () => {
    const { store } = open();
    for (const key of ['user:1', 'user:2', 'order:1']) await store.set(key, 0);
    expect((await store.keys('user:')).toSorted()).toEqual(['user:1', 'user:2']);
    expect(await store.keys()).toHaveLength(3);
  });
});

describe('comparing and setting', () => {
  it.each<[string, Json | undefined, Json | undefined, boolean]>([
    ['nothing with nothing', undefined, undefined, true],
    ['nothing with something', undefined, 1, false],
    ['something with nothing', 1, undefined, false],
    ['equal values', { a: [1] }, { a: [1] }, true],
    ['other values', { a: [1] }, { a: [2] }, false],
    ['the same in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['a list in another order', [1, 2], [2, 1], false],
    ['what JSON leaves out', { a: 1 }, { a: 1, b: undefined }, true],
  ])('%s', async (_name, held, expected, verdict) => {
    const { store } = open();
    if (held !== undefined) await store.set('k', held);
    expect(await store.compareAndSet('k', expected, 'new')).toBe(verdict);
    expect(await store.get('k')).toEqual(verdict ? 'new' : held);
  });

  it('takes what has gone for nothing', async () => {
    const { clock, store } = open();
    await store.set('k', 1, { ttl: 10 });
    clock.advance(10);
    expect(await store.compareAndSet('k', undefined, 2)).toBe(true);
  });
});

describe('a store that is full', () => {
  const large = (mib: number) => 'x'.repeat(mib * MIB);

  it('says so, and keeps what it has', async () => {
    const { store } = open();
    await store.set('a', large(40));
    await store.set('b', 'small');
    await expect(store.set('c', large(30))).rejects.toMatchObject({
      message: 'the store of "plugin:a" is full: it holds 64 MiB',
    });
    await expect(store.set('b', large(30))).rejects.toThrow(/is full/);
    expect(await store.get('b')).toBe('small');
    await store.set('a', large(60));
    expect((await store.keys()).toSorted()).toEqual(['a', 'b']);
  });

  it('gives back what has gone, without anybody asking for it', async () => {
    const { clock, store } = open();
    await store.set('a', large(40), { ttl: 10 });
    clock.advance(10);
    await store.set('b', large(40));
    expect(await store.keys()).toEqual(['b']);
  });

  it('refuses what is no JSON, and keeps what it has', async () => {
    const { store } = open();
    await store.set('a', 1);
    await expect(store.set('a', undefined as unknown as Json)).rejects.toThrow(TypeError);
    await expect(store.set('a', 1n as unknown as Json)).rejects.toThrow(TypeError);
    expect(await store.get('a')).toBe(1);
  });
});
