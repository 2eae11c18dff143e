import { describe, expect, it } from 'vitest';
import { parsePointer, toPointer } from './json-pointer.ts';

describe('JSON pointers', () => {
  it.each([
    [[], ''],
    [['a', 0, 'b'], '/a/0/b'],
    [['endpoints', 'GET /users/{id}'], '/endpoints/GET ~1users~1{id}'],
    [['~1', '', 'a/b'], '/~01//a~1b'],
  ])('%j is %j', (path, pointer) => {
    expect(toPointer(path)).toBe(pointer);
    expect(parsePointer(pointer)).toEqual(path.map(String));
  });
});
