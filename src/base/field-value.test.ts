import { expect, it } from 'vitest';
import { isFieldValue, isFramingField } from './field-value.ts';

it.each(['', 'a b', 'a\tb', 'Grüße'])('a field can carry %j', (text) => {
  expect(isFieldValue(text)).toBe(true);
});

it.each(['a\nb', 'a\rb', 'a\0b', 'a\x7fb', '☀'])('a field cannot carry %j', (text) => {
  expect(isFieldValue(text)).toBe(false);
});

it('framing is known by name, in any case', () => {
  expect([isFramingField('Content-Length'), isFramingField('content-type')]).toEqual([true, false]);
});
