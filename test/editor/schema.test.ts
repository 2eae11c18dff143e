import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { schemaText } from './workbench.ts';

const schema: unknown = JSON.parse(schemaText);

/** Every value behind a keyword, wherever it stands. */
function valuesOf(keyword: string, node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [
    ...(key === keyword ? [value] : []),
    ...valuesOf(keyword, value),
  ]);
}

function at(pointer: string): unknown {
  const parts = pointer.slice(2).split('/');
  return parts.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], schema);
}

describe('the schema in the package', () => {
  it('is valid, and needs nothing but itself', () => {
    expect(valuesOf('$schema', schema)).toEqual(['http://json-schema.org/draft-07/schema#']);
    expect(valuesOf('$id', schema)).toEqual([]);
    expect(new Ajv({ strict: false }).validateSchema(schema as object)).toBe(true);
    for (const reference of valuesOf('$ref', schema)) {
      expect(reference).toMatch(/^#\//);
      expect(at(String(reference))).toBeDefined();
    }
  });

  it('is ASCII, so that it reads the same everywhere', () => {
    expect(schemaText).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('is read at once: less than 64 KiB', () => {
    expect(schemaText.length).toBeLessThan(64 * 1024);
  });

  it('says what an environment has by reference, not a second time', () => {
    const keys = at('#/properties/environments/additionalProperties/properties');
    for (const [key, node] of Object.entries(keys as object)) {
      expect(node).toEqual({ $ref: `#/properties/${key}` });
    }
  });

  it('leaves out annotations that editors do not know', () => {
    const words = JSON.stringify(schema).match(/"x-[a-z]+":/g);
    expect(words).toBeNull();
  });
});
