import { describe, expect, it } from 'vitest';
import { alternativesOf, segmentsOf } from './glob-pattern.ts';

function matches(pattern: string, name: string): boolean {
  const [segment] = segmentsOf(pattern);
  if (segment?.kind === 'names') return segment.matches(name);
  return segment?.kind === 'name' && segment.name === name;
}

describe('a pattern of names', () => {
  it.each([
    ['*.yaml', 'a.yaml', true],
    ['*.yaml', 'a.yml', false],
    ['*.yaml', '.yaml', false],
    ['.*', '.hidden', true],
    ['?.yaml', '\u{1F600}.yaml', true],
    ['?', 'ab', false],
    ['a*b*c', 'aXbXbXc', true],
    ['a*b*c', 'aXcXb', false],
    ['a**b', 'aXb', true],
    ['[a-c]1', 'b1', true],
    ['[!a-c]1', 'b1', false],
    ['[^a-c]1', 'd1', true],
    ['[]x]', ']', true],
    ['[a', '[a', true],
    ['a[', 'a[', true],
    ['\\*.yaml', '*.yaml', true],
    ['\\*.yaml', 'a.yaml', false],
    ['a!(b)', 'a!(b)', true],
  ])('%s and %s: %s', (pattern, name, expected) => {
    expect(matches(pattern, name)).toBe(expected);
  });

  it('takes no longer for many stars', () => {
    expect(matches(`${'*a'.repeat(100)}b.yaml`, 'a'.repeat(250))).toBe(false);
    expect(matches(`${'*a'.repeat(100)}.yaml`, `${'a'.repeat(240)}.yaml`)).toBe(true);
  });
});

describe('braces', () => {
  it.each([
    ['a', ['a']],
    ['{a,b}/c', ['a/c', 'b/c']],
    ['{a,b}{c,d}', ['ac', 'ad', 'bc', 'bd']],
    ['{a,{b,c}d}', ['a', 'bd', 'cd']],
    ['{a}', ['{a}']],
    ['{a,b', ['{a,b']],
    ['a,b}', ['a,b}']],
    ['\\{a,b}', ['\\{a,b}']],
    ['x{,y}', ['x', 'xy']],
  ])('%s', (pattern, expected) => {
    expect([...(alternativesOf(pattern) ?? [])].sort()).toEqual(expected);
  });

  it.each([
    ['too many', '{a,b}'.repeat(30)],
    ['too long', '{'.repeat(100_000)],
  ])('are refused when they are %s', (_, pattern) => {
    expect(alternativesOf(pattern)).toBeUndefined();
  });

  it('that say the same many times are one', () => {
    expect(alternativesOf('{a,a}'.repeat(500))).toEqual(['a'.repeat(500)]);
  });
});
