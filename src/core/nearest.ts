import { matchParts } from '../base/route-match.ts';
import { editDistance } from '../base/suggest.ts';
import { type Leaf, type RouteNode, routeName } from './route-tree.ts';

/** How many routes a miss lists. */
const SHOWN = 3;
/** Costs beyond this are no likeness any more. One wrong letter costs 1. */
const MAX_COST = 4;
/** A segment too many or too few. */
const SEGMENT_COST = 2.5;
/** An empty segment too many or too few: a trailing or doubled slash. */
const SLASH_COST = 0.5;
/** Bounds of the work for one miss, whatever the number of routes and the length of the path. */
const MAX_STEPS = 12_000;
const MAX_COMPARISONS = 300;
const MAX_SEGMENTS = 16;
const MAX_SEGMENT_LENGTH = 64;
/** A node with more children than this is not searched for a segment that is missing from the path. */
const MAX_CHILDREN_TO_SKIP = 64;

/** Up to three routes whose patterns look like the path, the nearest first. */
export function nearestRoutes<Value>(root: RouteNode<Value>, path: string): string[] {
  const segments = path.slice(1).split('/', MAX_SEGMENTS + 1);
  if (segments.length > MAX_SEGMENTS) return [];
  const search = new Search<Value>(segments);
  search.visit(root, 0, 0);
  return search.best();
}

class Search<Value> {
  readonly #segments: readonly string[];
  /** The lowest cost at which each route was reached. */
  readonly #costs = new Map<string, number>();
  #steps = 0;
  #comparisons = 0;

  constructor(segments: readonly string[]) {
    this.#segments = segments;
  }

  best(): string[] {
    const found = [...this.#costs].sort(([a, x], [b, y]) => x - y || a.length - b.length || (a < b ? -1 : 1));
    return found.slice(0, SHOWN).map(([route]) => route);
  }

  visit(node: RouteNode<Value>, index: number, cost: number): void {
    this.#steps += 1;
    if (cost > MAX_COST || this.#steps > MAX_STEPS) return;
    const segment = this.#segments[index];
    if (segment === undefined) {
      this.#reach(node.leaf, cost);
    } else {
      this.#substitute(node, index, segment, cost);
      this.visit(node, index + 1, cost + costOf(segment));
    }
    this.#insert(node, index, cost);
  }

  /** Takes the segment for each child it looks like; equal text first, so that the bounds cut the rest. */
  #substitute(node: RouteNode<Value>, index: number, segment: string, cost: number): void {
    const same = node.statics?.get(segment);
    if (same !== undefined) this.visit(same, index + 1, cost);
    if (node.parameter !== undefined && segment !== '') this.visit(node.parameter, index + 1, cost + 0.5);
    for (const partial of node.partials ?? []) {
      const fits = matchParts(partial.segment.literals, segment, []);
      this.visit(partial.node, index + 1, cost + (fits ? 0.25 : 1.5));
    }
    for (const [text, child] of node.statics ?? []) {
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) return;
      const distance = child === same ? Infinity : this.#distance(text, segment);
      if (distance !== Infinity) this.visit(child, index + 1, cost + distance);
    }
    this.#reach(node.wildcard, cost + 1);
  }

  /** Goes on as if the path had one segment more. */
  #insert(node: RouteNode<Value>, index: number, cost: number): void {
    if (node.parameter !== undefined) this.visit(node.parameter, index, cost + SEGMENT_COST);
    if ((node.statics?.size ?? 0) > MAX_CHILDREN_TO_SKIP) return;
    for (const [text, child] of node.statics ?? []) this.visit(child, index, cost + costOf(text));
    if (index === this.#segments.length) this.#reach(node.wildcard, cost + SLASH_COST);
  }

  #reach(leaf: Leaf<Value> | undefined, cost: number): void {
    if (cost > MAX_COST) return;
    for (const spec of leaf ?? []) {
      if (spec.hidden === true) continue;
      const route = routeName(spec);
      this.#costs.set(route, Math.min(cost, this.#costs.get(route) ?? cost));
    }
  }

  #distance(a: string, b: string): number {
    const limit = a.length < 4 ? 1 : a.length < 8 ? 2 : 3;
    if (Math.abs(a.length - b.length) > limit || a.length > MAX_SEGMENT_LENGTH) return Infinity;
    this.#comparisons += 1;
    if (this.#comparisons > MAX_COMPARISONS) return Infinity;
    const distance = likeness(a, b);
    return distance > limit ? Infinity : distance;
  }
}

function costOf(segment: string): number {
  return segment === '' ? SLASH_COST : SEGMENT_COST;
}

/** The edit distance; what both begin and end with does not count. */
function likeness(a: string, b: string): number {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return editDistance(a.slice(start, a.length - end), b.slice(start, b.length - end));
}
