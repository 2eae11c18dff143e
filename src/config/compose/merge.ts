import { isMapping } from '../mapping.ts';

/** What layers are together, by the rules of the file format. */
export interface MergeRules {
  /** True for mappings whose keys are names of things: `null` takes one away. */
  readonly isNamed: (path: readonly string[]) => boolean;
  /** Hears of a `null` that takes nothing away, and of the names there are; they change later. */
  readonly nothingAt: (path: readonly string[], names: Iterable<string>) => void;
}

/**
 * Values over each other: mappings merge deeply, everything else replaces, lists too. In mappings of names,
 * `null` takes away what the lower ones have. Takes time linear in all values: what is merged is not copied
 * again for the next one.
 *
 * @param values the weakest first; none of them is changed
 */
export function mergeValues(values: readonly unknown[], rules: MergeRules): unknown {
  return finished(values.reduce((lower, upper) => mergeOver(lower, upper, rules, [])));
}

/** A mapping that several layers made, so that the next one may be written into it. */
type Growing = Map<string, unknown>;

function mergeOver(lower: unknown, upper: unknown, rules: MergeRules, path: readonly string[]): unknown {
  const merged = growing(lower);
  if (merged === undefined || !isMapping(upper)) return upper;
  const takesAway = rules.isNamed(path);
  for (const [key, value] of Object.entries(upper)) {
    const below = [...path, key];
    if (value === null && takesAway) {
      if (!merged.delete(key)) rules.nothingAt(below, merged.keys());
    } else merged.set(key, merged.has(key) ? mergeOver(merged.get(key), value, rules, below) : value);
  }
  return merged;
}

function growing(value: unknown): Growing | undefined {
  if (value instanceof Map) return value;
  return isMapping(value) ? new Map(Object.entries(value)) : undefined;
}

function finished(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...(value as Growing)].map(([key, one]) => [key, finished(one)]));
}
