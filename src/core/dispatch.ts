import { BackworksError } from '../base/errors.ts';
import { RESERVED_PREFIX } from '../base/route-pattern.ts';
import { answerEmpty } from './answer.ts';
import { unreadBodyOf } from './body.ts';
import { withCompression } from './compression/compressing-sink.ts';
import { corsHeaders, isPreflight, preflightHeaders, reportRefusal } from './cors.ts';
import type { HttpExchange } from './exchange.ts';
import { checkHead } from './head.ts';
import { runHooks, withAfterHooks } from './pipeline.ts';
import type { Plan, PlannedEndpoint } from './plan.ts';
import { limitRate } from './rate-limit/limit-rate.ts';
import type { Found } from './router.ts';
import { reach, serveEndpoint } from './serve-endpoint.ts';
import type { ClientSink } from './sink.ts';
import type { Site } from './site.ts';

/** One request, from its head to its answer. Whatever is thrown on the way becomes an answer, too. */
export function dispatch(exchange: HttpExchange, sink: ClientSink, plan: Plan | undefined, site: Site): void {
  try {
    exchange.trusted = plan?.trustedProxies;
    sink.unread = unreadBodyOf(exchange);
    if (exchange.headers['x-request-id'] !== undefined) sink.extra = ['x-request-id', exchange.id];
    checkHead(exchange, sink);
    const work = route(exchange, sink, plan, site);
    if (work !== undefined) work.catch((error: unknown) => sink.fail(error));
  } catch (error) {
    sink.fail(error);
  }
  sink.endTurn();
}

function route(
  exchange: HttpExchange,
  sink: ClientSink,
  plan: Plan | undefined,
  site: Site,
): void | Promise<void> {
  if (exchange.path.startsWith(RESERVED_PREFIX)) return site.control(exchange, sink, site, plan);
  if (plan === undefined) throw new BackworksError('BW6019', 'no configuration is served yet');
  shareAcrossOrigins(exchange, sink, plan, site);
  if (plan.compression && exchange.upgrade === undefined) sink.out = withCompression(exchange, sink);
  const found = plan.router.find(exchange.method, exchange.path);
  const endpoint = found.kind === 'match' ? found.value : undefined;
  if (found.kind === 'match') reach(exchange, found.value, found.params);
  // From here on hooks see every answer.
  sink.out = withAfterHooks((endpoint?.hooks ?? plan.missHooks).after, exchange, sink.out);
  if (plan.rateLimit !== undefined) limitRate(exchange, sink, plan.rateLimit, site.clock.now());
  if (plan.cors !== undefined && isPreflight(exchange))
    return answerEmpty(sink.out, 204, preflightHeaders(exchange, plan.cors, plan.router));
  if (found.kind !== 'match') return answerMiss(found, exchange, sink, plan);
  if (plan.compression) exchange.fixedBody = found.value.responder.fixed;
  return serveEndpoint(exchange, sink, found.value, plan.maxBody, site);
}

function shareAcrossOrigins(exchange: HttpExchange, sink: ClientSink, { cors }: Plan, site: Site): void {
  if (cors === undefined) {
    const { origin } = exchange.headers;
    if (origin !== undefined) reportRefusal(exchange, origin, site);
    return;
  }
  const headers = corsHeaders(exchange, cors, site);
  if (headers !== undefined) sink.extra = [...(sink.extra ?? []), ...headers];
}

type Miss = Exclude<Found<PlannedEndpoint>, { kind: 'match' }>;

/** Guard and before hooks may answer what no endpoint takes; else it is said what would. */
function answerMiss(miss: Miss, exchange: HttpExchange, sink: ClientSink, plan: Plan): void | Promise<void> {
  const { guard, before } = plan.missHooks;
  if (guard.length === 0 && before.length === 0) return explainMiss(miss, exchange, sink, plan);
  return inSteps();

  async function inSteps(): Promise<void> {
    if (await runHooks(guard, exchange, sink.out)) return;
    if (await runHooks(before, exchange, sink.out)) return;
    explainMiss(miss, exchange, sink, plan);
  }
}

/** Says why no endpoint takes the request, and what would; OPTIONS is answered for every path there is. */
function explainMiss(miss: Miss, exchange: HttpExchange, sink: ClientSink, plan: Plan): void {
  const asks = exchange.method === 'OPTIONS';
  if (asks && miss.kind === 'method') answerEmpty(sink.out, 204, ['allow', miss.allow.join(', ')]);
  else if (asks && exchange.path === '*') answerEmpty(sink.out, 204);
  else throw missError(miss, exchange, plan);
}

function missError(miss: Miss, { method, path }: HttpExchange, plan: Plan): BackworksError {
  switch (miss.kind) {
    case 'method':
      return new BackworksError('BW6002', `${path} does not take ${method}`, {
        headers: ['allow', miss.allow.join(', ')],
      });
    case 'encoding':
      return new BackworksError('BW6003', 'the path is not percent-encoded UTF-8');
    case 'dots':
      return new BackworksError('BW6004', 'the path has "." or ".." segments');
    case 'path':
      return noRoute(method, path, plan);
  }
}

function noRoute(method: string, path: string, plan: Plan): BackworksError {
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
  const slash = plan.router.find(method, other).kind === 'match';
  const nearest = plan.router.nearest(path);
  return new BackworksError('BW6001', `no route ${method} ${path}`, {
    ...(nearest.length > 0 && { members: { nearest } }),
    ...(slash && { hint: `There is one for ${other}: a trailing slash makes another path.` }),
  });
}
