import { describe, expect, it } from 'vitest';
import { qualityOf, readChoices } from './quality.ts';

describe('a list of choices', () => {
  it.each<[field: string, name: string, quality: number]>([
    ['gzip', 'gzip', 1],
    ['GZIP', 'gzip', 1],
    ['gzip;q=0.5', 'gzip', 0.5],
    ['gzip ; Q=0.25', 'gzip', 0.25],
    ['br, gzip;q=0', 'gzip', 0],
    ['br;q=1.000, *;q=0.1', 'gzip', 0.1],
    ['gzip;q=0, *', 'gzip', 0],
    ['br', 'gzip', 0],
    ['', 'gzip', 0],
    ['gzip;q=2', 'gzip', 0],
    ['gzip;q=0.1234', 'gzip', 0],
    ['gzip;q=-1', 'gzip', 0],
    ['text/html;level=1;q=0.4, */*', 'text/html', 0.4],
  ])('"%s" wants %s with %f', (field, name, quality) => {
    expect(qualityOf(readChoices(field), name)).toBe(quality);
  });
});
