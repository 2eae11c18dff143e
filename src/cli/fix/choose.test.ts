import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Diagnostic, Suggestion } from '../../base/diagnostic.ts';
import { candidateOf, chooseEdits, editsOf, leavesJson } from './choose.ts';
import { EditedText } from './edited-text.ts';

function suggestion(start: [number, number], end: [number, number], replace: string): Suggestion {
  const position = ([line, column]: [number, number]) => ({ line, column });
  return { text: `write ${replace}`, range: { start: position(start), end: position(end) }, replace };
}

function diagnostic(...suggestions: Suggestion[]): Diagnostic {
  const range = suggestions[0]?.range ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  return {
    code: 'BW2001',
    severity: 'error',
    message: 'unknown key',
    file: 'a.yaml',
    range,
    pointer: '/a',
    related: [],
    suggestions,
  };
}

function fixed(original: string, ...suggestions: Suggestion[]): string {
  const candidates = suggestions.map((one) => ({ diagnostic: diagnostic(one), suggestion: one }));
  const text = new EditedText(original);
  return text.edit(editsOf(chooseEdits(candidates, text))).text;
}

describe('a mistake', () => {
  it('is mended without asking when it has exactly one suggestion', () => {
    const one = suggestion([1, 1], [1, 2], 'b');
    expect(candidateOf(diagnostic(one))?.suggestion).toBe(one);
    expect(candidateOf(diagnostic())).toBeUndefined();
    expect(candidateOf(diagnostic(one, suggestion([1, 1], [1, 2], 'c')))).toBeUndefined();
  });
});

describe('edits of one text', () => {
  it('are made together', () => {
    const text = 'a: 1 # one\nb: 2\n';
    expect(fixed(text, suggestion([1, 1], [1, 2], 'aa'), suggestion([2, 4], [2, 5], '22'))).toBe(
      'aa: 1 # one\nb: 22\n',
    );
  });

  it.each([
    ['overlap', suggestion([1, 1], [1, 4], 'X'), suggestion([1, 3], [1, 6], 'Y'), 'Xdef'],
    ['lie inside one another', suggestion([1, 1], [1, 7], 'X'), suggestion([1, 2], [1, 3], 'Y'), 'X'],
    ['touch', suggestion([1, 1], [1, 3], 'X'), suggestion([1, 3], [1, 4], 'Y'), 'Xcdef'],
    ['insert at one place', suggestion([1, 3], [1, 3], 'X'), suggestion([1, 3], [1, 3], 'Y'), 'abXcdef'],
  ])('that %s wait, but for the first', (_, first, second, result) => {
    expect(fixed('abcdef', first, second)).toBe(result);
  });

  it('that are the same are made once', () => {
    const same = suggestion([1, 1], [1, 2], 'X');
    expect(fixed('abc', same, same)).toBe('Xbc');
  });

  it('count columns in UTF-16 units and lines by LF, CR LF and CR', () => {
    expect(fixed('👍: a\r\n"👍👍": b\rc: d', suggestion([2, 9], [2, 10], 'B'))).toBe(
      '👍: a\r\n"👍👍": B\rc: d',
    );
    expect(fixed('👍: a\r\nb\rc: d', suggestion([3, 4], [3, 5], 'D'))).toBe('👍: a\r\nb\rc: D');
  });

  it('end new lines as the text does', () => {
    const insert = suggestion([1, 5], [1, 5], '\nb: 2');
    expect(fixed('a: 1\r\nc: 3\r\n', insert)).toBe('a: 1\r\nb: 2\r\nc: 3\r\n');
    expect(fixed('a: 1\rc: 3\r', insert)).toBe('a: 1\rb: 2\rc: 3\r');
    expect(fixed('a: 1\r\nc: 3\n', insert)).toBe('a: 1\nb: 2\r\nc: 3\n');
  });

  it('keep JSON what is JSON', () => {
    const rename = suggestion([1, 3], [1, 6], '"a"');
    const insert = suggestion([1, 9], [1, 9], ', b: 1');
    expect(fixed('{ "x": 1 }', rename, insert)).toBe('{ "a": 1 }');
    expect(fixed('{ "x": 1 } # yaml', rename, insert)).toBe('{ "a": 1, b: 1 } # yaml');
    const [candidate] = [insert].map((one) => ({ diagnostic: diagnostic(one), suggestion: one }));
    expect(leavesJson(candidate!, new EditedText('{ "x": 1 }'))).toBe(true);
    expect(leavesJson(candidate!, new EditedText('{ "x": 1 } # yaml'))).toBe(false);
  });

  it('are judged without reading the whole of a JSON text for each of them', () => {
    const entry = '"a": "5sec"';
    const text = `{\n${Array.from({ length: 500 }, () => entry).join(',\n')}\n}`;
    const edits = Array.from({ length: 500 }, (_, index) =>
      suggestion([index + 2, 6], [index + 2, 12], '5s'),
    );
    const parse = vi.spyOn(JSON, 'parse');
    onTestFinished(() => parse.mockRestore());
    expect(fixed(text, ...edits)).toBe(text);
    const read = parse.mock.calls.reduce((sum, [{ length }]) => sum + length, 0);
    expect(read).toBeLessThanOrEqual(4 * text.length);
  });

  it('for places the text does not have are left out', () => {
    expect(fixed('a: 1\n', suggestion([7, 1], [7, 2], 'X'))).toBe('a: 1\n');
    expect(fixed('a: 1\n', suggestion([1, 2], [1, 1], 'X'))).toBe('a: 1\n');
  });
});
