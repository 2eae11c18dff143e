import { describe, expect, it } from 'vitest';
import { ConfigDocument } from './document.ts';
import { removeKey } from './edits.ts';
import { parseYaml } from './yaml.ts';

/** The text without the key at a path. */
function without(text: string, ...path: string[]): string {
  const { parsed } = parseYaml(text);
  if (parsed === undefined) throw new Error(`no YAML: ${text}`);
  const [edit] = removeKey(ConfigDocument.of(text, parsed), path, 'remove it');
  if (edit === undefined) throw new Error('nothing removes it');
  return text.slice(0, edit.span.start) + edit.replace + text.slice(edit.span.end);
}

describe('a key that is removed', () => {
  it.each([
    ['behind it', 'a:\n  b: 1 # why\n  c: 2\n', 'a:\n  # why\n  c: 2\n'],
    ['behind nothing', 'a:\n  b: # why\n  c: 2\n', 'a:\n  # why\n  c: 2\n'],
    ['behind the last line', 'a:\n  c: 2\n  b: 1 # why', 'a:\n  c: 2\n  # why\n'],
    [
      'in what it holds',
      'a:\n  b: # one\n    - "#1" # two\n    # three\n    - x#y\n  c: 2\n',
      'a:\n  # one\n  # two\n  # three\n  c: 2\n',
    ],
    ['of an only key', 'a:\n  b: 1 # why\nc: 2\n', 'a:\n  {} # why\nc: 2\n'],
    ['in an only key', 'a:\n  b: # one\n    - 1 # two\nc: 2\n', 'a:\n  # one\n  {} # two\nc: 2\n'],
    ['between brackets', 'a: { b: [1, # one\n  2], c: 3 }\n', 'a: { # one\n     c: 3 }\n'],
    [
      'of the last one between brackets',
      'a: { c: 3, b: [1, # one\n  2] }\n',
      'a: { c: 3, # one\n            }\n',
    ],
    ['behind the indicator of a text', 'a:\n  b: | # one\n    # text\n  c: 2\n', 'a:\n  # one\n  c: 2\n'],
  ])('leaves the comment %s', (_, text, wanted) => {
    expect(without(text, 'a', 'b')).toBe(wanted);
    expect(parseYaml(wanted).problems).toEqual([]);
  });

  it('leaves no line when it has no comment', () => {
    expect(without('a:\n  b: "# no"\n  c: 2\n', 'a', 'b')).toBe('a:\n  c: 2\n');
    expect(without('a:\n  "b #b": 1\n  c: 2\n', 'a', 'b #b')).toBe('a:\n  c: 2\n');
    expect(without('a: { b: 1, c: 2 }\n', 'a', 'b')).toBe('a: { c: 2 }\n');
    expect(without('a: { c: 2, b: 1 }\n', 'a', 'b')).toBe('a: { c: 2 }\n');
  });
});
