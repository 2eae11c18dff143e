import { nearest } from '../../base/suggest.ts';
import { ConfigDocument, type Layer } from '../document.ts';
import { asGuess, replaceValue } from '../edits.ts';
import { isMapping } from '../mapping.ts';
import type { Entry, MappingNode, Node } from '../nodes.ts';
import type { Problem } from '../problem.ts';
import type { SchemaNode } from '../schema/compose.ts';
import { shapeAt } from '../shape.ts';
import type { SourceMap } from '../sources.ts';
import { canonicalKey } from './endpoint-key.ts';
import { LINK_KEYS } from './links.ts';
import { type MergeRules, mergeValues } from './merge.ts';
import type { Part } from './parts.ts';

/** A layer with the value it contributes. */
export interface ValuedLayer extends Layer {
  readonly value: unknown;
}

/** Keys of a file that say how it is put together; nothing of them is left when it is. */
const COMPOSITION_KEYS: readonly string[] = [...LINK_KEYS, 'environments'];

/**
 * All layers of a part, the strongest first: an environment's, then the file, what it includes, what it
 * extends, and so on for each of these.
 */
export function layersOf(part: Part, environment: string | undefined): ValuedLayer[] {
  const parts = linearize(part);
  const environments = parts.flatMap((one) => environmentLayer(one, environment));
  const files = parts.map(({ document }): ValuedLayer => {
    return { root: document.root, prefix: [], value: without(document.value, COMPOSITION_KEYS) };
  });
  return [...environments, ...files];
}

/** The part and all below it, the strongest first; one that is reached twice counts where it is strongest. */
export function linearize(part: Part): Part[] {
  const order = new Set<Part>();
  const visit = (one: Part) => {
    if (order.has(one)) return;
    order.add(one);
    for (const { part: lower } of one.lower.toReversed()) visit(lower);
  };
  visit(part);
  return [...order];
}

function environmentLayer({ document }: Part, name: string | undefined): ValuedLayer[] {
  if (name === undefined) return [];
  const prefix = ['environments', name];
  const value = document.valueAt(prefix);
  if (!isMapping(value)) return [];
  return [{ root: document.locate(prefix).node, prefix, value: without(value, COMPOSITION_KEYS) }];
}

/** A document of several layers, and what is wrong between them. */
export interface Merged {
  readonly document: ConfigDocument;
  readonly problems: readonly Problem[];
}

/** Makes one document of several layers. */
export function mergeLayers(layers: readonly ValuedLayer[], sources: SourceMap, schema: SchemaNode): Merged {
  const aligned = layers.length === 1 ? layers : alignEndpoints(layers);
  const voids: Void[] = [];
  const rules: MergeRules = {
    isNamed: (path) => isNamed(schema, path),
    nothingAt: (path, names) => voids.push({ path, names: voids.length < MAX_GUESSES ? [...names] : [] }),
  };
  const [strongest, ...others] = aligned;
  const values = aligned.map((layer) => layer.value).reverse();
  const value = others.length === 0 ? strongest?.value : mergeValues(values, rules);
  const document = new ConfigDocument(sources, aligned, value);
  return { document, problems: voids.map((one) => nothingThere(one, document)) };
}

/** For so many of them it is said what was probably meant. */
const MAX_GUESSES = 100;

/** A `null` without anything to take away. */
interface Void {
  readonly path: readonly string[];
  /** Empty when nobody reads them any more. */
  readonly names: readonly string[];
}

function nothingThere({ path, names }: Void, document: ConfigDocument): Problem {
  const name = path.at(-1) ?? '';
  const meant = nearest(name, names);
  const known = names.length === 0 ? undefined : `there is ${names.slice(0, 10).join(', ')}`;
  return document.problem('BW1026', `there is no \`${name}\` to take away`, path, {
    mark: 'key',
    hint: meant === undefined ? known : `did you mean \`${meant}\`?`,
    // Where nothing is taken away, a plugin with nothing behind its name takes part.
    edits:
      path.at(-2) === 'plugins' ? asGuess(replaceValue(document, path, '{}', 'write `{}` to use it')) : [],
  });
}

/** True for a mapping whose keys are names of things, such as `endpoints`. */
function isNamed(schema: SchemaNode, path: readonly string[]): boolean {
  const shape = shapeAt(schema, path);
  if (shape === undefined || shape.schema['x-settings'] === true) return false;
  return shape.types.has('object') && !shape.closed && shape.keys().length === 0;
}

/**
 * Writes the keys of endpoints alike in every layer, as the strongest one has them: `get /users` and
 * `GET /users` are one endpoint.
 */
function alignEndpoints(layers: readonly ValuedLayer[]): readonly ValuedLayer[] {
  if (layers.filter(({ value }) => hasEndpoints(value)).length < 2) return layers;
  const spelling = new Map<string, string>();
  return layers.map((layer) => {
    const { value, root } = layer;
    if (!hasEndpoints(value)) return layer;
    const rename = (key: string): string => {
      const known = spelling.get(canonicalKey(key));
      // Two spellings in one layer are two keys, and a mistake that the routes' check reports.
      const isTaken = known !== undefined && taken.has(known);
      if (known !== undefined) taken.add(known);
      return known === undefined || isTaken ? key : known;
    };
    const keys = Object.keys(value.endpoints);
    const taken = new Set(keys.filter((key) => spelling.get(canonicalKey(key)) === key));
    const names = keys.map((key) => [key, rename(key)] as const);
    const renamed = new Map(names.filter(([key, name]) => key !== name));
    for (const key of keys) {
      if (!spelling.has(canonicalKey(key))) spelling.set(canonicalKey(key), key);
    }
    if (renamed.size === 0) return layer;
    const entries = Object.entries(value.endpoints).map(([key, one]) => [renamed.get(key) ?? key, one]);
    return {
      ...layer,
      root: renameEntries(root, renamed),
      value: { ...value, endpoints: Object.fromEntries(entries) },
    };
  });
}

function hasEndpoints(
  value: unknown,
): value is Readonly<Record<string, unknown>> & { readonly endpoints: Readonly<Record<string, unknown>> } {
  return isMapping(value) && isMapping(value.endpoints);
}

/** The tree with other names for the keys of `endpoints`. */
function renameEntries(root: Node, renamed: ReadonlyMap<string, string>): Node {
  return mapEntries(root, (entry) => {
    if (entry.name !== 'endpoints') return entry;
    const value = mapEntries(entry.value, (one) => ({ ...one, name: renamed.get(one.name) ?? one.name }));
    return { ...entry, value };
  });
}

function mapEntries(node: Node, change: (entry: Entry) => Entry): Node {
  if (node.kind === 'alias') return { ...node, target: mapEntries(node.target, change) };
  if (node.kind !== 'mapping') return node;
  const changed: MappingNode = { ...node, entries: node.entries.map(change) };
  return changed;
}

function without(value: unknown, keys: readonly string[]): unknown {
  if (!isMapping(value) || !keys.some((key) => Object.hasOwn(value, key))) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
