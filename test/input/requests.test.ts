import { describe, expect, it } from 'vitest';
import { postOf, serveText } from './service.ts';

/** An endpoint with schemas that answers what expressions see. */
function endpoint(request: string, mock: string, route = '/x/{id}'): string {
  return `name: t\nendpoints:\n  ${route}:\n    request: ${request.replace(/\s+/g, ' ')}\n    mock: ${mock}\n`;
}

const QUERY = `{ query: { type: object, properties: {
  page: { type: integer, minimum: 1 }, ok: { type: boolean }, tags: { type: array, items: { type: integer } },
  ratio: { type: number }, name: { type: string }, none: { type: "null" }, any: { anyOf: [{ type: integer }, { enum: [all] }] } } } }`;

describe('texts with a schema', () => {
  it.each([
    ['page=5', { page: 5 }],
    ['page=5&page=7', { page: 7 }],
    ['ok=true', { ok: true }],
    ['tags=1', { tags: [1] }],
    ['tags=1&tags=2', { tags: [1, 2] }],
    ['ratio=1.5e3', { ratio: 1500 }],
    ['ratio=1e300', { ratio: 1e300 }],
    ['name=5', { name: '5' }],
    ['name=a&name=b', { name: 'b' }],
    ['none=', { none: null }],
    ['any=12', { any: 12 }],
    ['any=all', { any: 'all' }],
    ['other=x&other=y', { other: 'y' }],
    ['__proto__=1&constructor=2', { constructor: '2' }],
  ])('of the query %s are values', async (search, values) => {
    const { ask } = await serveText(endpoint(QUERY, '{ body: "${query}" }'));
    const { status, json } = await ask(`/x/1?${search}`);
    expect([status, json]).toMatchObject([200, values]);
  });

  it.each([
    ['page=0', '/page', 'must be at least 1'],
    ['page=x', '/page', 'must be an integer'],
    ['page=', '/page', 'must be an integer'],
    ['page=0x10', '/page', 'must be a number'],
    ['page=%205', '/page', 'must be a number'],
    ['page=Infinity', '/page', 'must be a number'],
    ['page=9007199254740993', '/page', 'must be at most 2^53 - 1'],
    ['ratio=1e999', '/ratio', 'must be at most 2^53 - 1'],
    ['ok=1', '/ok', 'must be a boolean'],
    ['tags=1&tags=0x2', '/tags/1', 'must be a number'],
    ['tags=1&tags=b', '/tags/1', 'must be an integer'],
  ])('of the query %s are refused', async (search, pointer, message) => {
    const { ask } = await serveText(endpoint(QUERY, '{}'));
    const { status, json, headers } = await ask(`/x/1?${search}`);
    expect([status, json.code, headers['content-type']]).toEqual([422, 'BW6050', 'application/problem+json']);
    expect(json.errors).toContainEqual({ in: 'query', pointer, message });
  });

  it('of the path and the headers are values, too', async () => {
    const request = `{ params: { type: object, properties: { id: { type: integer } } },
      headers: { type: object, required: [X-Count], properties: { X-Count: { type: integer }, x-ids: { type: array, items: { type: integer } } } } }`;
    const { ask } = await serveText(
      endpoint(
        request,
        '{ body: { id: "${path.id + 1}", count: "${headers[\'x-count\'] * 2}", ids: "${headers.?x_none.orValue(1)}", list: "${headers[\'x-ids\']}", host: "${headers.host}" } }',
      ),
    );
    const found = await ask('/x/41', { headers: { 'x-COUNT': '3', 'X-Ids': ['1', '2, 3'] } });
    expect(found.json).toMatchObject({ id: 42, count: 6, list: [1, 2, 3] });
    expect(found.json.host).toMatch(/^127/);
    const missing = await ask('/x/a');
    expect(missing.json.errors).toEqual([
      { in: 'params', pointer: '/id', message: 'must be an integer' },
      { in: 'headers', pointer: '/x-count', message: 'is required' },
    ]);
  });

  it('pass with names that no schema speaks of, unless it is closed', async () => {
    const open = await serveText(endpoint('{ query: { properties: { a: {} } } }', '{}'));
    expect((await open.ask('/x/1?b=1')).status).toBe(200);
    const closed = await serveText(
      endpoint('{ query: { properties: { a: {} }, additionalProperties: false } }', '{}'),
    );
    expect((await closed.ask('/x/1?b=1&a=2')).json.errors).toEqual([
      { in: 'query', pointer: '/b', message: 'is not known here' },
    ]);
  });
});

const ITEMS = `{ body: { type: object, required: [items], additionalProperties: false, properties: {
  items: { type: array, uniqueItems: true, items: { type: object, required: [price], properties: {
    price: { type: number }, secret: { type: string, pattern: "^[a-z]+$" }, kind: { enum: [a, b] } } } } } } }`;

