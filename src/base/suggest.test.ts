import { describe, expect, it } from 'vitest';
import { nearest } from './suggest.ts';

describe('nearest', () => {
  it.each([
    ['moc', ['proxy', 'mock'], 'mock'],
    ['boddy', ['text', 'body'], 'body'],
    ['prot', ['path', 'port'], 'port'],
    ['MOCK', ['mock'], 'mock'],
    ['GTE', ['PUT', 'GET'], 'GET'],
    ['endpoitns', ['endpoints'], 'endpoints'],
  ])('%s is meant to be one of %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it.each([
    ['xyz', ['mock', 'proxy']],
    ['a', ['b']],
    ['ab', ['xy']],
    ['status', ['headers']],
    ['', ['mock']],
  ])('%s is like none of %j', (word, candidates) => {
    expect(nearest(word, candidates)).toBeUndefined();
  });

  it('takes the first of two that are equally near', () => {
    expect(nearest('tex', ['text', 'tax'])).toBe('text');
  });
});
