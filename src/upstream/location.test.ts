import { describe, expect, it } from 'vitest';
import { locationForClient } from './location.ts';
import { parseTarget } from './target.ts';

describe('a Location of the target', () => {
  const plain = parseTarget('http://127.0.0.1:9000');
  const based = parseTarget('http://127.0.0.1:9000/v2/');

  it.each([
    // The target, under its own path.
    [plain, '', '', 'http://127.0.0.1:9000/next?a=1#b', '/next?a=1#b'],
    [plain, '', '', 'http://127.0.0.1:9000', '/'],
    [plain, '', '', 'http://127.0.0.1:9000?a=1', '/?a=1'],
    // The same, with prefixes.
    [plain, '/old', '', 'http://127.0.0.1:9000/next', '/old/next'],
    [plain, '/old', '', '/next', '/old/next'],
    [based, '/old', '/v2', 'http://127.0.0.1:9000/v2/next', '/old/next'],
    [based, '', '/v2', '/v2', '/'],
    // Paths nobody here has.
    [based, '', '/v2', 'http://127.0.0.1:9000/login', 'http://127.0.0.1:9000/login'],
    [based, '', '/v2', '/v22/x', '/v22/x'],
    // Other servers.
    [plain, '', '', 'http://127.0.0.1:90001/x', 'http://127.0.0.1:90001/x'],
    [plain, '/old', '', '//elsewhere.test/x', '//elsewhere.test/x'],
    [plain, '/old', '', 'https://127.0.0.1:9000/x', 'https://127.0.0.1:9000/x'],
    [plain, '', '', 'http://127.0.0.1:9000//evil.test/dir/', 'http://127.0.0.1:9000//evil.test/dir/'],
    [plain, '', '', 'http://127.0.0.1:9000/\\evil.test', 'http://127.0.0.1:9000/\\evil.test'],
    [based, '', '/v2', 'http://127.0.0.1:9000/v2//evil.test', 'http://127.0.0.1:9000/v2//evil.test'],
    [plain, '', '', '/\\evil.test', '/\\evil.test'],
    // Relative ones.
    [plain, '/old', '', 'next', 'next'],
    [plain, '/old', '', '../up', '../up'],
  ])('%# leads where the client finds it', (target, strip, add, location, expected) => {
    expect(locationForClient(location, target, { strip, add })).toBe(expected);
  });
});
