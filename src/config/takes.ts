import { DURATION_PATTERN, SIZE_PATTERN } from '../base/units.ts';
import { isMapping } from './mapping.ts';
import type { SchemaNode } from './schema/compose.ts';
import { alternatives } from './shape.ts';

const FORMATS: Readonly<Record<string, string>> = { duration: DURATION_PATTERN, size: SIZE_PATTERN };

/** Whether a place takes a scalar or a list of scalars, so that one may be proposed for it. */
export function takes(schema: SchemaNode, value: unknown): boolean {
  return alternatives(schema).some((node) => node.type !== undefined && fits(node, value));
}

/** Whether a place takes the text of a number or of `true`: most texts are names, paths or addresses, which are none. */
export function takesAsText(schema: SchemaNode, text: string): boolean {
  return alternatives(schema).some((node) => {
    const isNamed = node['x-any-text'] === true || node.enum !== undefined || node.format !== undefined;
    return isNamed && fits(node, text);
  });
}

function fits(node: SchemaNode, value: unknown): boolean {
  if (!typesOf(value).some((type) => [node.type].flat().includes(type))) return false;
  if (node.enum?.includes(value) === false) return false;
  if (typeof value === 'string') return fitsText(node, value);
  if (typeof value === 'number') {
    return value >= Number(node.minimum ?? value) && value <= Number(node.maximum ?? value);
  }
  if (Array.isArray(value)) {
    const { items } = node;
    return items === undefined || value.every((item) => takes(items, item));
  }
  return !isMapping(value);
}

function fitsText({ minLength = 0, pattern, format = '' }: SchemaNode, text: string): boolean {
  const patterns = [pattern, FORMATS[format]].filter((one) => typeof one === 'string');
  return text.length >= Number(minLength) && patterns.every((one) => new RegExp(one).test(text));
}

function typesOf(value: unknown): string[] {
  if (Array.isArray(value)) return ['array'];
  return Number.isInteger(value) ? ['integer', 'number'] : [typeof value];
}
