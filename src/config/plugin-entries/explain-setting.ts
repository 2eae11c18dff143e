import { type Path, parsePointer } from '../../base/json-pointer.ts';
import type { SchemaError } from '../../base/schema-compiler.ts';
import { editDistance, nearest } from '../../base/suggest.ts';
import { DURATION_PATTERN, SIZE_PATTERN } from '../../base/units.ts';
import { writeFlow, writeScalar } from '../../base/yaml-text.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, insertKey, renameKey, replaceValue } from '../edits.ts';
import { explainForm } from '../explain-form.ts';
import { explainType } from '../explain-type.ts';
import { isMapping } from '../mapping.ts';
import { placeName } from '../place-name.ts';
import type { Edit, Problem } from '../problem.ts';
import type { SchemaNode } from '../schema/compose.ts';
import { shapeOf } from '../shape.ts';

/** Where settings stand that a plugin's schema was asked about. */
export interface ExplainSetting {
  readonly document: ConfigDocument;
  /** The plugin's name, for messages. */
  readonly plugin: string;
  /** The place in the file of a value inside the settings. */
  readonly at: (inner: readonly string[]) => Path;
  /** The mapping that a missing setting is added to. */
  readonly home: Path;
  /** Names of settings that the plugin speaks of. */
  readonly names: readonly string[];
  /** Other keys that stand beside the one at a path. */
  readonly beside: (path: Path) => Iterable<string>;
  /** Whether to look for what was meant. */
  readonly guesses: boolean;
}

/** Turns what the validator says about a setting into a problem with its exact place, its cause and its fix. */
export function explainSetting(error: SchemaError, context: ExplainSetting): Problem {
  const inner = parsePointer(error.instancePath);
  const { params } = error;
  const unknown = unknownKeyOf(error);
  if (unknown !== undefined) return explainUnknown([...inner, unknown], error, context);
  if (typeof params.missingProperty === 'string') return explainMissing(inner, error, context);
  const { propertyName } = error;
  if (propertyName !== undefined) return explainName([...inner, propertyName], error, context);
  const path = context.at(inner);
  switch (error.keyword) {
    case 'type':
    case 'anyOf':
    case 'oneOf':
      return explainKind(error, path, context);
    case 'enum':
      return explainChoice(error, path, context);
    case 'pattern':
      return explainPattern(error, path, context);
    default:
      return explainRule(error, path, context);
  }
}

/** The key that nothing knows, if that is the mistake. */
export function unknownKeyOf({ params }: SchemaError): string | undefined {
  const key: unknown = params.additionalProperty ?? params.unevaluatedProperty;
  return typeof key === 'string' ? key : undefined;
}

/** The keys that the schema of a mistake speaks of. */
export function keysAround(error: SchemaError): readonly string[] {
  return Object.keys(schemaOf(error).properties ?? {});
}

function explainUnknown(inner: readonly string[], error: SchemaError, context: ExplainSetting): Problem {
  const { document, plugin, names, beside, guesses } = context;
  const path = context.at(inner);
  const key = inner.at(-1) ?? '';
  const own = inner.length === 1 ? names : keysAround(error);
  const known = inner.length === 1 ? [...names, ...beside(path)] : own;
  const message =
    inner.length === 1 ? `\`${plugin}\` has no setting \`${key}\`` : `\`${plugin}\` knows no \`${key}\` here`;
  const around = document.valueAt(path.slice(0, -1));
  const free = known.filter((name) => !isMapping(around) || !Object.hasOwn(around, name));
  const meant = guesses ? nearest(key, free) : undefined;
  if (meant === undefined) {
    const hint = own.length === 0 ? 'it takes none: remove the key' : `known here: ${own.join(', ')}`;
    return document.problem('BW3405', message, path, { mark: 'key', hint });
  }
  // When half of a word is another one, it is one of several that may be meant.
  const isFar = 2 * editDistance(key.toLowerCase(), meant) >= Math.min(key.length, meant.length);
  const edits = renameKey(document, path, meant, `rename it to \`${meant}\``);
  const label = `did you mean \`${meant}\`?`;
  return document.problem('BW3405', message, path, {
    mark: 'key',
    label,
    edits: isFar ? asGuess(edits) : edits,
  });
}

