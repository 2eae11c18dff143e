import { describe, expect, it } from 'vitest';
import { KeptAnswer } from '../../../test/support/plugins.ts';
import { readAnswer, sendAnswer } from './answer.ts';

const read = (value: unknown) => readAnswer(value, 'it returned');

function sent(value: unknown): KeptAnswer {
  const sink = new KeptAnswer();
  sendAnswer(read(value), sink);
  return sink;
}

describe('an answer in full', () => {
  it.each<[string, unknown, number, readonly string[], string]>([
    ['nothing', {}, 200, ['content-length', '0'], ''],
    ['a status', { status: 404 }, 404, ['content-length', '0'], ''],
    [
      'a text',
      { body: 'hi' },
      200,
      ['content-type', 'text/plain; charset=utf-8', 'content-length', '2'],
      'hi',
    ],
    [
      'a value with a type of its own',
      { headers: { 'Content-Type': 'application/ld+json' }, body: {} },
      200,
      ['content-type', 'application/ld+json', 'content-length', '2'],
      '{}',
    ],
    [
      'a header several times, and one that is removed',
      { headers: { 'set-cookie': ['a=1', 'b=2'], 'x-a': null } },
      200,
      ['set-cookie', 'a=1', 'set-cookie', 'b=2', 'content-length', '0'],
      '',
    ],
  ])('of %s', (_name, value, status, headers, body) => {
    const sink = sent(value);
    expect([sink.status, sink.headers, sink.body, sink.isEnded]).toEqual([status, headers, body, true]);
  });

  it.each<[unknown, RegExp]>([
    [7, /it returned a number: give \{ status, headers, body \}/],
    [null, /it returned null/],
    [{ staus: 200 }, /it returned the key `staus`, which is not known: did you mean `status`\?/],
    [{ content: 1 }, /known are status, headers, body/],
    [{ status: '200' }, /the status a text/],
    [{ status: 199 }, /the status 199: it is a whole number from 200 to 599/],
    [{ status: 101 }, /the status 101/],
    [{ status: 600 }, /the status 600/],
    [{ status: 200.5 }, /the status 200.5/],
    [{ status: Number.NaN }, /the status NaN/],
    [{ headers: null }, /headers that are null/],
    [{ body: 1n }, /cannot be sent as JSON/],
  ])('%o is nonsense', (value, message) => {
    expect(() => read(value)).toThrow(message);
  });
});
