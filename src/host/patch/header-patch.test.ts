import { describe, expect, it } from 'vitest';
import { readHeaderPatch } from './header-patch.ts';

const read = (headers: unknown) => readHeaderPatch(headers, 'it gave');

describe('a patch of headers', () => {
  it('sets, sets several and removes; names become lower case', () => {
    const patch = {
      'X-A': '1',
      'set-cookie': ['a=1', 'b=2'],
      'x-gone': null,
      'x-none': [],
      'x-left': undefined,
    };
    expect(read(patch)).toEqual([
      ['x-a', ['1']],
      ['set-cookie', ['a=1', 'b=2']],
      ['x-gone', []],
      ['x-none', []],
    ]);
  });

  it.each<[unknown, RegExp]>([
    ['text', /headers that are a text, not an object/],
    [['x-a', '1'], /headers that are a list/],
    [null, /headers that are null/],
    [{ 'x a': '1' }, /the header "x a", whose name is not valid/],
    [{ 'x-a:': '1' }, /name is not valid/],
    [{ '': '1' }, /name is not valid/],
    [{ 'x-a\r\nx-b': '1' }, /name is not valid/],
    [{ 'Content-Length': '1' }, /"Content-Length", which follows from the body/],
    [{ 'transfer-encoding': null }, /follows from the body/],
    [{ 'x-a': 1 }, /a number for the header "x-a": give a text, a list of texts or null/],
    [{ 'x-a': ['1', null] }, /null for the header "x-a"/],
    [{ 'x-a': { b: 1 } }, /an object for the header/],
    [{ 'x-a': 'a\r\nb: c' }, /a value for the header "x-a" that no header can have/],
    [{ 'x-a': 'a\0' }, /no header can have/],
    [{ 'x-a': '€' }, /no header can have/],
    [
      { 'x-a': Array.from({ length: 1_000 }, () => '1'), 'x-b': '1' },
      /it gave 1001 headers: 1000 are the most/,
    ],
    [
      Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`x-${index}`, null])),
      /it gave 1001 headers/,
    ],
  ])('%j is nonsense', (headers, message) => {
    expect(() => read(headers)).toThrow(message);
  });
});
