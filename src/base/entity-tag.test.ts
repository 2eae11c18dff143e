import { describe, expect, it } from 'vitest';
import { isSameTag, namesTag } from './entity-tag.ts';

describe('two tags', () => {
  // The table of RFC 9110, section 8.8.3.2.
  it.each([
    ['W/"1"', 'W/"1"', false, true],
    ['W/"1"', 'W/"2"', false, false],
    ['W/"1"', '"1"', false, true],
    ['"1"', '"1"', true, true],
  ])('%s and %s', (a, b, strong, weak) => {
    expect([isSameTag(a, b, 'strong'), isSameTag(a, b, 'weak')]).toEqual([strong, weak]);
  });
});

describe('a list', () => {
  it.each(['"1"', '"0", "1"', '"0","1"', 'W/"0",W/"1"', '*', ' * ', '"a,b" , "1"', ', "1",'])(
    '%s names "1", weakly',
    (list) => {
      expect(namesTag(list, '"1"', 'weak')).toBe(true);
    },
  );

  it.each(['', '1', '"11"', '"1', "'1'", '"1" x "2"x'.replace('"1"', '"3"'), 'w/"1x"', '"*"'])(
    '%s does not',
    (list) => {
      expect(namesTag(list, '"1"', 'weak')).toBe(false);
    },
  );

  it('names a weak tag strongly only by *', () => {
    expect(namesTag('W/"1"', 'W/"1"', 'strong')).toBe(false);
    expect(namesTag('"1"', 'W/"1"', 'strong')).toBe(false);
    expect(namesTag('*', 'W/"1"', 'strong')).toBe(true);
  });

  it('that is very long is read at once', () => {
    expect(namesTag('W/"'.repeat(5_000), '"1"', 'weak')).toBe(false);
  });
});
