import { describe, expect, it } from 'vitest';
import type { ModeDescriptor } from '../../contracts/mode.ts';
import { BrokenParts } from '../broken.ts';
import { ConfigDocument } from '../document.ts';
import { parseYaml } from '../yaml.ts';
import { resolveEndpoints } from './endpoints.ts';
import { chooseMode, type ModeChoice } from './modes.ts';

const descriptor = (name: string, controller = false): ModeDescriptor => ({
  name,
  summary: name,
  schema: { type: 'object' },
  controller,
  check: () => [],
  load: () => Promise.reject(new Error('not needed here')),
});

const modes = [
  descriptor('mock'),
  descriptor('proxy'),
  descriptor('hybrid', true),
  descriptor('evolving', true),
];

function choose(endpoint: string, fileMode?: string): ModeChoice {
  const text = `endpoints: { /a: ${endpoint} }\n`;
  const { parsed } = parseYaml(text);
  if (parsed === undefined) throw new Error('the sample is no YAML');
  const document = ConfigDocument.of(text, parsed);
  const broken = new BrokenParts();
  const { endpoints } = resolveEndpoints(document.valueAt(['endpoints']), document);
  const [first] = endpoints;
  if (first === undefined) throw new Error('the sample has no endpoint');
  return chooseMode(first, { modes, fileMode, document, broken });
}

describe('the mode of an endpoint', () => {
  it.each([
    ['the only block', '{ proxy: {} }', undefined, 'proxy'],
    ['the only block, whatever the file says', '{ proxy: {} }', 'mock', 'proxy'],
    ['the one `mode:` names', '{ mode: proxy, mock: {}, proxy: {} }', 'mock', 'proxy'],
    [
      'the one `mode:` names, although there is a controller',
      '{ mode: proxy, hybrid: {}, proxy: {} }',
      undefined,
      'proxy',
    ],
    ['the controller', '{ mock: {}, hybrid: {}, proxy: {} }', 'mock', 'hybrid'],
    ["the file's", '{ mock: {}, proxy: {} }', 'proxy', 'proxy'],
    ["the file's, of two controllers", '{ evolving: {}, hybrid: {} }', 'evolving', 'evolving'],
  ])('is %s', (_name, endpoint, fileMode, expected) => {
    expect(choose(endpoint, fileMode)).toEqual({ mode: expected, problems: [] });
  });

  it.each([
    ['no block', '{ description: x }', undefined, 'BW3008', 'mock: {}'],
    ['several blocks', '{ mock: {}, proxy: {} }', undefined, 'BW3009', 'mode: mock'],
    ["several blocks, none of them the file's", '{ mock: {}, proxy: {} }', 'hybrid', 'BW3009', 'mode: mock'],
    ['two controllers', '{ evolving: {}, hybrid: {} }', 'mock', 'BW3009', 'mode: hybrid'],
    ['a mode without its block', '{ mode: proxy, mock: {} }', undefined, 'BW3010', 'mock'],
    ['a mode without any block', '{ mode: proxy }', undefined, 'BW3010', 'proxy: {}'],
  ])('cannot be told from %s', (_name, endpoint, fileMode, code, fix) => {
    const { mode, problems } = choose(endpoint, fileMode);
    expect(mode).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0]?.edits?.[0]?.replace).toContain(fix);
  });
});
