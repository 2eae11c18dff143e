import { isByType } from './editor-node.mjs';

/** Editors offer the key already, with all there is to say about it. */
const SILENT = { doNotSuggest: true };

/** `null` takes away what another file has under a name; without another file it is a forgotten value. */
const NOT_NULL = {
  if: { type: 'null' },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { type: 'object', errorMessage: 'a value is missing' },
};

/**
 * What a file must have that builds on no other file: where it does, the rest of its mappings may stand there.
 * Top-level keys are never required: whether the file is itself a part of another one, it does not say.
 *
 * @param links the keys that name other files
 * @param partial the keys below which nothing is required
 */
export function completeFile(schema, links, partial) {
  const whole = Object.entries(schema.properties).filter(([key]) => !partial.includes(key));
  const inner = completeNode({ properties: Object.fromEntries(whole) });
  return { if: { anyOf: links.map((key) => ({ required: [key] })) }, else: inner };
}

/** What a node requires here and below, and nothing else; undefined where that is nothing. */
function completeNode(node) {
  const keys = Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const inner = completeNode(child);
    return inner === undefined ? [] : [[key, { ...SILENT, ...inner }]];
  });
  const items = node.items && completeNode(node.items);
  const complete = {
    ...formsOf(node),
    ...(node.required !== undefined && { required: node.required }),
    ...(keys.length > 0 && { properties: Object.fromEntries(keys) }),
    ...(items !== undefined && { items }),
    ...namedBy(node),
  };
  return Object.keys(complete).length === 0 ? undefined : complete;
}

/** What each form requires. By type, they do not meet: each keyword is about one type. */
function formsOf(node) {
  const forms = (node.anyOf ?? []).map(completeNode);
  if (forms.every((form) => form === undefined)) return {};
  return isByType(node) ? Object.assign({}, ...forms) : { anyOf: forms.map((form) => form ?? {}) };
}

function namedBy({ additionalProperties: named, patternProperties }) {
  if (typeof named !== 'object') return {};
  const takesNull = [named.type].flat().includes('null');
  return {
    patternProperties,
    additionalProperties: { ...completeNode(named), ...(takesNull ? {} : NOT_NULL) },
  };
}
