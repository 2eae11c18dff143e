import { mapSchema, withPatterns } from './walk.mjs';

/** Where a `\${...}` stands for a value of another type. */
const REFERENCE = { type: 'string', pattern: '\\$\\{' };

const TYPING = ['type', 'pattern', 'enum', 'minimum', 'maximum', 'minLength'];

const SNIPPETS = [
  ['GET', 'an endpoint that answers with JSON', { 'GET /${1:path}': { mock: { body: '$2' } } }],
  ['POST', 'an endpoint that creates', { 'POST /${1:path}': { mock: { status: 201, body: '$2' } } }],
  [
    'GET by id',
    'an endpoint with a parameter',
    { 'GET /${1:path}/{id}': { mock: { body: { id: '\\${path.id}' } } } },
  ],
];

/** The schema for editors: draft-07, every scalar also takes a reference, endpoints come with snippets. */
export function editorSchema(schema, patterns) {
  const open = mapSchema(withPatterns(schema, patterns), orReference);
  const { endpoints } = open.properties;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...open,
    properties: { ...open.properties, endpoints: { ...endpoints, defaultSnippets: snippets() } },
  };
}

function orReference(node) {
  const types = [node.type].flat();
  const isScalar =
    types.length > 0 && types.every((type) => ['integer', 'number', 'boolean', 'string'].includes(type));
  const takesAnyText =
    types.includes('string') && TYPING.every((word) => word === 'type' || node[word] === undefined);
  if (!isScalar || takesAnyText || node.type === undefined) return node;
  const typing = Object.fromEntries(TYPING.filter((word) => word in node).map((word) => [word, node[word]]));
  const notes = Object.fromEntries(Object.entries(node).filter(([word]) => !TYPING.includes(word)));
  return { ...notes, anyOf: [typing, REFERENCE] };
}

function snippets() {
  return SNIPPETS.map(([label, description, body]) => ({ label, description, body }));
}
