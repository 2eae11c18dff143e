import { describe, expect, it } from 'vitest';
import { LineIndex } from '../base/lines.ts';
import type { Problem } from './problem.ts';
import { parseYaml } from './yaml.ts';

function found(text: string): string[] {
  const lines = new LineIndex(text);
  return parseYaml(text).problems.map(({ code, span }) => {
    const { line, column } = lines.positionAt(span.start);
    return `${code} ${line}:${column}`;
  });
}

/** The text with the first edit of each problem. */
function mended(text: string, problems: readonly Problem[]): string {
  const edits = problems.flatMap(({ edits = [] }) => edits.slice(0, 1));
  return edits
    .toSorted((a, b) => b.span.start - a.span.start)
    .reduce((now, { span, replace }) => now.slice(0, span.start) + replace + now.slice(span.end), text);
}

const FIVE = [
  'name: a: b',
  'endpoints:',
  '  GET /a: { mock: { body: ${x} } }',
  '  GET /b:',
  '\tmock: { body: 1 }',
  '  GET /c: { mock: { body: "a" b } }',
  '  GET /d',
  '    mock: {}',
  '',
].join('\n');

describe('all syntax errors of a text', () => {
  it('are found at once', () => {
    expect(found(FIVE)).toEqual(['BW1010 1:8', 'BW1015 3:27', 'BW1011 5:1', 'BW1010 6:31', 'BW1010 7:3']);
  });

  it('are found behind those that no edit mends', () => {
    const text = [
      'endpoints:',
      '  GET /a:',
      '    mock: { body: [1, 2 }',
      '  GET /b:',
      "    mock: { body: 'it's }",
      '   GET /c:',
      '    mock: *nope',
      '  GET /d: @at',
      '  GET /e: mock: 1',
      '',
    ].join('\n');
    expect(found(text)).toEqual(['BW1010 3:25', 'BW1010 5:22', 'BW1010 6:4', 'BW1010 8:11', 'BW1010 9:15']);
  });

  it('keep their places in CRLF files and behind emoji', () => {
    const text = FIVE.replace('name: a: b', '# 👍\nname: "👍": b').replaceAll('\n', '\r\n');
    expect(found(text).slice(1)).toEqual(['BW1015 4:27', 'BW1011 6:1', 'BW1010 7:31', 'BW1010 8:3']);
  });

  it('are mended by their edits together', () => {
    const text = FIVE.replace('"a" b', 'b');
    expect(parseYaml(mended(text, parseYaml(text).problems)).problems).toEqual([]);
  });

  it('are one when one quote or bracket is missing, and its edit adds it', () => {
    for (const text of [
      'server: { port: 4000\nendpoints:\n  GET /a: { mock: {} }\n',
      'name: "unclosed # no comment\nendpoints:\n  GET /a: { mock: {} }\n',
      'server: {\n  port: 1,\n  host: x\n\nendpoints:\n  GET /a: { mock: {} }\n',
      'endpoints: { GET /a: { mock: { body: [1, { a: b } } } }\n',
      'endpoints:\n  GET /a: { mock: { body: [1, 2 } }',
      "name: 'x\n",
    ]) {
      const { problems } = parseYaml(text);
      expect(problems.length, text).toBe(1);
    }
  });

  it('are one when something nests too deeply, over however many lines', () => {
    const deep = Array.from({ length: 150 }, () => '[').join('\n ');
    expect(found(`vars: ${deep}`)).toEqual([expect.stringMatching(/^BW1017 /)]);
  });

  it('are found behind any number of blank lines', () => {
    expect(found(`a: x\n${'\n'.repeat(200_000)} b: 1\n`)).toEqual(['BW1010 200002:2']);
  });

  it('are no others than the indentation that may be meant in several ways', () => {
    const text = 'server:\n    port: 1\n  host: x\n  timeout: 1s\nname: a: b\n';
    expect(found(text)).toEqual(['BW1010 3:3', 'BW1010 5:8']);
  });

  it('are at most twenty', () => {
    expect(found(Array.from({ length: 50 }, (_, index) => `k${index}: a: b\n`).join('')).length).toBe(20);
  });
});
