import { describe, expect, it } from 'vitest';
import { formatHttpDate, parseHttpDate } from './http-date.ts';

const DATE = Date.UTC(1994, 10, 6, 8, 49, 37);

describe('a date', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'is read from "%s"',
    (text) => {
      expect(parseHttpDate(text)).toBe(DATE);
    },
  );

  it.each([
    '',
    '0',
    '1994-11-06',
    'yesterday',
    'Sun, 06 Nov 1994 08:49:37',
    'Sun, 06 Nov 1994 08:49:37 UTC',
    'Sun, 06 Nov 1994 08:49:37 +0100',
    'sun, 06 nov 1994 08:49:37 gmt',
    'Sun, 06 Foo 1994 08:49:37 GMT',
    'Sun, 31 Jun 1994 08:49:37 GMT',
    'Sun, 00 Nov 1994 08:49:37 GMT',
    'Sun, 06 Nov 1994 25:49:37 GMT',
    'Sun, 06 Nov 1994 08:61:37 GMT',
    'Sun, 06 Nov 1994 08:49:61 GMT',
    ' Sun, 06 Nov 1994 08:49:37 GMT',
  ])('is not read from "%s"', (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });

  it('takes two digits for a year that is not far in the future', () => {
    const year = new Date().getUTCFullYear();
    const yearOf = (other: number) => {
      const digits = String(other % 100).padStart(2, '0');
      return new Date(parseHttpDate(`Sunday, 06-Nov-${digits} 08:49:37 GMT`) ?? 0).getUTCFullYear();
    };
    expect([yearOf(year), yearOf(year + 50), yearOf(year + 51)]).toEqual([year, year + 50, year - 49]);
  });

  it('is written in the one form that is not obsolete, without parts of a second', () => {
    expect(formatHttpDate(DATE + 999)).toBe('Sun, 06 Nov 1994 08:49:37 GMT');
    expect(parseHttpDate(formatHttpDate(DATE + 999))).toBe(DATE);
  });
});
