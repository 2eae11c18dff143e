import { isDeepStrictEqual } from 'node:util';
import type { RoutePattern, Segment } from './route-pattern.ts';

/**
 * Matches text against literals with at least one character between each two, the shortest first, and
 * pushes what stood between them. @returns false when it does not match; the pushed values are then of no use.
 */
export function matchParts(literals: readonly string[], text: string, values: string[]): boolean {
  const first = literals[0] as string;
  const last = literals[literals.length - 1] as string;
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (let i = 1; i < literals.length - 1; i++) {
    const literal = literals[i] as string;
    const at = text.indexOf(literal, from + 1);
    if (at === -1) return false;
    values.push(text.slice(from, at));
    from = at + literal.length;
  }
  if (from >= end) return false;
  values.push(text.slice(from, end));
  return true;
}

/** Segments of a path, percent-decoded one by one. @returns undefined when something is not UTF-8 */
export function decodedSegments(path: string): readonly string[] | undefined {
  const segments = path.slice(1).split('/');
  if (!path.includes('%')) return segments;
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Whether one pattern alone matches a path, as the router would match it. */
export function matchesPattern({ segments }: RoutePattern, path: readonly string[]): boolean {
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'wildcard') return path.length > index;
    const text = path[index];
    if (text === undefined || !matchesSegment(segment, text)) return false;
  }
  return path.length === segments.length;
}

function matchesSegment(segment: Exclude<Segment, { kind: 'wildcard' }>, text: string): boolean {
  return segment.kind === 'static' ? segment.text === text : matchParts(segment.literals, text, []);
}

/**
 * How the paths of one pattern lie to those of another: `always` when it matches all of them, `never` when
 * none, `sometimes` where only a path itself can tell.
 */
export function covers(pattern: RoutePattern, other: RoutePattern): 'always' | 'never' | 'sometimes' {
  let surely = true;
  for (const [index, segment] of pattern.segments.entries()) {
    const theirs = other.segments[index];
    if (theirs === undefined) return 'never';
    if (segment.kind === 'wildcard') return surely ? 'always' : 'sometimes';
    if (theirs.kind === 'wildcard') return 'sometimes';
    const verdict = coversSegment(segment, theirs);
    if (verdict === 'never') return 'never';
    surely &&= verdict === 'always';
  }
  if (other.segments.length > pattern.segments.length) return 'never';
  return surely ? 'always' : 'sometimes';
}

type Narrow = Exclude<Segment, { kind: 'wildcard' }>;

function coversSegment(segment: Narrow, other: Narrow): 'always' | 'never' | 'sometimes' {
  if (other.kind === 'static') return matchesSegment(segment, other.text) ? 'always' : 'never';
  if (segment.kind === 'static') return 'sometimes';
  const { literals } = segment;
  const isWhole = literals.every((literal) => literal === '');
  return isWhole || isDeepStrictEqual(literals, other.literals) ? 'always' : 'sometimes';
}
