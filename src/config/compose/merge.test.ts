import { describe, expect, it } from 'vitest';
import { type MergeRules, mergeValues } from './merge.ts';

const rules: MergeRules = { isNamed: (path) => path.join() === 'endpoints', nothingAt: () => {} };

describe('values over each other', () => {
  it('merge mappings, replace all else, and take named things away', () => {
    const values = [
      { endpoints: { a: { mock: { body: [1], status: 1 } }, b: 1 }, vars: { x: null } },
      { endpoints: { a: { mock: { body: [2] } }, b: null, c: 3 } },
      { endpoints: { b: { d: 4 } }, vars: { y: { z: 1 } } },
    ];
    const before = structuredClone(values);
    expect(mergeValues(values, rules)).toEqual({
      endpoints: { a: { mock: { body: [2], status: 1 } }, b: { d: 4 }, c: 3 },
      vars: { x: null, y: { z: 1 } },
    });
    expect(values).toEqual(before);
  });

  it('hear of a null that takes nothing away, with the names there are then', () => {
    const told: unknown[] = [];
    const nothingAt = (path: readonly string[], names: Iterable<string>) => told.push([path, [...names]]);
    mergeValues([{ endpoints: { a: 1 } }, { endpoints: { b: null, c: 1 } }], { ...rules, nothingAt });
    expect(told).toEqual([[['endpoints', 'b'], ['a']]]);
  });

  it('keep keys such as __proto__ as keys', () => {
    const one = JSON.parse('{ "__proto__": { "a": 1 } }');
    const merged = mergeValues([one, JSON.parse('{ "__proto__": { "b": 2 } }')], rules);
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"a":1,"b":2}}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});