/** A key that a rule about names refuses. */
function explainName(
  inner: readonly string[],
  error: SchemaError,
  { document, at }: ExplainSetting,
): Problem {
  const message = `the key \`${inner.at(-1)}\` ${RULES[error.keyword]?.(error) ?? error.message ?? 'is not allowed'}`;
  return document.problem('BW3406', message, at(inner), { mark: 'key' });
}

/** A setting is added where the others stand; one inside another setting, there. */
function explainMissing(inner: readonly string[], error: SchemaError, context: ExplainSetting): Problem {
  const { document, plugin, home, guesses } = context;
  const key = String(error.params.missingProperty);
  const parent = inner.length === 0 ? home : context.at(inner);
  const schema = schemaOf(error).properties?.[key];
  const because =
    typeof error.params.property === 'string' ? `, which \`${error.params.property}\` needs` : '';
  const message = `the setting \`${key}\` of \`${plugin}\` is missing${because}`;
  const problem = document.problem('BW3406', message, parent, {
    mark: 'key',
    label: schema?.description,
    edits: guesses ? asGuess(adding(key, sampleOf(schema), parent, document)) : [],
  });
  return { ...problem, path: [...parent, key] };
}

/** The edit that adds a key, also to an entry with nothing behind it. */
function adding(key: string, sample: unknown, parent: Path, document: ConfigDocument): Edit[] {
  const what = `add \`${key}\``;
  const value = document.valueAt(parent);
  if (isMapping(value)) return insertKey(document, parent, key, sample, what);
  return replaceValue(document, parent, writeFlow({ [key]: sample }), what);
}

/** Something to begin with: the schema's own example, else the plainest value of its type. */
function sampleOf(schema: SchemaNode | undefined): unknown {
  const plain: Readonly<Record<string, unknown>> = {
    string: '',
    integer: 0,
    number: 0,
    boolean: true,
    array: [],
  };
  const [type = ''] = [schema?.type ?? []].flat();
  return schema?.examples?.[0] ?? schema?.default ?? schema?.enum?.[0] ?? plain[type] ?? {};
}

/** Says which type is wanted, in the words of the file's own keys, and how the value is written as that. */
function explainKind(error: SchemaError, path: Path, { document, guesses }: ExplainSetting): Problem {
  const own = schemaOf(error);
  const forms = [...(own.anyOf ?? []), ...((own.oneOf ?? []) as readonly SchemaNode[])].filter(isMapping);
  const types = new Set([own, ...forms].flatMap(typesOf));
  if (types.size === 0 || (error.keyword === 'oneOf' && Array.isArray(error.params.passingSchemas))) {
    return explainRule(error, path, { document });
  }
  const schema = plainNode(own, [...types]);
  const context = {
    document,
    guesses,
    schema,
    value: undefined,
    renames: [],
    shapeAt: () => shapeOf(schema),
  };
  return { ...explainType(path, context), code: 'BW3406' };
}

/** What a schema says about a scalar that is wanted, without patterns, which may take their time. */
function plainNode(schema: SchemaNode, type: readonly string[]): SchemaNode {
  const { examples, enum: choices, minimum, maximum, minLength } = schema;
  const format = quantityOf(schema);
  const { items } = schema;
  return {
    type,
    'x-any-text': true,
    ...(examples !== undefined && { examples }),
    ...(choices !== undefined && { enum: choices }),
    ...(minimum !== undefined && { minimum }),
    ...(maximum !== undefined && { maximum }),
    ...(minLength !== undefined && { minLength }),
    ...(format !== undefined && { format }),
    ...(isMapping(items) && { items: plainNode(items, typesOf(items)) }),
  };
}

function typesOf({ type = [] }: SchemaNode): readonly string[] {
  return [type].flat();
}

