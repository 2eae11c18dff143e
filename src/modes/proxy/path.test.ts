import { describe, expect, it } from 'vitest';
import { leadsUpwards, pathForTarget, withoutPrefix } from './path.ts';

describe('the path for the target', () => {
  it.each([
    ['/a/b', '', '', '/a/b'],
    ['/a%2Fb//c', 'x=%20', '', '/a%2Fb//c?x=%20'],
    ['/', 'q', '', '/?q'],
    ['/a', '', '/v2', '/v2/a'],
  ])('of %s with ?%s, behind %s, is %s', (path, search, add, expected) => {
    expect(pathForTarget(path, search, add)).toBe(expected);
  });
});

describe('a path', () => {
  it.each([
    ['/a%2Fb', '', '/a%2Fb'],
    ['/old/a', '/old', '/a'],
    ['/old', '/old', '/'],
    ['/old/', '/old', '/'],
    ['/%6fld/a%2F', '/old', '/a%2F'],
  ])('%s without %s is %s', (path, prefix, expected) => {
    expect(withoutPrefix(path, prefix)).toBe(expected);
  });

  it.each([
    ['/older/a', '/old'],
    ['/other/%6f', '/old'],
    ['/a/old', '/old'],
  ])('%s does not begin with %s', (path, prefix) => {
    expect(withoutPrefix(path, prefix)).toBeUndefined();
  });
});

describe('a path that leads upwards', () => {
  it.each([
    ['/a/..%2fadmin', true],
    ['/a/%2e%2e%2fadmin', true],
    ['/a/x%2f..%2f..%2fadmin', true],
    ['/a/..\\admin', true],
    ['/a/%5c..%5cadmin', true],
    ['/a/..;/admin', true],
    ['/a/v1..v2', false],
    ['/a/x%2e%2ey', false],
    ['/a/...', false],
    ['/a/%2ehidden', false],
  ])('is told apart from others: %s is %s', (path, expected) => {
    expect(leadsUpwards(path)).toBe(expected);
  });
});
