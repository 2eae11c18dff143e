import { matchParts } from '../base/route-match.ts';
import { nearestRoutes } from './nearest.ts';
import { insertRoute, type Leaf, RouteNode, type RouteSpec } from './route-tree.ts';

export type Params = Readonly<Record<string, string>>;

/**
 * What a lookup gave. `path`: no pattern matches. `method`: one does, but not with this method; `allow`
 * lists those that would. `encoding`: a "%" without two hex digits of UTF-8. `dots`: a "." or ".." segment.
 */
export type Found<Value> =
  | { readonly kind: 'match'; readonly value: Value; readonly params: Params }
  | { readonly kind: 'method'; readonly allow: readonly string[] }
  | { readonly kind: 'path' | 'encoding' | 'dots' };

/**
 * A trie of path segments. The most specific pattern wins whatever the order in the file: segment by
 * segment text comes before text with parameters, that before a parameter, that before a wildcard, and
 * a pattern that does not take the method leaves the request to the next one that matches.
 *
 * - A request's segments are percent-decoded one by one: `%2F` is part of a value and never a slash.
 *   In a wildcard's value, where slashes separate segments, it stays `%2F`.
 * - A trailing slash makes another path, and so does a doubled one: `/a/` has an empty last segment.
 * - A parameter is never empty; a wildcard may be: `/a/*` matches `/a/`, but not `/a`.
 * - Letters count as they are: `/A` is not `/a`.
 * - `.` and `..` segments are refused, however they are written: clients resolve them, and whatever
 *   stands behind an endpoint would read them in its own way.
 * - HEAD is answered by GET. OPTIONS belongs to an endpoint only if it lists it or takes every method.
 */
export class Router<Value> {
  readonly #root = new RouteNode<Value>();
  /** Patterns without parameters by their whole path: most lookups end here. */
  readonly #exact = new Map<string, Leaf<Value>>();
  readonly size: number;

  constructor(routes: readonly RouteSpec<Value>[]) {
    this.size = routes.length;
    for (const route of routes) this.#add(route);
  }

