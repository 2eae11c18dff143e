import { writeFlow } from '../base/yaml-text.ts';
import { QUANTITIES } from './explain-form.ts';
import { isMapping } from './mapping.ts';
import type { Shape } from './shape.ts';

const NAMES: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'nothing',
};

/** Names of JSON types in words, as alternatives. */
export function nameTypes(types: Iterable<string>): string {
  const names = [...types].map((type) => NAMES[type] ?? 'something else');
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Everything a place takes, in words: the allowed texts where it takes only some, and a mapping by an example. */
export function formsOf({ schema, types, choices }: Shape): string {
  if (choices.length === 0) return nameTypes(types);
  const texts = `one of: ${choices.join(', ')}`;
  const sample = schema.examples?.find(isMapping);
  if (!types.has('object') || sample === undefined) return texts;
  return `${texts}, or a mapping such as \`${writeFlow(sample)}\``;
}

/** The kind of value a place takes, in words; undefined where any text will do. */
export function restrictedKind({ schema, types, file }: Shape): string | undefined {
  if (file) return 'the path of a file';
  if (schema.enum !== undefined) return `one of: ${schema.enum.join(', ')}`;
  const quantity = QUANTITIES[schema.format ?? ''];
  if (quantity !== undefined) return `${quantity.name} such as ${quantity.samples}`;
  return types.size === 0 || types.has('string') ? undefined : nameTypes(types);
}
