import { flowOf, keyOf } from './yaml-text.mjs';

/**
 * Endpoints that are ready to use: one for each example in the schema of each mode. Its key follows from the
 * example: what reads the body or creates is a POST, what reads `path.NAME` has that parameter,
 * and what serves a folder takes the rest of the path.
 */
export function endpointSnippets(schema) {
  const { properties } = schema.properties.endpoints.additionalProperties;
  // A plugin must be listed before it can answer: no endpoint of it is ready to use.
  const ready = properties.mode.enum.filter((mode) => mode !== 'plugin');
  return ready.flatMap((mode) => {
    const { examples } = properties[mode];
    return (examples ?? [leastOf(properties[mode])]).map((block) =>
      endpointSnippet(mode, block, properties[mode]),
    );
  });
}

/** What may stand behind a key, from the examples of its schema. */
export function exampleSnippets(examples) {
  return examples.map((example) => ({
    label: `{ ${Object.keys(example).join(', ')} }`,
    body: snippetBody(example, { next: 1 }),
  }));
}

function endpointSnippet(mode, block, { description, properties }) {
  const text = JSON.stringify(block);
  const parameters = [...new Set([...text.matchAll(/\bpath\.\??(\w+)/g)].map(([, name]) => name))];
  const method = block.status === 201 || /\$\{[^}]*\bbody\b/.test(text) ? 'POST' : 'GET';
  const servesFolder = Object.keys(block).some((key) => properties[key]['x-folder']);
  const tail = parameters.map((name) => `/{${name}}`).join('') + (servesFolder ? '/*' : '');
  return {
    label: `${method} /path${tail} (${mode}: ${Object.keys(block).join(', ')})`,
    description,
    body: { [`${method} /\${1:path}${tail}`]: { [mode]: snippetBody(block, { next: 2 }) } },
  };
}

/** What a block needs and no more, from the examples of its keys. */
function leastOf({ required = [], properties }) {
  return Object.fromEntries(
    required.map((key) => [key, properties[key].examples?.[0] ?? properties[key].default ?? '']),
  );
}

/**
 * A value as the body of a snippet: its scalars are stops for the tab key. Editors write a body as YAML without
 * quoting anything, and drop empty mappings, so that all but mappings are texts that are YAML already.
 */
function snippetBody(value, stops) {
  const entries =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (entries.length === 0) return stopAt(flowOf(value), stops);
  return Object.fromEntries(entries.map(([key, inner]) => [keyOf(key), snippetBody(inner, stops)]));
}

function stopAt(text, stops) {
  const stop = `\${${stops.next}:${text.replace(/[\\$}]/g, '\\$&')}}`;
  stops.next += 1;
  return stop;
}
