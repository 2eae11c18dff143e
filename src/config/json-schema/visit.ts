import type { Path } from '../../base/json-pointer.ts';
import { isMapping } from '../mapping.ts';
import { holdsSchemas } from './keywords.ts';

export type SchemaObject = Record<string, unknown>;

/** A schema inside another one. */
export interface SchemaVisit {
  readonly schema: SchemaObject;
  /** The way to it from the outermost one. */
  readonly path: Path;
}

/** Every schema inside a value, the outer ones first. What only looks like one, such as a `const`, is left out. */
export function* visitSchemas(value: unknown, path: Path = []): Generator<SchemaVisit> {
  if (!isSchemaObject(value)) return;
  yield { schema: value, path };
  for (const [keyword, held] of Object.entries(value)) {
    const holds = holdsSchemas(keyword);
    if (holds === undefined) continue;
    const inner = [...path, keyword];
    if (Array.isArray(held) && holds !== 'map') {
      for (const [index, one] of held.entries()) yield* visitSchemas(one, [...inner, index]);
    } else if (holds === 'map' && isMapping(held)) {
      for (const [name, one] of Object.entries(held)) yield* visitSchemas(one, [...inner, name]);
    } else if (holds !== 'map') {
      yield* visitSchemas(held, inner);
    }
  }
}

export function isSchemaObject(value: unknown): value is SchemaObject {
  return isMapping(value);
}
