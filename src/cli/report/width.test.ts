import { describe, expect, it } from 'vitest';
import { displayWidth } from './width.ts';

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
