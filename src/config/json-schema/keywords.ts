import type { Draft } from '../../base/schema-bundle.ts';

/** What stands behind a keyword that holds schemas: one, a list of them, a map of them, or one of the first two. */
export type Holds = 'schema' | 'schemas' | 'map' | 'schema or schemas';

const HOLDERS: Readonly<Record<string, Holds>> = {
  additionalItems: 'schema',
  additionalProperties: 'schema',
  contains: 'schema',
  contentSchema: 'schema',
  else: 'schema',
  if: 'schema',
  not: 'schema',
  propertyNames: 'schema',
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: 'schema',
  unevaluatedItems: 'schema',
  unevaluatedProperties: 'schema',
  items: 'schema or schemas',
  allOf: 'schemas',
  anyOf: 'schemas',
  oneOf: 'schemas',
  prefixItems: 'schemas',
  $defs: 'map',
  definitions: 'map',
  dependencies: 'map',
  dependentSchemas: 'map',
  patternProperties: 'map',
  properties: 'map',
};

/** Keywords of draft-07 (https://json-schema.org/draft-07) and of 2020-12 alike. */
const COMMON = [
  ...['$schema', '$id', '$ref', '$comment', '$defs', 'definitions', 'title', 'description', 'default'],
  ...['readOnly', 'writeOnly', 'deprecated', 'examples', 'type', 'enum', 'const', 'format', 'nullable'],
  ...['multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'],
  ...['maxLength', 'minLength', 'pattern', 'contentMediaType', 'contentEncoding'],
  ...[
    'items',
    'maxItems',
    'minItems',
    'uniqueItems',
    'contains',
    'maxProperties',
    'minProperties',
    'required',
  ],
  ...['properties', 'patternProperties', 'additionalProperties', 'dependencies', 'propertyNames'],
  ...['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'not'],
];

const OWN: Readonly<Record<Draft, readonly string[]>> = {
  'draft-07': ['additionalItems'],
  '2020-12': [
    ...['$anchor', '$dynamicRef', '$dynamicAnchor', '$vocabulary', 'prefixItems', 'contentSchema'],
    ...['dependentSchemas', 'dependentRequired', 'unevaluatedItems', 'unevaluatedProperties'],
    ...['minContains', 'maxContains'],
  ],
};

/** Words of the one draft that the other has not, and what it has instead. */
export const OTHER_DRAFT: ReadonlyMap<string, string> = new Map([
  ['additionalItems', 'in 2020-12 a tuple is written `prefixItems`, and what follows it `items`'],
  ['id', 'it is written `$id` since draft-06'],
  ['example', 'it is written `examples`, a list'],
  ...OWN['2020-12'].map(
    (name) => [name, 'it is a keyword of 2020-12: remove `$schema`, or name that draft'] as const,
  ),
]);

const BY_DRAFT: Readonly<Record<Draft, ReadonlySet<string>>> = {
  'draft-07': new Set([...COMMON, ...OWN['draft-07']]),
  '2020-12': new Set([...COMMON, ...OWN['2020-12']]),
};

export function keywordsOf(draft: Draft): ReadonlySet<string> {
  return BY_DRAFT[draft];
}

/** What a keyword holds, if that is schemas. */
export function holdsSchemas(keyword: string): Holds | undefined {
  return Object.hasOwn(HOLDERS, keyword) ? HOLDERS[keyword] : undefined;
}
