import { describe, expect, it } from 'vitest';
import { parseRoutePattern } from '../base/route-pattern.ts';
import type { ResolvedEndpoint } from '../contracts/config.ts';
import { compare, explainRoute, sortRoutes } from './explain-route.ts';
import { Router } from './router.ts';

/** An endpoint such as `GET,POST /a` or `/any`. */
function endpoint(key: string): ResolvedEndpoint {
  const [methods, path] = key.startsWith('/') ? ['', key] : (key.split(' ') as [string, string]);
  const where = { file: 'backworks.yaml', line: 1, pointer: '/endpoints/x' };
  return { key, path, methods: methods === '' ? [] : methods.split(','), mode: 'mock', blocks: {}, ...where };
}

const users = ['GET /users/me', 'GET /users/{id}', 'DELETE /users/{id}', '/users/*', 'GET /orders'].map(
  endpoint,
);

/** The explanation with endpoints as their keys. */
function explained(endpoints: readonly ResolvedEndpoint[], request: string): unknown {
  const [method, path] = request.split(' ') as [string, string];
  const text = JSON.stringify(explainRoute(endpoints, method, path), (name, value) =>
    name === 'endpoint' ? value.key : value,
  );
  return JSON.parse(text);
}

describe('an explained request', () => {
  it('names the endpoint, its parameters, and what was tried before', () => {
    expect(explained(users, 'GET /users/7')).toEqual({
      kind: 'match',
      endpoint: 'GET /users/{id}',
      params: { id: '7' },
      passed: [
        { endpoint: 'GET /users/me', reason: 'text differs at segment 2' },
        { endpoint: 'DELETE /users/{id}', reason: 'takes DELETE, not GET' },
      ],
    });
  });

  it('says why a wildcard was all that was left', () => {
    expect(explained(users, 'PUT /users/7/orders')).toMatchObject({
      endpoint: '/users/*',
      passed: [
        { endpoint: 'GET /users/me', reason: 'text differs at segment 2' },
        { endpoint: 'DELETE /users/{id}', reason: 'the path goes on behind segment 2' },
        { endpoint: 'GET /users/{id}', reason: 'the path goes on behind segment 2' },
      ],
    });
  });

  it('leaves out endpoints with other text', () => {
    expect(explained(users, 'GET /users/me')).toMatchObject({ endpoint: 'GET /users/me', passed: [] });
  });

  it('lists who takes the path with another method', () => {
    expect(explained([endpoint('GET /a'), endpoint('POST /{x}')], 'PUT /a')).toEqual({
      kind: 'method',
      allow: ['GET', 'HEAD', 'OPTIONS', 'POST'],
      passed: [
        { endpoint: 'GET /a', reason: 'takes GET, not PUT' },
        { endpoint: 'POST /{x}', reason: 'takes POST, not PUT' },
      ],
    });
  });

  it('of a miss names the nearest endpoints and why they are not it', () => {
    expect(explained(users, 'GET /user/7')).toMatchObject({
      kind: 'path',
      nearest: [
        { endpoint: 'GET /users/{id}', reason: 'text differs at segment 1' },
        { endpoint: 'DELETE /users/{id}' },
        { endpoint: '/users/*' },
      ],
    });
    const report = endpoint('GET /reports/{year}-{month}');
    expect(explained([report], 'GET /Reports/2024-1')).toMatchObject({
      nearest: [{ reason: 'text differs at segment 1, in upper and lower case' }],
    });
    expect(explained([report], 'GET /reports/2024')).toMatchObject({
      nearest: [{ reason: 'segment 2 has another form' }],
    });
    expect(explained([report], 'GET /reports')).toMatchObject({
      nearest: [{ reason: 'the path ends before segment 2' }],
    });
  });

  it('finds the trailing slash that makes the difference', () => {
    expect(explained(users, 'GET /orders/')).toMatchObject({ kind: 'path', slash: '/orders' });
    expect(explained([endpoint('/a/')], 'GET /a')).toMatchObject({ kind: 'path', slash: '/a/' });
  });

  it('places what is refused before any endpoint is looked for', () => {
    expect(explained(users, 'GET /users/%zz')).toEqual({ kind: 'encoding', segment: 2 });
    expect(explained(users, 'GET /users/x/%2e%2E')).toEqual({ kind: 'dots', segment: 3 });
    expect(explained(users, 'GET /__backworks/health')).toEqual({ kind: 'reserved' });
  });
});

