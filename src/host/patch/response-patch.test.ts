import { describe, expect, it } from 'vitest';
import { raise, revoked } from '../../../test/support/plugins.ts';
import type { HookedAnswer } from '../../contracts/hooks.ts';
import { patchAnswer } from './response-patch.ts';

const answer: HookedAnswer = { status: 200, headers: ['Content-Type', 'text/csv', 'x-a', '1'] };
const read: HookedAnswer = { ...answer, body: Buffer.from('a,b') };

describe('an answer as a hook wants it', () => {
  it.each<[string, unknown, HookedAnswer]>([
    ['nothing', {}, answer],
    ['a status', { status: 418 }, { ...answer, status: 418 }],
    [
      'headers',
      { headers: { 'X-A': null, 'x-b': '2' } },
      { ...answer, headers: ['Content-Type', 'text/csv', 'x-b', '2'] },
    ],
  ])('%s', (_name, patch, expected) => {
    expect(patchAnswer(patch, answer)).toEqual({ ...expected, body: undefined });
  });

  it('keeps the body that is left alone', () => {
    expect(patchAnswer({ status: 201 }, read).body).toBe(read.body);
  });

  it.each<[string, unknown, string, readonly string[]]>([
    ['a text', { body: 'c' }, 'c', ['Content-Type', 'text/csv', 'x-a', '1']],
    ['bytes', { body: Buffer.from('c') }, 'c', ['Content-Type', 'text/csv', 'x-a', '1']],
    ['a value', { body: { n: 1 } }, '{"n":1}', ['x-a', '1', 'content-type', 'application/json']],
    [
      'a value of a type',
      { body: [], headers: { 'content-type': 'text/x' } },
      '[]',
      ['x-a', '1', 'content-type', 'text/x'],
    ],
  ])('has another body: %s', (_name, patch, body, headers) => {
    const changed = patchAnswer(patch, read);
    expect([changed.body?.toString(), changed.headers]).toEqual([body, headers]);
  });

  it.each<[string, () => unknown, RegExp]>([
    [
      'a text',
      () => 'x',
      /afterResponse returned a text: return an object such as \{ headers \}, or nothing/,
    ],
    ['a typo', () => ({ staus: 1 }), /did you mean `status`\?/],
    ['a response', () => ({ response: {} }), /the key `response`, which is not known/],
    ['a status that is none', () => ({ status: 99 }), /the status 99/],
    ['a status that is null', () => ({ status: null }), /the status null/],
    ['headers that are none', () => ({ headers: 7 }), /headers that are a number/],
    [
      'a body it does not read',
      () => ({ body: 'x' }),
      /the hook does not read it: give it `reads: \{ buffer: '64kb' \}`/,
    ],
    ['a revoked proxy', () => revoked(), /revoked/],
    ['a getter that throws', () => Object.defineProperty({}, 'status', { get: raise }), /thrown by a getter/],
  ])('is not %s', (_name, make, message) => {
    expect(() => patchAnswer(make(), answer)).toThrow(message);
  });
});
