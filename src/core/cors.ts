import type { CorsSettings } from '../contracts/config.ts';
import type { RawHeaders } from '../contracts/sink.ts';
import type { HttpExchange } from './exchange.ts';
import type { Router } from './router.ts';
import type { Site } from './site.ts';

/** Cross-origin sharing as the fetch standard defines it: https://fetch.spec.whatwg.org/#http-cors-protocol */

/** How many refused origins are remembered, so that each is reported once. */
const MAX_REPORTED = 100;

/** The headers that let a browser's page read this answer, or undefined when there are none to add. */
export function corsHeaders(exchange: HttpExchange, cors: CorsSettings, site: Site): RawHeaders | undefined {
  const { origin } = exchange.headers;
  if (cors.origins.includes('*'))
    return origin === undefined ? undefined : ['access-control-allow-origin', '*'];
  if (origin === undefined) return ['vary', 'Origin'];
  if (!cors.origins.includes(origin)) {
    reportRefusal(exchange, origin, site);
    return ['vary', 'Origin'];
  }
  const credentials = cors.credentials ? ['access-control-allow-credentials', 'true'] : [];
  return ['access-control-allow-origin', origin, ...credentials, 'vary', 'Origin'];
}

/** A browser asks beforehand whether a page may send a request. */
export function isPreflight(exchange: HttpExchange): boolean {
  const { headers } = exchange;
  return (
    exchange.method === 'OPTIONS' &&
    headers.origin !== undefined &&
    headers['access-control-request-method'] !== undefined
  );
}

/** What a preflight asks the routes. */
type Routes = Pick<Router<unknown>, 'allow' | 'find'>;

/** The answer's headers for a preflight, beside those of `corsHeaders`. */
export function preflightHeaders(exchange: HttpExchange, cors: CorsSettings, routes: Routes): RawHeaders {
  const { headers } = exchange;
  const asked = cors.headers.length > 0 ? cors.headers.join(', ') : headers['access-control-request-headers'];
  return [
    'access-control-allow-methods',
    methodsFor(exchange, routes).join(', '),
    ...(asked === undefined ? [] : ['access-control-allow-headers', String(asked)]),
    'access-control-max-age',
    String(cors.maxAge),
    'vary',
    'Access-Control-Request-Method, Access-Control-Request-Headers',
  ];
}

/**
 * Methods that endpoints for the path name, and the one that is asked for when it reaches an endpoint that
 * names none. Where no route matches, it is let through, so that the page sees the 404 and not a refusal.
 */
function methodsFor({ headers, path }: HttpExchange, routes: Routes): readonly string[] {
  const asked = String(headers['access-control-request-method']);
  const named = routes.allow(path);
  if (named.length === 0) return [asked];
  const isTaken = !named.includes(asked) && routes.find(asked, path).kind === 'match';
  return isTaken ? [...named, asked] : named;
}

/** Tells the developer, once per origin, that a browser will not show this answer to its page. */
export function reportRefusal(exchange: HttpExchange, origin: string, site: Site): void {
  const { bus, refusedOrigins } = site;
  if (!bus.wanted || refusedOrigins.has(origin) || refusedOrigins.size >= MAX_REPORTED) return;
  const { host } = exchange.headers;
  if (origin === `http://${host}` || origin === `https://${host}`) return;
  refusedOrigins.add(origin);
  bus.publish({ type: 'server.cors_refused', origin });
}
