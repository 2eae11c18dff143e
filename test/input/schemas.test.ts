import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { createProject } from '../config/project.ts';

function inProject(files: Readonly<Record<string, string>>) {
  const project = createProject(files);
  onTestFinished(() => project.remove());
  return project;
}

/** Findings of a schema for a body, which begins in line 3, column 22. */
async function findingsOf(
  schema: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Diagnostic[]> {
  const text = `endpoints:\n  POST /x:\n    request: { body: ${schema} }\n    mock: {}\n`;
  return [...(await inProject({ 'backworks.yaml': text, ...files }).load()).diagnostics];
}

function placed({ code, file, range: { start } }: Diagnostic): string {
  return `${code} ${file}:${start.line}:${start.column}`;
}

/** The schema after its first fix. */
function mended(schema: string, { suggestions: [fix] }: Diagnostic): string {
  if (fix === undefined) throw new Error('there is no fix');
  const [start, end] = [fix.range.start.column - 22, fix.range.end.column - 22];
  return schema.slice(0, start) + fix.replace + schema.slice(end);
}

describe('a schema that is no JSON Schema', () => {
  it.each([
    ['{ type: strng }', 30, '{ type: string }'],
    ['{ type: int }', 30, '{ type: integer }'],
    ['{ proprties: {} }', 24, '{ properties: {} }'],
    ['{ format: datetime }', 32, '{ format: date-time }'],
    ['{ properties: { a: { minLenght: 1 } } }', 43, '{ properties: { a: { minLength: 1 } } }'],
  ])('%s is mended', async (schema, column, good) => {
    const [found, ...others] = await findingsOf(schema);
    expect(others).toEqual([]);
    expect(found && placed(found)).toBe(`BW3301 backworks.yaml:3:${column}`);
    expect(found && mended(schema, found)).toBe(good);
    expect(await findingsOf(good)).toEqual([]);
  });

  it.each([
    ['{ page: { type: integer } }', 24, /no keyword/, /under `properties:`/],
    ['{ minimum: a }', 33, /takes a number/, /./],
    ['{ required: name }', 34, /takes a list/, /./],
    ['{ properties: { a: 5 } }', 41, /takes a schema|a mapping/, /./],
    ['{ anyOf: [] }', 31, /fewer than 1/, /./],
    ['{ properties: { a: { $id: https://x.example } } }', 43, /only a whole schema/, /\$defs/],
    ['{ $schema: https://json-schema.org/draft/2019-09/schema }', 33, /draft-07 and 2020-12/, /write/],
    ['{ example: 1 }', 24, /no keyword/, /`examples`/],
    ['{ maximum: { $data: 1/a } }', 33, /takes a number/, /./],
    ['{ $schema: "http://json-schema.org/draft-07/schema#", prefixItems: [] }', 76, /no keyword/, /2020-12/],
    ['{ if: {} }', 16, /cannot be used: .*"if" without "then"/, /./],
    ['{ items: [] }', 31, /takes a schema|array|mapping/, /./],
  ])('%s is told at its place', async (schema, column, message, hint) => {
    const [found, ...others] = await findingsOf(schema);
    expect(others).toEqual([]);
    expect(found && placed(found)).toBe(`BW3301 backworks.yaml:3:${column}`);
    expect(found?.message).toMatch(message);
    expect(found?.hint).toMatch(hint);
  });

  it('has every mistake told at once', async () => {
    const found = await findingsOf('{ type: strng, minimum: a, properties: { b: { typ: x } } }');
    expect(found.map(placed)).toEqual([
      'BW3301 backworks.yaml:3:30',
      'BW3301 backworks.yaml:3:46',
      'BW3301 backworks.yaml:3:68',
    ]);
  });

  it.each([
    '{ x-note: { a: 1 }, title: t, deprecated: true }',
    '{ const: { $ref: nowhere, typ: 1 } }',
    '{ properties: { typ: {}, $ref: {} } }',
    '{ pattern: "^\\\\${x}$" }',
  ])('%s is none of those', async (schema) => {
    expect(await findingsOf(schema)).toEqual([]);
  });
});

describe('a pattern in a schema', () => {
  it.each([
    ['{ pattern: "a(?=b)" }', 35, 38],
    ['{ patternProperties: { "^(?!x)": {} } }', 47, 50],
    ['{ pattern: "(a" }', 34, 36],
    ['{ pattern: "^\\\\p{L}+$" }', 35, 41],
  ])('%s that cannot run in linear time is refused', async (schema, start, end) => {
    const [found, ...others] = await findingsOf(schema);
    expect(others).toEqual([]);
    expect([found?.code, found?.range.start.column, found?.range.end.column]).toEqual(['BW3303', start, end]);
  });
});

describe('a reference in a schema', () => {
  it.each([
    ['{ $ref: "#/$defs/usr", $defs: { user: {} } }', /no `#\/\$defs\/usr`/, /did you mean `user`/],
    ['{ $ref: "#user" }', /no anchor/, /./],
    ['{ $ref: https://x.example/user.json }', /not fetched/, /save the schema/],
    ['{ $ref: //x.example/user.json }', /not fetched/, /./],
    ['{ $ref: ./user.json#/nme }', /the file has no `#\/nme`/, /did you mean `name`/],
    ['{ $ref: ./other.json }', /another draft/, /same/],
  ])('%s that leads nowhere is refused', async (schema, message, hint) => {
    const files = {
      'user.json': '{ "name": {} , "x-a": 1 }'.replace(
        '"name"',
        '"title": "t", "$defs": {}, "x-b": 1, "name"',
      ),
      'other.json': '{ "$schema": "http://json-schema.org/draft-07/schema#" }',
    };
    const found = (await findingsOf(schema, files)).filter(({ file }) => file === 'backworks.yaml');
    expect(found.map(placed)).toEqual(['BW3302 backworks.yaml:3:30']);
    expect(found[0]?.message).toMatch(message);
    expect(found[0]?.hint).toMatch(hint);
  });

  it('to a file that is missing says so, and the file is watched', async () => {
    const text =
      'endpoints:\n  POST /x:\n    request: { body: { $ref: ./schemas/usr.json } }\n    mock: {}\n';
    const project = inProject({ 'backworks.yaml': text, 'schemas/user.json': '{}' });
    const { diagnostics, files } = await project.load();
    expect(diagnostics.map(placed)).toEqual(['BW3011 backworks.yaml:3:30']);
    expect(files).toContain(join(project.folder, 'schemas/usr.json'));
  });

  it('is good as an anchor, as a pointer and as a file, which is watched', async () => {
    const text = `endpoints:
  POST /x:
    request:
      body:
        $defs: { a: { $anchor: here }, "b/c": {} }
        allOf: [{ $ref: "#here" }, { $ref: "#/$defs/b~1c" }, { $ref: "./schemas/user.yaml#/$defs/name" }]
    mock: {}
`;
    const files = {
      'schemas/user.yaml': '$defs:\n  name: { $ref: ../more.json }\n',
      'more.json': '{"type": "string"}',
    };
    const project = inProject({ 'backworks.yaml': text, ...files });
    const report = await project.load();
    expect(report.diagnostics).toEqual([]);
    expect(report.files).toEqual(
      expect.arrayContaining(Object.keys(files).map((name) => join(project.folder, name))),
    );
  });

  it('is relative to the file that it stands in', async () => {
    const project = inProject({
      'backworks.yaml': 'extends: ./base/base.yaml\nendpoints:\n  GET /y: { mock: {} }\n',
      'base/base.yaml': 'endpoints:\n  POST /x: { request: { body: { $ref: ./u.json } }, mock: {} }\n',
      'base/u.json': '{ "$ref": "../v.json" }',
      'v.json': '{ "type": "string" }',
    });
    const { endpoints } = await project.resolve();
    const body = endpoints.find(({ key }) => key === 'POST /x')?.request?.body;
    expect(Object.values(body?.documents ?? {})).toHaveLength(2);
    expect(JSON.stringify(body)).toContain('/v.json#');
  });

  it('to a file has its mistakes told in that file, once', async () => {
    const text =
      'endpoints:\n  POST /x: { request: { body: { $ref: ./u.yaml } }, mock: {} }\n  PUT /x: { request: { body: { $ref: ./u.yaml } }, mock: {} }\n';
    const project = inProject({
      'backworks.yaml': text,
      'u.yaml': 'type: object\nproperties:\n  a: { type: strng }\n',
    });
    expect(await project.found()).toEqual(['BW3301 u.yaml:3:14']);
    project.write({ 'u.yaml': 'type: [object\n' });
    expect(await project.found()).toEqual(['BW1010 u.yaml:1:7']);
  });
});

describe('a schema of texts', () => {
  const endpoint = (request: string, mock = '{}') =>
    inProject({
      'backworks.yaml': `endpoints:\n  GET /u/{id}:\n    request: ${request}\n    mock: ${mock}\n`,
    });

  it('for a parameter that the path does not have is refused', async () => {
    const project = endpoint('{ params: { properties: { idd: {} }, required: [idd, other] } }');
    const { diagnostics } = await project.load();
    expect(diagnostics.map(placed)).toEqual(['BW3304 backworks.yaml:3:40', 'BW3304 backworks.yaml:3:67']);
    expect(diagnostics[0]?.suggestions[0]?.replace).toBe('id');
    expect(diagnostics[1]?.hint).toBe('it has id');
  });

  it.each([
    ['{ query: { type: array } }', 31],
    ['{ headers: { additionalProperties: false } }', 27],
  ])('%s that nothing could match is refused', async (request, column) => {
    expect(await endpoint(request).found()).toEqual([`BW3301 backworks.yaml:3:${column}`]);
  });

  it('that is closed tells expressions what is never there', async () => {
    const query = '{ query: { properties: { page: {} }, additionalProperties: false } }';
    const project = endpoint(query, '{ body: "${query.pge}" }');
    const { diagnostics } = await project.load();
    expect(diagnostics).toMatchObject([{ code: 'BW4002', message: '`query` has no `pge`' }]);
    expect(diagnostics[0]?.suggestions[0]?.replace).toBe('page');
    expect(await endpoint(query, '{ body: "${default(query.pge, 1)}" }').found()).toEqual([]);
    expect(
      await endpoint(query.replace(', additionalProperties: false', ''), '{ body: "${query.pge}" }').found(),
    ).toEqual([]);
  });

  it('in other files tells expressions as much', async () => {
    const text =
      'endpoints:\n  POST /x:\n    request: { body: { $ref: ./u.yaml } }\n    mock: { body: "${body.nme}" }\n';
    const project = inProject({
      'backworks.yaml': text,
      'u.yaml': 'allOf: [{ properties: { name: {} } }]\nunevaluatedProperties: false\n',
    });
    expect((await project.load()).diagnostics).toMatchObject([
      { code: 'BW4002', message: '`body` has no `nme`' },
    ]);
  });

  it('makes its texts values, of which expressions may compute', async () => {
    const sum = '{ body: "${query.page + 1}" }';
    expect(await endpoint('{ query: { properties: { page: { type: integer } } } }', sum).found()).toEqual([]);
    expect(await endpoint('{ body: {} }', sum).found()).toEqual(['BW4004 backworks.yaml:4:22']);
  });
});

describe('a configuration with schemas', () => {
  it('keeps them as plain data, and its hash follows them', async () => {
    const text = (type: string) =>
      `endpoints:\n  GET /x:\n    request: { headers: { properties: { X-A: { type: ${type}, x-note: 1 } }, required: [X-A] } }\n    mock: {}\n`;
    const project = inProject({ 'backworks.yaml': text('integer') });
    const first = await project.resolve();
    expect(first.endpoints[0]?.request).toEqual({
      headers: {
        draft: '2020-12',
        schema: { properties: { 'x-a': { type: 'integer' } }, required: ['x-a'] },
        documents: {},
      },
    });
    project.write({ 'backworks.yaml': text('number') });
    expect((await project.resolve()).hash).not.toBe(first.hash);
  });

  it('expands nothing in them', async () => {
    const text =
      'endpoints:\n  GET /x:\n    response: { schema: { const: "${NAME}", description: "${a b" } }\n    mock: {}\n';
    const { endpoints } = await inProject({ 'backworks.yaml': text }).resolve();
    expect(endpoints[0]?.response).toMatchObject({
      validate: 'log',
      schema: { schema: { const: '${NAME}' } },
    });
  });
});
