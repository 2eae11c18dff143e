import { describe, expect, it } from 'vitest';
import { parseRoutePattern } from '../base/route-pattern.ts';
import { Router } from './router.ts';

/** Routes such as `GET,POST /a` or `/any`; the value of each is its own text. */
function routerOf(...routes: string[]): Router<string> {
  return new Router(
    routes.map((value) => {
      const [methods, path] = value.startsWith('/') ? ['', value] : (value.split(' ') as [string, string]);
      return { value, methods: methods === '' ? [] : methods.split(','), pattern: parseRoutePattern(path) };
    }),
  );
}

function find(router: Router<string>, request: string) {
  const [method, path] = request.split(' ') as [string, string];
  const found = router.find(method, path);
  return found.kind === 'match' ? { route: found.value, ...found.params } : found;
}

describe('priority', () => {
  it('is text, then text with parameters, then a parameter, then a wildcard, in any order of the file', () => {
    const routes = ['GET /f/*', 'GET /f/{id}', 'GET /f/{id}.json', 'GET /f/all.json', 'GET /f/a{x}.json'];
    for (const order of [routes, routes.toReversed()]) {
      const router = routerOf(...order);
      expect(find(router, 'GET /f/all.json')).toEqual({ route: 'GET /f/all.json' });
      expect(find(router, 'GET /f/abc.json')).toEqual({ route: 'GET /f/a{x}.json', x: 'bc' });
      expect(find(router, 'GET /f/7.json')).toEqual({ route: 'GET /f/{id}.json', id: '7' });
      expect(find(router, 'GET /f/7')).toEqual({ route: 'GET /f/{id}', id: '7' });
      expect(find(router, 'GET /f/7/8')).toEqual({ route: 'GET /f/*', '*': '7/8' });
    }
  });

  it('goes back when the more specific branch leads nowhere', () => {
    const router = routerOf('GET /a/b/c', 'GET /a/{x}/d', 'GET /{p}-{q}/b/e', 'GET /*rest');
    expect(find(router, 'GET /a/b/d')).toEqual({ route: 'GET /a/{x}/d', x: 'b' });
    expect(find(router, 'GET /a-a/b/e')).toEqual({ route: 'GET /{p}-{q}/b/e', p: 'a', q: 'a' });
    expect(find(router, 'GET /a/b/e')).toEqual({ route: 'GET /*rest', rest: 'a/b/e' });
  });

  it('leaves a method that the specific route does not take to the next one', () => {
    const router = routerOf('GET /users/me', 'DELETE /users/{id}', '/users/*');
    expect(find(router, 'DELETE /users/me')).toEqual({ route: 'DELETE /users/{id}', id: 'me' });
    expect(find(router, 'PUT /users/me')).toEqual({ route: '/users/*', '*': 'me' });
  });

  it('keeps names of each route apart where patterns differ in nothing else', () => {
    const router = routerOf('GET /u/{id}', 'POST /u/{uid}');
    expect(find(router, 'GET /u/1')).toEqual({ route: 'GET /u/{id}', id: '1' });
    expect(find(router, 'POST /u/1')).toEqual({ route: 'POST /u/{uid}', uid: '1' });
  });
});

describe('methods', () => {
  const router = routerOf('GET /a', 'POST /a', 'HEAD /h', 'GET /h', '/any', 'OPTIONS,GET /o');

  it('HEAD is answered by GET unless somebody lists it', () => {
    expect(find(router, 'HEAD /a')).toEqual({ route: 'GET /a' });
    expect(find(router, 'HEAD /h')).toEqual({ route: 'HEAD /h' });
  });

  it('a miss lists what would do', () => {
    expect(find(router, 'PUT /a')).toEqual({ kind: 'method', allow: ['GET', 'HEAD', 'OPTIONS', 'POST'] });
    expect(find(router, 'OPTIONS /a')).toMatchObject({ kind: 'method' });
    expect(find(router, 'PUT /b')).toEqual({ kind: 'path' });
  });

  it('OPTIONS belongs to who lists it or takes everything', () => {
    expect(find(router, 'OPTIONS /o')).toEqual({ route: 'OPTIONS,GET /o' });
    expect(find(router, 'OPTIONS /any')).toEqual({ route: '/any' });
  });
});

