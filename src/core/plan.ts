import { parseRoutePattern } from '../base/route-pattern.ts';
import type { CorsSettings, ResolvedConfig, ResolvedEndpoint } from '../contracts/config.ts';
import type { EndpointInfo } from '../contracts/endpoint.ts';
import type { BodyNeed } from '../contracts/exchange.ts';
import { type EndpointHooks, type Hooks, NO_HOOKS, type PluginRoute } from '../contracts/hooks.ts';
import type { Responder } from '../contracts/mode.ts';
import { Claim, type CompiledEndpoint } from './compile.ts';
import type { RequestCheck } from './input/request-check.ts';
import type { ResponseCheck } from './output/response-check.ts';
import { type RateLimit, rateLimitPolicyField } from './rate-limit/limit-rate.ts';
import { type RateLimiter, rateLimiterSpec } from './rate-limit/rate-limiter.ts';
import { resourceKey } from './resources.ts';
import { Router } from './router.ts';
import { TrustedProxies } from './trusted-proxies.ts';

/** An endpoint ready to answer. It never refers to the plan it is part of. */
export interface PlannedEndpoint {
  readonly info: EndpointInfo;
  readonly responder: Responder;
  /** The most of what the responder, and the schemas, need of a request's body. */
  readonly body: BodyNeed;
  /** Undefined where `request:` has no schema, and `response:` none that is to be checked. */
  readonly input: RequestCheck | undefined;
  readonly output: ResponseCheck | undefined;
  readonly hooks: Hooks;
  /** Keys of the resources the answer needs: a long request keeps these and lets its plan go. */
  readonly resources: readonly string[];
}

/** Everything a request needs, in its flattest form. Never changed: a reload makes the next one. */
export interface Plan {
  /** Hash of the configuration it was made from. */
  readonly hash: string;
  readonly endpoints: readonly PlannedEndpoint[];
  readonly router: Router<PlannedEndpoint>;
  /** Hooks of requests that reach no endpoint. */
  readonly missHooks: Hooks;
  readonly cors: CorsSettings | undefined;
  readonly rateLimit: RateLimit | undefined;
  /** Undefined when there are none. */
  readonly trustedProxies: TrustedProxies | undefined;
  /** Answers are compressed for clients that take it. */
  readonly compression: boolean;
  /** Resources of the plan itself, beside those of its endpoints. */
  readonly claims: readonly Claim[];
  /** Bytes of a request body that is read into memory. */
  readonly maxBody: number;
  /** What plugins answer below the control surface, with the plugin's name before each path. */
  readonly admin: Router<PlannedEndpoint>;
  /** What plugins answer on ports of their own. */
  readonly ports: readonly PortPlan[];
}

/** Another address, and the plan that is served there. */
export interface PortPlan {
  readonly host: string;
  readonly port: number;
  /** The plugins whose routes they are. */
  readonly plugins: readonly string[];
  readonly plan: Plan;
}

/** What plugins do to the requests of a plan. */
export interface PlanHooks {
  for(endpoint: ResolvedEndpoint): EndpointHooks;
  /** For requests that reach no endpoint. */
  readonly misses: Hooks;
  readonly routes: readonly PluginRoute[];
}

const NO_PLAN_HOOKS: PlanHooks = {
  for: () => ({ hooks: NO_HOOKS, body: 'none', resources: [] }),
  misses: NO_HOOKS,
  routes: [],
};

/**
 * @param compiled one for each endpoint, in the same order
 * @throws RoutePatternError for a path that the configuration's check should have refused
 */
export function buildPlan(
  config: ResolvedConfig,
  compiled: readonly CompiledEndpoint[],
  plugins = NO_PLAN_HOOKS,
): Plan {
  const endpoints = config.endpoints.map((info, index): PlannedEndpoint => {
    const { responder, claims, input, output } = compiled[index] ?? {};
    if (responder === undefined) throw new Error(`${info.key} is not compiled`);
    const own = claims?.map(({ spec }) => resourceKey(spec)) ?? [];
    const { hooks, body: hooked, resources } = plugins.for(info);
    const readsBody = input?.readsBody === true || responder.readsBody === true || hooked === 'buffer';
    const body = readsBody ? 'buffer' : responder.body;
    return { info, responder, body, input, output, hooks, resources: [...own, ...resources] };
  });
  const own = plugins.routes.filter(({ listener }) => listener === 'main').map(plannedRoute);
  const admin = plugins.routes.filter(({ listener }) => listener === 'admin');
  const { cors, rateLimit, trustedProxies, compression, maxBody } = config.server;
  const limiter = rateLimit && new Claim<RateLimiter>(rateLimiterSpec(rateLimit));
  return {
    hash: config.hash,
    endpoints: [...endpoints, ...own],
    // Of two for the same requests the first one wins: that is the file's.
    router: routerOf([...endpoints, ...own]),
    admin: routerOf(admin.map(underItsName)),
    ports: portPlans(config, plugins.routes),
    missHooks: plugins.misses,
    cors,
    rateLimit: rateLimit &&
      limiter && { limiter, policy: rateLimitPolicyField(rateLimit), shared: cors !== undefined },
    trustedProxies: trustedProxies.length === 0 ? undefined : new TrustedProxies(trustedProxies),
    compression,
    maxBody,
    claims: limiter === undefined ? [] : [limiter as Claim],
  };
}

function routerOf(endpoints: readonly PlannedEndpoint[]): Router<PlannedEndpoint> {
  const routes = endpoints.map((value) => {
    const { path, methods, shownPath } = value.info;
    return { pattern: parseRoutePattern(path), methods, value, hidden: shownPath !== undefined };
  });
  return new Router(routes);
}

function plannedRoute({ info, responder, hooks, body, resources }: PluginRoute): PlannedEndpoint {
  const need = body === 'buffer' ? body : responder.body;
  return { info, responder, body: need, input: undefined, output: undefined, hooks, resources };
}

function underItsName(route: PluginRoute): PlannedEndpoint {
  const planned = plannedRoute(route);
  return { ...planned, info: { ...planned.info, path: `/plugins/${route.plugin}${route.info.path}` } };
}

/** One plan for each address that plugins want for themselves. */
function portPlans(config: ResolvedConfig, routes: readonly PluginRoute[]): PortPlan[] {
  const groups = new Map<string, { host: string; port: number; routes: PluginRoute[] }>();
  for (const route of routes) {
    if (typeof route.listener === 'string') continue;
    const { host, port } = route.listener;
    const key = `${host} ${port}`;
    const group = groups.get(key) ?? { host, port, routes: [] };
    groups.set(key, group);
    group.routes.push(route);
  }
  return [...groups.values()].map(({ host, port, routes: own }) => {
    const endpoints = own.map(plannedRoute);
    const plan: Plan = {
      hash: config.hash,
      endpoints,
      router: routerOf(endpoints),
      missHooks: NO_HOOKS,
      cors: undefined,
      rateLimit: undefined,
      trustedProxies: undefined,
      compression: false,
      maxBody: config.server.maxBody,
      claims: [],
      admin: routerOf([]),
      ports: [],
    };
    return { host, port, plugins: [...new Set(own.map((route) => route.plugin))], plan };
  });
}
