import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import { BackworksError } from '../base/errors.ts';
import type { Exchange } from '../contracts/exchange.ts';
import { compileExpression } from './expression.ts';

const scope = { vars: { shop: { name: 'Ada', tags: ['a', 'b'] }, since: new Date(0), limit: 3 } };

function exchangeWith(given: Partial<Exchange> = {}): Exchange {
  return exchangeOf({
    id: 'r-1',
    method: 'POST',
    url: '/users/7?x=1&y=2&x=3',
    path: '/users/7',
    search: 'x=1&y=2&x=3',
    params: { id: '7' },
    headers: { 'content-type': 'application/json', 'x-a': 'A', 'set-cookie': ['a=1', 'b=2'] },
    client: { ip: '127.0.0.1', port: 5000 },
    rawBody: jsonBody({
      n: 5,
      half: 1.5,
      items: [1, 2, 3],
      name: 'abc',
      nothing: null,
      deep: { a: { b: 'x' } },
    }),
    ...given,
  });
}

function jsonBody(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function evaluate(text: string, given: Partial<Exchange> = {}): unknown {
  const { expression, problems } = compileExpression(text);
  if (expression === undefined) throw new Error(`${text}: ${problems[0]?.message}`);
  return expression.evaluate(exchangeWith(given), scope);
}

function failureOf(text: string, given: Partial<Exchange> = {}): BackworksError {
  try {
    evaluate(text, given);
  } catch (error) {
    if (error instanceof BackworksError) return error;
    throw error;
  }
  throw new Error(`${text} gave a value`);
}

describe('an expression', () => {
  it.each<[string, unknown]>([
    ["path.id == '7'", true],
    ['method', 'POST'],
    ['id', 'r-1'],
    ['request.path', '/users/7'],
    ['request.url', '/users/7?x=1&y=2&x=3'],
    ['request.method + request.search', 'POSTx=1&y=2&x=3'],
    ['client.ip', '127.0.0.1'],
    ['client.port', 5000],
    ["headers['x-a']", 'A'],
    ["headers['set-cookie']", 'a=1, b=2'],
    ['auth', {}],
    ['state', {}],
    ['vars.shop.name', 'Ada'],
    ['vars.shop.tags[1]', 'b'],
    ['vars.since', new Date(0)],
    ["vars.shop.name.startsWith('A')", true],
  ])('%s reads the request', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });

  it.each<[string, unknown]>([
    ['body.n + 1', 6],
    ['1 + body.n', 6],
    ['body.n - 1.5', 3.5],
    ['body.n * 2', 10],
    ['body.n / 2', 2.5],
    ['5 / 2', 2],
    ['body.n % 2', 1],
    ['7 % 2.0', 1],
    ['body.n == 5', true],
    ['body.n != 5', false],
    ['1 == 1.0', true],
    ['body.n >= 5 && 4 < body.n', true],
    ['-body.n', -5],
    ['body.items[body.n - 3]', 3],
    ['3 in body.items', true],
    ['body.items == [1, 2, 3]', true],
    ['{"a": {"b": "x"}} == body.deep', true],
    ['body.items.size() > 2', true],
    ["'a' + string(body.n)", 'a5'],
    ['body.name.substring(body.n - 4)', 'bc'],
    ["'abc'.substring(0, 2.0)", 'ab'],
    ['timestamp(body.n - 5)', new Date(0)],
    ["query.x == 'a' ? 1 : 2", 2],
    ['[1, "a", 2.5, null]', [1, 'a', 2.5, null]],
    ['body.items.map(x, x * 2).filter(x, x > 2)', [4, 6]],
    ['cel.bind(q, 2, q + 1)', 3],
    ['duration("90m")', '5400s'],
    ['string(duration("-1.5s"))', '-1.5s'],
    ['[b"ab"]', ['YWI=']],
    ['7u', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%s counts int and double as numbers', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });

  it('gives whole numbers as numbers, also inside lists and maps', () => {
    expect(evaluate('{"a": [1, {"b": 2}]}')).toStrictEqual({ a: [1, { b: 2 }] });
  });

  it.each<[string, unknown]>([
    ["default(query.zz, 'd')", 'd'],
    ["default(query.y, 'd')", '2'],
    ["default(body.nothing, 'd')", 'd'],
    ["default(body.nothing.at.all, 'd')", 'd'],
    ["default(body.zz.at.all, 'd')", 'd'],
    ["default(body.items[9], 'd')", 'd'],
    ["default(body.?zz, 'd')", 'd'],
    ["default(body.?n, 'd')", 5],
    ["default(size(body.zz), 'd')", 'd'],
    ["default(body.name.zz, 'd')", 'd'],
    ["default(body.deep['a'].b, 'd')", 'x'],
    ['body.?zz', null],
    ['[body.?zz, body.?n]', [null, 5]],
    ["body.?zz.orValue('d')", 'd'],
    ['has(body.zz)', false],
    ["default(query.constructor, 'd')", 'd'],
  ])('%s covers what is missing', (text, value) => {
    expect(evaluate(text)).toEqual(value);
  });

  it('default evaluates the second value only when it is needed', () => {
    expect(evaluate('default(body.n, body.zz)')).toBe(5);
  });

  it('default hides no other failure', () => {
    expect(failureOf('default(1 / (body.n - 5), 2)').code).toBe('BW4012');
    expect(failureOf('default(body.x, 2)', { rawBody: Buffer.from('{') }).code).toBe('BW4015');
  });

  it('knows now, uuid and json', () => {
    const before = Date.now();
    expect((evaluate('now()') as Date).getTime()).toBeGreaterThanOrEqual(before);
    expect(evaluate('uuid()')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(evaluate('json({"a": [1, 2.5]})')).toBe('{"a":[1,2.5]}');
    expect(evaluate('string(timestamp(0))')).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('a failure', () => {
  it.each([
    ['path.zz', 'BW4010'],
    ['body.nothing.name', 'BW4010'],
    ['body.items[9]', 'BW4010'],
    ['body.name + 1', 'BW4004'],
    ['body.n || false ? 1 : 2', 'BW4004'],
    ['body.n && false ? 1 : 2', undefined],
    ['type(1)', 'BW4004'],
    ['body.n / (body.n - 5)', 'BW4012'],
    ['1 / (size(query) - 2)', 'BW4012'],
    ['5 % (body.n - 5)', 'BW4012'],
    ['9007199254740991 + 1', 'BW4013'],
    ['int("9007199254740993")', 'BW4013'],
    ['body.n * 1e308 * 10.0', 'BW4013'],
    ['int("x")', 'BW4014'],
    ['"abc".substring(body.half)', 'BW4014'],
    ['timestamp("nonsense")', 'BW4014'],
    ['now().getHours("Nowhere/Land")', 'BW4014'],
  ])('of %s has the code %s', (text, code) => {
    if (code === undefined) expect(evaluate(text)).toBe(2);
    else expect(failureOf(text).code).toBe(code);
  });

  it('names the expression and what is missing, and keeps the cause', () => {
    const failure = failureOf('body.deep.zz');
    expect(failure.message).toBe('`body.deep.zz`: there is no `zz`');
    expect(failure.cause).toBeInstanceOf(Error);
    expect(failure.entry).toMatchObject({ status: 500 });
  });

  it('is the client’s own when the body is malformed', () => {
    const failure = failureOf('body.a', { rawBody: Buffer.from('{"a":') });
    expect(failure.code).toBe('BW4015');
    expect(failure.entry).toMatchObject({ status: 400 });
  });
});

describe('the body', () => {
  it('is decoded once for each exchange', () => {
    const exchange = exchangeWith();
    const first = compileExpression('body.deep').expression?.evaluate(exchange, scope);
    exchange.rawBody.fill(0);
    expect(compileExpression('body.deep').expression?.evaluate(exchange, scope)).toEqual(first);
  });

  it('may have members called like those of JavaScript', () => {
    const rawBody = Buffer.from(
      '{"__proto__": {"a": 1}, "toString": "t", "constructor": {"constructor": 1}}',
    );
    expect(evaluate('body.constructor', { rawBody })).toEqual({ constructor: 1 });
    expect(evaluate('body.constructor.constructor + 1', { rawBody })).toBe(2);
    expect(evaluate('default(body.constructor.zz, "none")', { rawBody })).toBe('none');
    expect(evaluate('size(body)', { rawBody })).toBe(3);
    expect(evaluate('body.toString', { rawBody })).toBe('t');
    expect(evaluate('default(body.a, "none")', { rawBody })).toBe('none');
    expect(evaluate('default(body.valueOf, "none")', { rawBody })).toBe('none');
  });
});

describe('what an expression reads', () => {
  it.each([
    ['path.id', ['path']],
    ['body.items.filter(path, path.id == query.x)[0]', ['body', 'query']],
    ["default(vars.a, '') + 'headers.x'", ['vars']],
    ['cel.bind(body, 1, body + 1)', []],
    ['1 + 1', []],
  ])('%s', (text, names) => {
    expect([...(compileExpression(text).expression?.reads ?? ['?'])]).toEqual(names);
  });

  it('is all that is made', () => {
    const exchange = { params: { id: '7' } } as unknown as Exchange;
    expect(compileExpression("path.id + 'x'").expression?.evaluate(exchange, scope)).toBe('7x');
  });
});

describe('a plain read', () => {
  const roots = [
    'path',
    'query',
    'headers',
    'cookies',
    'body',
    'auth',
    'client',
    'request',
    'state',
    'vars',
    'method',
    'id',
  ];
  const keys = [
    'id',
    'x',
    'n',
    'deep',
    'a',
    'b',
    'name',
    'items',
    'shop',
    'since',
    'ip',
    'path',
    'zz',
    'constructor',
    'length',
  ];
  const texts = roots.flatMap((root) => [
    root,
    ...keys.flatMap((key) => [
      `${root}.${key}`,
      `${root}['${key}']`,
      ...keys.map((next) => `${root}.${key}.${next}`),
    ]),
  ]);

  /** The same expression in a form that has no short cut. */
  const detour = (text: string) => `[${text}][0]`;

  const members = (values: object) => Object.getOwnPropertyDescriptors(values);

  const outcome = (text: string, given: Partial<Exchange>) => {
    try {
      return { value: evaluate(text, given) };
    } catch (error) {
      if (!(error instanceof BackworksError)) throw error;
      return { code: error.code, message: error.message.replace(/^`.*`: /, '') };
    }
  };

  it.each<[string, Partial<Exchange>]>([
    ['JSON', {}],
    ['no body', { rawBody: Buffer.alloc(0) }],
    ['a list', { rawBody: jsonBody([1, 2]) }],
    ['bytes', { headers: {}, rawBody: Buffer.from('ab') }],
    ['text', { headers: { 'content-type': 'text/plain' } }],
    ['malformed JSON', { rawBody: Buffer.from('{') }],
    [
      'parameters whose prototype is empty',
      { params: Object.create(Object.create(null), members({ id: '7' })) },
    ],
    ['parameters named as in JavaScript', { params: { constructor: 'c', id: '7' } }],
  ])('gives what cel-js gives, with %s', (_, given) => {
    const sound = texts.filter((text) => compileExpression(text).expression !== undefined);
    expect(sound.length).toBeGreaterThan(1000);
    for (const text of sound)
      expect([text, outcome(text, given)]).toEqual([text, outcome(detour(text), given)]);
  });
});

it('shows no data as the name of a missing key', () => {
  const { expression } = compileExpression("{'a': 1}[vars.shop.name]");
  const evaluate = () => expression?.evaluate(exchangeWith(), scope);
  expect(evaluate).toThrow(expect.objectContaining({ code: 'BW4010' }));
  expect(evaluate).not.toThrow(/Ada/);
});
