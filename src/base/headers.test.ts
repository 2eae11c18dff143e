import { expect, it } from 'vitest';
import { changeHeaders, headerValue, withoutHeader } from './headers.ts';

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

it('changes what is spoken of, and leaves the rest as it was', () => {
  const fields = ['X-A', '1', 'x-b', '2', 'X-a', '3'];
  expect(changeHeaders(fields, [['x-a', ['4', '5']]])).toEqual(['x-b', '2', 'x-a', '4', 'x-a', '5']);
  expect(changeHeaders(fields, [['x-a', []]])).toEqual(['x-b', '2']);
  expect(
    changeHeaders(fields, [
      ['x-b', ['6']],
      ['x-a', []],
      ['x-b', ['7']],
    ]),
  ).toEqual(['x-b', '7']);
  expect(changeHeaders(fields, [['x-c', []]])).toBe(fields);
  expect(changeHeaders(fields, [])).toBe(fields);
});

it('looks at every field once, however many changes there are', () => {
  let looks = 0;
  const fields = new Proxy(['x-a', '1', 'x-b', '2'], {
    get(target, key) {
      if (key === '0') looks += 1;
      return Reflect.get(target, key) as unknown;
    },
  });
  const changes = Array.from({ length: 1_000 }, (_, index) => [`x-${index}`, ['1']] as const);
  expect(changeHeaders(fields, changes)).toHaveLength(2_004);
  expect(looks).toBe(1);
});
