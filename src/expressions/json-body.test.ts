import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import { BackworksError } from '../base/errors.ts';
import { compileExpression } from './expression.ts';
import { parseJson } from './json-body.ts';

const parse = (text: string) => parseJson(Buffer.from(text));

function evaluate(text: string, body: string): unknown {
  const headers = { 'content-type': 'application/json' };
  const exchange = exchangeOf({ rawBody: Buffer.from(body), headers });
  return compileExpression(text).expression?.evaluate(exchange, { vars: {} });
}

function codeOf(text: string, body: string): string | undefined {
  try {
    evaluate(text, body);
    return undefined;
  } catch (error) {
    if (error instanceof BackworksError) return `${error.code} ${error.entry.status}`;
    throw error;
  }
}

describe('JSON', () => {
  it.each<[string, unknown]>([
    [
      '{"a": 9007199254740993, "b": [-9007199254740993, 1]}',
      { a: 9007199254740993n, b: [-9007199254740993n, 1] },
    ],
    ['12345678901234567890', 12345678901234567890n],
    ['[9007199254740991,-9007199254740991]', [9007199254740991, -9007199254740991]],
    ['[9007199254740992]', [9007199254740992n]],
    [
      '[0.12345678901234567890, 1234567890123456789.0, 1234567890123456789e1]',
      [0.12345678901234568, 1234567890123456800, 12345678901234567000],
    ],
    [
      '{"12345678901234567890": "12345678901234567890", "a\\"": "\\\\"}',
      { '12345678901234567890': '12345678901234567890', 'a"': '\\' },
    ],
    [
      '{"a": "\\"12345678901234567890", "b": 12345678901234567890}',
      { a: '"12345678901234567890', b: 12345678901234567890n },
    ],
  ])('%s keeps its whole numbers', (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it('finds a long number wherever it stands', () => {
    for (let before = 0; before < 40; before += 1) {
      const text = `[${' '.repeat(before)}1234567890123456,123456789012345,12345678901234567]`;
      expect(parse(text)).toEqual([1234567890123456, 123456789012345, 12345678901234567n]);
    }
  });

  it('is the same value as ever where there are none', () => {
    const text = JSON.stringify({
      a: [1, 1.5, -1e300, 1 / 7, 1700000000000],
      b: { constructor: null },
      c: 'é😀',
    });
    expect(JSON.stringify(parse(text.replace('constructor', 'c')))).toBe(text.replace('constructor', 'c'));
    expect(parse('{"\\u0063onstructor": 1}')).toEqual(new Map([['constructor', 1]]));
    expect(parse('[{"__proto__": {"constructor": 1}}]')).toEqual(
      parse('[{"__proto__": {"\\u0063onstructor": 1}}]'),
    );
    expect(parse('{"constructor": 12345678901234567890}')).toEqual(
      new Map([['constructor', 12345678901234567890n]]),
    );
  });

  it.each(['{"a": 00000000000000000001}', '12345678901234567890 1', '[12345678901234567890', '{'])(
    'that is malformed is refused: %s',
    (text) => {
      expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'BW4015' }));
    },
  );

  it('may be nested in any depth', () => {
    const depth = 50_000;
    const text = `${'['.repeat(depth)}12345678901234567890${']'.repeat(depth)}`;
    let value = parse(text);
    for (let level = 0; level < depth; level += 1) value = (value as unknown[])[0];
    expect(value).toBe(12345678901234567890n);
  });

  it('with a number of a thousand digits is refused', () => {
    expect(() => parse('9'.repeat(1000))).toThrow(expect.objectContaining({ code: 'BW4016' }));
  });
});

describe('an expression and a whole number beyond 2^53 - 1', () => {
  const body = '{"id": 9007199254740993, "same": 9007199254740993, "max": 9007199254740991, "name": "Ada"}';

  it.each<[string, unknown]>([
    ['body.name', 'Ada'],
    ['string(body.id)', '9007199254740993'],
    ['body.id == body.same', true],
    ['body.id == body.max', false],
    ['body.id > body.max', true],
    ['body.max', Number.MAX_SAFE_INTEGER],
    ['body.max - 1', Number.MAX_SAFE_INTEGER - 1],
    ['body.max * 0.5', Number.MAX_SAFE_INTEGER / 2],
    ['body.max + 0.0', Number.MAX_SAFE_INTEGER],
  ])('%s is exact', (text, value) => {
    expect(evaluate(text, body)).toBe(value);
  });

  it.each([
    ['body.id', 'BW4016 400'],
    ['body', 'BW4016 400'],
    ['[body.id]', 'BW4016 400'],
    ['json(body)', 'BW4016 400'],
    ['int(body.id)', 'BW4016 400'],
    ['default(body.id, 1)', 'BW4016 400'],
    ['body.id + 1', 'BW4013 500'],
    ['body.max + 1', 'BW4013 500'],
    ['body.max + body.max', 'BW4013 500'],
    ['body.max * 2', 'BW4013 500'],
    ['0 - body.max - 1', 'BW4013 500'],
  ])('%s is refused with %s instead of giving another number', (text, code) => {
    expect(codeOf(text, body)).toBe(code);
  });

  it('reads bytes as JSON in the same way', () => {
    const given = exchangeOf({ rawBody: Buffer.from(body) });
    const read = (text: string) => compileExpression(text).expression?.evaluate(given, { vars: {} });
    expect(read('string(body.json().id)')).toBe('9007199254740993');
    expect(() => read('body.json().id')).toThrow(expect.objectContaining({ code: 'BW4016' }));
  });
});

describe('a conversion', () => {
  it.each([
    "int('')",
    "uint('')",
    "double('')",
    "int('0b11')",
    "int('0o7')",
    "int('0X1F')",
    "double('0x10')",
    "int('1.5')",
  ])('%s is refused', (text) => {
    expect(codeOf(text, '1')).toBe('BW4014 500');
  });

  it.each<[string, unknown]>([
    ["int('-7')", -7],
    ["int('+007')", 7],
    ["uint('7')", 7],
    ["double('-1.5e3')", -1500],
    ["double('.5')", 0.5],
  ])('%s is %s', (text, value) => {
    expect(evaluate(text, '1')).toBe(value);
  });
});
