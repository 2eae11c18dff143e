import { table } from './tables.mjs';

/** Replaces what stands between `<!-- options:NAME -->` and `<!-- /options -->` by that owner's table. */
export function fillTables(markdown, owners) {
  const seen = new Set();
  const filled = markdown.replace(
    /(<!-- options:([\w.-]+) -->\n)[\s\S]*?(<!-- \/options -->)/g,
    (_whole, open, name, close) => {
      if (owners[name] === undefined) throw new Error(`no schema is called "${name}"`);
      seen.add(name);
      return `${open}\n${optionsTable(owners[name])}\n\n${close}`;
    },
  );
  const missing = Object.keys(owners).filter((name) => !seen.has(name));
  if (missing.length > 0) throw new Error(`the reference has no place for: ${missing.join(', ')}`);
  return filled;
}

/** A mapping with keys of ours and all such mappings in it, by their paths: each has a table of its own. */
export function mappingsBelow(name, schema, prefix = `${name}.`) {
  const below = Object.entries(schema.properties).flatMap(([key, node]) =>
    [node, ...(node.anyOf ?? [])]
      .filter(({ properties }) => properties !== undefined)
      .flatMap((mapping) => Object.entries(mappingsBelow(prefix + key, mapping))),
  );
  return Object.fromEntries([[name, schema], ...below]);
}

function optionsTable(schema) {
  const rows = Object.entries(schema.properties).map(([key, node]) => {
    const required = schema.required?.includes(key) ? ' (required)' : '';
    return [
      `\`${key}\`${required}`,
      kindOf(node),
      code(node.default),
      node.description,
      code(node.examples?.[0]),
    ];
  });
  return table(['key', 'value', 'default', 'what it does', 'example'], rows);
}

/** The kind of value a node takes, in the words of the docs. */
export function kindOf(node) {
  if (node.anyOf !== undefined) return node.anyOf.map(kindOf).join(' or ');
  if (node.format !== undefined) return node.format + rangeOf(node['x-minimum'], node['x-maximum']);
  if (node.enum !== undefined) return node.enum.map((value) => `\`${value}\``).join(', ');
  const names = {
    array: 'list',
    object: 'mapping',
    string: 'text',
    integer: 'whole number',
    boolean: 'true or false',
  };
  const types =
    node.type === undefined ? ['anything'] : [node.type].flat().map((type) => names[type] ?? type);
  const template = node['x-template'] ? ', with `${...}`' : '';
  const file = node['x-file'] ? ' (file)' : node['x-folder'] ? ' (folder)' : '';
  return types.join(' or ') + rangeOf(node.minimum, node.maximum) + file + template;
}

/** The least and the most, where there are any. */
function rangeOf(least, most) {
  if (least === undefined) return most === undefined ? '' : `, up to ${most}`;
  return most === undefined ? `, ${least} or more` : `, ${least} to ${most}`;
}

function code(value) {
  return value === undefined ? '' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}
