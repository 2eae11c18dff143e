import { describe, expect, it } from 'vitest';
import { readRange } from './http-range.ts';

const readable = (field: string, size: number) => {
  const ranges = readRange(field, size);
  return typeof ranges === 'object' ? ranges.map(({ first, last }) => `${first}-${last}`).join() : ranges;
};

describe('a range field', () => {
  it.each<[field: string, size: number, ranges: string | undefined]>([
    ['bytes=0-0', 1, '0-0'],
    ['bytes=0-9', 5, '0-4'],
    ['bytes=-9', 5, '0-4'],
    ['bytes=3-', 5, '3-4'],
    ['bytes=4-4,0-1', 5, '4-4,0-1'],
    ['bytes=2-4,0-1', 5, '0-4'],
    ['bytes=0-1,9-', 5, '0-1'],
    ['bytes=9-,-0', 5, 'unsatisfiable'],
    ['bytes=-0', 5, 'unsatisfiable'],
    ['bytes=5-', 5, 'unsatisfiable'],
    ['bytes=0-', 0, undefined],
    ['bytes=3-2', 5, undefined],
    ['bytes=1-2,3-2', 5, undefined],
    ['bytes=', 5, undefined],
    ['bytes=,', 5, undefined],
    ['lines=1-2', 5, undefined],
    ['bytes=1 - 2', 5, undefined],
    ['bytes=1-2;3-4', 5, undefined],
    ['bytes=٠-٣', 5, undefined],
  ])('"%s" of %i bytes is %s', (field, size, ranges) => {
    expect(readable(field, size)).toBe(ranges);
  });

  it('never names a byte twice, nor one there is not', () => {
    for (let seed = 1; seed < 400; seed++) {
      const size = (seed * 7) % 40;
      const specs = Array.from({ length: 1 + (seed % 6) }, (_, index) => {
        const first = (seed * (index + 3)) % 45;
        return seed % 5 === index ? `-${first}` : `${first}-${first + ((seed * index) % 9)}`;
      });
      const ranges = readRange(`bytes=${specs.join()}`, size);
      if (typeof ranges !== 'object') continue;
      const bytes = ranges.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, index) => first + index),
      );
      expect(new Set(bytes).size).toBe(bytes.length);
      expect(bytes.every((byte) => byte >= 0 && byte < size)).toBe(true);
    }
  });
});
