import { describe, expect, it } from 'vitest';
import { parseList } from '../support/structured-fields.ts';

describe('a list of structured fields', () => {
  it.each([
    // Examples of draft-ietf-httpapi-ratelimit-headers-11, sections 3 and 4.
    [
      '"permin";q=50;w=60,"perhr";q=1000;w=3600',
      [
        { value: 'permin', parameters: { q: 50, w: 60 } },
        { value: 'perhr', parameters: { q: 1000, w: 3600 } },
      ],
    ],
    ['"default";r=50;t=30', [{ value: 'default', parameters: { r: 50, t: 30 } }]],
    // Cases of github.com/httpwg/structured-field-tests.
    ['', []],
    ['1; a=1', [{ value: 1, parameters: { a: 1 } }]],
    ['"b\\"a\\\\r"', [{ value: 'b"a\\r', parameters: {} }]],
    [
      'sugar, ?1;a',
      [
        { value: { token: 'sugar' }, parameters: {} },
        { value: true, parameters: { a: true } },
      ],
    ],
  ])('reads %s', (text, items) => expect(parseList(text)).toEqual(items));

  it.each(['1,', '1;A=1', '"a', '1 2', 'a=1;', '"\u00e4"', '1.', '?2', '1234567890123456'])(
    'refuses %s',
    (text) => {
      expect(() => parseList(text)).toThrow();
    },
  );
});
