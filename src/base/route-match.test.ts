import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../test/support/random.ts';
import { pathLike, randomPattern } from '../../test/support/routes.ts';
import { covers, decodedSegments, matchesPattern, matchParts } from './route-match.ts';
import { parseRoutePattern } from './route-pattern.ts';

function matches(pattern: string, path: string): boolean {
  return matchesPattern(parseRoutePattern(pattern), decodedSegments(path) ?? []);
}

function lie(pattern: string, other: string): string {
  return covers(parseRoutePattern(pattern), parseRoutePattern(other));
}

describe('parts of a segment', () => {
  it.each([
    [['', ''], 'x', ['x']],
    [['a', ''], 'ab', ['b']],
    [['', '.json'], 'x.json', ['x']],
    [['', '-', ''], '2026-11-21', ['2026', '11-21']],
    [['', '-', '-', ''], '--1-2-3', ['-', '1', '2-3']],
    [['', '', ''], 'ab', ['a', 'b']],
    [['v', '.', ''], 'v1.2', ['1', '2']],
    [['', ''], '', undefined],
    [['a', 'a'], 'a', undefined],
    [['a', 'b'], 'ab', undefined],
    [['', '-', ''], 'ab', undefined],
    [['', '-', ''], 'ab-', undefined],
    [['x', ''], 'ab', undefined],
    [['', 'x'], 'ab', undefined],
  ])('%j in %j are %j', (literals, text, values) => {
    const found: string[] = [];
    expect(matchParts(literals, text, found) ? found : undefined).toEqual(values);
  });
});

describe('segments of a path', () => {
  it.each([
    ['/', ['']],
    ['/a/b', ['a', 'b']],
    ['/a%2Fb/%7Bc%7D', ['a/b', '{c}']],
    ['/%zz', undefined],
    ['/%ff', undefined],
  ])('%s', (path, segments) => {
    expect(decodedSegments(path)).toEqual(segments);
  });
});

describe('one pattern alone', () => {
  it.each([
    ['/', '/', true],
    ['/a', '/a', true],
    ['/a', '/A', false],
    ['/a', '/a/', false],
    ['/a', '/', false],
    ['/a/b', '/a', false],
    ['/a/{id}', '/a/7', true],
    ['/a/{id}', '/a/', false],
    ['/a/{id}', '/a/7/8', false],
    ['/a/{id}.json', '/a/7.json', true],
    ['/a/*', '/a', false],
    ['/a/*', '/a/', true],
    ['/a/*', '/a/b/c', true],
    ['/*', '/', true],
  ])('%s and %s', (pattern, path, verdict) => {
    expect(matches(pattern, path)).toBe(verdict);
  });
});

describe('how the paths of patterns lie to each other', () => {
  it.each([
    ['/*', '/anything/{at}/all', 'always'],
    ['/a/*', '/a/{id}', 'always'],
    ['/a/*', '/a', 'never'],
    ['/{x}/*', '/a/b', 'always'],
    ['/a{x}/*', '/{y}/b', 'sometimes'],
    ['/a', '/a', 'always'],
    ['/a', '/b', 'never'],
    ['/a', '/{x}', 'sometimes'],
    ['/{x}', '/a', 'always'],
    ['/{x}', '/', 'never'],
    ['/{x}', '/{y}', 'always'],
    ['/{x}.json', '/{y}.json', 'always'],
    ['/{x}.json', '/{y}', 'sometimes'],
    ['/{x}', '/{y}.json', 'always'],
    ['/a', '/*', 'sometimes'],
    ['/a/b', '/a', 'never'],
    ['/a', '/a/*', 'never'],
    ['/a', '/a/b', 'never'],
    ['/{x}/a', '/{y}/b', 'never'],
  ])('%s to %s: %s', (pattern, other, verdict) => {
    expect(lie(pattern, other)).toBe(verdict);
  });

  it('is not mistaken where braces are text', () => {
    expect(lie('/a{x}%7B%7D', '/a%7B%7D{x}')).toBe('sometimes');
  });

  it('never contradicts what matches', () => {
    const random = randomFrom(20_261);
    const seen = { always: 0, never: 0, sometimes: 0 };
    for (let round = 0; round < 6_000; round += 1) {
      const [pattern, other] = [randomPattern(random), randomPattern(random)];
      const verdict = covers(parseRoutePattern(pattern), parseRoutePattern(other));
      for (let tries = 0; tries < 4; tries += 1) {
        const path = pathLike(random, other);
        if (!matches(other, path)) continue;
        seen[verdict] += 1;
        const said = `${pattern} ${verdict} takes what ${other} takes, such as ${path}`;
        if (verdict === 'always') expect(matches(pattern, path), said).toBe(true);
        if (verdict === 'never') expect(matches(pattern, path), said).toBe(false);
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(500);
  });
});
