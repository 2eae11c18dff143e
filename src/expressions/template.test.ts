import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import type { Exchange } from '../contracts/exchange.ts';
import { checkTemplate, compileTemplate } from './template.ts';
import { escapeTemplate } from './template-parts.ts';

const scope = {
  vars: { since: new Date(0), tags: ['a', { b: 1 }], none: null, n: 3, raw: Buffer.from('ab') },
};

function exchangeWith(id: string): Exchange {
  const params = { id };
  return exchangeOf({
    params,
    method: 'GET',
    path: '/u',
    url: '/u',
    search: '',
    headers: {},
    rawBody: Buffer.alloc(0),
  });
}

const exchange = exchangeWith('7');

const ODD = [
  '',
  'a"b',
  'back\\slash',
  'line\nbreak\u0000',
  '\u2028\u2029',
  'é 😀',
  '\ud800',
  'x'.repeat(100),
  '${',
  '$${',
  '"'.repeat(70),
  '</script>',
];

describe('a template', () => {
  it.each<[unknown, unknown]>([
    ['${path.id}', '7'],
    ['${1 + 1}', 2],
    ['${vars.n}', 3],
    ['${vars.none}', null],
    ['${vars.tags}', ['a', { b: 1 }]],
    ['${path.id == "7"}', true],
    ['User ${path.id}, ${method}', 'User 7, GET'],
    [
      { id: '${path.id}', list: ['${vars.n}', 1], deep: { '${path.id}': 'x' } },
      { id: '7', list: [3, 1], deep: { '${path.id}': 'x' } },
    ],
    ['$${path.id}', '${path.id}'],
    [{ a: '$${x}' }, { a: '${x}' }],
    [
      [null, true, 1.5, 'a'],
      [null, true, 1.5, 'a'],
    ],
    ['${NAME}', '${NAME}'],
  ])('%j renders as %j', (value, rendered) => {
    const template = compileTemplate(value);
    expect(template.render(exchange, scope)).toEqual(rendered);
    expect(JSON.parse(template.renderJson(exchange, scope))).toEqual(rendered);
  });

  it.each<[unknown, string]>([
    ['${vars.since}', '1970-01-01T00:00:00.000Z'],
    ['at ${vars.since}', 'at 1970-01-01T00:00:00.000Z'],
    ['${vars.tags}!', '["a",{"b":1}]!'],
    ['${vars.none}', ''],
    ['<${vars.none}>', '<>'],
    ['${1 + 1}', '2'],
    ['${0.5}/${true}', '0.5/true'],
    ['${vars.raw}', 'ab'],
    ['${duration("90s")}', '90s'],
    ['${path.?zz}', ''],
    [{ a: '${vars.n}' }, '{"a":3}'],
    [5, '5'],
    [null, ''],
  ])('%j is the text %j', (value, text) => {
    expect(compileTemplate(value).renderText(exchange, scope)).toBe(text);
  });

  it('renders bytes as Base64 in JSON', () => {
    expect(compileTemplate({ raw: '${vars.raw}', in: '${[vars.raw]}' }).renderJson(exchange, scope)).toBe(
      '{"raw":"YWI=","in":["YWI="]}',
    );
  });

  it.each(ODD)('carries the odd text %j from the request', (odd) => {
    const whole = compileTemplate({ a: '${path.id}', b: 'x${path.id}y' });
    expect(whole.renderJson(exchangeWith(odd), scope)).toBe(JSON.stringify({ a: odd, b: `x${odd}y` }));
    expect(compileTemplate('x${path.id}y').renderText(exchangeWith(odd), scope)).toBe(`x${odd}y`);
  });

  it.each(ODD)('carries the odd text %j from the file', (odd) => {
    const value = { [odd]: escapeTemplate(odd), list: [`${escapeTemplate(odd)}\${path.id}`] };
    const expected = { [odd]: odd, list: [`${odd}7`] };
    expect(compileTemplate(value).renderJson(exchange, scope)).toBe(JSON.stringify(expected));
    expect(compileTemplate(value).render(exchange, scope)).toEqual(expected);
  });

  it('writes JSON as JSON.stringify does', () => {
    const value = {
      d: new Date(0),
      u: undefined,
      n: Number.NaN,
      list: [undefined],
      ['__proto__']: 1,
      id: '${path.id}',
    };
    const plain = { ...value, id: '7' };
    Object.defineProperty(plain, '__proto__', { value: 1, enumerable: true });
    expect(JSON.parse(compileTemplate(value).renderJson(exchange, scope))).toEqual(
      JSON.parse(JSON.stringify(plain)),
    );
  });

  it('says whether it ever changes, and what it reads', () => {
    const fixed = compileTemplate({ a: ['$${x}', 1] });
    expect(fixed).toMatchObject({
      isStatic: true,
      staticJson: '{"a":["${x}",1]}',
      staticText: '{"a":["${x}",1]}',
    });
    expect([...fixed.reads]).toEqual([]);
    const open = compileTemplate({ a: ['${body.x}'], b: 'x ${path.id} ${query.y}' });
    expect(open).toMatchObject({ isStatic: false, staticJson: undefined, staticText: undefined });
    expect([...open.reads].sort()).toEqual(['body', 'path', 'query']);
  });

  it('never leaves out what is missing', () => {
    const template = compileTemplate({ a: 'x ${path.zz}' });
    const missing = expect.objectContaining({ code: 'BW4010', message: '`path.zz`: there is no `zz`' });
    expect(() => template.render(exchange, scope)).toThrow(missing);
    expect(() => template.renderJson(exchange, scope)).toThrow(missing);
    expect(() => template.renderText(exchange, scope)).toThrow(missing);
  });

  it('is refused with the code of its mistake', () => {
    expect(() => compileTemplate(['${bdy}'])).toThrow(expect.objectContaining({ code: 'BW4002' }));
    expect(() => compileTemplate('${x')).toThrow(expect.objectContaining({ code: 'BW4007' }));
  });
});

describe('the check of a template', () => {
  it.each<[string, [string, string][]]>([
    ['plain', []],
    ['${path.id} $${bdy}', []],
    ['${NAME} ${A:-${B}}', []],
    [
      'a ${bdy.x} b ${1 / 0}',
      [
        ['BW4002', 'bdy'],
        ['BW4012', '0'],
      ],
    ],
    ['a ${}', [['BW4006', '${}']]],
    ['a ${ }', [['BW4006', '${ }']]],
    [
      '${bdy} ${',
      [
        ['BW4002', 'bdy'],
        ['BW4007', '${'],
      ],
    ],
    ['x ${url:-http://y}', [['BW4005', 'url:-http://y']]],
    ['x ${headers.x-a}', [['BW4001', 'headers.x-a']]],
  ])('of %s marks the mistakes in the whole text', (text, marks) => {
    expect(checkTemplate(text).map(({ code, start, end }) => [code, text.slice(start, end)])).toEqual(marks);
  });

  it('places rewrites in the whole text', () => {
    const text = 'page ${query.page || "1"} of ${path.id:-9}';
    const mended = checkTemplate(text).map(
      ({ rewrite }) => rewrite && [text.slice(rewrite.start, rewrite.end), rewrite.replace],
    );
    expect(mended).toEqual([
      ['query.page || "1"', 'default(query.page, "1")'],
      ['path.id:-9', "default(path.id, '9')"],
    ]);
  });
});
