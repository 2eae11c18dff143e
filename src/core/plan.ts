import { parseRoutePattern } from '../base/route-pattern.ts';
import type { CorsSettings, ResolvedConfig } from '../contracts/config.ts';
import type { EndpointInfo } from '../contracts/endpoint.ts';
import type { Responder } from '../contracts/mode.ts';
import type { CompiledEndpoint } from './compile.ts';
import { type Hooks, NO_HOOKS } from './pipeline.ts';
import { resourceKey } from './resources.ts';
import { Router } from './router.ts';

/** An endpoint ready to answer. It never refers to the plan it is part of. */
export interface PlannedEndpoint {
  readonly info: EndpointInfo;
  readonly responder: Responder;
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
  /** Bytes of a request body that is read into memory. */
  readonly maxBody: number;
}

/**
 * @param compiled one for each endpoint, in the same order
 * @throws RoutePatternError for a path that the configuration's check should have refused
 */
export function buildPlan(config: ResolvedConfig, compiled: readonly CompiledEndpoint[]): Plan {
  const endpoints = config.endpoints.map((info, index): PlannedEndpoint => {
    const { responder, claims } = compiled[index] ?? {};
    if (responder === undefined) throw new Error(`${info.key} is not compiled`);
    const resources = claims?.map(({ spec }) => resourceKey(spec)) ?? [];
    return { info, responder, hooks: NO_HOOKS, resources };
  });
  const routes = endpoints.map((value) => {
    const { path, methods, shownPath } = value.info;
    return { pattern: parseRoutePattern(path), methods, value, hidden: shownPath !== undefined };
  });
  return {
    hash: config.hash,
    endpoints,
    router: new Router(routes),
    missHooks: NO_HOOKS,
    cors: config.server.cors,
    maxBody: config.server.maxBody,
  };
}
