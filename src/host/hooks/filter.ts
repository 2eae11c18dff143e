import { covers, decodedSegments, matchesPattern } from '../../base/route-match.ts';
import { parseRoutePattern, type RoutePattern } from '../../base/route-pattern.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import type { HookManifest } from '../../contracts/plugin-host.ts';

/** Whether a hook is for a request. */
export type Filter = (exchange: HookedExchange) => boolean;

/** The route of an endpoint; undefined for requests that reach none. */
export interface FilteredRoute {
  readonly path: string;
  readonly methods: readonly string[];
}

/**
 * What of a hook's `routes` and `methods` is left to look at for each request of an endpoint.
 *
 * @returns false when the hook is for none of them, true when for all of them
 */
export function filterFor(
  { routes, methods }: Pick<HookManifest, 'routes' | 'methods'>,
  route: FilteredRoute | undefined,
): boolean | Filter {
  const byMethod = filterMethods(methods, route?.methods);
  const byPath = filterPaths(routes.map(parseRoutePattern), route && parseRoutePattern(route.path));
  if (byMethod === false || byPath === false) return false;
  if (byMethod === true) return byPath;
  return byPath === true ? byMethod : (exchange) => byMethod(exchange) && byPath(exchange);
}

/** Who answers GET answers HEAD. */
function has(methods: readonly string[], method: string): boolean {
  return methods.includes(method) || (method === 'HEAD' && methods.includes('GET'));
}

function filterMethods(wanted: readonly string[], taken: readonly string[] = []): boolean | Filter {
  if (wanted.length === 0) return true;
  if (taken.length > 0) {
    const all = taken.includes('GET') ? [...taken, 'HEAD'] : taken;
    if (all.every((method) => has(wanted, method))) return true;
    if (!all.some((method) => has(wanted, method))) return false;
  }
  return ({ method }) => has(wanted, method);
}

function filterPaths(wanted: readonly RoutePattern[], taken: RoutePattern | undefined): boolean | Filter {
  if (wanted.length === 0) return true;
  let open = wanted;
  if (taken !== undefined) {
    const verdicts = wanted.map((pattern) => covers(pattern, taken));
    if (verdicts.includes('always')) return true;
    open = wanted.filter((_pattern, index) => verdicts[index] === 'sometimes');
    if (open.length === 0) return false;
  }
  return ({ clientPath }) => {
    const segments = decodedSegments(clientPath);
    return segments !== undefined && open.some((pattern) => matchesPattern(pattern, segments));
  };
}
