import { describe, expect, it } from 'vitest';
import { isReserved, parseRoutePattern, RoutePatternError, shadows } from './route-pattern.ts';

function mistakeIn(text: string) {
  try {
    parseRoutePattern(text);
  } catch (error) {
    if (error instanceof RoutePatternError) {
      return {
        marked: text.slice(error.start, error.end),
        message: error.message,
        suggestion: error.suggestion,
      };
    }
    throw error;
  }
  throw new Error(`no mistake in ${text}`);
}

describe('a route pattern', () => {
  it('is read into static, parameter and wildcard segments', () => {
    expect(parseRoutePattern('/users/{id}.json/{a}...{b}/*rest')).toEqual({
      text: '/users/{id}.json/{a}...{b}/*rest',
      segments: [
        { kind: 'static', text: 'users' },
        { kind: 'parameter', literals: ['', '.json'], names: ['id'] },
        { kind: 'parameter', literals: ['', '...', ''], names: ['a', 'b'] },
        { kind: 'wildcard', name: 'rest' },
      ],
      canonical: '/users/{}.json/{}...{}/*',
      params: ['id', 'a', 'b', 'rest'],
    });
  });

  it('keeps empty segments, so that a trailing slash counts', () => {
    expect(parseRoutePattern('/').segments).toEqual([{ kind: 'static', text: '' }]);
    expect(parseRoutePattern('/a/').canonical).toBe('/a/');
    expect(parseRoutePattern('//a').segments).toHaveLength(2);
  });

  it('calls a wildcard without a name *', () => {
    expect(parseRoutePattern('/files/*').params).toEqual(['*']);
  });

  it('takes any text as a name', () => {
    for (const name of ['__proto__', 'a b', 'x"];alert(1)', 'ключ']) {
      expect(parseRoutePattern(`/{${name}}`).params).toEqual([name]);
    }
  });

  it('decodes text, and has one canonical form for every spelling', () => {
    expect(parseRoutePattern('/caf%C3%A9').canonical).toBe(parseRoutePattern('/café').canonical);
    expect(parseRoutePattern('/a%2Fb').canonical).not.toBe(parseRoutePattern('/a/b').canonical);
    expect(parseRoutePattern('/%7Bid%7D').canonical).not.toBe(parseRoutePattern('/{id}').canonical);
    expect(parseRoutePattern('/%2A').canonical).not.toBe(parseRoutePattern('/*').canonical);
  });

  it.each([
    ['users', 'users', '/users'],
    ['', '', '/'],
    ['/users/:id/x', ':id', '{id}'],
    ['/a b', ' ', '%20'],
    ['/a?x=1', '?x=1', ''],
    ['/a#top', '#top', ''],
    ['http://localhost/q', 'http://localhost/q', '/q'],
    ['https://api.example:8080?x', 'https://api.example:8080?x', '/'],
  ])('%j is refused with a fix', (text, marked, suggestion) => {
    expect(mistakeIn(text)).toMatchObject({ marked, suggestion });
  });

  it.each([
    ['/{}', '{}', /name/],
    ['/{ }', '{ }', /name/],
    ['/{id', '{', /no "}"/],
    ['/{a{b}}', '{', /no "}"/],
    ['/id}', '}', /no "{"/],
    ['/{a/b}', '{', /same segment/],
    ['/{id}/{id}', '{id}', /twice/],
    ['/{a}{b}', '}{', /between/],
    ['/*/a', '*', /last/],
    ['/a*b', '*', /whole segment/],
    ['/*a*', '*', /nothing else/],
    ['/%zz', '%zz', /hex/],
    ['/a/../b', '..', /segments/],
  ])('%j is refused where the mistake is', (text, marked, message) => {
    const mistake = mistakeIn(text);
    expect(mistake.marked).toBe(marked);
    expect(mistake.message).toMatch(message);
  });

  it('allows a colon that starts no parameter', () => {
    expect(parseRoutePattern('/jobs/{id}:cancel').canonical).toBe('/jobs/{}:cancel');
  });

  it('is shadowed only by one that differs in names alone', () => {
    const [byId, byUid, all] = ['/u/{id}', '/u/{uid}', '/u/*'].map(parseRoutePattern);
    expect(shadows(byId!, byUid!)).toBe(true);
    expect(shadows(all!, byId!)).toBe(false);
  });

  it('knows the paths that belong to the control surface', () => {
    expect(
      ['/__backworks/x', '/__backworks', '/__backworks/*'].map(parseRoutePattern).every(isReserved),
    ).toBe(true);
    expect(['/__backworksx', '/{a}/x', '/a/__backworks/x'].map(parseRoutePattern).some(isReserved)).toBe(
      false,
    );
  });
});
