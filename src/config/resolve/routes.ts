import { isReserved, type RoutePattern } from '../../base/route-pattern.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { RoutedEndpoint } from './endpoints.ts';

/** An endpoint whose path is in order. */
type WithPattern = RoutedEndpoint & { readonly pattern: RoutePattern };

/** Stands for "every method", which loses against an endpoint that names the method. */
const EVERY = '*';

/** Finds endpoints no request can reach: another one has their route, or the path is reserved. */
export function checkRoutes(endpoints: readonly RoutedEndpoint[], document: ConfigDocument): Problem[] {
  const first = new Map<string, WithPattern>();
  const problems: Problem[] = [];
  for (const endpoint of endpoints) {
    if (!hasPattern(endpoint)) continue;
    if (isReserved(endpoint.pattern)) problems.push(reserved(endpoint, document));
    const routes = (endpoint.methods.length === 0 ? [EVERY] : endpoint.methods).map(
      (method) => `${method} ${endpoint.pattern.canonical}`,
    );
    const hiding = routes.map((route) => first.get(route)).find((other) => other !== undefined);
    if (hiding !== undefined) problems.push(hidden(endpoint, hiding, document));
    for (const route of routes) if (!first.has(route)) first.set(route, endpoint);
  }
  return problems;
}

function hasPattern(endpoint: RoutedEndpoint): endpoint is WithPattern {
  return endpoint.pattern !== undefined;
}

function reserved(endpoint: WithPattern, document: ConfigDocument): Problem {
  return document.problem('BW3007', 'paths below /__backworks/ are reserved', endpoint.path, {
    mark: 'key',
    label: 'no request reaches this endpoint',
    hint: 'choose another path',
  });
}

function hidden(endpoint: WithPattern, first: WithPattern, document: ConfigDocument): Problem {
  const location = document.locate(first.path);
  const related = [{ message: 'the first one is here', span: location.key ?? location.node }];
  const renamed = endpoint.pattern.params.join() !== first.pattern.params.join();
  const [code, message] = renamed
    ? (['BW3006', `the same route as \`${first.key}\`, with other parameter names`] as const)
    : (['BW3005', `the same route as \`${first.key}\``] as const);
  return document.problem(code, message, endpoint.path, {
    mark: 'key',
    label: `${unreached(endpoint, first)} reaches this endpoint`,
    hint: 'remove one of the two, or change its method or path',
    related,
  });
}

/** Which requests the first one takes away: all of them, or those of the methods that both name. */
function unreached({ methods }: WithPattern, first: WithPattern): string {
  const shared = methods.filter((method) => first.methods.length === 0 || first.methods.includes(method));
  return shared.length === 0 || shared.length === methods.length
    ? 'no request'
    : `no ${shared.join(' or ')} request`;
}
