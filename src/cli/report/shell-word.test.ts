import { describe, expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

describe('a word for the shell', () => {
  it.each([
    ['api/backworks.yaml', 'api/backworks.yaml'],
    ['my api.yaml', "'my api.yaml'"],
    ["it's.yaml", "'it'\\''s.yaml'"],
    ['$(rm -r x).yaml', "'$(rm -r x).yaml'"],
    ['-x.yaml', './-x.yaml'],
    ['', "''"],
  ])('%j is %s', (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});
