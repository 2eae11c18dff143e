import { describe, expect, it } from 'vitest';
import { manifestOf } from '../../test/support/plugins.ts';
import { randomFrom } from '../../test/support/random.ts';
import { needs, orderByNeeds } from './needs.ts';

function plugin(name: string, needs: readonly string[] = [], provides: readonly string[] = []) {
  const map = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, '^1.0.0']));
  return { name, manifest: manifestOf({ needs: map(needs), provides: map(provides) }) };
}

function order(...plugins: ReturnType<typeof plugin>[]): string[] {
  return orderByNeeds(plugins).map(({ name }) => name);
}

describe('plugins come behind those they need', () => {
  it('by name or by what they provide, else by name', () => {
    expect(order(plugin('c'), plugin('a'), plugin('b'))).toEqual(['a', 'b', 'c']);
    expect(order(plugin('a', ['c']), plugin('b'), plugin('c'))).toEqual(['c', 'a', 'b']);
    expect(order(plugin('a', ['identity']), plugin('z', [], ['identity']))).toEqual(['z', 'a']);
    expect(order(plugin('a', ['b']), plugin('b', ['c']), plugin('c'))).toEqual(['c', 'b', 'a']);
  });

  it('and need neither themselves nor what is not there', () => {
    expect(order(plugin('b', ['b', 'none', 'toString'], ['b']), plugin('a'))).toEqual(['a', 'b']);
  });

  it('and circles end', () => {
    expect(order(plugin('a', ['b']), plugin('b', ['a'])).toSorted()).toEqual(['a', 'b']);
  });

  it('whatever they need', () => {
    const random = randomFrom(31);
    const names = [...'abcdefghij'];
    for (let round = 0; round < 500; round += 1) {
      const rank = names.toSorted(() => random(2) - 0.5);
      const plugins = rank.map((name, index) =>
        plugin(
          name,
          rank.slice(0, index).filter(() => random(3) === 0),
        ),
      );
      const ordered = order(...plugins);
      expect(ordered.toSorted()).toEqual(names);
      for (const { name, manifest } of plugins)
        for (const other of Object.keys(manifest.needs))
          expect(ordered.indexOf(other)).toBeLessThan(ordered.indexOf(name));
    }
  });
});

it('a plugin needs others by their names or by what they provide', () => {
  const [user, one, two, other] = [plugin('u', ['kv']), plugin('a', [], ['kv']), plugin('kv'), plugin('b')];
  const isNeeded = ({ name, manifest }: typeof user) => needs(user.manifest, name, manifest);
  expect([one, two, other].map(isNeeded)).toEqual([true, true, false]);
});
