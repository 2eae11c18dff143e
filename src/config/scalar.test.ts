import { describe, expect, it } from 'vitest';
import { writeScalar } from '../base/yaml-text.ts';
import { locate, type ScalarNode } from './nodes.ts';
import { editScalar, spanInScalar } from './scalar.ts';
import { parseYaml } from './yaml.ts';

function scalarOf(text: string): { value: string; node: ScalarNode } {
  const { parsed } = parseYaml(text);
  if (parsed === undefined) throw new Error('the sample is no YAML');
  const { node } = locate(parsed.root, ['a']);
  if (node.kind !== 'scalar') throw new Error('the sample is no scalar');
  return { value: (parsed.value as { a: string }).a, node };
}

/** Every way to write a scalar; `TARGET` stands somewhere in its value. */
const spellings = {
  plain: 'a: one TARGET two\n',
  'plain over lines': 'a: one\n  two TARGET\n\n  three\n',
  'single quoted': "a: 'it''s TARGET'\n",
  'single quoted over lines': "a: 'it''s\n\n  one   \n  TARGET'\n",
  'double quoted': 'a: "\\t\\u00e9 \\x41 \\"TARGET\\""\n',
  'double quoted over lines': 'a: "one \\\n   two\n\n\n  \\U0001F600 TARGET"\n',
  'literal block': 'a: |\n  one\n\n    two\n  TARGET three\n',
  'literal block with header': 'a: |2+ # text\n   one\n  TARGET\n\n',
  'folded block': 'a: >-\n  one\n  two\n\n  three\n    more\n    TARGET\n  four\n',
  'folded block with leading blank lines': 'a: >\n\n\n  one\n  TARGET\n',
  'CR LF': 'a: |\r\n  one\r\n  TARGET\r\n',
  'emoji before': 'a: "😀 TARGET"\n',
} as const;

describe('a part of a scalar', () => {
  it.each(Object.entries(spellings))('is found in a %s one', (_name, text) => {
    const { value, node } = scalarOf(text);
    const at = value.indexOf('TARGET');
    const span = spanInScalar(text, node, at, at + 'TARGET'.length);
    expect(text.slice(span.start, span.end)).toBe('TARGET');
  });

  it.each(Object.entries(spellings))('is replaced in a %s one', (_name, text) => {
    const { value, node } = scalarOf(text);
    const at = value.indexOf('TARGET');
    for (const replacement of ['plain', 'with "double" and \'single\'', 'a: b # c', '']) {
      const edit = editScalar(text, node, at, at + 'TARGET'.length, replacement, 'replace');
      const edited = text.slice(0, edit.span.start) + edit.replace + text.slice(edit.span.end);
      expect(scalarOf(edited).value, replacement).toBe(value.replace('TARGET', replacement));
    }
  });
});

describe('a text written as a scalar', () => {
  it.each([
    'plain',
    'GET /users/{id}',
    'true',
    '12',
    'a: b',
    '',
    ' x',
    'it\'s "so"',
    '~',
    '\n',
    '.5',
    './a.json',
  ])('%j is read back', (value) => {
    expect(scalarOf(`a: ${writeScalar(value)}\n`).value).toBe(value);
  });
});
