import type { Path } from '../base/json-pointer.ts';
import { editDistance, nearest } from '../base/suggest.ts';
import { writeScalar } from '../base/yaml-text.ts';
import type { ExplainContext } from './check.ts';
import type { ConfigDocument } from './document.ts';
import { addSpace, asGuess, insertKey, renameKey, replaceValue } from './edits.ts';
import { explainForm } from './explain-form.ts';
import { explainType } from './explain-type.ts';
import type { ShapeError } from './generated/validate.js';
import type { MappingNode } from './nodes.ts';
import type { Edit, Problem } from './problem.ts';
import { isMethod } from './resolve/methods.ts';
import { type Shape, shapeAt } from './shape.ts';

/** Turns one finding of the validator into a problem with its exact place, its cause and its fix. */
export function explainShape(error: ShapeError, path: Path, context: ExplainContext): Problem {
  switch (error.keyword) {
    case 'additionalProperties':
      return explainUnknownKey(path, context);
    case 'required':
      return explainMissingKey(path, context);
    case 'enum':
      return explainValue(error, path, context);
    case 'type':
    case 'anyOf':
      return explainType(path, context);
    case 'minimum':
    case 'maximum':
      return explainRange(path, context);
    default:
      return explainForm(error, path, context);
  }
}

function explainUnknownKey(path: Path, { document, schema, guesses }: ExplainContext): Problem {
  const key = nameOf(path);
  const parent = shapeAt(schema, path.slice(0, -1));
  if (!guesses) {
    const hint = parent === undefined ? undefined : knownKeysOf(parent);
    return document.problem('BW2001', `unknown key \`${key}\``, path, { mark: 'key', hint });
  }
  const known = parent?.keys() ?? [];
  // Those of the mapping itself: what another layer has may stand here, too.
  const present = namesIn(document.locate(path).parent);
  const free = known.filter((one) => !present.has(one));
  const spaced = spaceBehindColon(document, path, known);
  if (spaced !== undefined) return spaced;
  const [section, route = ''] = path;
  if (
    section === 'endpoints' &&
    path.length === 3 &&
    String(route).startsWith('/') &&
    isMethod(key.toUpperCase())
  ) {
    const hint = `write it as an endpoint of its own: \`${key.toUpperCase()} ${route}\``;
    return document.problem('BW2001', `unknown key \`${key}\``, path, { mark: 'key', hint });
  }
  const home = homeOf(key, path, schema);
  const value = document.valueAt(path);
  const fitting = free.filter((one) => canHold(parent?.property(one), value));
  const meant = home === undefined ? nearest(key, fitting) : undefined;
  return document.problem('BW2001', `unknown key \`${key}\``, path, {
    mark: 'key',
    label: meant === undefined ? undefined : `did you mean \`${meant}\`?`,
    hint: hintFor(meant, home, known),
    edits: meant === undefined ? [] : renamed(document, path, meant),
  });
}

function renamed(document: ConfigDocument, path: Path, meant: string): Edit[] {
  const edits = renameKey(document, path, meant, `rename it to \`${meant}\``);
  const key = nameOf(path);
  // When half of a word is another one, it is one of several that may be meant.
  const isFar = 2 * editDistance(key.toLowerCase(), meant) >= Math.min(key.length, meant.length);
  return isFar ? asGuess(edits) : edits;
}

/** False for a place that takes nothing of the kind of a value: then its name is not what was meant. */
function canHold(shape: Shape | undefined, value: unknown): boolean {
  if (shape === undefined || shape.types.size === 0) return true;
  if (Array.isArray(value)) return shape.types.has('array');
  if (typeof value === 'object' && value !== null) return shape.types.has('object');
  return !(typeof value === 'string' && value.includes('\n') && (shape.file || shape.folder));
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
    hint = hintFor(undefined, undefined, shape.keys()) ?? '';
    knownKeys.set(shape, hint);
  }
  return hint === '' ? undefined : hint;
}

function hintFor(
  meant: string | undefined,
  home: string | undefined,
  known: readonly string[],
): string | undefined {
  if (meant !== undefined) return undefined;
  if (home !== undefined) return `it belongs under ${home}`;
  return known.length === 0 ? undefined : `known here: ${known.join(', ')}`;
}

/** Where the key would be right: in a neighbouring block, when it was written one level too high, or in an endpoint. */
function homeOf(key: string, path: Path, schema: Shape['schema']): string | undefined {
  const parent = shapeAt(schema, path.slice(0, -1));
  const block = parent?.keys().find((one) => parent.property(one)?.keys().includes(key));
  if (block !== undefined) return `\`${block}:\``;
  const endpoint = shapeAt(schema, ['endpoints', 'GET /path']);
  const isBlock = endpoint?.keys().includes(key) && endpoint.property(key)?.types.has('object');
  return isBlock === true ? 'an endpoint, such as `GET /path:`' : undefined;
}

function explainMissingKey(path: Path, { document, schema, guesses }: ExplainContext): Problem {
  const parent = path.slice(0, -1);
  const key = nameOf(path);
  const shape = shapeAt(schema, path);
  const sample: unknown = shape?.schema.examples?.[0] ?? shape?.schema.default ?? {};
  const edits = guesses ? asGuess(insertKey(document, parent, key, sample, `add \`${key}\``)) : [];
  const problem = document.problem('BW2002', `the key \`${key}\` is missing`, parent, { mark: 'key', edits });
  if (parent.length > 0) return { ...problem, path };
  return { ...problem, path, span: { start: problem.span.start, end: problem.span.start } };
}

function explainValue(error: ShapeError, path: Path, context: ExplainContext): Problem {
  const { document, value, guesses } = context;
  const allowed = Array.isArray(error.params.allowedValues) ? error.params.allowedValues.map(String) : [];
  const given = literalAt(path, document.valueAt(path), value);
  const meant = given === undefined || !guesses ? undefined : nearest(given, allowed);
  return document.problem('BW2003', `unknown ${nameOf(path)} \`${document.excerptOf(path)}\``, path, {
    label: `expected one of: ${allowed.join(', ')}`,
    edits:
      meant === undefined
        ? []
        : replaceValue(document, path, writeScalar(meant), `did you mean \`${meant}\`?`),
  });
}

/** The text at a path when it stands in the file as it is; a value from a variable is nobody's to see. */
function literalAt(path: Path, written: unknown, expanded: unknown): string | undefined {
  let value = expanded;
  for (const part of path) value = (value as Record<string | number, unknown> | undefined)?.[part];
  return typeof written === 'string' && written === value ? written : undefined;
}

function explainRange(path: Path, { document, schema }: ExplainContext): Problem {
  const { minimum, maximum } = limitsOf(shapeAt(schema, path));
  const limits =
    maximum === undefined
      ? `${minimum} or more`
      : minimum === undefined
        ? `${maximum} or less`
        : `from ${minimum} to ${maximum}`;
  return document.problem('BW2005', `\`${nameOf(path)}\` must be ${limits}`, path, {
    label: `expected ${limits}`,
  });
}

function limitsOf(shape: Shape | undefined): { readonly minimum: unknown; readonly maximum: unknown } {
  return { minimum: shape?.schema.minimum, maximum: shape?.schema.maximum };
}

function nameOf(path: Path): string {
  return String(path.findLast((part) => typeof part === 'string') ?? 'file');
}