  /** @param path as sent, without the query. */
  find(method: string, path: string): Found<Value> {
    const exact = this.#exact.get(path);
    if (exact !== undefined) {
      const route = pick(exact, method);
      if (route !== undefined) return { kind: 'match', value: route.value, params: NO_PARAMS };
    }
    if (path.charCodeAt(0) !== SLASH) return { kind: 'path' };
    const segments = segmentsOf(path);
    const encoded = path.includes('%');
    const decoded = encoded ? decodeAll(segments) : segments;
    if (decoded === undefined) return { kind: 'encoding' };
    if ((encoded || path.includes('/.')) && decoded.some(isDots)) return { kind: 'dots' };
    const values: string[] = [];
    const route = walk({ method, decoded, raw: segments, values }, this.#root, 1);
    if (route === undefined) return this.#miss(decoded);
    return { kind: 'match', value: route.value, params: paramsOf(route.pattern.params, values) };
  }

  /** Methods the path takes, sorted, with HEAD and OPTIONS where we answer them; empty when nothing matches. */
  allow(path: string): readonly string[] {
    const decoded = decodeAll(path.split('/'));
    return decoded === undefined ? [] : this.#allow(decoded);
  }

  /** Up to three routes that look like the path, the nearest first, such as `GET /users/{id}`. */
  nearest(path: string): string[] {
    return nearestRoutes(this.#root, path);
  }

  #miss(decoded: readonly string[]): Found<Value> {
    const allow = this.#allow(decoded);
    return allow.length === 0 ? { kind: 'path' } : { kind: 'method', allow };
  }

  #allow(decoded: readonly string[]): readonly string[] {
    const methods = new Set<string>();
    collectMethods(this.#root, decoded, 1, methods);
    if (methods.size === 0) return [];
    if (methods.has('GET')) methods.add('HEAD');
    return [...methods.add('OPTIONS')].sort();
  }

  #add(route: RouteSpec<Value>): void {
    const leaf = insertRoute(this.#root, route);
    const { params, canonical } = route.pattern;
    if (params.length === 0 && !canonical.includes('%')) this.#exact.set(canonical, leaf);
  }
}

const SLASH = 47;

/** As `path.split('/')`, in two thirds of its time on strings that are new, as a request's are. */
function segmentsOf(path: string): string[] {
  const segments = [''];
  let start = 1;
  for (let end = path.indexOf('/', 1); end !== -1; end = path.indexOf('/', start)) {
    segments.push(path.slice(start, end));
    start = end + 1;
  }
  segments.push(path.slice(start));
  return segments;
}

/**
 * Parameters are looked up by names from the user's file. An object whose prototype is an empty one
 * has no `__proto__` to trip over, and is faster to fill than `Object.create(null)`.
 */
function Prototypeless() {}
Prototypeless.prototype = Object.create(null);
const ParamsObject = Prototypeless as unknown as new () => Record<string, string>;

export const NO_PARAMS: Params = Object.freeze(new ParamsObject());

interface Lookup {
  readonly method: string;
  readonly decoded: readonly string[];
  readonly raw: readonly string[];
  /** Values of the parameters on the way to where the walk stands. */
  readonly values: string[];
}

function walk<Value>(lookup: Lookup, node: RouteNode<Value>, index: number): RouteSpec<Value> | undefined {
  const { decoded, values } = lookup;
  if (index === decoded.length) return node.leaf && pick(node.leaf, lookup.method);
  const text = decoded[index] as string;
  const child = node.statics?.get(text);
  let route = child && walk(lookup, child, index + 1);
  if (route !== undefined) return route;
  const depth = values.length;
  for (const { segment, node: next } of node.partials ?? []) {
    if (matchParts(segment.literals, text, values)) route = walk(lookup, next, index + 1);
    if (route !== undefined) return route;
    values.length = depth;
  }
  if (node.parameter !== undefined && text !== '') {
    values.push(text);
    route = walk(lookup, node.parameter, index + 1);
    if (route !== undefined) return route;
    values.length = depth;
  }
  route = node.wildcard && pick(node.wildcard, lookup.method);
  if (route !== undefined) values.push(lookup.raw.slice(index).map(decodeInWildcard).join('/'));
  return route;
}

/** Adds the methods of every pattern that matches; `every method` adds nothing: it never misses. */
function collectMethods<Value>(
  node: RouteNode<Value>,
  decoded: readonly string[],
  index: number,
  methods: Set<string>,
): void {
  const text = decoded[index];
  const leaf = text === undefined ? node.leaf : node.wildcard;
  for (const route of leaf ?? []) for (const method of route.methods) methods.add(method);
  if (text === undefined) return;
  const next = [node.statics?.get(text), text === '' ? undefined : node.parameter];
  for (const { segment, node: child } of node.partials ?? []) {
    if (matchParts(segment.literals, text, [])) next.push(child);
  }
  for (const child of next) if (child !== undefined) collectMethods(child, decoded, index + 1, methods);
}

/** The route that lists the method, else GET's for HEAD, else the one for every method. */
function pick<Value>(leaf: Leaf<Value>, method: string): RouteSpec<Value> | undefined {
  let fallback: RouteSpec<Value> | undefined;
  for (const route of leaf) {
    if (route.methods.includes(method)) return route;
    if (method === 'HEAD' && route.methods.includes('GET')) fallback = route;
    else if (route.methods.length === 0) fallback ??= route;
  }
  return fallback;
}

function paramsOf(names: readonly string[], values: readonly string[]): Params {
  const params = new ParamsObject();
  for (let i = 0; i < names.length; i++) params[names[i] as string] = values[i] as string;
  return params;
}

/** Undefined when something is not percent-encoded UTF-8. */
function decodeAll(segments: readonly string[]): string[] | undefined {
  try {
    return segments.map((segment) => (segment.includes('%') ? decodeURIComponent(segment) : segment));
  } catch {
    return undefined;
  }
}

function decodeInWildcard(segment: string): string {
  return segment.includes('%') ? decodeURIComponent(segment.replace(/%2f/gi, '%252F')) : segment;
}

function isDots(segment: string): boolean {
  return segment === '.' || segment === '..';
}