describe('the order of routes', () => {
  it('is the one of their priority, whatever the order in the file', () => {
    const keys = [
      'GET /f',
      'GET /f/all.json',
      'HEAD /f/a{x}.json',
      'GET /f/a{x}.json',
      '/f/a{x}.json',
      'GET /f/{id}.json',
      'GET /f/{id}',
      'GET /f/{id}/more',
      'GET /f/*',
    ];
    expect(sortRoutes(keys.toReversed().map(endpoint)).map(({ key }) => key)).toEqual(keys);
  });
});

describe('an explanation never disagrees with the router', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('on random routes and paths, seed %i', (seed) => {
    const pick = picker(seed);
    const endpoints = randomEndpoints(pick);
    const router = new Router(
      endpoints.map((value) => ({ pattern: parseRoutePattern(value.path), methods: value.methods, value })),
    );
    const order = sortRoutes(endpoints);
    for (let count = 0; count < 300; count += 1) {
      const method = pick(['GET', 'HEAD', 'POST', 'OPTIONS']);
      const path = randomPath(pick);
      const request = `${method} ${path} of ${order.map(({ key }) => key).join('; ')}`;
      const found = router.find(method, path);
      const explanation = explainRoute(endpoints, method, path);
      expect(explanation.kind, request).toBe(found.kind);
      if (found.kind === 'encoding' || found.kind === 'dots') continue;
      const first = order.find((one) => compare(routeOf(one), method, path) === undefined);
      expect(first?.key, request).toBe(found.kind === 'match' ? found.value.key : undefined);
      if (found.kind === 'match') expect(explanation).toMatchObject({ params: { ...found.params } });
      if (explanation.kind !== 'method') continue;
      const methods = explanation.passed.flatMap((one) => one.endpoint.methods);
      expect(explanation.allow, request).toEqual(expect.arrayContaining(methods));
    }
  });
});

function routeOf(value: ResolvedEndpoint) {
  return { pattern: parseRoutePattern(value.path), methods: value.methods, value };
}

type Pick = <One>(choices: readonly One[]) => One;

/** The same choices for the same seed (a linear congruential generator, by Numerical Recipes). */
function picker(seed: number): Pick {
  let state = seed + 1;
  return (choices) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return choices[(state >>> 8) % choices.length]!;
  };
}

function randomEndpoints(pick: Pick): ResolvedEndpoint[] {
  const taken = new Set<string>();
  return Array.from({ length: 12 }, () => {
    const segments = Array.from({ length: pick([1, 2, 3]) }, () =>
      pick(['a', 'b', 'ab', '', '{x}', '{x}', 'a{x}', '{x}b', '{x}-{y}']),
    );
    const names = segments.map((segment, index) => segment.replaceAll(/[xy]/g, (name) => `${name}${index}`));
    const path = `/${[...names, ...pick([[], [], ['*']])].join('/')}`;
    return endpoint(`${pick(['GET ', 'GET,POST ', 'HEAD ', 'POST,OPTIONS ', ''])}${path}`);
  }).filter((one) => {
    const methods = one.methods.length === 0 ? ['any'] : one.methods;
    const keys = methods.map((method) => `${method} ${parseRoutePattern(one.path).canonical}`);
    if (keys.some((key) => taken.has(key))) return false;
    for (const key of keys) taken.add(key);
    return true;
  });
}

function randomPath(pick: Pick): string {
  const segment = () =>
    pick(['a', 'b', 'ab', 'A', '', 'a-b', '-', 'aab', '%61', 'a%2Fb', '%zz', '..', '%2e']);
  return `/${Array.from({ length: pick([1, 2, 2, 3, 4]) }, segment).join('/')}`;
}
