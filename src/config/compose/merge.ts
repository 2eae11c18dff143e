import { isMapping } from '../mapping.ts';

/** What two layers are together, by the rules of the file format. */
export interface MergeRules {
  /** True for mappings whose keys are names of things: `null` takes one away. */
  readonly isNamed: (path: readonly string[]) => boolean;
  /** Hears of a `null` that takes nothing away, and of the names there are. */
  readonly nothingAt: (path: readonly string[], names: readonly string[]) => void;
}

/**
 * One value over another: mappings merge deeply, everything else replaces, lists too. In mappings of
 * names, `null` takes away what the lower one has.
 */
export function mergeOver(
  lower: unknown,
  upper: unknown,
  rules: MergeRules,
  path: readonly string[] = [],
): unknown {
  if (!isMapping(lower) || !isMapping(upper)) return upper;
  const merged = new Map(Object.entries(lower));
  const takesAway = rules.isNamed(path);
  for (const [key, value] of Object.entries(upper)) {
    const below = [...path, key];
    if (value === null && takesAway) {
      if (!merged.delete(key)) rules.nothingAt(below, [...merged.keys()]);
    } else merged.set(key, merged.has(key) ? mergeOver(merged.get(key), value, rules, below) : value);
  }
  return Object.fromEntries(merged);
}
