import { matchParts } from '../base/route-match.ts';
import { parseRoutePattern, RESERVED_PREFIX, type Segment } from '../base/route-pattern.ts';
import type { ResolvedEndpoint } from '../contracts/config.ts';
import type { PassedRoute, RouteExplanation } from '../contracts/route.ts';
import { compareRoutes } from './route-order.ts';
import { isWhole, type RouteSpec, routeName } from './route-tree.ts';
import { Router } from './router.ts';

type Route = RouteSpec<ResolvedEndpoint>;

/** Endpoints in the order in which the router tries them. */
export function sortRoutes(endpoints: readonly ResolvedEndpoint[]): ResolvedEndpoint[] {
  return routesOf(endpoints).map(({ value }) => value);
}

/**
 * What the router does with a request, and why. The router itself decides; the reasons come from comparing
 * its patterns with the path one after the other.
 * @param path as sent, without the query
 */
export function explainRoute(
  endpoints: readonly ResolvedEndpoint[],
  method: string,
  path: string,
): RouteExplanation {
  if (path.startsWith(RESERVED_PREFIX)) return { kind: 'reserved' };
  const routes = routesOf(endpoints);
  const router = new Router(routes);
  const found = router.find(method, path);
  switch (found.kind) {
    case 'match': {
      const { value: endpoint, params } = found;
      return { kind: 'match', endpoint, params, passed: passedBefore(routes, endpoint, method, path) };
    }
    case 'method':
      return { kind: 'method', allow: found.allow, passed: withPath(routes, method, path) };
    case 'path': {
      const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
      const slash = router.find(method, other).kind === 'match' ? other : undefined;
      return { kind: 'path', nearest: nearestTo(routes, router.nearest(path), method, path), slash };
    }
    case 'encoding':
      return { kind: 'encoding', segment: segmentWhere(path, (segment) => decode(segment) === undefined) };
    case 'dots':
      return {
        kind: 'dots',
        segment: segmentWhere(path, (segment) => /^\.\.?$/.test(decode(segment) ?? '')),
      };
  }
}

function routesOf(endpoints: readonly ResolvedEndpoint[]): Route[] {
  return endpoints
    .map((value) => ({ pattern: parseRoutePattern(value.path), methods: value.methods, value }))
    .sort(compareRoutes);
}

/** Those of a higher priority that agree with the path in all text the winner begins with. */
function passedBefore(
  routes: readonly Route[],
  winner: ResolvedEndpoint,
  method: string,
  path: string,
): PassedRoute[] {
  const end = routes.findIndex(({ value }) => value === winner);
  const segments = routes[end]?.pattern.segments ?? [];
  const firstOpen = segments.findIndex(({ kind }) => kind !== 'static');
  const shared = firstOpen === -1 ? segments.length : firstOpen;
  return routes.slice(0, end).flatMap((route) => {
    const mismatch = compare(route, method, path);
    if (mismatch === undefined) throw new Error(`${routeName(route)} was to take ${method} ${path}`);
    const isShorter = route.pattern.segments.length <= shared && mismatch.depth <= shared;
    if (isShorter || mismatch.depth < shared) return [];
    return [{ endpoint: route.value, reason: mismatch.reason }];
  });
}

/** Those that match the path and would take another method. */
function withPath(routes: readonly Route[], method: string, path: string): PassedRoute[] {
  return routes.flatMap((route) => {
    const mismatch = compare(route, method, path);
    return mismatch?.depth === Number.POSITIVE_INFINITY
      ? [{ endpoint: route.value, reason: mismatch.reason }]
      : [];
  });
}

function nearestTo(
  routes: readonly Route[],
  names: readonly string[],
  method: string,
  path: string,
): PassedRoute[] {
  return names.flatMap((name) => {
    const route = routes.find((one) => routeName(one) === name);
    if (route === undefined) return [];
    return [{ endpoint: route.value, reason: compare(route, method, path)?.reason ?? '' }];
  });
}

/** Why a route does not take a request; `depth` is the number of segments that agree, infinite if all do. */
interface Mismatch {
  readonly depth: number;
  readonly reason: string;
}

/** Undefined when the route takes the request, should no other one be tried before. */
export function compare(route: RouteSpec<unknown>, method: string, path: string): Mismatch | undefined {
  const { segments } = route.pattern;
  const texts = path
    .split('/')
    .slice(1)
    .map((text) => decode(text) ?? text);
  for (const [depth, segment] of segments.entries()) {
    const text = texts[depth];
    if (text === undefined) return { depth, reason: `the path ends before segment ${depth + 1}` };
    if (segment.kind === 'wildcard') return methodMismatch(route.methods, method);
    const reason = segmentMismatch(segment, text, depth + 1);
    if (reason !== undefined) return { depth, reason };
  }
  if (texts.length === segments.length) return methodMismatch(route.methods, method);
  return { depth: segments.length, reason: `the path goes on behind segment ${segments.length}` };
}

function segmentMismatch(segment: Segment, text: string, number: number): string | undefined {
  if (segment.kind === 'static') {
    if (segment.text === text) return undefined;
    const letters = segment.text.toLowerCase() === text.toLowerCase() ? ', in upper and lower case' : '';
    return `text differs at segment ${number}${letters}`;
  }
  if (segment.kind === 'wildcard') return undefined;
  if (isWhole(segment)) return text === '' ? `segment ${number} is empty` : undefined;
  return matchParts(segment.literals, text, []) ? undefined : `segment ${number} has another form`;
}

function methodMismatch(methods: readonly string[], method: string): Mismatch | undefined {
  const takes = methods.length === 0 || methods.includes(method);
  if (takes || (method === 'HEAD' && methods.includes('GET'))) return undefined;
  return { depth: Number.POSITIVE_INFINITY, reason: `takes ${methods.join(', ')}, not ${method}` };
}

function segmentWhere(path: string, isCulprit: (segment: string) => boolean): number {
  return path.split('/').slice(1).findIndex(isCulprit) + 1;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
