import { expect, it } from 'vitest';
import { headerValue, withoutHeader } from './headers.ts';

const headers = ['Content-Type', 'text/plain', 'x-a', '1', 'X-A', '2'];

it('finds the first field of a name, whatever its case', () => {
  expect(headerValue(headers, 'content-type')).toBe('text/plain');
  expect(headerValue(headers, 'x-a')).toBe('1');
  expect(headerValue(headers, 'x-b')).toBeUndefined();
});

it('removes every field of a name', () => {
  expect(withoutHeader(headers, 'x-a')).toEqual(['Content-Type', 'text/plain']);
  expect(withoutHeader(headers, 'x-b')).toBe(headers);
});
