import { describe, expect, it } from 'vitest';
import { displayWidth, printable } from './width.ts';

describe('the width of a text in a terminal', () => {
  it.each([
    ['mode: moc', 9],
    ['caf\u00e9', 4],
    ['cafe\u0301', 4],
    ['日本', 4],
    ['👍', 2],
    ['👨‍👩‍👧', 2],
    ['🇳🇴', 2],
    ['', 0],
  ])('%j takes %i cells', (text, cells) => {
    expect(displayWidth(text)).toBe(cells);
  });
});

describe('text that is safe to show', () => {
  it('has spaces for tabs and no control characters', () => {
    expect(printable('\ta\u001B[31mb\r')).toBe('    a\uFFFD[31mb');
  });

  it('cannot turn the direction of writing', () => {
    expect(printable('a\u202Eb')).toBe('a\uFFFDb');
  });
});