describe('paths', () => {
  const router = routerOf('GET /a', 'GET /a/{id}', 'GET /w/*', 'GET /café/{x}', 'GET /', 'GET /d//e');

  it('a trailing slash and a doubled one make other paths', () => {
    expect(find(router, 'GET /a/')).toEqual({ kind: 'path' });
    expect(find(router, 'GET //a')).toEqual({ kind: 'path' });
    expect(find(router, 'GET /d//e')).toEqual({ route: 'GET /d//e' });
    expect(find(router, 'GET /d/e')).toEqual({ kind: 'path' });
    expect(find(router, 'GET /')).toEqual({ route: 'GET /' });
  });

  it('a wildcard may be empty, its slash may not be missing', () => {
    expect(find(router, 'GET /w/')).toEqual({ route: 'GET /w/*', '*': '' });
    expect(find(router, 'GET /w')).toEqual({ kind: 'path' });
  });

  it('an encoded slash never splits, and stays encoded where slashes mean something', () => {
    expect(find(router, 'GET /a/x%2Fy')).toEqual({ route: 'GET /a/{id}', id: 'x/y' });
    expect(find(router, 'GET /w/x%2Fy%20z/q')).toEqual({ route: 'GET /w/*', '*': 'x%2Fy z/q' });
    expect(find(router, 'GET /w%2Fx')).toEqual({ kind: 'path' });
  });

  it('text is compared decoded', () => {
    expect(find(router, 'GET /caf%C3%A9/%E2%82%AC')).toEqual({ route: 'GET /café/{x}', x: '€' });
    expect(find(router, 'GET /%61')).toEqual({ route: 'GET /a' });
  });

  it.each(['/a/%', '/a/%zz', '/%ff', '/w/%e2%82'])('%s is no percent-encoded UTF-8', (path) => {
    expect(find(router, `GET ${path}`)).toEqual({ kind: 'encoding' });
  });

  it.each(['/w/../a', '/w/.', '/w/%2e%2E/a', '/./a', '/w/.%2e'])('%s has dot segments', (path) => {
    expect(find(router, `GET ${path}`)).toEqual({ kind: 'dots' });
  });

  it('other segments with dots are ordinary', () => {
    expect(find(router, 'GET /w/.well-known/...')).toMatchObject({ '*': '.well-known/...' });
  });
});

describe('parameters', () => {
  it('split a segment at its text, the first ones as short as they can be', () => {
    const router = routerOf('GET /{a}...{b}', 'GET /v{major}.{minor}.zip');
    expect(find(router, 'GET /x...y...z')).toMatchObject({ a: 'x', b: 'y...z' });
    expect(find(router, 'GET /v1.2.3.zip')).toMatchObject({ major: '1', minor: '2.3' });
    expect(find(router, 'GET /...y')).toEqual({ kind: 'path' });
    expect(find(router, 'GET /v.2.zip')).toEqual({ kind: 'path' });
  });

  it('may have names that mean something to JavaScript', () => {
    const found = routerOf('GET /{__proto__}/{constructor}').find('GET', '/x/y');
    if (found.kind !== 'match') throw new Error('no match');
    expect(Object.entries(found.params)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect('toString' in found.params).toBe(false);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('the nearest routes', () => {
  it.each([
    ['/user/7', 'GET /users/{id}'],
    ['/usres', 'GET /users'],
    ['/users/', 'GET /users'],
    ['/users/7/order', 'GET /users/{id}/orders'],
    ['/orders', 'POST /api/orders'],
    ['/api/v1/orders', 'POST /api/orders'],
    ['/report-7.pdf', 'GET /reports/{y}.pdf'],
  ])('of %s begin with %s', (path, first) => {
    const router = routerOf(
      'GET /users',
      'GET /users/{id}',
      'GET /users/{id}/orders',
      'POST /api/orders',
      'GET /reports/{y}.pdf',
      '/entirely/different',
    );
    const nearest = router.nearest(path);
    expect(nearest.length).toBeLessThanOrEqual(3);
    expect(nearest).toContain(first);
    if (first !== 'GET /reports/{y}.pdf') expect(nearest[0]).toBe(first);
  });

  it('are none for what looks like nothing', () => {
    expect(routerOf('GET /users', 'GET /orders').nearest('/favicon.ico')).toEqual([]);
  });

  it('are found among 10,000 routes, and hostile paths cost no more than a bounded search', () => {
    const routes = Array.from({ length: 10_000 }, (_, i) => `GET /api/things/r${i}`);
    const router = routerOf(...routes);
    expect(router.nearest('/api/thing/r77')[0]).toBe('GET /api/things/r77');
    expect(router.nearest('/a'.repeat(4_000))).toEqual([]);
    expect(router.nearest(`/${'x'.repeat(8_000)}`)).toEqual([]);
  });
});

it('finds each of 100,000 routes', () => {
  const routes = Array.from({ length: 20_000 }, (_, i) => [
    `GET /api/r${i}`,
    `GET /api/r${i}/{id}`,
    `GET /api/r${i}/{id}/items`,
    `GET /api/r${i}/{id}/items/{item}`,
    `GET /api/r${i}/search/recent`,
  ]).flat();
  const router = routerOf(...routes);
  for (const route of routes) {
    const request = route.replace('{id}', '42').replace('{item}', '7');
    const [method, path] = request.split(' ') as [string, string];
    const found = router.find(method, path);
    if (found.kind !== 'match' || found.value !== route)
      throw new Error(`${request} does not lead to ${route}`);
  }
  expect(router.size).toBe(100_000);
});
