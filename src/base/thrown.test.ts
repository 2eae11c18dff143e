import { expect, it } from 'vitest';
import { messageOf } from './thrown.ts';

function raise(): never {
  throw new Error('thrown by a getter');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

it.each<[string, unknown, string]>([
  ['an error', new TypeError('no'), 'no'],
  ['a text', 'no', 'no'],
  ['nothing', undefined, 'undefined'],
  ['a symbol', Symbol('s'), 'Symbol(s)'],
  ['an error with a number', Object.assign(new Error(), { message: 7 }), '7'],
])('%s is told', (_name, thrown, message) => {
  expect(messageOf(thrown)).toBe(message);
});

it.each<[string, () => unknown]>([
  ['an object without a prototype', () => Object.create(null)],
  ['a revoked proxy', revoked],
  ['an error whose message throws', () => Object.defineProperty(new Error(), 'message', { get: raise })],
  ['an object whose text throws', () => ({ toString: raise })],
])('%s cannot be read, and that is told', (_name, make) => {
  expect(messageOf(make())).toBe('something was thrown that cannot be read');
});
