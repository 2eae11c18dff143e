import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../../test/support/plugins.ts';
import { pick, randomFrom } from '../../../test/support/random.ts';
import { pathLike, randomPattern } from '../../../test/support/routes.ts';
import { decodedSegments, matchesPattern } from '../../base/route-match.ts';
import { parseRoutePattern } from '../../base/route-pattern.ts';
import { type FilteredRoute, filterFor } from './filter.ts';

function wants(filter: ReturnType<typeof filterFor>, method: string, clientPath: string): boolean {
  return typeof filter === 'boolean' ? filter : filter(exchangeOf({ method, clientPath }));
}

/** As the router sees it: who answers GET answers HEAD, and who names no method takes every one. */
function takes(methods: readonly string[], method: string): boolean {
  if (methods.length === 0 || methods.includes(method)) return true;
  return method === 'HEAD' && methods.includes('GET');
}

function isTaken({ path, methods }: FilteredRoute, method: string, clientPath: string): boolean {
  const segments = decodedSegments(clientPath) ?? [];
  return takes(methods, method) && matchesPattern(parseRoutePattern(path), segments);
}

/** `all`, `none` or `some` of the requests of an endpoint. */
function share(
  hook: { routes?: string[]; methods?: string[] },
  route?: FilteredRoute,
): 'all' | 'none' | 'some' {
  const filter = filterFor({ routes: [], methods: [], ...hook }, route);
  if (typeof filter === 'boolean') return filter ? 'all' : 'none';
  return 'some';
}

describe('what is decided when the plan is built', () => {
  const user: FilteredRoute = { path: '/users/{id}', methods: ['GET'] };

  it.each([
    [{}, user, 'all'],
    [{}, undefined, 'all'],
    [{ routes: ['/users/*'] }, user, 'all'],
    [{ routes: ['/orders/*'] }, user, 'none'],
    [{ routes: ['/orders/*', '/users/{any}'] }, user, 'all'],
    [{ routes: ['/users/7'] }, user, 'some'],
    [{ routes: ['/users/*'] }, undefined, 'some'],
    [{ methods: ['GET'] }, user, 'all'],
    [{ methods: ['POST'] }, user, 'none'],
    [{ methods: ['HEAD'] }, user, 'some'],
    [{ methods: ['GET'] }, undefined, 'some'],
    [{ methods: ['GET'] }, { path: '/users/{id}', methods: [] }, 'some'],
    [{ methods: ['GET'] }, { path: '/users/{id}', methods: ['HEAD'] }, 'all'],
    [{ methods: ['POST'] }, { path: '/users/{id}', methods: ['GET', 'POST'] }, 'some'],
    [{ methods: ['POST'], routes: ['/users/*'] }, user, 'none'],
    [{ methods: ['GET'], routes: ['/orders'] }, user, 'none'],
    [{ methods: ['HEAD'], routes: ['/users/7'] }, user, 'some'],
  ] as const)('%j on %j: %s', (hook, route, expected) => {
    expect(share(hook as { routes?: string[]; methods?: string[] }, route)).toBe(expected);
  });
});

describe('what is left for each request', () => {
  it('is its method; who sees GET sees HEAD', () => {
    const filter = filterFor({ routes: [], methods: ['GET'] }, undefined);
    expect(['GET', 'HEAD', 'POST'].map((method) => wants(filter, method, '/'))).toEqual([true, true, false]);
  });

  it('is the path as the client sent it', () => {
    const filter = filterFor({ routes: ['/a%2Fb', '/x/{id}'], methods: [] }, { path: '/*', methods: [] });
    expect(['/a%2fb', '/a/b', '/x/1', '/x/', '/%zz'].map((path) => wants(filter, 'GET', path))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('is both, where both are to be looked at', () => {
    const filter = filterFor({ routes: ['/a'], methods: ['POST'] }, { path: '/{any}', methods: [] });
    const seen = [wants(filter, 'POST', '/a'), wants(filter, 'POST', '/b'), wants(filter, 'GET', '/a')];
    expect(seen).toEqual([true, false, false]);
  });
});

describe('whatever the patterns', () => {
  it('a hook sees the requests of an endpoint that its routes and methods name, and no others', () => {
    const random = randomFrom(5);
    const METHODS = ['GET', 'HEAD', 'POST'];
    const seen = { yes: 0, no: 0 };
    for (let round = 0; round < 4_000; round += 1) {
      const route = { path: randomPattern(random), methods: pick(random, [[], ['GET'], ['POST'], ['HEAD']]) };
      const routes = Array.from({ length: random(3) }, () => randomPattern(random));
      const methods = pick(random, [[], ['GET'], ['POST', 'HEAD'], ['HEAD']]);
      const filter = filterFor({ routes, methods }, route);
      const [method, path] = [pick(random, METHODS), pathLike(random, route.path)];
      if (!isTaken(route, method, path)) continue;
      const segments = decodedSegments(path) ?? [];
      const byPath =
        routes.length === 0 || routes.some((text) => matchesPattern(parseRoutePattern(text), segments));
      const byMethod = takes(methods, method);
      const said = `${method} ${path} of ${JSON.stringify(route)} for ${JSON.stringify({ routes, methods })}`;
      expect(wants(filter, method, path), said).toBe(byPath && byMethod);
      seen[byPath && byMethod ? 'yes' : 'no'] += 1;
    }
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(300);
  });
});
