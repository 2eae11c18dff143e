import type { Path } from '../base/json-pointer.ts';
import { editDistance, nearest } from '../base/suggest.ts';
import type { ExplainContext } from './check.ts';
import type { ConfigDocument } from './document.ts';
import { addSpace, asGuess, renameKey } from './edits.ts';
import type { MappingNode } from './nodes.ts';
import type { Edit, Problem } from './problem.ts';
import { isMethod } from './resolve/methods.ts';
import { blockBesideTarget, TARGET_MODE } from './resolve/target.ts';
import { type Shape, shapeAt } from './shape.ts';

/** Words of other tools for what `target:` at the top of the file is. */
const TARGET_ALIASES: ReadonlySet<string> = new Set([TARGET_MODE, 'upstream', 'url', 'backend']);

/** Says what was meant by a key that nothing knows, or where it belongs. */
export function explainUnknownKey(path: Path, context: ExplainContext): Problem {
  const { document, guesses } = context;
  const key = nameOf(path);
  const parent = context.shapeAt(path.slice(0, -1));
  const unknown = (details: Pick<Problem, 'label' | 'hint' | 'edits'>) =>
    document.problem('BW2001', `unknown key \`${key}\``, path, { mark: 'key', ...details });
  if (!guesses) return unknown({ hint: parent === undefined ? undefined : knownKeysOf(parent) });
  const known = parent?.keys() ?? [];
  const spaced = spaceBehindColon(document, path, known);
  if (spaced !== undefined) return spaced;
  const place = routeOf(path) ?? besideTarget(path, context);
  if (place !== undefined) return unknown({ hint: place });
  const block = blockWith(key, parent);
  if (block !== undefined) return unknown({ hint: `it belongs under \`${block}:\`` });
  const meant = meantKey(path, parent, context);
  if (meant !== undefined) return unknown({ label: `did you mean \`${meant.name}\`?`, edits: meant.edits });
  return unknown({ hint: homeOf(key, path, context) ?? hintFor(known) });
}

/** The key that was meant, in its own mapping; one that is certain is noted. */
function meantKey(
  path: Path,
  parent: Shape | undefined,
  context: ExplainContext,
): { readonly name: string; readonly edits: Edit[] } | undefined {
  const { document } = context;
  const key = nameOf(path);
  const value = document.valueAt(path);
  // Those of the mapping itself: what another layer has may stand here, too.
  const present = namesIn(document.locate(path).parent);
  const fitting = (parent?.keys() ?? []).filter(
    (one) => !present.has(one) && canHold(parent?.property(one), value),
  );
  const isAlias = path.length === 1 && typeof value === 'string' && TARGET_ALIASES.has(key);
  const name = isAlias ? fitting.find((one) => one === 'target') : nearest(key, fitting);
  if (name === undefined) return undefined;
  const edits = renameKey(document, path, name, `rename it to \`${name}\``);
  const right = parent?.property(name);
  const isOfOtherKind = typeof value === 'string' && right !== undefined && !takesScalars(right);
  // When half of a word is another one, it is one of several that may be meant.
  const isFar = 2 * editDistance(key.toLowerCase(), name) >= Math.min(key.length, name.length);
  if (isAlias || isOfOtherKind) return { name, edits: asGuess(edits) };
  if (isFar) return isEndpointBlock(key, context.schema) ? undefined : { name, edits: asGuess(edits) };
  context.renames.push({ path, name });
  return { name, edits };
}

/** How a method below a path is written: as an endpoint of its own. */
function routeOf(path: Path): string | undefined {
  const [section, route = ''] = path;
  const method = nameOf(path).toUpperCase();
  const isMethodOfPath =
    section === 'endpoints' && path.length === 3 && String(route).startsWith('/') && isMethod(method);
  return isMethodOfPath ? `write it as an endpoint of its own: \`${method} ${route}\`` : undefined;
}

