import { describe, expect, it } from 'vitest';
import { escapeTemplate, findEnvironmentReferences, parseTemplate } from './template-parts.ts';

function shapeOf(text: string) {
  return parseTemplate(text).parts.map((part) => [
    part.kind,
    part.kind === 'environment' ? part.name : part.text,
  ]);
}

describe('the parts of a text', () => {
  it.each<[string, [string, string][]]>([
    ['', []],
    ['plain $ {text}', [['text', 'plain $ {text}']]],
    [
      'a ${x} b',
      [
        ['text', 'a '],
        ['expression', 'x'],
        ['text', ' b'],
      ],
    ],
    [
      '${x}${y}',
      [
        ['expression', 'x'],
        ['expression', 'y'],
      ],
    ],
    ['${{"a": {"b": 1}}}', [['expression', '{"a": {"b": 1}}']]],
    [
      '${"}"} ${\'}\'}',
      [
        ['expression', '"}"'],
        ['text', ' '],
        ['expression', "'}'"],
      ],
    ],
    ['${"\\"}"}', [['expression', '"\\"}"']]],
    ['${"""}"" """}', [['expression', '"""}"" """']]],
    ['${a // }\n}', [['expression', 'a // }\n']]],
    [
      "it's ${x}, don't",
      [
        ['text', "it's "],
        ['expression', 'x'],
        ['text', ", don't"],
      ],
    ],
    [
      '$${x} ${y}',
      [
        ['text', '${x} '],
        ['expression', 'y'],
      ],
    ],
    ['$$${x}', [['text', '$${x}']]],
    ['a$${', [['text', 'a${']]],
    [
      '${x}$${y}',
      [
        ['expression', 'x'],
        ['text', '${y}'],
      ],
    ],
    [
      '${x}$',
      [
        ['expression', 'x'],
        ['text', '$'],
      ],
    ],
    ['${}', [['expression', '']]],
    [
      '${NAME} ${_A1}',
      [
        ['environment', 'NAME'],
        ['text', ' '],
        ['environment', '_A1'],
      ],
    ],
    [
      '${Name} ${A.b}',
      [
        ['expression', 'Name'],
        ['text', ' '],
        ['expression', 'A.b'],
      ],
    ],
    ['${url:-http://x}', [['expression', 'url:-http://x']]],
  ])('%s', (text, shape) => {
    expect(shapeOf(text)).toEqual(shape);
    expect(parseTemplate(text).problems).toEqual([]);
  });

  it('cover the whole text, side by side', () => {
    for (const text of ['a ${x} $${y} ${NAME:-${Z}} b', '$${a}${b}$', '${a', 'a $${x} ${']) {
      const { parts } = parseTemplate(text);
      expect(parts.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
    }
  });

  it.each([
    ['a ${x', 2],
    ['${x} ${', 5],
    ["${x} ${'}", 5],
    ['${{"a": 1}', 0],
    ['${NAME:-x', 0],
  ])('%s is never closed', (text, start) => {
    expect(parseTemplate(text).problems).toMatchObject([{ code: 'BW4007', start, end: start + 2 }]);
  });

  it('give back any text that was escaped', () => {
    for (const text of ['${', '$${x}', '${A} $ {', 'a$', '$$$', '${${}}', '\u2028"${"']) {
      const { parts, problems } = parseTemplate(escapeTemplate(text));
      expect(problems).toEqual([]);
      expect(parts.map((part) => (part.kind === 'text' ? part.text : '?')).join('')).toBe(text);
    }
  });
});

describe('references to the environment', () => {
  it('are found with name, default, message and place', () => {
    const text = 'a ${A} ${B:-x:{"y"}} ${C:?set it} $${D} ${e} ${F:-} ${G:-${H}}';
    expect(
      findEnvironmentReferences(text).map(({ start, end, ...rest }) => [text.slice(start, end), rest]),
    ).toEqual([
      ['${A}', { name: 'A' }],
      ['${B:-x:{"y"}}', { name: 'B', default: 'x:{"y"}' }],
      ['${C:?set it}', { name: 'C', message: 'set it' }],
      ['${F:-}', { name: 'F', default: '' }],
      ['${G:-${H}}', { name: 'G', default: '${H}' }],
    ]);
  });

  it('keep quotes and slashes of their default', () => {
    expect(findEnvironmentReferences("${URL:-http://it's}")).toEqual([
      { name: 'URL', default: "http://it's", start: 0, end: 19 },
    ]);
  });

  it('are not looked for inside of expressions', () => {
    expect(findEnvironmentReferences("${default(path.id, '${A}')}")).toEqual([]);
  });
});
