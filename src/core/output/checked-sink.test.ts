import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../contracts/exchange.ts';
import type { Sink } from '../../contracts/sink.ts';
import type { AnswerRules } from './answer-rules.ts';
import { CheckedSink } from './checked-sink.ts';

const JSON_HEAD = ['content-type', 'application/json'];

/** A checked sink, and everything that passed it or was said. */
function checked(fails: boolean, mismatches: readonly string[] = [], limit = 10) {
  const calls: string[] = [];
  const say = (name: string) => (value?: unknown) =>
    void calls.push(value === undefined ? name : `${name} ${value}`);
  const sink: Sink = {
    head: say('head'),
    data: (chunk) => {
      calls.push(`data ${Buffer.from(chunk)}`);
      return false;
    },
    onDrain: (resume) => {
      calls.push('onDrain');
      resume();
    },
    end: () => void calls.push('end'),
    fail: (error) => void calls.push(`fail ${error instanceof Error ? error.message : error}`),
  };
  const rules: AnswerRules = {
    fails,
    validate: (body) => {
      calls.push(`validate ${body}`);
      return mismatches.map((message) => ({ pointer: '/a', message }));
    },
    skip: say('skip'),
    report: (found) => void calls.push(`report ${found.length}`),
  };
  const exchange = { method: 'GET', endpoint: { key: 'GET /x' } } as Exchange;
  return { calls, sink: new CheckedSink(exchange, sink, limit, rules) };
}

describe('an answer that is only reported', () => {
  it('passes at once, with the word of a receiver that is full', () => {
    const { calls, sink } = checked(false, ['is wrong']);
    sink.head(200, JSON_HEAD);
    expect(sink.data('ab')).toBe(false);
    sink.onDrain(() => calls.push('resumed'));
    sink.data(Buffer.from('cd'));
    sink.end();
    expect(calls).toEqual([
      'head 200',
      'data ab',
      'onDrain',
      'resumed',
      'data cd',
      'end',
      'validate abcd',
      'report 1',
    ]);
  });
});

describe('an answer that is held back', () => {
  it('passes as a whole when it matches', () => {
    const { calls, sink } = checked(true);
    sink.head(200, JSON_HEAD);
    expect(sink.data('ab')).toBe(true);
    sink.data('cd');
    expect(calls).toEqual([]);
    sink.end();
    expect(calls).toEqual(['validate abcd', 'head 200', 'data abcd', 'end']);
  });

  it('becomes an error when it does not', () => {
    const { calls, sink } = checked(true, ['is wrong']);
    sink.head(200, JSON_HEAD);
    sink.data('ab');
    sink.end();
    expect(calls).toEqual([
      'validate ab',
      'report 1',
      'fail GET /x: the answer does not match response.schema: /a is wrong',
    ]);
  });

  it('passes from the point where it is too large to be held', () => {
    const { calls, sink } = checked(true, ['is wrong'], 3);
    sink.head(200, JSON_HEAD);
    sink.data('ab');
    expect(sink.data('cd')).toBe(false);
    sink.data('ef');
    sink.end();
    expect(calls).toEqual(['skip of more than 3 bytes', 'head 200', 'data ab', 'data cd', 'data ef', 'end']);
  });

  it('is forgotten when the endpoint fails in the middle', () => {
    const { calls, sink } = checked(true);
    sink.head(200, JSON_HEAD);
    sink.data('ab');
    sink.fail(new Error('gone'));
    expect(calls).toEqual(['fail gone']);
  });
});
