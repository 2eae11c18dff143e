import { type Path, parsePointer, toPointer } from '../../base/json-pointer.ts';
import type { SchemaCompiler, SchemaError } from '../../base/schema-compiler.ts';
import { valueAt } from '../../base/schema-reader.ts';
import { nearest } from '../../base/suggest.ts';
import { asGuess, replaceValue } from '../edits.ts';
import { placeName } from '../place-name.ts';
import type { Edit, Problem } from '../problem.ts';
import type { SchemaDocument } from './library.ts';

/** Finds what a document breaks of the rules of its own draft: one mistake for each place. */
export function checkMeta(schema: SchemaDocument, compiler: SchemaCompiler): Problem[] {
  const places = new Map<string, SchemaError[]>();
  for (const error of compiler.check(schema.value)) {
    places.set(error.instancePath, [...(places.get(error.instancePath) ?? []), error]);
  }
  // What is wrong inside a value makes the value wrong as well.
  const deepest = [...places].filter(
    ([pointer]) => ![...places.keys()].some((other) => other.startsWith(`${pointer}/`)),
  );
  return deepest.map(([pointer, errors]) => explain(parsePointer(pointer), errors, schema));
}

function explain(inner: readonly string[], errors: readonly SchemaError[], schema: SchemaDocument): Problem {
  const path = [...schema.path, ...inner];
  const keyword = inner.at(-1);
  const choice = errors.find((error) => error.keyword === 'enum');
  if (choice !== undefined) return explainChoice(path, String(keyword), choice, schema);
  const found = errors.filter((error) => error.keyword === 'type').map((error) => String(error.params.type));
  const types = [...new Set(found)];
  if (types.length === 1 && types[0] === SCHEMA) return explainNoSchema(path, schema);
  const message =
    found.length > 0 && found.length === errors.filter(({ keyword: one }) => one !== 'anyOf').length
      ? `\`${keyword ?? 'a schema'}\` takes ${types.map((type) => NAMES[type] ?? type).join(' or ')}`
      : `${toPointer(inner.slice(-1)).slice(1) || 'the schema'} ${errors[0]?.message ?? 'is not allowed'}`;
  const edits = types.includes(SCHEMA) ? schemaFor(path, schema.document) : [];
  return schema.document.problem('BW3301', message, path, { edits });
}

/** The types of a schema, as the meta-schemas name them. */
const SCHEMA = 'object,boolean';

/** Types in the words of the other messages. */
const NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  integer: 'a whole number',
  [SCHEMA]: 'a schema',
};

/** Where any schema is taken, every vocabulary of the meta-schema says so. */
function explainNoSchema(path: Path, { document }: SchemaDocument): Problem {
  const takesSchema = 'takes a schema: a mapping such as `{ type: string }`, true or false';
  return document.problem('BW3301', `${placeName(path, document)} ${takesSchema}`, path, {
    edits: schemaFor(path, document),
  });
}

/** The schema that was probably meant by a value that is none. */
function schemaFor(path: Path, document: SchemaDocument['document']): Edit[] {
  const value = document.valueAt(path);
  const write = (text: string) => replaceValue(document, path, text, `write \`${text}\``);
  // A name without a value, or the type that only `null` has.
  if (value === null) return asGuess(write('{}'));
  if (typeof value !== 'string') return [];
  const word = value.toLowerCase();
  if (/^(?:true|yes|on)$/.test(word)) return write('true');
  if (/^(?:false|no|off)$/.test(word)) return write('false');
  const type = ALIASES.get(word) ?? TYPES.find((one) => one === word);
  return type === undefined ? [] : write(`{ type: ${type} }`);
}

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

function explainChoice(
  path: Path,
  keyword: string,
  { params }: SchemaError,
  schema: SchemaDocument,
): Problem {
  const allowed = Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [];
  const value = valueAt(schema.value, path.slice(schema.path.length).map(String));
  const meant =
    typeof value === 'string' ? (ALIASES.get(value.toLowerCase()) ?? nearest(value, allowed)) : undefined;
  const { document } = schema;
  return document.problem('BW3301', `${document.excerptOf(path)} is no \`${keyword}\` of JSON Schema`, path, {
    label: `expected one of: ${allowed.join(', ')}`,
    edits: meant === undefined ? [] : replaceValue(document, path, meant, `did you mean \`${meant}\`?`),
  });
}

/** What other languages call the types. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['int', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['bool', 'boolean'],
  ['list', 'array'],
  ['map', 'object'],
  ['dict', 'object'],
  ['text', 'string'],
]);
