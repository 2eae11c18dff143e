import { describe, expect, it } from 'vitest';
import { parseDuration, parseSize } from './units.ts';

describe('durations', () => {
  it.each([
    ['0ms', 0],
    ['250ms', 250],
    ['30s', 30_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['30d', 2_592_000_000],
  ])('%s is %d milliseconds', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['500', '', 's', '1 s', '1S', '-1s', '1e3s', '1ms2s', '5kb'])('refuses %j', (text) => {
    expect(() => parseDuration(text)).toThrow(RangeError);
  });
});

describe('sizes', () => {
  it.each([
    ['10b', 10],
    ['512kb', 524_288],
    ['1mb', 1_048_576],
    ['0.5gb', 536_870_912],
  ])('%s is %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(['1', '1MB', '1m', 'mb', '1tb'])('refuses %j', (text) => {
    expect(() => parseSize(text)).toThrow(RangeError);
  });
});
