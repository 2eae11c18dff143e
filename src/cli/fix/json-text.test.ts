import { describe, expect, it } from 'vitest';
import { JsonText } from './json-text.ts';

/** Whether a text that parses still does. */
function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const TEXTS = [
  '{ "a": 1, "b": [true, { "c": null }], "d": "x\\"y" }',
  '[{"a":{}},[],"",-1.5e3,{"b":[1]}]\n',
  '{"a":"b"}',
];

const REPLACES = [
  '',
  ' ',
  '1',
  '"k"',
  '"k": 2, ',
  ', "k": 2',
  '{}',
  '[',
  ']',
  '}',
  ',',
  ':',
  'plain',
  '"',
  '\\',
];

describe('a text that is JSON', () => {
  it.each(TEXTS)('never stays it by our word when the whole text says no: %s', (text) => {
    const json = JsonText.of(text);
    for (let start = 0; start <= text.length; start += 1) {
      for (let end = start; end <= Math.min(text.length, start + 12); end += 1) {
        for (const replace of REPLACES) {
          const edited = text.slice(0, start) + replace + text.slice(end);
          if (json?.keeps({ start, end, replace }) === true) expect(parses(edited), edited).toBe(true);
        }
      }
    }
  });

  it.each([
    ['a key', '{ "a": 1 }', [2, 5], '"b"'],
    ['a part of a key', '{"abc": 1}', [2, 4], 'x'],
    ['a value', '{ "a": 1 }', [7, 8], '"b"'],
    ['a value with all it holds', '{ "a": { "b": [1] } }', [7, 19], '{}'],
    ['an entry and its comma', '{ "a": 1, "b": 2 }', [2, 10], ''],
    ['an entry and the comma before it', '{ "a": 1, "b": 2 }', [8, 16], ''],
    ['a new entry', '{ "a": 1 }', [8, 8], ', "b": 2'],
    ['the first entry', '{}', [1, 1], '"a": 1'],
    ['the whole text', '{ "a": 1 }', [0, 10], '[]'],
  ] as const)('stays it with %s', (_, text, [start, end], replace) => {
    expect(JsonText.of(text)?.keeps({ start, end, replace })).toBe(true);
  });

  it('is told from one that is not', () => {
    expect(JsonText.of('{ a: 1 }')).toBeUndefined();
    expect(JsonText.of('name: a')).toBeUndefined();
    expect(JsonText.of('1')).toBeUndefined();
  });
});
