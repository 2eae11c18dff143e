import { describe, expect, it } from 'vitest';
import { searchPages } from './search-pages.ts';

const pages = [
  { topic: 'a', text: '# Alpha\n\nSee `rate_limit` and other.\n' },
  { topic: 'b', text: '# Beta\n\n| key | what |\n| --- | --- |\n| `rate_limit` | counts |\n' },
  { topic: 'c', text: '# Gamma\n\n## Rate limit\n\nText.\n' },
  { topic: 'd', text: '# Delta\n\nOverrated limits.\n' },
];

describe('a search in the reference', () => {
  it.each([
    ['rate_limit', ['c', 'b']],
    ['RATE-LIMIT', ['c', 'b']],
    ['gamma', ['c']],
    ['other', ['a']],
    ['limi', []],
    ['...', []],
  ])('for %s finds %j', (word, topics) => {
    expect(searchPages(word, pages)).toEqual(topics);
  });
});
