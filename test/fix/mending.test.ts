import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { unifiedDiff } from '../../src/cli/fix/diff.ts';
import { fixSources } from '../../src/cli/fix/fix-sources.ts';
import { changedText } from '../../src/cli/fix/outcome.ts';
import { brokenFiles } from '../config/broken-files.ts';
import { lacks } from '../require.ts';
import { mend, workbench } from './workbench.ts';

const noPatch = lacks('the program patch', spawnSync('patch', ['--version']).status === 0);

/** A file without a line break has no line endings, and one that begins with a mark has it only there. */
const ordinary = brokenFiles.filter(({ text }) => text.includes('\n') && !text.startsWith('\uFEFF'));

const toCrlf = (text: string) => text.replace(/\r?\n/g, '\r\n');
const withMark = (text: string) => `\uFEFF${text}`;
const withComment = (text: string) => `# 👍 日本: first, \t"quoted" {\n${text}`;

function isSure({ suggestions: [first, second] }: Diagnostic): boolean {
  return first !== undefined && second === undefined && first.guess !== true;
}

describe('a broken file', () => {
  it.each(brokenFiles)(
    'is valid after it was mended, or says what is left: $name',
    async ({ text, mendable }) => {
      const { report } = await mend(text);
      const { before, after, left, setback } = report;
      expect(setback).toBeUndefined();
      expect(left.filter(({ why }) => why !== 'choice' && why !== 'guess')).toEqual([]);
      const isPlain = before.diagnostics.every(isSure);
      if (left.length === 0 && (isPlain || mendable === true)) {
        expect(after.diagnostics).toEqual([]);
        expect(after.config).toBeDefined();
      }
      expect(after.diagnostics.filter(isSure)).toEqual([]);
    },
  );

  it.each(brokenFiles)('stays as it is when it is mended again: $name', async ({ text }) => {
    const once = await mend(text);
    expect((await mend(once.text)).report).toMatchObject({ texts: [], fixed: [] });
  });

  it.each(ordinary)('keeps its comments, line endings and mark: $name', async ({ text }) => {
    const { text: plain } = await mend(text);
    for (const change of [toCrlf, withMark, withComment]) {
      expect((await mend(change(text))).text).toBe(change(plain));
    }
  });

  it.skipIf(noPatch).each(brokenFiles)('becomes the same by the real patch: $name', async ({ text }) => {
    const { config, folder, check } = workbench({ 'backworks.yaml': text, 'folder/.keep': '' });
    const { texts } = await fixSources(check, { configs: [config], cwd: folder });
    const input = unifiedDiff(texts.map(changedText));
    const { status, stdout } = spawnSync('patch', ['--binary', '-p0', '--fuzz=0'], {
      cwd: folder,
      input,
      encoding: 'utf8',
    });
    expect(texts.length === 0 ? input : status, stdout + input).toBe(texts.length === 0 ? '' : 0);
    const wanted = texts.map(({ source, edited }) => source.mark + edited.text);
    expect(readFileSync(config, 'utf8')).toBe(wanted[0] ?? text);
  });
});

/** Without a mistake, with everything an edit must leave alone. */
const GOOD = [
  '# yaml-language-server: $schema=./.backworks/schema.json',
  'name: shop   # 👍 the name',
  'server:',
  '    port: 4000 # four spaces',
  '    max_body: 1mb',
  '    timeout: 30s',
  '',
  'endpoints:   # all of them',
  '  GET /users/{id}:',
  '    description: "日本: \\u00e9"',
  '    mock:',
  '      status: 201',
  "      headers: { x-a: 'it''s', x-b: \"${path.id}\" } # flow",
  '      body: # folded',
  '        - >-',
  '          one',
  '          two ${path.id}',
  '  # between',
  '  POST /orders: { mock: { text: "${query.a} 👍", delay: 250ms } }',
  '# last, without a line break',
].join('\n');

/** Words of the file that can be written wrong in a way that has one fix. */
const WORDS = [
  ['\nserver:', '\nservr:'],
  ['port:', 'prot:'],
  ['max_body:', 'max_bdoy:'],
  ['1mb', '1MB'],
  ['timeout:', 'tiemout:'],
  ['endpoints:', 'endpoitns:'],
  ['GET /users', 'get /users'],
  ['/users/{id}', '/users/:id'],
  ['description:', 'descripton:'],
  ['status: 201', 'stauts: 201'],
  ['headers:', 'heders:'],
  ['two ${path.id}', 'two ${path.idd}'],
  ['${query.a}', '${qury.a}'],
  ['POST /orders: {', 'POST orders: {'],
  ['delay:', 'dealy:'],
] as const;

describe('a good file', () => {
  it('is left alone', async () => {
    expect((await mend(GOOD)).report).toMatchObject({ texts: [], fixed: [], left: [] });
  });

  it.each(WORDS)('is itself again after `%s` was written `%s`', async (right, wrong) => {
    const broken = GOOD.replace(right, wrong);
    expect(broken).not.toBe(GOOD);
    expect((await mend(broken)).text).toBe(GOOD);
  });

  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'is itself again after several words were written wrong: case %i',
    async (seed) => {
      const chosen = WORDS.filter((_, index) => (Math.imul(seed + 1, 2_654_435_761) >>> index) & 1);
      const broken = chosen.reduce((text, [right, wrong]) => text.replace(right, wrong), GOOD);
      const [plain, windows] = await Promise.all([mend(broken), mend(withMark(toCrlf(broken)))]);
      expect(plain.text).toBe(GOOD);
      expect(windows.text).toBe(withMark(toCrlf(GOOD)));
    },
  );
});
