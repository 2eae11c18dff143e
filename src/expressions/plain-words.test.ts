import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import { BackworksError } from '../base/errors.ts';
import { compileExpression } from './expression.ts';

const exchange = exchangeOf({
  params: {},
  headers: {},
  rawBody: Buffer.alloc(0),
  client: { ip: '127.0.0.1', port: 1 },
});

const scope = {
  vars: { n: 1, t: 'a', list: [1], map: { a: 1 }, flag: true, no: null, time: new Date(0) },
};

const JARGON =
  /overload|token|\b(?:EOF|dyn|bool|int|uint|string|google|protobuf|ternary|operand|predicate|comprehension)\b(?!\()/i;

function firstOf(text: string) {
  const [problem] = compileExpression(text).problems;
  if (problem === undefined) throw new Error(`${text} is sound`);
  return problem;
}

function failureOf(text: string): string {
  try {
    compileExpression(text).expression?.evaluate(exchange, scope);
  } catch (error) {
    if (error instanceof BackworksError) return error.message.replace(`\`${text}\`: `, '');
    throw error;
  }
  throw new Error(`${text} gave a value`);
}

describe('a mistake of types', () => {
  it.each([
    ["'a' + 1", '`+` cannot join text and a number; use string(x)'],
    ["1.5 + 'a'", '`+` cannot join a number and text; use string(x)'],
    ["'a' + [1]", '`+` cannot join text and a list; use json(x)'],
    ["null + 'a'", "`+` cannot join null and text; use default(x, '')"],
    ["'a' + query.?x", "`+` cannot join text and a value that may be missing; use x.orValue('')"],
    ['now() + 1', '`+` cannot join a time and a number'],
    ["'a' - 1", '`-` cannot subtract a number from text'],
    ["'a' * 2", '`*` cannot multiply text by a number'],
    ['true / 2', '`/` cannot divide true or false by a number'],
    ['path.id == 7', '`==` cannot compare text with a number'],
    ["'a' < 1", '`<` cannot compare text with a number'],
    ["path >= {'a': 1}", '`>=` cannot compare a map with a map'],
    ['1 in 2', '`in` cannot look for a number in a number, only in a list or a map'],
    ['!1', '`!` stands before true or false, not before a number'],
    ["-'a'", '`-` stands before a number, not before text'],
    ['path.id && true', '`&&` and `||` join true and false, not text'],
    ['1 ? 2 : 3', 'what stands before `?` must be true or false, not a number'],
    ["true ? 1 : 'a'", 'the results of `? :` must be of one type, not a number and text'],
    ['[1].exists(x, 1)', 'the condition of `exists` must be true or false, not a number'],
    ['1.map(x, x)', 'macros such as `map` run over a list or a map, not over a number'],
    ["[1]['a']", 'an element of a list is read by its index, a whole number'],
    ["'a'.b", 'text has no members'],
    ["query.x.orValue('a')", '`orValue` stands behind a value that may be missing, such as `query.?page`'],
    ['query.?x.orValue(1)', '`orValue` gives one or the other, but text and a number are not of one type'],
    ["'a'.substring('b')", '`substring` of text does not take text'],
    ['size(1, 2)', '`size` does not take a number and a number'],
    ['size()', '`size` needs a value in its brackets'],
    ['has(1)', '`has` takes a member, such as `has(body.name)`'],
    ['[1].map(1, 2)', '`map` takes the name of a variable first, as in `list.map(x, ...)`'],
  ])('%s is told in plain words: %s', (text, message) => {
    const problem = firstOf(text);
    expect(problem.message).toBe(message);
    expect(`${problem.message} ${problem.hint ?? ''}`).not.toMatch(JARGON);
  });

  it('in a call names how it may be called', () => {
    expect(firstOf("'a'.substring('b')").hint).toBe(
      'it is called as text.substring(number) or text.substring(number, number)',
    );
    expect(firstOf('now(1)').hint).toBe('it is called as now()');
  });
});

describe('a mistake of syntax', () => {
  it.each([
    ['1 +', 'the expression ends where a value is needed'],
    ['(1', '`)` is missing at the end'],
    ['x ? 1', '`:` is missing at the end'],
    ['{1:}', '`}` stands where a value is needed'],
    ['a.1', 'a number stands where a name is needed'],
    ['in', '`in` stands where a value is needed'],
    ['a b', 'the expression is complete before this: an operator is missing, or this is too much'],
    ['#', '`#` means nothing in an expression'],
    ['"abc', 'the quote that opens this text is never closed'],
    ['"\\q"', '`\\q` is no escape of CEL'],
    ['"\\ud800"', '`\\ud800` is half a character'],
    ['0x', '`0x` is no whole number'],
    ['if', '`if` is a word that CEL keeps for itself'],
  ])('%s is told in plain words: %s', (text, message) => {
    expect(firstOf(text).message).toBe(message);
  });
});

describe('a failure while a request is answered', () => {
  it.each([
    ['vars.t + vars.n', '`+` cannot join text and a number; use string(x)'],
    ['vars.t + vars.list', '`+` cannot join text and a list; use json(x)'],
    ['vars.n - vars.t', '`-` cannot subtract text from a number'],
    ['vars.map + vars.map', '`+` cannot join a map and a map'],
    ['vars.n < vars.t', '`<` cannot compare a number with text'],
    ['vars.n in vars.t', '`in` cannot look for a number in text, only in a list or a map'],
    ['!vars.n', '`!` stands before true or false, not before a number'],
    ['-vars.t', '`-` stands before a number, not before text'],
    ['vars.n ? 1 : 2', 'what stands before `?` must be true or false, not a number'],
    ['vars.t || vars.t', '`&&` and `||` join true and false, not text'],
    ['vars.list.filter(x, x)', 'the condition of `filter` must be true or false, not a number'],
    ['vars.n.map(x, x)', 'macros such as `map` run over a list or a map, not over a number'],
    ['size(vars.n)', '`size` does not take a number'],
    ['vars.n.startsWith(vars.t)', '`startsWith` of a number does not take text'],
    ['vars.list.join()', '`join` takes a list that holds only text'],
    ['vars.list[3]', 'the list has no element at this index'],
    ["'abc'.substring(vars.n + 5)", 'the index lies outside of the text or the bytes'],
    ['query.?x.value()', 'the value is missing; `orValue(x)` gives one instead'],
    ['vars.t.orValue(1)', '`orValue` stands behind a value that may be missing, such as `query.?page`'],
  ])('%s is told in plain words: %s', (text, message) => {
    expect(failureOf(text)).toBe(message);
  });
});
