import { describe, expect, it } from 'vitest';
import { isUniqueList } from './unique-list.ts';

describe('a list', () => {
  it.each<[unknown[], boolean]>([
    [[], true],
    [[1, '1', true, null, [1], { a: 1 }], true],
    [[1, 1.0], false],
    [[0, -0], false],
    [
      [
        { a: 1, b: [2] },
        { b: [2], a: 1 },
      ],
      false,
    ],
    [
      [
        [1, 2],
        [2, 1],
      ],
      true,
    ],
    [[{ 'a":1,"b': 2 }, { a: 1, b: 2 }], true],
  ])('%j has no item twice: %s', (list, answer) => {
    expect(isUniqueList(list)).toBe(answer);
  });
});
