import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../test/support/exchange.ts';
import { BackworksError } from '../base/errors.ts';
import type { Exchange } from '../contracts/exchange.ts';
import { compileExpression } from './expression.ts';

const SECRET = 'hunter2-zone';
const DIGITS = '90071992547409931';

const exchange = exchangeOf({
  rawBody: Buffer.from(SECRET),
  headers: {},
  params: {},
});

function failureOf(text: string, given: Exchange = exchange): BackworksError {
  const scope = { vars: { secret: SECRET, digits: DIGITS, half: 12.5, list: [1] } };
  try {
    compileExpression(text).expression?.evaluate(given, scope);
  } catch (error) {
    if (error instanceof BackworksError) return error;
    throw error;
  }
  throw new Error(`${text} gave a value`);
}

/** Everything that a client, a log or a terminal may come to see of an error. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return [error.message, error.stack, error.cause === undefined ? '' : everythingIn(error.cause)].join('\n');
}

describe('a failure', () => {
  it.each([
    ['now().getHours(vars.secret)', 'there is no such time zone'],
    ['duration(vars.secret)', 'a duration is written as numbers with units'],
    ['timestamp(vars.secret)', 'a time is written in ISO 8601'],
    ['int(vars.secret)', '`int` takes a text that is a whole number'],
    ['double(vars.secret)', '`double` takes a text that is a number'],
    ['bool(vars.secret)', '`bool` takes'],
    ['vars[vars.secret]', 'there is no such key'],
    ['{"a": 1}[vars.secret]', 'there is no such key'],
    ['vars.secret + 1', '`+` cannot join text and a number; use string(x)'],
    ['body.json()', 'the bytes are not JSON'],
  ])('of %s says why without the value: %s', (text, reason) => {
    const failure = failureOf(text);
    expect(failure.message).toContain(`\`${text}\`: `);
    expect(failure.message).toContain(reason);
    // A part of a value is still a value: cel-js shows what is left of a text it has read.
    expect(everythingIn(failure)).not.toMatch(/unter2/);
  });

  it.each([
    ['int(vars.digits)', DIGITS],
    ['int(vars.digits) + 1', '9007199254740993'],
    ['"abc".substring(vars.half)', '12.5'],
    ['vars.list[int(vars.half)]', '12'],
  ])('of %s shows no number that is data', (text, number) => {
    expect(everythingIn(failureOf(text)).replace(text, '').split('\n    at ')[0]).not.toContain(number);
  });

  it('keeps what kind of error it was, and where it came from', () => {
    const { cause } = failureOf('bool(vars.secret)');
    expect(cause).toMatchObject({ name: 'EvaluationError' });
    expect((cause as Error).stack).toMatch(/\n {4}at .*cel-js/);
  });
});

describe('a body that is not JSON', () => {
  const malformed = (text: string) =>
    exchangeOf({
      ...exchange,
      rawBody: Buffer.from(text),
      headers: { 'content-type': 'application/json' },
    });

  it('is told to the client without its bytes and without the expression', () => {
    const failure = failureOf('body.name + vars.secret', malformed('{"a": top-secret'));
    expect(failure.code).toBe('BW4015');
    expect(failure.message).toBe('the request body is not valid JSON');
  });
});
