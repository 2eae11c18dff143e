import type { Path } from '../base/json-pointer.ts';
import { writeFlow } from '../base/yaml-text.ts';
import type { ExplainContext } from './check.ts';
import type { ConfigDocument } from './document.ts';
import { addColon, addSpace, asGuess, removeKey, replaceValue } from './edits.ts';
import { explainUnit } from './explain-form.ts';
import { nameTypes } from './kind.ts';
import type { Edit, Problem } from './problem.ts';
import { type Shape, shapeAt, shapeOf } from './shape.ts';

/** Says what is wanted and what stands there instead. */
export function explainType(path: Path, context: ExplainContext): Problem {
  const { document, schema, guesses } = context;
  const shape = shapeAt(schema, path);
  const given = document.valueAt(path);
  if (typeof given === 'number' && shape?.schema.format !== undefined) {
    return explainUnit(path, String(given), shape.schema.format, context);
  }
  const wanted = nameTypes(shape?.types ?? []);
  const got = nameTypes([typeOf(given)]);
  const name = path.length === 0 ? 'the file' : `\`${path.at(-1)}\``;
  const isEmpty = given === null;
  return document.problem('BW2004', `${name} must be ${wanted}, not ${got}`, path, {
    mark: isEmpty ? 'key' : 'value',
    label: `expected ${wanted}`,
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
  if (types.has('string') && typeof given !== 'object') return write(JSON.stringify(source));
  if (types.has('array') && typeof given !== 'object') return write(`[${source}]`);
  if (typeof given !== 'string') return [];
  const takesNumber = types.has('integer') || types.has('number');
  if (takesNumber && /^\d+$/.test(given)) return write(given);
  if (types.has('boolean') && /^(?:true|yes|on)$/i.test(given)) return write('true');
  if (types.has('boolean') && /^(?:false|no|off)$/i.test(given)) return write('false');
  return [];
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
