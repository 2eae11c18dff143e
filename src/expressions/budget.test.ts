import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import { BackworksError } from '../base/errors.ts';
import { compileExpression } from './expression.ts';

const SIZE = 200_000;
const rawBody = Buffer.from(
  JSON.stringify({ list: Array.from({ length: SIZE }, (_, i) => i), text: 'x'.repeat(SIZE) }),
);
const exchange = exchangeOf({
  rawBody,
  headers: { 'content-type': 'application/json' },
  params: { text: `${'a'.repeat(20_000)}!` },
});

function evaluate(text: string): unknown {
  const { expression, problems } = compileExpression(text);
  if (expression === undefined) throw new Error(`${text}: ${problems[0]?.message}`);
  return expression.evaluate(exchange, { vars: {} });
}

function codeOf(text: string): string | undefined {
  try {
    evaluate(text);
    return undefined;
  } catch (error) {
    if (error instanceof BackworksError) return error.code;
    throw error;
  }
}

/** Text that is bound to a name and then made ten times as long, again and again. */
function doubled(times: number): string {
  const names = Array.from({ length: times + 1 }, (_, i) => `t${i}`);
  const inner = names.at(-1) ?? '';
  return names.reduceRight((text, name, i) => {
    const value =
      i === 0
        ? "'0123456789'"
        : Array(10)
            .fill(`t${i - 1}`)
            .join(' + ');
    return `cel.bind(${name}, ${value}, ${text})`;
  }, inner);
}

describe('the budget of an evaluation', () => {
  it('lets usual work through', () => {
    expect(evaluate('body.list.exists(x, x == 5)')).toBe(true);
    expect(evaluate('body.list.size()')).toBe(SIZE);
    expect(evaluate('body.text.contains("y")')).toBe(false);
    expect(evaluate('body.list')).toHaveLength(SIZE);
    expect(evaluate('{"echo": body}')).toHaveProperty('echo.text');
    expect(String(evaluate(doubled(4)))).toHaveLength(100_000);
    expect(evaluate('[1, 2, 3].map(a, [1, 2, 3].map(b, a * b))')).toHaveLength(3);
  });

  it.each([
    'body.list.map(x, body.list.map(y, x + y))',
    'body.list.map(x, x)',
    'body.list.map(x, body)',
    'body.list.filter(x, x in body.list)',
    'body.list.filter(x, body.list == body.list.map(y, y))',
    'body.list.filter(x, [body.list] == [body.list.filter(y, true)])',
    'body.list.exists(x, body.list.exists(y, y == -1))',
    'body.list.map(x, body.text.contains("y"))',
    'body.list.map(x, body.text < body.text)',
    'body.list.map(x, size(body.text))',
    'body.list.map(x, body.list.size())',
    'body.list.map(x, timestamp(x).getHours("Europe/Berlin"))',
    '[body.text, body.text, body.text, body.text, body.text].map(x, [body.text, body.text].join(body.text)).join(body.text)',
    'body.text + body.text + body.text + body.text + body.text + body.text + body.text + body.text + body.text + body.text + body.text + body.text',
    doubled(6),
    'json([body, body, body, body, body, body, body, body])',
    '[1, 2, 3, 4, 5, 6, 7, 8].map(x, [body, body, body, body])',
    'body.text.matches("(\\\\w+\\\\s)*z$")',
  ])('refuses %s', (text) => {
    expect(codeOf(text)).toBe('BW4011');
  });

  it('cannot be swallowed by operators that swallow errors', () => {
    expect(codeOf('body.list.exists(x, x.zz == 1)')).toBe('BW4011');
    expect(codeOf('body.list.exists(x, x.zz == 1) || true')).toBe('BW4011');
    expect(codeOf('default(body.list.map(x, x), [])')).toBe('BW4011');
    expect(codeOf('!body.list.all(x, x.zz == 1) && false')).toBe('BW4011');
  });

  it('starts anew with each evaluation', () => {
    const text = '[1, 2, 3].map(a, [1, 2, 3].map(b, a * b)).size()';
    for (let i = 0; i < 2000; i += 1) expect(evaluate(text)).toBe(3);
  });

  it.each(['indexOf', 'lastIndexOf', 'contains', 'split'])(
    'refuses a long search for a long text by %s',
    (name) => {
      const text = JSON.stringify({
        s: 'a'.repeat(490_000),
        t: `${'a'.repeat(200_000)}b${'a'.repeat(200_000)}`,
      });
      const long = exchangeOf({ ...exchange, rawBody: Buffer.from(text) });
      const run = () => compileExpression(`body.s.${name}(body.t)`).expression?.evaluate(long, { vars: {} });
      expect(run).toThrow(expect.objectContaining({ code: 'BW4011' }));
    },
  );

  it('refuses texts that a function would take too long for', () => {
    expect(codeOf('duration(body.text)')).toBe('BW4014');
  });

  it('answers for data that is nested deeper than the stack', () => {
    const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const deep = exchangeOf({ ...exchange, rawBody: Buffer.from(`{"list":${nested}}`) });
    const run = (text: string) => compileExpression(text).expression?.evaluate(deep, { vars: {} });
    for (const text of ['body', 'json(body)', '[body.list]']) {
      expect(() => run(text)).toThrow(expect.objectContaining({ code: 'BW4011' }));
    }
    expect(run('body == 1')).toBe(false);
    expect(run('body.list.size()')).toBe(1);
  });
});

describe('patterns', () => {
  it.each(['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(a*)*b', '^(\\\\w+\\\\s?)*$'])(
    '%s runs in linear time on hostile text',
    (pattern) => {
      expect(codeOf(`path.text.matches("${pattern}")`)).toBe(undefined);
      expect(evaluate(`path.text.matches("${pattern}")`)).toBe(false);
    },
  );
});
