import { describe, expect, it } from 'vitest';
import { printable, printableLines } from './printable.ts';

describe('foreign text on a terminal', () => {
  it.each([
    ['C0', '\u001B[2J\u0000', '\\x1b[2J\\x00'],
    ['DEL', 'a\u007F', 'a\\x7f'],
    ['C1', '\u009B31m\u0080', '\\x9b31m\\x80'],
    [
      'the direction of writing',
      '\u202Ecod\u2066\u2069\u200E\u200F\u061C',
      '\\u202ecod\\u2066\\u2069\\u200e\\u200f\\u061c',
    ],
    ['line and paragraph separators', 'a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['line breaks and tabs', 'a\r\n\tb', 'a\\r\\n\\tb'],
  ])('shows %s instead of obeying it', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('keeps every character that is only to be seen', () => {
    const text = 'GET /caf\u00E9/日本/👨\u200D👩\u200D👧 ~\u00A0\u00AD "\\x1b"';
    expect(printable(text)).toBe(text);
  });

  it('keeps the lines of a text that has several', () => {
    expect(printableLines('Error: \u001B[2J\n  at x')).toBe('Error: \\x1b[2J\n  at x');
  });
});
