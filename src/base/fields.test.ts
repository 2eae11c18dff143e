import { describe, expect, it } from 'vitest';
import { pickFields, readFields, readLastFields } from './fields.ts';

describe('the query', () => {
  it.each<[string, [string, string][]]>([
    ['', []],
    [
      'a=1&a=2&b',
      [
        ['a', '2'],
        ['b', ''],
      ],
    ],
    [
      'a=%zz&b=%20+',
      [
        ['a', '%zz'],
        ['b', '  '],
      ],
    ],
    [
      '__proto__=1&constructor=2',
      [
        ['__proto__', '1'],
        ['constructor', '2'],
      ],
    ],
  ])('%s is a map of text', (search, entries) => {
    expect(Object.entries(readLastFields(search))).toEqual(entries);
  });
});

describe('the fields', () => {
  it('keep every value, and give the list or the last of them', () => {
    const fields = readFields('a=1&b=2&a=3&__proto__=x');
    expect(Object.entries(fields)).toEqual([
      ['a', ['1', '3']],
      ['b', ['2']],
      ['__proto__', ['x']],
    ]);
    const picked = pickFields(fields, (name) => name === 'a');
    expect(Object.entries(picked)).toEqual([
      ['a', ['1', '3']],
      ['b', '2'],
      ['__proto__', 'x'],
    ]);
  });
});