/** Plugins write our own durations and sizes as patterns. */
function quantityOf({ pattern }: SchemaNode): string | undefined {
  if (pattern === DURATION_PATTERN) return 'duration';
  return pattern === SIZE_PATTERN ? 'size' : undefined;
}

function explainChoice(error: SchemaError, path: Path, { document, guesses }: ExplainSetting): Problem {
  const allowed = (error.params.allowedValues as readonly unknown[] | undefined) ?? [];
  const given = document.valueAt(path);
  const isLiteral = typeof given === 'string' && !given.includes('${');
  const texts = allowed.filter((one) => typeof one === 'string');
  const meant = isLiteral && guesses ? nearest(given, texts) : undefined;
  const key = String(path.findLast((part) => typeof part === 'string'));
  const message = `unknown ${key} \`${document.excerptOf(path)}\``;
  return document.problem('BW3406', message, path, {
    label: `expected one of: ${allowed.map(writeFlow).join(', ')}`,
    edits:
      meant === undefined
        ? []
        : replaceValue(document, path, writeScalar(meant), `did you mean \`${meant}\`?`),
  });
}

function explainPattern(error: SchemaError, path: Path, context: ExplainSetting): Problem {
  const schema = schemaOf(error);
  if (quantityOf(schema) === undefined) return explainRule(error, path, context);
  const node = plainNode(schema, ['string']);
  const { document, guesses } = context;
  const shapes = {
    document,
    guesses,
    schema: node,
    value: undefined,
    renames: [],
    shapeAt: () => shapeOf(node),
  };
  return { ...explainForm(error, path, shapes), code: 'BW3406' };
}

/** What a rule asks for, in the words of the validator: they hold nothing of the value. */
function explainRule(
  error: SchemaError,
  path: Path,
  { document }: Pick<ExplainSetting, 'document'>,
): Problem {
  const [example] = schemaOf(error).examples ?? [];
  const message = `${placeName(path, document)} ${RULES[error.keyword]?.(error) ?? error.message ?? 'is not allowed'}`;
  return document.problem('BW3406', message, path, {
    mark: error.keyword === 'false schema' ? 'key' : 'value',
    hint: example === undefined ? undefined : `write such as \`${writeFlow(example)}\``,
  });
}

/** Rules that the validator says in terms of JavaScript. */
const RULES: Readonly<Record<string, (error: SchemaError) => string>> = {
  'false schema': () => 'is not allowed here',
  minimum: ({ params }) => `must be ${params.limit} or more`,
  maximum: ({ params }) => `must be ${params.limit} or less`,
  exclusiveMinimum: ({ params }) => `must be more than ${params.limit}`,
  exclusiveMaximum: ({ params }) => `must be less than ${params.limit}`,
  multipleOf: ({ params }) => `must be a multiple of ${params.multipleOf}`,
  minLength: ({ params }) =>
    params.limit === 1 ? 'is empty' : `must have ${params.limit} characters or more`,
  maxLength: ({ params }) => `must have ${params.limit} characters or less`,
  minItems: ({ params }) => (params.limit === 1 ? 'is empty' : `must have ${params.limit} items or more`),
  maxItems: ({ params }) => `must have ${params.limit} items or less`,
  minProperties: ({ params }) => `must have ${params.limit} keys or more`,
  maxProperties: ({ params }) => `must have ${params.limit} keys or less`,
  uniqueItems: () => 'has the same item twice',
  const: ({ params }) => `must be ${writeFlow(params.allowedValue)}`,
  pattern: ({ params }) => `must match the pattern ${params.pattern}`,
  format: ({ params }) => `has not the format \`${params.format}\``,
  not: () => 'is what the plugin excludes',
  oneOf: () => 'fits several forms that exclude each other, or none',
  anyOf: () => 'has none of the forms it may have',
};

/** The schema that an error is about. */
function schemaOf({ parentSchema }: SchemaError): SchemaNode {
  return isMapping(parentSchema) ? parentSchema : {};
}