describe('a body with a schema', () => {
  it('is refused with the place of every mistake and without any value', async () => {
    const { ask } = await serveText(endpoint(ITEMS, '{}'));
    const { status, text, json } = await ask(
      '/x/1',
      postOf({
        items: [{ price: 'hunter2' }, { 'a/b~c': 1, secret: 'HUNTER2', price: 1, kind: 'hunter2' }, {}],
        more: 1,
      }),
    );
    expect(status).toBe(422);
    expect(json.errors).toEqual(
      expect.arrayContaining([
        { in: 'body', pointer: '/more', message: 'is not known here' },
        { in: 'body', pointer: '/items/0/price', message: 'must be a number' },
        { in: 'body', pointer: '/items/1/secret', message: 'must match the pattern "^[a-z]+$"' },
        { in: 'body', pointer: '/items/1/kind', message: 'must be one of "a", "b"' },
        { in: 'body', pointer: '/items/2/price', message: 'is required' },
      ]),
    );
    expect(text.toLowerCase()).not.toContain('hunter2');
  });

  it.each<[string, unknown, string, string]>([
    ['{ type: [object, "null"] }', 'x', '', 'must be an object or null'],
    ['{ minLength: 2 }', 'x', '', 'must have at least 2 characters'],
    ['{ maxLength: 1 }', 'xy', '', 'must have at most 1 character'],
    ['{ minItems: 1 }', [], '', 'must have at least 1 item'],
    ['{ maxItems: 2 }', [1, 2, 3], '', 'must have at most 2 items'],
    ['{ prefixItems: [{}], items: false }', [1, 2], '', 'must have at most 1 item'],
    ['{ minProperties: 2 }', {}, '', 'must have at least 2 properties'],
    ['{ contains: { const: 7 } }', [1], '', 'must have at least 1 of the items that the schema asks for'],
    ['{ exclusiveMinimum: 5 }', 5, '', 'must be more than 5'],
    ['{ exclusiveMaximum: 5 }', 5, '', 'must be less than 5'],
    ['{ multipleOf: 3 }', 5, '', 'must be a multiple of 3'],
    ['{ format: email }', 'x', '', 'must have the format "email"'],
    ['{ const: a }', 'x', '', 'must be "a"'],
    ['{ properties: { a: false } }', { a: 1 }, '/a', 'is not allowed'],
    ['{ not: { type: string } }', 'x', '', 'is what the schema rules out'],
    ['{ dependentRequired: { a: [b] } }', { a: 1 }, '/b', 'is required beside "a"'],
    [
      '{ propertyNames: { maxLength: 1 } }',
      { ab: 1 },
      '/ab',
      'has a name that must have at most 1 character',
    ],
    ['{ oneOf: [{ type: string }, true] }', 'x', '', 'must match only one of the alternatives of the schema'],
    ['{ anyOf: [{ type: "null" }] }', 'x', '', 'must match one of the alternatives of the schema'],
  ])('%s says in plain words what is wrong with %j', async (schema, value, pointer, message) => {
    const { ask } = await serveText(endpoint(`{ body: ${schema} }`, '{}'));
    const { json } = await ask('/x/1', postOf(value));
    expect(json.errors).toContainEqual({ in: 'body', pointer, message });
  });

  it.each<[string, unknown, string]>([
    ['/x/1', 'x', 'the body must be an object'],
    ['/x/1', {}, 'in the body, /name is required'],
    ['/x/1?page=a', { name: 'ab' }, 'in the query, /page must be an integer'],
    ['/x/1?page=a', { name: 'a' }, 'in the query, /page must be an integer, and 1 more'],
  ])('%s with %j is refused with a sentence', async (path, body, sentence) => {
    const { ask } = await serveText(
      endpoint(
        `{ query: { properties: { page: { type: integer } } },
          body: { type: object, required: [name], properties: { name: { type: string, minLength: 2 } } } }`,
        '{}',
      ),
    );
    const { json } = await ask(path, postOf(body));
    expect(json.detail).toBe(`the request does not match its schema: ${sentence}`);
  });

  it('is never converted', async () => {
    const { ask } = await serveText(endpoint(ITEMS, '{}'));
    expect((await ask('/x/1', postOf({ items: [{ price: '5' }] }))).status).toBe(422);
  });

  it('has at most 20 mistakes told, and of a large one the first', async () => {
    const { ask } = await serveText(endpoint(ITEMS, '{}'));
    const few = await ask('/x/1', postOf({ items: Array.from({ length: 50 }, (_, n) => ({ n })) }));
    expect(few.json.errors).toHaveLength(20);
    const many = await ask('/x/1', postOf({ items: Array.from({ length: 50_000 }, (_, n) => ({ n })) }));
    expect(many.json.errors).toEqual([{ in: 'body', pointer: '/items/0/price', message: 'is required' }]);
  });

  it('is needed, unless null will do or the method has none', async () => {
    const { ask } = await serveText(endpoint(ITEMS, '{}'));
    const missing = await ask('/x/1', { method: 'POST' });
    expect([missing.status, missing.json.errors]).toEqual([
      422,
      [{ in: 'body', pointer: '', message: 'is required' }],
    ]);
    expect(missing.json.detail).toBe('the request does not match its schema: the body is required');
    expect((await ask('/x/1')).status).toBe(200);
    const lenient = await serveText(endpoint('{ body: { type: [object, "null"] } }', '{}'));
    expect((await lenient.ask('/x/1', { method: 'POST' })).status).toBe(200);
  });

  it('nested in any depth is refused and not a crash', async () => {
    const { ask } = await serveText(
      `server: { max_body: 3mb }\n${endpoint('{ body: { $defs: { t: { type: array, items: { $ref: "#/$defs/t" } } }, $ref: "#/$defs/t" } }', '{}')}`,
    );
    const depth = 500_000;
    const body = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const { status, json } = await ask('/x/1', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect([status, json.errors]).toEqual([
      422,
      [{ in: 'body', pointer: '', message: 'is nested too deeply' }],
    ]);
  });

  it('is not fooled by names that every object has', async () => {
    const { ask } = await serveText(endpoint('{ body: { required: [toString, constructor] } }', '{}'));
    const { json } = await ask('/x/1', postOf({}));
    expect(json.errors).toHaveLength(2);
    expect(
      (await ask('/x/1', { ...postOf({}), body: '{"toString":1,"constructor":2,"__proto__":3}' })).status,
    ).toBe(200);
  });

  it('looks at unique items in time that grows with their number only', async () => {
    const { ask } = await serveText(endpoint('{ body: { uniqueItems: true } }', '{}'));
    const items = Array.from({ length: 60_000 }, (_, n) => [n]);
    expect((await ask('/x/1', postOf(items))).status).toBe(200);
    expect((await ask('/x/1', postOf([...items, [5]]))).json.errors).toEqual([
      { in: 'body', pointer: '', message: 'must not have the same item twice' },
    ]);
  });

  it('runs patterns over hostile texts in linear time', async () => {
    const { ask } = await serveText(endpoint('{ body: { type: string, pattern: "^(a+)+$" } }', '{}'));
    expect((await ask('/x/1', postOf(`${'a'.repeat(200_000)}!`))).status).toBe(422);
  });

  it('as a form is a map of texts, with lists where the schema says so', async () => {
    const form = endpoint(
      '{ body: { type: object, properties: { tag: { type: array }, name: { type: string } } } }',
      '{ body: "${body}" }',
    );
    const { ask } = await serveText(form);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const found = await ask('/x/1', { method: 'POST', headers, body: 'tag=a&name=x&name=y' });
    expect(found.json).toEqual({ tag: ['a'], name: 'y' });
    const numbers = await serveText(endpoint('{ body: { properties: { n: { type: integer } } } }', '{}'));
    const refused = await numbers.ask('/x/1', { method: 'POST', headers, body: 'n=1' });
    expect([refused.status, refused.json.hint]).toEqual([
      422,
      'The body was read as a form: its Content-Type says so.',
    ]);
  });
});

describe('a schema in draft-07', () => {
  it('is understood', async () => {
    const draft = `{ body: { $schema: "http://json-schema.org/draft-07/schema#", $id: "https://x.example/y", items: [{ type: integer }], additionalItems: false, definitions: { a: {} }, not: { $ref: "https://x.example/y#/definitions/b" } } }`;
    const { ask } = await serveText(
      endpoint(draft.replace('definitions: { a: {} }', 'definitions: { b: { type: object } }'), '{}'),
    );
    expect((await ask('/x/1', postOf([1]))).status).toBe(200);
    expect((await ask('/x/1', postOf([1, 2]))).status).toBe(422);
    expect((await ask('/x/1', postOf({}))).status).toBe(422);
  });
});

describe('schemas in files', () => {
  it('may refer to each other in circles, in JSON and in YAML', async () => {
    const files = {
      'schemas/user.yaml':
        '$id: https://shop.example/user.json\ntype: object\nrequired: [name]\nproperties:\n  name: { $ref: "./parts.json#/$defs/name" }\n  friend: { $ref: "#" }\n',
      'schemas/parts.json': '{ "$defs": { "name": { "type": "string" }, "user": { "$ref": "user.yaml" } } }',
    };
    const { ask } = await serveText(
      endpoint('{ body: { type: array, items: { $ref: ./schemas/parts.json#/$defs/user } } }', '{}'),
      files,
    );
    expect((await ask('/x/1', postOf([{ name: 'Ada', friend: { name: 'Bob' } }]))).status).toBe(200);
    expect((await ask('/x/1', postOf([{ name: 'Ada', friend: { name: 5 } }]))).json.errors).toEqual([
      { in: 'body', pointer: '/0/friend/name', message: 'must be a string' },
    ]);
  });
});

describe('an endpoint without schemas', () => {
  it('takes what it took before', async () => {
    const { ask } = await serveText('endpoints:\n  /x:\n    mock: { body: "${query.a}" }\n');
    expect((await ask('/x?a=1&a=2')).text).toBe('"2"');
  });
});
