import { describe, expect, it } from 'vitest';
import { compilePattern } from './linear-pattern.ts';

function regexpOf(pattern: string): RegExp {
  const compiled = compilePattern(pattern);
  if (!('regexp' in compiled)) throw new Error(compiled.message);
  return compiled.regexp;
}

describe('a pattern', () => {
  it.each<[string, string, boolean]>([
    ['^[0-9a-f]{24}$', 'a'.repeat(24), true],
    ['^[0-9a-f]{24}$', 'a'.repeat(23), false],
    ['^[0-9a-f]{24}$', 'a'.repeat(25), false],
    ['^x{17,40}$', 'x'.repeat(16), false],
    ['^x{17,40}$', 'x'.repeat(17), true],
    ['^x{17,40}$', 'x'.repeat(40), true],
    ['^x{17,40}$', 'x'.repeat(41), false],
    ['^x{0,33}y$', 'y', true],
    ['^x{0,33}y$', `${'x'.repeat(34)}y`, false],
    ['^x{20,}$', 'x'.repeat(19), false],
    ['^x{20,}$', 'x'.repeat(500), true],
    ['^\\d{32}$', '1'.repeat(32), true],
    ['^\\x41{20}$', 'A'.repeat(20), true],
    ['^\\u0041{20}?$', 'A'.repeat(20), true],
    ['^[\\]x]{20}$', ']'.repeat(20), true],
    ['^a\\{20}$', 'a{20}', true],
    ['(?<year>\\d{4})-\\d{2}', 'on 2024-01', true],
    ['\\\\1', '\\1', true],
    ['[\\1(?=]', '(', true],
  ])('%s tested on %s gives %s', (pattern, text, answer) => {
    expect(regexpOf(pattern).test(text)).toBe(answer);
    expect(new RegExp(pattern).test(text)).toBe(answer);
  });

  it.each<[string, RegExp, string]>([
    ['ab(?=c)', /lookaround/, '(?='],
    ['a(?!b)', /lookaround/, '(?!'],
    ['(?<=a)b', /lookaround/, '(?<='],
    ['(?<!a)b', /lookaround/, '(?<!'],
    ['(a)\\1', /backreference/, '\\1'],
    ['(?<n>a)\\k<n>', /backreference/, '\\k<n>'],
    ['a(', /not a pattern/, 'a('],
    ['(a+){17}b', /repeated more than 16 times/, '(a+){17}b'],
    ['((a{10}){10}){10}', /repeated more than 16 times/, '((a{10}){10}){10}'],
    ['[a-z]{100000000}', /more than 1024 characters/, '[a-z]{100000000}'],
  ])('%s is refused', (pattern, message, place) => {
    const refused = compilePattern(pattern);
    if ('regexp' in refused) throw new Error('it was compiled');
    expect(refused.message).toMatch(message);
    expect(pattern.slice(refused.start, refused.end)).toBe(place);
  });
});
