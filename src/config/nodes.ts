import type { ScalarEvent } from 'js-yaml';
import type { Path } from '../base/json-pointer.ts';
import type { Span } from '../base/lines.ts';

/** A text, number, boolean or null, with its quotes or block indicator. */
export interface ScalarNode extends Span {
  readonly kind: 'scalar';
  readonly event: ScalarEvent;
  /** It stands between brackets, where braces and commas mean something. */
  readonly inFlow: boolean;
}

export interface SequenceNode extends Span {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly Node[];
}

/** One key with its value. */
export interface Entry {
  /** The key's text; `<<` for a merge key. */
  readonly name: string;
  /** The key as it stands there: a scalar, or an alias of one. */
  readonly key: Node;
  readonly value: Node;
}

export interface MappingNode extends Span {
  readonly kind: 'mapping';
  readonly flow: boolean;
  /** In the order they are written; keys may repeat, then the last one counts. */
  readonly entries: readonly Entry[];
  /** What `<<` brings in, in the order it was written. */
  readonly merges: readonly Entry[];
}

/** `*name`: stands for the node that was named `&name`. */
export interface AliasNode extends Span {
  readonly kind: 'alias';
  readonly target: Node;
}

export type Node = ScalarNode | SequenceNode | MappingNode | AliasNode;

/** Where a path leads. */
export interface Location {
  /** The key the last part of the path names; absent for the root and for list items. */
  readonly key: Span | undefined;
  readonly keyNode: ScalarNode | undefined;
  /** The value's node, with aliases followed. */
  readonly node: Node;
  /** The mapping that holds the key. */
  readonly parent: MappingNode | undefined;
  /** The first alias or merge key on the way: then key and node stand elsewhere. */
  readonly through: Span | undefined;
  /** False when the path ends earlier than asked; then this is the last value on the way. */
  readonly found: boolean;
  /** How many parts of the path there are. */
  readonly depth: number;
}

/** Follows a path through aliases and merge keys. */
export function locate(root: Node, path: Path): Location {
  let at = follow({ ...START, node: root });
  let depth = 0;
  for (const part of path) {
    const next = step(at, part);
    if (next === undefined) return { ...at, found: false, depth };
    at = follow(next);
    depth += 1;
  }
  return at.depth === depth ? at : { ...at, depth };
}

const START = {
  key: undefined,
  keyNode: undefined,
  parent: undefined,
  through: undefined,
  found: true,
  depth: 0,
} as const;

function follow(at: Location): Location {
  if (at.node.kind !== 'alias') return at;
  return follow({ ...at, node: at.node.target, through: at.through ?? at.node });
}

function step(at: Location, part: string | number): Location | undefined {
  const { node, through } = at;
  if (node.kind === 'sequence') {
    const item = node.items[Number(part)];
    if (item === undefined) return undefined;
    return { ...START, node: item, through };
  }
  if (node.kind !== 'mapping') return undefined;
  const own = entryOf(node, String(part));
  if (own !== undefined) {
    const keyNode = own.key.kind === 'scalar' ? own.key : undefined;
    // Written out: a spread takes ten times as long, and files with 200,000 mistakes come here a million times.
    return {
      key: own.key,
      keyNode,
      node: own.value,
      parent: node,
      through,
      found: true,
      depth: at.depth + 1,
    };
  }
  for (const merge of node.merges) {
    const found = stepInto(merge.value, part, through ?? merge.key);
    if (found !== undefined) return found;
  }
  return undefined;
}

const SMALL = 16;

/** Large mappings by name; made when one is first searched. */
const indexes = new WeakMap<MappingNode, ReadonlyMap<string, Entry>>();

function entryOf(node: MappingNode, name: string): Entry | undefined {
  if (node.entries.length <= SMALL) return node.entries.findLast((entry) => entry.name === name);
  let index = indexes.get(node);
  if (index === undefined) {
    index = new Map(node.entries.map((entry) => [entry.name, entry]));
    indexes.set(node, index);
  }
  return index.get(name);
}

/** The names of all that stands in a node, with aliases and merge keys followed. */
export function namesIn(node: Node): string[] {
  if (node.kind === 'alias') return namesIn(node.target);
  if (node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.map((_, index) => String(index));
  const merged = node.merges.flatMap(({ value }) => mergedNames(value));
  return [...node.entries.map(({ name }) => name), ...merged];
}

/** Of a mapping, or of each mapping in a list. */
function mergedNames(source: Node): string[] {
  if (source.kind === 'alias') return mergedNames(source.target);
  return source.kind === 'sequence' ? source.items.flatMap(mergedNames) : namesIn(source);
}

/** Looks for a key in what `<<` names: a mapping, or a list of mappings where the first one wins. */
function stepInto(source: Node, part: string | number, through: Span): Location | undefined {
  if (source.kind === 'alias') return stepInto(source.target, part, through);
  if (source.kind === 'sequence') {
    for (const item of source.items) {
      const found = stepInto(item, part, through);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return step({ ...START, node: source, through }, part);
}
