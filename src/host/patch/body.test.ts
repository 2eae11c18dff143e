import { describe, expect, it } from 'vitest';
import { raise, revoked } from '../../../test/support/plugins.ts';
import { bytesOf } from './body.ts';
import { Nonsense } from './nonsense.ts';

describe('a body', () => {
  it.each<[string, unknown, string, string]>([
    ['text', 'grün', 'grün', 'text/plain; charset=utf-8'],
    ['bytes', new Uint8Array([104, 105]), 'hi', 'application/octet-stream'],
    [
      'part of other bytes',
      new Uint8Array([0, 104, 105, 0]).subarray(1, 3),
      'hi',
      'application/octet-stream',
    ],
    ['a Buffer', Buffer.from('hi'), 'hi', 'application/octet-stream'],
    ['nothing', undefined, '', 'text/plain; charset=utf-8'],
    ['null', null, 'null', 'application/json'],
    ['a number', 0, '0', 'application/json'],
    ['an object', { a: [true] }, '{"a":[true]}', 'application/json'],
    ['a date', new Date(0), '"1970-01-01T00:00:00.000Z"', 'application/json'],
  ])('of %s', (_name, body, text, type) => {
    const { bytes, type: told } = bytesOf(body, 'it gave');
    expect([bytes.toString(), told]).toEqual([text, type]);
  });

  it.each<[string, () => unknown]>([
    ['a circle', () => circle()],
    ['a BigInt', () => 1n],
    ['a function', () => () => undefined],
    ['a symbol', () => Symbol('s')],
    [
      'an object whose property throws',
      () => Object.defineProperty({}, 'a', { get: raise, enumerable: true }),
    ],
    ['what throws something odd', () => ({ toJSON: () => throwOdd() })],
  ])('of %s is nonsense', (_name, make) => {
    expect(() => bytesOf(make(), 'it gave')).toThrow(Nonsense);
    expect(() => bytesOf(make(), 'it gave')).toThrow(/^it gave a body that cannot be sent as JSON/);
  });
});

function circle(): unknown[] {
  const list: unknown[] = [];
  list.push(list);
  return list;
}

function throwOdd(): never {
  throw revoked();
}
