import { describe, expect, it } from 'vitest';
import { locate } from './nodes.ts';
import { parseYaml } from './yaml.ts';

const TEXT = `# a file with everything
x-base: &base
  list: &list [1, "two" , three ]   # [not, this]
  text: |2- # header | with a bar
    literal

  empty:
merged:
  <<: [*base, { other: 1 }]
  own: 'q'
alias: *list
0x10: number
~: nothing
'<<': no merge
seq:
  - a: 1
    b:
  -
  - { c, d: }
? explicit
: value
`;

function at(...path: (string | number)[]) {
  const { parsed } = parseYaml(TEXT);
  if (parsed === undefined) throw new Error('the sample is no YAML');
  const { node, key, through, found } = locate(parsed.root, path);
  const read = (span: { start: number; end: number } | undefined) => span && TEXT.slice(span.start, span.end);
  return { value: read(node), key: read(key), through: read(through), found };
}

describe('a place in a file', () => {
  it.each([
    [['x-base', 'list'], '[1, "two" , three ]', 'list', undefined],
    [['x-base', 'list', 1], '"two"', undefined, undefined],
    [['x-base', 'text'], '|2- # header | with a bar\n    literal', 'text', undefined],
    [['x-base', 'empty'], '', 'empty', undefined],
    [['merged', 'own'], "'q'", 'own', undefined],
    [['merged', 'list'], '[1, "two" , three ]', 'list', '<<'],
    [['merged', 'list', 2], 'three', undefined, '<<'],
    [['merged', 'other'], '1', 'other', '<<'],
    [['alias'], '[1, "two" , three ]', 'alias', '*list'],
    [['alias', 0], '1', undefined, '*list'],
    [['16'], 'number', '0x10', undefined],
    [['null'], 'nothing', '~', undefined],
    [['<<'], 'no merge', "'<<'", undefined],
    [['seq', 0, 'b'], '', 'b', undefined],
    [['seq', 1], '', undefined, undefined],
    [['seq', 2], '{ c, d: }', undefined, undefined],
    [['seq', 2, 'c'], '', 'c', undefined],
    [['explicit'], 'value', 'explicit', undefined],
  ])('%j is found', (path, value, key, through) => {
    expect(at(...path)).toEqual({ value, key, through, found: true });
  });

  it('is the last one on the way when the path leads nowhere', () => {
    expect(at('merged', 'own', 'deeper')).toMatchObject({ value: "'q'", key: 'own', found: false });
    expect(at('seq', 9)).toMatchObject({ key: 'seq', found: false });
  });

  it('has a value for every key, as the value itself has', () => {
    const value = parseYaml(TEXT).parsed?.value as Record<string, unknown>;
    for (const key of Object.keys(value)) expect(at(key).found, key).toBe(true);
  });
});
