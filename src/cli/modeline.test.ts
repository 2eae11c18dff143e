import { describe, expect, it } from 'vitest';
import { withModeline } from './modeline.ts';

const LINE = '# yaml-language-server: $schema=./.backworks/schema.json';

describe('the modeline of a configuration', () => {
  it.each([
    ['is put first', 'name: a\n', `${LINE}\nname: a\n`],
    ['is all there is in an empty file', '', `${LINE}\n`],
    ['stands behind the byte order mark', '\uFEFFname: a\n', `\uFEFF${LINE}\nname: a\n`],
    ['ends like the other lines', 'name: a\r\nx: 1\r\n', `${LINE}\r\nname: a\r\nx: 1\r\n`],
    [
      'goes above comments and directives',
      '# mine\n%YAML 1.2\n---\na: 1',
      `${LINE}\n# mine\n%YAML 1.2\n---\na: 1`,
    ],
    ['is mended', '# yaml-language-server: $schema=./old.json\r\na: 1\r\n', `${LINE}\r\na: 1\r\n`],
    [
      'keeps what else it says',
      '#  yaml-language-server : $schema=x.json  # why\na: 1',
      `#  yaml-language-server : $schema=./.backworks/schema.json  # why\na: 1`,
    ],
    [
      'is mended where it stands',
      '\n# mine\n# yaml-language-server: $schema=https://x.org/y\na: 1',
      `\n# mine\n${LINE}\na: 1`,
    ],
    ['may have the short form', '# $schema: x.json\na: 1', '# $schema: ./.backworks/schema.json\na: 1'],
    [
      'is put first when another names no schema',
      '# yaml-language-server: x\na: 1',
      `${LINE}\n# yaml-language-server: x\na: 1`,
    ],
    [
      'counts only above the content',
      `a: 1\n# yaml-language-server: $schema=x\n`,
      `${LINE}\na: 1\n# yaml-language-server: $schema=x\n`,
    ],
    ['stays as it is when it is right', `${LINE}\na: 1`, `${LINE}\na: 1`],
    [
      'may leave out ./',
      '# yaml-language-server: $schema=.backworks/schema.json\na: 1',
      '# yaml-language-server: $schema=.backworks/schema.json\na: 1',
    ],
  ])('%s', (_, before, after) => {
    expect(withModeline(before)).toBe(after);
    expect(withModeline(after)).toBe(after);
  });
});
