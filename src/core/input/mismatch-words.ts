import type { SchemaError } from '../../base/schema-compiler.ts';

type Parameters = Readonly<Record<string, unknown>>;

/** Longer patterns and lists of allowed values are left out. */
const MAX_QUOTED = 200;

const TYPES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'an array',
  string: 'a string',
  number: 'a number',
  integer: 'an integer',
  boolean: 'a boolean',
};

/** What is wrong with a value, by the keyword of JSON Schema that it does not meet. */
const WORDS: Readonly<Record<string, (parameters: Parameters) => string>> = {
  type: ({ type }) => `must be ${[type].flat().map(typeInWords).join(' or ')}`,
  enum: ({ allowedValues }) => oneOf([allowedValues].flat()),
  const: ({ allowedValue }) => oneOf([allowedValue]),
  minimum: ({ limit }) => `must be at least ${limit}`,
  maximum: ({ limit }) => `must be at most ${limit}`,
  exclusiveMinimum: ({ limit }) => `must be more than ${limit}`,
  exclusiveMaximum: ({ limit }) => `must be less than ${limit}`,
  multipleOf: ({ multipleOf }) => `must be a multiple of ${multipleOf}`,
  minLength: ({ limit }) => `must have at least ${counted(limit, 'character')}`,
  maxLength: ({ limit }) => `must have at most ${counted(limit, 'character')}`,
  pattern: ({ pattern }) => quoted('must match the pattern', pattern),
  format: ({ format }) => quoted('must have the format', format),
  minItems: ({ limit }) => `must have at least ${counted(limit, 'item')}`,
  maxItems: ({ limit }) => `must have at most ${counted(limit, 'item')}`,
  items: ({ limit }) => `must have at most ${counted(limit, 'item')}`,
  additionalItems: ({ limit }) => `must have at most ${counted(limit, 'item')}`,
  unevaluatedItems: ({ limit }) => `must have at most ${counted(limit, 'item')}`,
  uniqueItems: () => 'must not have the same item twice',
  contains: containsInWords,
  minProperties: ({ limit }) => `must have at least ${counted(limit, 'property')}`,
  maxProperties: ({ limit }) => `must have at most ${counted(limit, 'property')}`,
  required: () => 'is required',
  dependentRequired: ({ property }) => quoted('is required beside', property),
  dependencies: ({ property }) => quoted('is required beside', property),
  additionalProperties: () => 'is not known here',
  unevaluatedProperties: () => 'is not known here',
  not: () => 'is what the schema rules out',
  anyOf: () => 'must match one of the alternatives of the schema',
  oneOf: ({ passingSchemas }) =>
    passingSchemas === null
      ? 'must match one of the alternatives of the schema'
      : 'must match only one of the alternatives of the schema',
};

/** An error of the validator as the end of a sentence, such as `must be an integer`; no value is repeated. */
export function sayError({ keyword, params }: Pick<SchemaError, 'keyword' | 'params'>): string {
  return WORDS[keyword]?.(params) ?? 'is not allowed';
}

function typeInWords(type: unknown): string {
  return TYPES[String(type)] ?? String(type);
}

function oneOf(allowed: readonly unknown[]): string {
  const list = allowed.map((value) => JSON.stringify(value)).join(', ');
  if (list.length > MAX_QUOTED) return 'must be one of the values that the schema lists';
  return `must be ${allowed.length > 1 ? 'one of ' : ''}${list}`;
}

function containsInWords({ minContains, maxContains }: Parameters): string {
  const most = maxContains === undefined ? '' : ` and at most ${maxContains}`;
  return `must have at least ${minContains}${most} of the items that the schema asks for`;
}

function quoted(words: string, text: unknown): string {
  const given = JSON.stringify(text);
  return given.length > MAX_QUOTED ? `${words} of the schema` : `${words} ${given}`;
}

function counted(limit: unknown, noun: 'character' | 'item' | 'property'): string {
  if (limit === 1) return `1 ${noun}`;
  return `${limit} ${noun === 'property' ? 'properties' : `${noun}s`}`;
}
