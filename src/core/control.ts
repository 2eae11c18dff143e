import { createHash, timingSafeEqual } from 'node:crypto';
import { BackworksError } from '../base/errors.ts';
import { RESERVED_PREFIX } from '../base/route-pattern.ts';
import type { Sink } from '../contracts/sink.ts';
import { answerEmpty, answerJson } from './answer.ts';
import type { HttpExchange } from './exchange.ts';
import type { Plan } from './plan.ts';
import { reach, serveEndpoint } from './serve-endpoint.ts';
import type { ClientSink } from './sink.ts';
import type { Site } from './site.ts';

/** One route below `/__backworks/`. */
export interface ControlRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Open routes answer everybody; the others need the token and a client on this machine. */
  readonly open: boolean;
  answer(exchange: HttpExchange, sink: Sink, site: Site): void | Promise<void>;
}

/** The control surface: answers every path below the reserved prefix. */
export type Control = (
  exchange: HttpExchange,
  sink: ClientSink,
  site: Site,
  plan: Plan | undefined,
) => void | Promise<void>;

export interface ControlOptions {
  /** Without one, routes that need it are closed. */
  readonly token: string | undefined;
  readonly ready: () => boolean;
  readonly status: () => unknown;
  /** More routes, for those who own them. */
  readonly routes?: readonly ControlRoute[];
}

export function createControl(options: ControlOptions): Control {
  const table = new Map(
    [...ownRoutes(options), ...(options.routes ?? [])].map((route) => [route.name, route]),
  );
  return (exchange, sink, site, plan) => {
    const name = exchange.path.slice(RESERVED_PREFIX.length);
    const route = table.get(name);
    if (route === undefined) return answerPlugin(name, exchange, sink, { site, plan, token: options.token });
    if (!route.open) admit(exchange, options.token);
    if (!takes(route, exchange.method)) return answerOther(route, exchange, sink);
    return route.answer(exchange, sink, site);
  };
}

/** What plugins answer here is for those with the token, like most of what is here. */
function answerPlugin(
  name: string,
  exchange: HttpExchange,
  sink: ClientSink,
  {
    site,
    plan,
    token,
  }: { readonly site: Site; readonly plan: Plan | undefined; readonly token: string | undefined },
): void | Promise<void> {
  const found = plan?.admin.find(exchange.method, `/${name}`);
  if (plan === undefined || (found?.kind !== 'match' && found?.kind !== 'method'))
    throw new BackworksError('BW6020', `backworks has no control route "${name}"`);
  admit(exchange, token);
  if (found.kind === 'match') {
    reach(exchange, found.value, found.params);
    return serveEndpoint(exchange, sink, found.value, plan.maxBody, site);
  }
  const headers = ['allow', found.allow.join(', ')];
  if (exchange.method === 'OPTIONS') return answerEmpty(sink, 204, headers);
  throw new BackworksError('BW6002', `${exchange.path} does not take ${exchange.method}`, { headers });
}

function ownRoutes(options: ControlOptions): ControlRoute[] {
  return [
    {
      name: 'health',
      method: 'GET',
      open: true,
      answer: (_exchange, sink) => answerJson(sink, 200, { status: 'ok' }),
    },
    {
      name: 'ready',
      method: 'GET',
      open: true,
      answer: (_exchange, sink, site) => {
        if (site.draining) throw new BackworksError('BW6012', 'the server is stopping');
        if (!options.ready()) throw new BackworksError('BW6019', 'no configuration is served yet');
        answerJson(sink, 200, { status: 'ready' });
      },
    },
    {
      name: 'status',
      method: 'GET',
      open: false,
      answer: (_exchange, sink) => answerJson(sink, 200, options.status()),
    },
  ];
}

function takes(route: ControlRoute, method: string): boolean {
  return method === route.method || (method === 'HEAD' && route.method === 'GET');
}

function answerOther(route: ControlRoute, { method, path }: HttpExchange, sink: Sink): void {
  const headers = ['allow', route.method === 'GET' ? 'GET, HEAD, OPTIONS' : 'OPTIONS, POST'];
  if (method !== 'OPTIONS')
    throw new BackworksError('BW6002', `${path} does not take ${method}`, { headers });
  answerEmpty(sink, 204, headers);
}

/**
 * Lets in only who has the token, from this machine, and by its loopback name: a page in the user's
 * browser can reach loopback too, by rebinding a name of its own (Host) or across origins (Origin). What a
 * proxy says may keep somebody out, but lets nobody in.
 */
function admit(exchange: HttpExchange, token: string | undefined): void {
  const { origin, authorization = '' } = exchange.headers;
  const { host = '', ownHost = '', client, peer } = exchange;
  if (!isLoopbackAddress(peer.ip) || !isLoopbackAddress(client.ip))
    throw new BackworksError('BW6022', 'the client is on another machine');
  if (!isLoopbackName(ownHost) || !isLoopbackName(host))
    throw new BackworksError('BW6022', 'the request is not for a loopback name');
  if (origin !== undefined && origin !== `${exchange.scheme}://${host}`) {
    throw new BackworksError('BW6022', 'the request comes from another origin');
  }
  const given = /^Bearer ([^\s]+)$/i.exec(authorization)?.[1];
  if (token === undefined || given === undefined || !sameText(given, token)) {
    throw new BackworksError('BW6021', 'the token is missing or wrong', {
      headers: ['www-authenticate', 'Bearer'],
    });
  }
}

function isLoopbackAddress(ip: string): boolean {
  return ip === '::1' || /^(?:::ffff:)?127\./.test(ip);
}

function isLoopbackName(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host);
}

/** Takes as long for a near miss as for a far one. */
function sameText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
