import { describe, expect, it } from 'vitest';
import { pathForTarget } from './path.ts';

describe('the path for the target', () => {
  it.each([
    ['/a/b', '', '', '', '/a/b'],
    ['/a%2Fb//c', 'x=%20', '', '', '/a%2Fb//c?x=%20'],
    ['/old/a', '', '/old', '', '/a'],
    ['/old', '', '/old', '', '/'],
    ['/old/', 'q', '/old', '', '/?q'],
    ['/older/a', '', '/old', '', '/older/a'],
    ['/%6fld/a%2F', '', '/old', '', '/a%2F'],
    ['/other/%6f', '', '/old', '', '/other/%6f'],
    ['/a', '', '', '/v2', '/v2/a'],
    ['/old/a', '', '/old', '/v2', '/v2/a'],
  ])('of %s with ?%s, without %s, behind %s, is %s', (path, search, strip, add, expected) => {
    expect(pathForTarget(path, search, { strip, add })).toBe(expected);
  });
});
