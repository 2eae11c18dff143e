import { describe, expect, it } from 'vitest';
import { SchemaReader } from './schema-reader.ts';

function readerOf(schema: object, documents: Readonly<Record<string, object>> = {}): SchemaReader {
  return new SchemaReader({ draft: '2020-12', schema, documents });
}

const FILES = { 'file:///a.json': { $defs: { list: { type: ['array', 'null'] } }, properties: { x: {} } } };

describe('a name', () => {
  it.each<[object, boolean]>([
    [{ properties: { a: { type: 'array' } } }, true],
    [{ properties: { a: { type: 'string' } } }, false],
    [{ properties: { a: { anyOf: [{ type: 'string' }, { type: ['array'] }] } } }, true],
    [{ allOf: [{ properties: { a: { $ref: '#/$defs/b' } } }], $defs: { b: { type: 'array' } } }, true],
    [{ properties: { a: { $ref: 'file:///a.json#/$defs/list' } } }, true],
    [{ additionalProperties: { type: 'array' } }, true],
    [{ additionalProperties: { type: 'array' }, properties: { a: {} } }, false],
    [{ $ref: '#' }, false],
    [{ properties: { a: { $ref: '#anchor' } } }, false],
    [{}, false],
  ])('in %j may be a list: %s', (schema, answer) => {
    expect(readerOf(schema, FILES).takesList('a')).toBe(answer);
  });
});

describe('the only names', () => {
  it.each<[object, readonly string[] | undefined]>([
    [{ properties: { a: {} }, additionalProperties: false }, ['a']],
    [{ properties: { a: {} } }, undefined],
    [{ properties: { a: {} }, patternProperties: { b: {} }, additionalProperties: false }, undefined],
    [{ anyOf: [{ properties: { a: {} }, additionalProperties: false }] }, undefined],
    [{ allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false }, ['b', 'a']],
    [{ anyOf: [{ properties: { a: {} } }], unevaluatedProperties: false }, ['a']],
    [{ anyOf: [{ additionalProperties: {} }], unevaluatedProperties: false }, undefined],
    [{ $ref: 'file:///a.json', unevaluatedProperties: false }, ['x']],
  ])('of %j are %j', (schema, names) => {
    expect(readerOf(schema, FILES).closedKeys()).toEqual(names);
  });
});
