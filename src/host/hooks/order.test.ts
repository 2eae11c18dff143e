import { describe, expect, it } from 'vitest';
import { hookOf } from '../../../test/support/plugins.ts';
import { pick, randomFrom } from '../../../test/support/random.ts';
import { type Ordered, orderHooks } from './order.ts';

function hook(name: string, parts: Parameters<typeof hookOf>[0] = {}): Ordered {
  return { name, hook: hookOf(parts) };
}

function namesOf(hooks: readonly Ordered[]): string[][] {
  return orderHooks(hooks).map((group) => group.map(({ name }) => name));
}

describe('the order of hooks', () => {
  it('is by phase, then by name', () => {
    const hooks = [
      hook('b'),
      hook('a'),
      hook('z', { phase: 'guard' }),
      hook('y', { phase: 'cache' }),
      hook('c', { phase: 'guard' }),
    ];
    expect(namesOf(hooks)).toEqual([['c', 'z'], ['y'], ['a', 'b']]);
  });

  it('follows before and after, which part groups', () => {
    const hooks = [hook('a', { after: ['c'] }), hook('b', { after: ['a'] }), hook('c'), hook('d')];
    expect(namesOf(hooks)).toEqual([['c', 'd'], ['a'], ['b']]);
    expect(namesOf([hook('b', { before: ['a'] }), hook('a')])).toEqual([['b'], ['a']]);
  });

  it('takes no notice of names that are not there, of its own, or of another phase', () => {
    const hooks = [hook('a', { after: ['none', 'a', 'b'] }), hook('b', { phase: 'cache', after: ['a'] })];
    expect(namesOf(hooks)).toEqual([['b'], ['a']]);
  });

  it('cuts a circle and loses nobody', () => {
    const hooks = [hook('a', { after: ['b'] }), hook('b', { after: ['a'] }), hook('c')];
    expect(namesOf(hooks)).toEqual([['c'], ['a'], ['b']]);
  });

  it('keeps every wish that can be kept, whatever the hooks', () => {
    const random = randomFrom(11);
    const names = [...'abcdefgh'];
    for (let round = 0; round < 2_000; round += 1) {
      // Wishes point one way only, so that there is no circle.
      const hooks = names.map((name, index) =>
        hook(name, {
          after: random(2) === 0 ? [] : [pick(random, names.slice(0, index + 1))],
          before: random(3) === 0 ? [pick(random, names.slice(index))] : [],
        }),
      );
      const groups = namesOf(hooks);
      const place = (name: string) => groups.findIndex((group) => group.includes(name));
      expect(groups.flat().sort()).toEqual(names);
      for (const { name, hook: wishes } of hooks) {
        for (const other of wishes.after) if (other !== name) expect(place(other)).toBeLessThan(place(name));
        for (const other of wishes.before) if (other !== name) expect(place(name)).toBeLessThan(place(other));
      }
      for (const group of groups) expect(group).toEqual(group.toSorted());
    }
  });
});
