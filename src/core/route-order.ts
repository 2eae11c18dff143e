import type { Segment } from '../base/route-pattern.ts';
import { comparePartials, isWhole, type RouteSpec } from './route-tree.ts';

/**
 * The order in which the router tries patterns: segment by segment text, text with parameters, a parameter,
 * a wildcard. Patterns that never take the same request are in the order of their text.
 */
export function compareRoutes<Value>(a: RouteSpec<Value>, b: RouteSpec<Value>): number {
  const [left, right] = [a.pattern.segments, b.pattern.segments];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = compareSegments(left[index] as Segment, right[index] as Segment);
    if (order !== 0) return order;
  }
  return left.length - right.length || methodRank(a) - methodRank(b) || byText(methodsOf(a), methodsOf(b));
}

function compareSegments(a: Segment, b: Segment): number {
  const order = segmentRank(a) - segmentRank(b);
  if (order !== 0) return order;
  if (a.kind === 'static' && b.kind === 'static') return byText(a.text, b.text);
  if (a.kind !== 'parameter' || b.kind !== 'parameter') return 0;
  return a.literals.join('{}') === b.literals.join('{}') ? 0 : comparePartials(a.literals, b.literals);
}

function segmentRank(segment: Segment): number {
  if (segment.kind === 'static') return 0;
  if (segment.kind === 'wildcard') return 3;
  return isWhole(segment) ? 2 : 1;
}

/** HEAD goes to who lists it, then to GET, then to who takes every method. */
function methodRank<Value>({ methods }: RouteSpec<Value>): number {
  if (methods.length === 0) return 2;
  return methods.includes('HEAD') ? 0 : 1;
}

function methodsOf<Value>({ methods }: RouteSpec<Value>): string {
  return methods.join(',');
}

function byText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
