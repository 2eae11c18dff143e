import { completeFile } from './editor-complete.mjs';
import { nodeForEditors } from './editor-node.mjs';
import { endpointSnippets } from './editor-snippets.mjs';
import { mapSchema } from './walk.mjs';

/** Keys of the top level that an environment does not have; the first two name files this one builds on. */
const LINKS = ['extends', 'include'];
const TOP_ONLY = [...LINKS, 'environments'];

const EXTENSIONS = { '^x-': {} };

/**
 * The schema for editors: draft-07; every scalar also takes a reference, every key explains itself, endpoints
 * come with snippets, and nothing is required that may stand in another file.
 */
export function editorSchema(schema, patterns) {
  const file = optional(nodeForEditors(withSummaries(schema), patterns));
  const { endpoints, environments } = file.properties;
  const properties = {
    ...file.properties,
    environments: { ...environments, ...environmentsOf(file) },
    endpoints: { ...endpoints, defaultSnippets: endpointSnippets(schema) },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...file,
    properties,
    ...completeFile(schema, LINKS, TOP_ONLY),
  };
}

/** An environment has everything of the top level: by reference, instead of a second time. */
function environmentsOf({ properties }) {
  const keys = Object.keys(properties).filter((key) => !TOP_ONLY.includes(key));
  const environment = {
    type: ['object', 'null'],
    title: 'environment (mapping)',
    description: 'Settings of one environment; they win over the rest of the file.',
    properties: Object.fromEntries(keys.map((key) => [key, { $ref: `#/properties/${key}` }])),
    additionalProperties: false,
    patternProperties: EXTENSIONS,
  };
  return { patternProperties: EXTENSIONS, additionalProperties: environment };
}

/** Puts what a mode does beside its name, wherever one is chosen. */
function withSummaries(schema) {
  const { mode, endpoints } = schema.properties;
  const { properties: blocks } = endpoints.additionalProperties;
  const enumDescriptions = mode.enum.map((name) => blocks[name].description);
  return mapSchema(schema, (node) => (node.enum === mode.enum ? { ...node, enumDescriptions } : node));
}

/** Nothing is required; what has a name of the user's own may be `null`, which takes it away. */
function optional(schema) {
  return mapSchema(schema, ({ required: _, ...node }) => {
    const { additionalProperties: named } = node;
    if (named?.type === undefined) return node;
    return { ...node, additionalProperties: { ...named, type: [...new Set([named.type, 'null'].flat())] } };
  });
}
