import type { Path } from '../base/json-pointer.ts';
import { writeFlow } from '../base/yaml-text.ts';
import type { ExplainContext } from './check.ts';
import type { ConfigDocument } from './document.ts';
import { addColon, addSpace, asGuess, removeKey, replaceValue } from './edits.ts';
import { explainUnit } from './explain-form.ts';
import { formsOf, nameTypes } from './kind.ts';
import { placeName } from './place-name.ts';
import type { Edit, Problem } from './problem.ts';
import { type Shape, shapeOf } from './shape.ts';
import { takes, takesAsText } from './takes.ts';

/** Says what is wanted and what stands there instead. */
export function explainType(path: Path, context: ExplainContext): Problem {
  const { document, guesses } = context;
  const shape = context.shapeAt(path);
  const given = document.valueAt(path);
  if (typeof given === 'number' && shape?.schema.format !== undefined) {
    return explainUnit(path, String(given), shape.schema.format, context);
  }
  const wanted = nameTypes(shape?.types ?? []);
  const got = nameTypes([typeOf(given)]);
  const name = placeName(path, document);
  const isEmpty = given === null;
  return document.problem('BW2004', `${name} must be ${wanted}, not ${got}`, path, {
    mark: isEmpty ? 'key' : 'value',
    label: `expected ${shape === undefined ? wanted : formsOf(shape)}`,
    hint: exampleOf(shape, wanted),
    edits: shape === undefined || !guesses ? [] : conversion(given, path, shape, document),
  });
}

/** What to write instead, from the schema's own example. */
function exampleOf(shape: Shape | undefined, wanted: string): string | undefined {
  const [example] = shape?.schema.examples ?? [];
  return example === undefined ? undefined : `write ${wanted}, such as \`${writeFlow(example)}\``;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** The edit that writes the same value as the type that is wanted, where that is possible. */
function conversion(given: unknown, path: Path, { types, schema }: Shape, document: ConfigDocument): Edit[] {
  const source = document.sourceOf(path) ?? '';
  const write = (text: string) => replaceValue(document, path, text, `write \`${text}\``);
  if (given === null) {
    if (types.has('object')) {
      const sample = emptyMapping(schema);
      const edits = write(writeFlow(sample));
      return Object.keys(sample).length === 0 ? edits : asGuess(edits);
    }
    return removeKey(document, path, `remove \`${path.at(-1)}\``);
  }
  if (typeof given === 'string' && types.has('object')) {
    const key = keyOf(given, path, schema, document);
    if (key.length > 0) return key;
  }
  const mapping = types.has('object') ? mappingOf(given, schema) : undefined;
  if (mapping !== undefined) return write(writeFlow(mapping));
  if (types.has('string') && typeof given !== 'object') {
    return takesAsText(schema, source) ? write(JSON.stringify(source)) : [];
  }
  if (types.has('array') && typeof given !== 'object') {
    const items = itemsOf(given);
    return takes(schema, items) ? write(writeFlow(items)) : [];
  }
  if (typeof given !== 'string') return [];
  if (/^\d+$/.test(given) && takes(schema, Number(given))) return write(given);
  if (types.has('boolean') && /^(?:true|yes|on)$/i.test(given)) return write('true');
  if (types.has('boolean') && /^(?:false|no|off)$/i.test(given)) return write('false');
  return [];
}

/** The items of a list that was written without its brackets. */
function itemsOf(given: unknown): readonly unknown[] {
  return typeof given === 'string' ? given.split(/\s*,\s*/) : [given];
}

/** The mapping of which only a part was written: its names, whether it is enabled, or its one path or URL. */
function mappingOf(given: unknown, schema: Shape['schema']): object | undefined {
  const { additionalProperties: named, properties = {} } = schema;
  if (typeof given === 'boolean' && properties.enabled !== undefined) return given ? {} : { enabled: false };
  if (typeof named === 'object' && [named.type].flat().includes('null')) {
    const names = [given].flat();
    const isNames =
      names.length > 0 && names.every((name) => typeof name === 'string' && /^[\w-]+$/.test(name));
    return isNames ? Object.fromEntries(names.map((name) => [name, {}])) : undefined;
  }
  if (typeof given !== 'string') return undefined;
  const key = keyForPath(schema);
  const value = properties[key ?? ''];
  if (key === undefined || value === undefined) return undefined;
  return given.includes('/') && takes(value, given) ? { [key]: given } : undefined;
}

/** The one key that must be there, or that takes the path of a file. */
function keyForPath({ required, properties = {} }: Shape['schema']): string | undefined {
  const keys = required ?? Object.keys(properties).filter((key) => properties[key]?.['x-file'] === true);
  return keys.length === 1 ? keys[0] : undefined;
}

/** The edit that makes a key of a text that has a line of its own, where the key is one the place knows. */
function keyOf(given: string, path: Path, schema: Shape['schema'], document: ConfigDocument): Edit[] {
  const { node } = document.locate(path);
  const { text } = document;
  const line = Math.max(text.lastIndexOf('\n', node.start - 1), text.lastIndexOf('\r', node.start - 1)) + 1;
  if (text.slice(line, node.start).trim() !== '') return [];
  const shape = shapeOf(schema);
  const colon = given.search(/:\S/);
  const name = colon === -1 ? given : given.slice(0, colon);
  if (shape.property(name) === undefined) return [];
  return colon === -1 ? addColon(node) : addSpace(node, name);
}

/** The mapping to begin with where one is missing: the least that makes sense. */
function emptyMapping({ default: start, examples }: Shape['schema']): object {
  const [example] = examples ?? [];
  return [start, example].find((value): value is object => typeof value === 'object' && value !== null) ?? {};
}
