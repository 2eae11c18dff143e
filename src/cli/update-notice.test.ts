import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, releaseOf } from './update-cache.ts';
import { isNewer, takesNode } from './update-notice.ts';

describe('a newer version', () => {
  it.each([
    ['1.2.0', '1.1.9', true],
    ['1.10.0', '1.9.0', true],
    ['2.0.0', '1.9.9', true],
    ['1.1.0', '1.1.0', false],
    ['1.0.9', '1.1.0', false],
    ['1.2.0', '1.2.0-beta.1', true],
    ['1.1.0', '1.2.0-beta.1', false],
  ])('%s after %s: %s', (version, own, newer) => {
    expect(isNewer(version, own)).toBe(newer);
  });

  it.each([
    ['>=20.19', '20.19.0', true],
    ['>=20.19', '20.20.2', true],
    ['>=20.19', '20.18.9', false],
    [' >= v22 ', '24.0.0', true],
    ['>=22.12.0', '20.20.2', false],
    ['^20.19', '20.20.2', false],
    ['>=20 <22', '20.20.2', false],
    ['*', '20.20.2', false],
    ['', '20.20.2', false],
  ])('for Node.js %s is one for %s: %s', (range, node, takes) => {
    expect(takesNode(range, node)).toBe(takes);
  });

  it.each([
    [{ version: '1.2.0', node: '>=20' }, true],
    [{ version: '1.2.0-beta.1', node: '>=20' }, false],
    [{ version: '1.2.0\u001B[2J', node: '>=20' }, false],
    [{ version: '1.2.0' }, false],
    [{ version: 1, node: 2 }, false],
    ['1.2.0', false],
    [null, false],
  ])('is taken from %j: %s', (value, taken) => {
    expect(releaseOf(value) !== undefined).toBe(taken);
  });
});

describe('the cache', () => {
  const absolute = join(homedir(), 'elsewhere');
  const usual = join(homedir(), '.cache', 'backworks');

  it.each([
    [{}, 'linux', usual],
    [{ XDG_CACHE_HOME: absolute }, 'linux', join(absolute, 'backworks')],
    [{ XDG_CACHE_HOME: 'relative' }, 'linux', usual],
    [{ XDG_CACHE_HOME: absolute }, 'win32', usual],
    [{ LOCALAPPDATA: absolute }, 'win32', join(absolute, 'backworks')],
  ] as const)('with %j on %s is %s', (environment, platform, folder) => {
    expect(cacheFolder(environment, platform)).toBe(folder);
  });
});
