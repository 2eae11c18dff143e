import { exampleSnippets } from './editor-snippets.mjs';
import { kindOf } from './options.mjs';
import { blockOf } from './yaml-text.mjs';

/** What a `\${...}` looks like that stands for a value of another type. */
const REFERENCE = '\\$\\{';

/** What is wanted, for whoever wrote something else. */
const WANTED = {
  duration: 'a duration: a number and its unit, such as 250ms, 30s, 5m, 1h or 7d',
  size: 'a size: a number and its unit, such as 512kb or 10mb',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  string: 'text',
  array: 'a list',
  object: 'a mapping',
};

const SCALARS = ['integer', 'number', 'boolean', 'string'];

/**
 * A node and all below it as editors need them.
 *
 * @param key the key it stands behind, if any
 */
export function nodeForEditors(node, patterns, key) {
  const open = orReference(oneForm(node), patterns, key);
  const { properties, additionalProperties: named, items, anyOf } = open;
  const below = (child) => nodeForEditors(child, patterns);
  const keys = Object.entries(properties ?? {}).map(([name, child]) => [
    name,
    nodeForEditors(child, patterns, name),
  ]);
  return {
    ...plainWords(open),
    ...notesOf(node, key),
    ...messageOf(node, open, key),
    ...(properties && { properties: Object.fromEntries(keys) }),
    ...(typeof named === 'object' && { additionalProperties: below(named) }),
    ...(items && { items: below(items) }),
    ...(anyOf && node.enum === undefined && { anyOf: anyOf.map(below) }),
  };
}

/** A choice between values of different types is one form: editors then explain it once, and its mistakes best. */
function oneForm(node) {
  if (!isByType(node)) return node;
  const { anyOf, ...rest } = node;
  return { ...Object.assign({}, ...anyOf), ...rest, type: typesOf(node) };
}

/** Whether a node is a choice that the type of the value decides. */
export function isByType(node) {
  const types = typesOf(node);
  return node.anyOf?.every(({ type }) => type !== undefined) === true && new Set(types).size === types.length;
}

function typesOf({ type = [], anyOf = [] }) {
  return [type, ...anyOf.map(typesOf)].flat();
}

/** Lets a reference in where a scalar of another type is wanted. */
function orReference(node, patterns, key) {
  const types = [node.type ?? []].flat();
  if (!types.some((type) => SCALARS.includes(type))) return node;
  const { format, enum: values, enumDescriptions, ...open } = node;
  if (values !== undefined) {
    const { type, ...notes } = open;
    const choice = { title: titleOf(node, key), enum: values, ...(enumDescriptions && { enumDescriptions }) };
    return { ...notes, anyOf: [choice, { title: `${key} (variable)`, type, pattern: REFERENCE }] };
  }
  if (format !== undefined) return { ...open, pattern: `${patternOf(format, patterns)}|${REFERENCE}` };
  if (open.pattern !== undefined) return { ...open, pattern: `${open.pattern}|${REFERENCE}` };
  return types.includes('string') ? open : { ...open, type: [...types, 'string'], pattern: REFERENCE };
}

function patternOf(format, patterns) {
  if (patterns[format] === undefined) throw new Error(`no pattern for the format "${format}"`);
  return patterns[format];
}

/**
 * Without our own annotations, which mean nothing to editors; and without defaults, which they would write out,
 * all of a mapping at once.
 */
function plainWords({ default: _, ...node }) {
  return Object.fromEntries(Object.entries(node).filter(([word]) => !word.startsWith('x-')));
}

/** What editors show. Mappings as examples would be listed as "[object Object]": they become snippets and text. */
function notesOf(node, key) {
  const { description, default: usual, examples = [], properties } = node;
  const mappings = examples.filter(isMapping);
  const others = examples.filter((example) => !isMapping(example));
  const notes = {
    title: titleOf(node, key),
    description: usual === undefined ? description : `${description} Default: ${textOf(usual)}.`,
    markdownDescription: markdownOf(description, usual, mappings),
    examples: others.length > 0 ? others : undefined,
    defaultSnippets: mappings.length > 0 && properties === undefined ? exampleSnippets(mappings) : undefined,
  };
  // Where there is none, the node's own goes.
  return Object.fromEntries(
    Object.entries(notes).filter(([word, note]) => note !== undefined || word in node),
  );
}

/** The heading over an explanation. */
function titleOf(node, key) {
  const name = key ?? node.title;
  if (name === undefined || name.includes('.')) return name;
  return `${name} (${kindOf(node)
    .replaceAll('`', '')
    .replace(/ \((file|folder)\)/, ', a $1')})`;
}

/** Undefined where the description says all there is, without marks that editors would show as they are. */
function markdownOf(description = '', usual, mappings) {
  const parts = [
    description,
    ...(usual === undefined ? [] : [`Default: \`${textOf(usual)}\``]),
    ...mappings.map((example) => `Example:\n\n\`\`\`yaml\n${blockOf(example)}\`\`\``),
  ];
  return parts.length === 1 && !/[`*_{}#]/.test(description) ? undefined : parts.join('\n\n');
}

function textOf(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isMapping(value) {
  return typeof value === 'object' && !Array.isArray(value);
}

/** What is said about a value of another type or form, where editors would not say it better. */
function messageOf(node, { type, anyOf, pattern, additionalProperties: named }, key) {
  if (key === undefined || type === undefined || anyOf !== undefined) return {};
  const types = typesOf(node);
  const wanted = node.format === undefined ? types.map((one) => WANTED[one]) : [WANTED[node.format]];
  const advice = node.type === 'string' && node.format === undefined ? ': put it in quotes' : '';
  const message = `\`${key}\` takes ${wanted.join(' or ')}${advice}`;
  if (named !== false) return { errorMessage: message };
  // There, an `errorMessage` would also be what is said about unknown keys.
  return pattern === undefined ? {} : { patternErrorMessage: message };
}
