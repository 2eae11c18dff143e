import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.ts';
import { NAMES } from './names.ts';
import { plainPathOf } from './plain-path.ts';

const KEYS = [
  'id',
  'ip',
  'url',
  'userName',
  'Authorization',
  'in',
  'true',
  'x-a',
  '_a',
  'size',
  'null',
  'as',
  'type',
];

describe('a plain path', () => {
  it('is a name with members', () => {
    expect(plainPathOf('path.id')).toEqual({ name: 'path', keys: ['id'] });
    expect(plainPathOf('body.user.name')).toEqual({ name: 'body', keys: ['user', 'name'] });
    expect(plainPathOf('method')).toEqual({ name: 'method', keys: [] });
  });

  it.each([
    'pth.id',
    'path.id.x',
    'method.x',
    'client.x',
    'headers.Accept',
    'path["id"]',
    'path.?id',
    'now()',
    'a b',
    '',
  ])('is not %j', (text) => expect(plainPathOf(text)).toBeUndefined());

  it('is always an expression that the full check finds nothing in', () => {
    const names = [...NAMES.map(({ name }) => name), 'nonsense', 'size'];
    const texts = names.flatMap((name) => [
      name,
      ...KEYS.map((key) => `${name}.${key}`),
      ...KEYS.flatMap((key) => KEYS.map((other) => `${name}.${key}.${other}`)),
    ]);
    const plain = texts.filter((text) => plainPathOf(text) !== undefined);
    expect(plain.length).toBeGreaterThan(200);
    for (const text of plain) expect([text, compileExpression(text).problems]).toEqual([text, []]);
  });
});