/** A setting of the proxy has no place beside `target:` at the top, which is one of its settings alone. */
function besideTarget(path: Path, { document, schema }: ExplainContext): string | undefined {
  const key = nameOf(path);
  const block = shapeAt(schema, [...ENDPOINT, TARGET_MODE]);
  if (path.length !== 1 || document.valueAt(['target']) === undefined) return undefined;
  if (block?.keys().includes(key) !== true) return undefined;
  return `beside \`target\` there is no room for it: write ${blockBesideTarget(key, '...')}`;
}

/** False for a place that takes nothing of the kind of a value: then its name is not what was meant. */
function canHold(shape: Shape | undefined, value: unknown): boolean {
  if (shape === undefined || shape.types.size === 0) return true;
  if (Array.isArray(value)) return shape.types.has('array');
  if (typeof value === 'object' && value !== null) return shape.types.has('object');
  if (typeof value === 'number' || typeof value === 'boolean') return takesScalars(shape);
  return !(typeof value === 'string' && value.includes('\n') && (shape.file || shape.folder));
}

function takesScalars({ types }: Shape): boolean {
  return types.size === 0 || [...types].some((type) => type !== 'object' && type !== 'array');
}

const names = new WeakMap<MappingNode, ReadonlySet<string>>();

/** The keys of a mapping; made once for each. */
function namesIn(mapping: MappingNode | undefined): ReadonlySet<string> {
  if (mapping === undefined) return new Set();
  const known = names.get(mapping) ?? new Set(mapping.entries.map(({ name }) => name));
  names.set(mapping, known);
  return known;
}

/** An unknown key such as `status:201` or `body:{ a` is a known one that runs into its value. */
function spaceBehindColon(
  document: ConfigDocument,
  path: Path,
  known: readonly string[],
): Problem | undefined {
  const key = nameOf(path);
  const name = key.slice(0, Math.max(key.indexOf(':'), 0));
  const edits = known.includes(name) ? addSpace(document.locate(path).keyNode, name) : [];
  if (edits.length === 0) return undefined;
  return document.problem('BW2001', `unknown key \`${key}\``, path, {
    mark: 'key',
    label: `a space is missing behind \`${name}:\``,
    edits,
  });
}

const knownKeys = new WeakMap<Shape, string>();

/** The hint that lists the keys of a place; made once for each. */
function knownKeysOf(shape: Shape): string | undefined {
  let hint = knownKeys.get(shape);
  if (hint === undefined) {
    hint = hintFor(shape.keys()) ?? '';
    knownKeys.set(shape, hint);
  }
  return hint === '' ? undefined : hint;
}

function hintFor(known: readonly string[]): string | undefined {
  return known.length === 0 ? undefined : `known here: ${known.join(', ')}`;
}

/** The neighbouring block that has the key: it was written one level too high. */
function blockWith(key: string, parent: Shape | undefined): string | undefined {
  return parent?.keys().find((one) => parent.property(one)?.keys().includes(key));
}

/** Where a block of an endpoint belongs that stands elsewhere. */
function homeOf(key: string, path: Path, { schema }: ExplainContext): string | undefined {
  if (!isEndpointBlock(key, schema)) return undefined;
  const isAtTop = shapeAt(schema, [])?.keys().includes(key) === true;
  const home = `it belongs ${isAtTop ? 'to the top of the file, or ' : ''}under an endpoint, such as \`GET /path:\``;
  return path.length === 1 && key === TARGET_MODE
    ? `${home}; for all requests, write \`target: ...\` alone`
    : home;
}

const ENDPOINT = ['endpoints', 'GET /path'];

function isEndpointBlock(key: string, schema: Shape['schema']): boolean {
  const endpoint = shapeAt(schema, ENDPOINT);
  return endpoint?.keys().includes(key) === true && endpoint.property(key)?.types.has('object') === true;
}

/** True for a key at the top that says what the API answers, though in a wrong way: then no endpoint is missing. */
export function replacesEndpoints(key: string, schema: Shape['schema']): boolean {
  return isEndpointBlock(key, schema) || TARGET_ALIASES.has(key) || nearest(key, ['target']) !== undefined;
}

function nameOf(path: Path): string {
  return String(path.at(-1));
}
