import { describe, expect, it } from 'vitest';
import { readMediaType } from './media-type.ts';

describe('a media type', () => {
  it.each<[string, string, Record<string, string>]>([
    ['Text/Plain', 'text/plain', {}],
    [' text/plain ; Charset=UTF-8', 'text/plain', { charset: 'UTF-8' }],
    ['a/b; x="1;2\\"3"; y=4', 'a/b', { x: '1;2"3', y: '4' }],
    ['a/b; x=1; X=2', 'a/b', { x: '1' }],
    ['a/b;;x=1;=2;y', 'a/b', { x: '1' }],
    ['', '', {}],
  ])('%s is read', (field, essence, parameters) => {
    const type = readMediaType(field);
    expect([type.essence, Object.fromEntries(type.parameters)]).toEqual([essence, parameters]);
  });

  it('is read in time linear in its length', () => {
    expect(readMediaType(`a/b${';x="'.repeat(100_000)}`).essence).toBe('a/b');
  });
});
