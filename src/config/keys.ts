import {
  boolCoreTag,
  floatCoreTag,
  intCoreTag,
  NOT_RESOLVED,
  nullCoreTag,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import type { Path } from '../base/json-pointer.ts';
import type { Entry, Node } from './nodes.ts';
import type { Problem } from './problem.ts';

const TYPED_KEYS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];

/** First characters of texts that may be no text without quotes; most keys begin with none of them. */
const TYPED_STARTS: ReadonlySet<string> = new Set(TYPED_KEYS.flatMap((tag) => tag.implicitFirstChars ?? []));

/** The name a key has as a property: a plain `0x10` is the number 16, so its name is "16". */
export function keyName(text: string, event: ScalarEvent): string {
  if (event.style !== SCALAR_STYLE.PLAIN || event.tagStart !== -1 || !TYPED_STARTS.has(text.charAt(0)))
    return text;
  for (const tag of TYPED_KEYS) {
    const value: unknown = tag.resolve(text, false, tag.tagName);
    if (value !== NOT_RESOLVED) return String(value);
  }
  return text;
}

/** A plain `<<`; in quotes it is a key like any other. */
export function isMergeKey(key: Node): boolean {
  return key.kind === 'scalar' && key.event.style === SCALAR_STYLE.PLAIN && key.event.tagStart === -1;
}

function hasDuplicates(entries: readonly Entry[]): boolean {
  // Most mappings have few keys: comparing them is cheaper than a set of their names.
  if (entries.length > 8) return new Set(entries.map(({ name }) => name)).size < entries.length;
  return entries.some(({ name }, index) => entries.findIndex((other) => other.name === name) < index);
}

/**
 * Keys that repeat an earlier one of their mapping.
 *
 * @param limit how many are wanted
 */
export function findDuplicates(entries: readonly Entry[], path: Path, limit: number): Problem[] {
  if (limit <= 0 || !hasDuplicates(entries)) return [];
  const first = new Map<string, Entry>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const other = first.get(entry.name);
    if (other === undefined) first.set(entry.name, entry);
    else if (problems.push(duplicate(entry, other, path)) === limit) break;
  }
  return problems;
}

function duplicate({ name, key }: Entry, first: Entry, path: Path): Problem {
  return {
    code: 'BW1014',
    message: `the key \`${name}\` appears twice`,
    path: [...path, name],
    span: { start: key.start, end: key.end },
    label: 'again here',
    hint: 'keep one of the two',
    related: [{ message: 'first here', span: { start: first.key.start, end: first.key.end } }],
  };
}
