import { describe, expect, it } from 'vitest';
import { loadSchemaCompiler } from '../../base/schema-compiler.ts';
import { holdsSchemas, keywordsOf } from './keywords.ts';

/** A value that each keyword takes. */
const VALUES: Readonly<Record<string, unknown>> = {
  $ref: '#/$defs/a',
  $dynamicRef: '#a',
  $vocabulary: {},
  type: 'object',
  enum: [1],
  nullable: true,
  required: ['a'],
  dependentRequired: { a: ['b'] },
  examples: [1],
  uniqueItems: true,
  readOnly: true,
  writeOnly: true,
  deprecated: true,
  pattern: 'a',
  format: 'date',
  multipleOf: 1,
};

/** Keywords that mean something beside others only. */
const BESIDE: Readonly<Record<string, object>> = {
  if: { else: {} },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  then: { if: {} },
  else: { if: {} },
  additionalItems: { items: [{}] },
  minContains: { contains: {} },
  maxContains: { contains: {} },
  nullable: { type: 'object' },
};

function valueFor(keyword: string, isDraft7: boolean): unknown {
  if (Object.hasOwn(VALUES, keyword)) return VALUES[keyword];
  const holds = holdsSchemas(keyword);
  if (holds === 'map') return { a: {} };
  if (holds === 'schemas') return [{}];
  if (holds !== undefined) return isDraft7 && keyword === 'items' ? [{}] : {};
  return /^(?:m(?:ax|in)|exclusive)/i.test(keyword) ? 1 : 'a';
}

describe.each(['draft-07', '2020-12'] as const)('the keywords of %s', (draft) => {
  it.each([...keywordsOf(draft)].filter((keyword) => keyword !== '$id' && keyword !== '$schema'))(
    '%s can be used',
    async (keyword) => {
      const compiler = await loadSchemaCompiler(draft);
      const beside = Object.hasOwn(BESIDE, keyword) ? BESIDE[keyword] : {};
      const schema = {
        $defs: { a: { $dynamicAnchor: 'a' } },
        ...beside,
        [keyword]: valueFor(keyword, draft === 'draft-07'),
      };
      if (draft === 'draft-07') schema.$defs = { a: {} } as typeof schema.$defs;
      expect(compiler.check(schema)).toEqual([]);
      expect(() => compiler.compile({ draft, schema, documents: {} }, {})).not.toThrow();
    },
  );
});
