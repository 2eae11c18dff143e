import type { ParameterSegment, RoutePattern } from '../base/route-pattern.ts';

/** One endpoint on its way into the router; empty `methods` means every method. */
export interface RouteSpec<Value> {
  readonly pattern: RoutePattern;
  readonly methods: readonly string[];
  readonly value: Value;
  /** It is found, and named to nobody who does not know it. */
  readonly hidden?: boolean;
}

/** The routes of one pattern, told apart by their methods. */
export type Leaf<Value> = RouteSpec<Value>[];

/** Where lookups stand after some segments. */
export class RouteNode<Value> {
  statics: Map<string, RouteNode<Value>> | undefined;
  /** Segments that are part text, part parameter; the most specific first. */
  partials: { readonly segment: ParameterSegment; readonly node: RouteNode<Value> }[] | undefined;
  parameter: RouteNode<Value> | undefined;
  wildcard: Leaf<Value> | undefined;
  leaf: Leaf<Value> | undefined;
}

/** Puts the route below the root. @returns the leaf it went to. */
export function insertRoute<Value>(root: RouteNode<Value>, route: RouteSpec<Value>): Leaf<Value> {
  let node = root;
  for (const segment of route.pattern.segments) {
    if (segment.kind === 'wildcard') {
      node.wildcard ??= [];
      node.wildcard.push(route);
      return node.wildcard;
    }
    node = segment.kind === 'static' ? staticChild(node, segment.text) : parameterChild(node, segment);
  }
  node.leaf ??= [];
  node.leaf.push(route);
  return node.leaf;
}

function staticChild<Value>(node: RouteNode<Value>, text: string): RouteNode<Value> {
  node.statics ??= new Map();
  let child = node.statics.get(text);
  if (child === undefined) {
    child = new RouteNode();
    node.statics.set(text, child);
  }
  return child;
}

function parameterChild<Value>(node: RouteNode<Value>, segment: ParameterSegment): RouteNode<Value> {
  if (isWhole(segment)) {
    node.parameter ??= new RouteNode();
    return node.parameter;
  }
  node.partials ??= [];
  const same = node.partials.find(
    (other) => other.segment.literals.join('{}') === segment.literals.join('{}'),
  );
  if (same !== undefined) return same.node;
  const added = { segment, node: new RouteNode<Value>() };
  node.partials.push(added);
  node.partials.sort((a, b) => comparePartials(a.segment.literals, b.segment.literals));
  return added.node;
}

/** True for a parameter that is the whole segment. */
export function isWhole({ literals }: ParameterSegment): boolean {
  return literals.length === 2 && literals.every((literal) => literal === '');
}

/** A route as people write it: `GET,POST /users`, or the path alone when it takes every method. */
export function routeName({ methods, pattern }: RouteSpec<unknown>): string {
  return methods.length === 0 ? pattern.text : `${methods.join(',')} ${pattern.text}`;
}

/** More text first; then by the text itself, so that the order of the file never matters. */
export function comparePartials(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [a.join(''), b.join('')];
  if (left.length !== right.length) return right.length - left.length;
  return a.join('{}') < b.join('{}') ? 1 : -1;
}
