import type { ResolvedEndpoint } from './config.ts';

/** An endpoint that did not take a request, and why in a few words, such as `text differs at segment 2`. */
export interface PassedRoute {
  readonly endpoint: ResolvedEndpoint;
  readonly reason: string;
}

/**
 * What became of a request on its way to an endpoint. `passed` holds the more specific endpoints that share
 * all text before the first parameter of the one that took it, in the order in which they were tried.
 */
export type RouteExplanation =
  | {
      readonly kind: 'match';
      readonly endpoint: ResolvedEndpoint;
      readonly params: Readonly<Record<string, string>>;
      readonly passed: readonly PassedRoute[];
    }
  /** Endpoints have the path, but not with this method. */
  | { readonly kind: 'method'; readonly allow: readonly string[]; readonly passed: readonly PassedRoute[] }
  | {
      readonly kind: 'path';
      /** Endpoints that look like the path, the nearest first. */
      readonly nearest: readonly PassedRoute[];
      /** The path that would do: the same with one slash more or less at its end. */
      readonly slash: string | undefined;
    }
  /** Refused before any endpoint is looked for; segments count from 1. */
  | { readonly kind: 'encoding' | 'dots'; readonly segment: number }
  /** The path belongs to backworks itself. */
  | { readonly kind: 'reserved' };
