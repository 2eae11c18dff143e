import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { LineIndex } from '../../base/lines.ts';
import { type CheckReport, fixSources } from './fix-sources.ts';
import type { Overlay } from './sources.ts';

let folder = '';
let config = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fix-'));
  mkdirSync(join(folder, 'api/deep'), { recursive: true });
  config = join(folder, 'api/backworks.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A word that is a mistake, and what may stand there instead. */
type Rules = Readonly<Record<string, readonly string[]>>;

/** Finds words of a text; the overlay wins over the file, as in a real check. */
function checkWords(rules: Rules, files: readonly string[]) {
  return async (overlay: Overlay): Promise<CheckReport> => {
    const sources = new Map(
      files.map((name) => {
        const path = join(folder, 'api', name);
        return [name, overlay.get(path) ?? readFileSync(path, 'utf8').replace(/^\uFEFF/, '')];
      }),
    );
    return { sources, diagnostics: [...sources].flatMap(([name, text]) => mistakesIn(name, text, rules)) };
  };
}

function mistakesIn(file: string, text: string, rules: Rules): Diagnostic[] {
  const lines = new LineIndex(text);
  return [...text.matchAll(/\w+/g)].flatMap(({ 0: word, index }) => {
    const known = rules[word];
    if (known === undefined) return [];
    const range = { start: lines.positionAt(index), end: lines.positionAt(index + word.length) };
    const suggestions = known.map((replace) => ({ text: `write ${replace}`, range, replace }));
    return [mistake({ file, range, message: `unknown ${word}`, pointer: `/${word}`, suggestions })];
  });
}

function mistake(extra: Partial<Diagnostic>): Diagnostic {
  const start = { line: 1, column: 1 };
  return {
    code: 'BW2001',
    severity: 'error',
    message: 'unknown',
    file: 'backworks.yaml',
    range: { start, end: start },
    pointer: '',
    related: [],
    suggestions: [],
    ...extra,
  };
}

function fix(rules: Rules, files: readonly string[] = ['backworks.yaml']) {
  return fixSources(checkWords(rules, files), { configs: [config], cwd: join(folder, 'api') });
}

/** The text of each changed file. */
function textsOf({ texts }: Awaited<ReturnType<typeof fix>>): Record<string, string> {
  return Object.fromEntries(texts.map(({ source, edited }) => [source.name, edited.text]));
}

describe('mending', () => {
  it('makes every edit that is the only one, and leaves a choice to a person', async () => {
    writeFileSync(config, '# hi\none: two # keep\nthree: 3');
    const report = await fix({ one: ['ONE'], two: ['TWO', 'ZWEI'], three: ['THREE'] });
    expect(textsOf(report)).toEqual({ 'backworks.yaml': '# hi\nONE: two # keep\nTHREE: 3' });
    expect(report.fixed.map(({ text, range }) => [text, range.start])).toEqual([
      ['write ONE', { line: 2, column: 1 }],
      ['write THREE', { line: 3, column: 1 }],
    ]);
    expect(report.left.map(({ diagnostic, why }) => [diagnostic.message, why])).toEqual([
      ['unknown two', 'choice'],
    ]);
    expect(readFileSync(config, 'utf8')).toBe('# hi\none: two # keep\nthree: 3');
  });

  it('goes on with what an edit shows, by places of the file on the disk', async () => {
    writeFileSync(config, 'long: a\nx: a\n');
    const report = await fix({ long: ['b'], b: ['c'], a: ['aaa'] });
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'c: aaa\nx: aaa\n' });
    expect(report.fixed.map(({ range, text }) => [text, range.start.line, range.start.column])).toEqual([
      ['write b', 1, 1],
      ['write aaa', 1, 7],
      ['write aaa', 2, 4],
      ['write c', 1, 1],
    ]);
  });

  it('gives up after ten rounds and says so', async () => {
    writeFileSync(config, 'n0: 1\n');
    const rules = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`n${n}`, [`n${n + 1}`]]));
    const report = await fix(rules);
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'n10: 1\n' });
    expect(report.left.map(({ why }) => why)).toEqual(['rounds']);
  });

  it('changes nothing by edits that mend nothing', async () => {
    writeFileSync(config, 'same: 1\n');
    const report = await fix({ same: ['same'] });
    expect(report).toMatchObject({ texts: [], fixed: [], left: [{ why: 'futile' }] });
  });

  it('makes a round again without an edit after which its mistake is still there', async () => {
    writeFileSync(config, 'bad: 1\none: 2\n');
    const check = checkWords({ one: ['ONE'] }, ['backworks.yaml']);
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
    const stubborn = mistake({ range, message: 'no', suggestions: [{ text: 'add', range, replace: 'x' }] });
    const report = await fixSources(
      async (overlay) => {
        const found = await check(overlay);
        return { ...found, diagnostics: [stubborn, ...found.diagnostics] };
      },
      { configs: [config], cwd: join(folder, 'api') },
    );
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'bad: 1\nONE: 2\n' });
    expect(report.left).toMatchObject([{ why: 'futile', diagnostic: { message: 'no' } }]);
  });

  it('undoes a round that makes the errors more', async () => {
    writeFileSync(config, 'first: 1\nsecond: 2\n');
    const report = await fix({ first: ['good'], second: ['bad bad bad'], bad: [] });
    expect(report).toMatchObject({ texts: [], fixed: [], setback: { before: 2, after: 3 } });
    expect(report.left.map(({ why }) => why)).toEqual(['undone', 'undone']);
  });

  it('does not take for new what a misspelt key hid', async () => {
    writeFileSync(config, 'endpoitns: 1\n');
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 10 } };
    const hidden = ['/endpoints/GET ~1a/mode', '/endpoints/GET ~1a/body'].map((pointer) =>
      mistake({ pointer }),
    );
    const misspelt = mistake({
      range,
      pointer: '/endpoitns',
      message: 'unknown key',
      suggestions: [{ text: 'did you mean', range, replace: 'endpoints' }],
    });
    const report = await fixSources(
      async (overlay) => {
        const text = [...overlay.values()][0] ?? readFileSync(config, 'utf8');
        const diagnostics = text.startsWith('endpoints') ? hidden : [misspelt];
        return { sources: new Map([['backworks.yaml', text]]), diagnostics };
      },
      { configs: [config], cwd: join(folder, 'api') },
    );
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'endpoints: 1\n' });
  });
});

describe('files of a configuration', () => {
  const rules = { one: ['ONE'] };

  it('below its folder are mended, others are not, with the reason', async () => {
    writeFileSync(config, 'one: 1\n');
    writeFileSync(join(folder, 'api/deep/part.yaml'), 'one: 2\n');
    writeFileSync(join(folder, 'base.yaml'), 'one: 3\n');
    mkdirSync(join(folder, 'api/node_modules/base'), { recursive: true });
    writeFileSync(join(folder, 'api/node_modules/base/a.yaml'), 'one: 4\n');
    const names = ['backworks.yaml', 'deep/part.yaml', '../base.yaml', 'node_modules/base/a.yaml'];
    const report = await fix(rules, names);
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'ONE: 1\n', 'deep/part.yaml': 'ONE: 2\n' });
    expect(report.left.map(({ diagnostic, why, detail }) => [diagnostic.file, why, detail])).toEqual([
      ['../base.yaml', 'untouchable', 'it is not below the folder of the configuration'],
      ['node_modules/base/a.yaml', 'untouchable', 'it belongs to an installed package'],
    ]);
  });

  it('that a link leads out to are not mended, but the one the user names is', async () => {
    writeFileSync(join(folder, 'real.yaml'), 'one: 1\n');
    writeFileSync(join(folder, 'base.yaml'), 'one: 2\n');
    symlinkSync('../real.yaml', config);
    symlinkSync('../base.yaml', join(folder, 'api/base.yaml'));
    const report = await fix(rules, ['backworks.yaml', 'base.yaml']);
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'ONE: 1\n' });
    expect(report.texts[0]?.source.path).toBe(join(folder, 'real.yaml'));
    expect(report.left.map(({ diagnostic }) => diagnostic.file)).toEqual(['base.yaml']);
  });

  it('that were found and are links that lead out are not mended', async () => {
    writeFileSync(join(folder, 'real.yaml'), 'one: 1\n');
    symlinkSync('../real.yaml', config);
    const options = { configs: [config], cwd: join(folder, 'api'), discovered: true };
    const report = await fixSources(checkWords(rules, ['backworks.yaml']), options);
    expect(report.texts).toEqual([]);
    expect(report.left).toMatchObject([
      {
        why: 'untouchable',
        detail:
          'it is a link to ../real.yaml, which is not below the folder of the configuration: name it with -c to change that file',
      },
    ]);
  });

  it('that were found and are links inside their folder are mended', async () => {
    writeFileSync(join(folder, 'api/deep/real.yaml'), 'one: 1\n');
    symlinkSync('deep/real.yaml', config);
    const options = { configs: [config], cwd: join(folder, 'api'), discovered: true };
    const report = await fixSources(checkWords(rules, ['backworks.yaml']), options);
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'ONE: 1\n' });
  });

  it('of several configurations are mended together', async () => {
    writeFileSync(config, 'one: 1\n');
    writeFileSync(join(folder, 'other.yaml'), 'one: 2\n');
    const names = ['backworks.yaml', '../other.yaml'];
    const configs = [config, join(folder, 'other.yaml')];
    const report = await fixSources(checkWords(rules, names), { configs, cwd: join(folder, 'api') });
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'ONE: 1\n', '../other.yaml': 'ONE: 2\n' });
  });

  it('that have two names are mended once', async () => {
    writeFileSync(config, 'one: 1\n');
    symlinkSync('backworks.yaml', join(folder, 'api/again.yaml'));
    const report = await fix(rules, ['backworks.yaml', 'again.yaml']);
    expect(textsOf(report)).toEqual({ 'backworks.yaml': 'ONE: 1\n' });
    expect(report.after.diagnostics).toEqual([]);
  });

  it('keep their byte order mark', async () => {
    writeFileSync(config, '\uFEFFone: 1\r\n');
    const { texts } = await fix(rules);
    expect(texts.map(({ source, edited }) => source.mark + edited.text)).toEqual(['\uFEFFONE: 1\r\n']);
  });

  it('that change while they are checked are an error, not a loss', async () => {
    writeFileSync(config, 'one: 1\n');
    const check = checkWords(rules, ['backworks.yaml']);
    const run = fixSources(
      async (overlay) => {
        const report = await check(overlay);
        writeFileSync(config, 'mine: 1\n');
        return report;
      },
      { configs: [config], cwd: join(folder, 'api') },
    );
    await expect(run).rejects.toMatchObject({ code: 'BW7006' });
    expect(readFileSync(config, 'utf8')).toBe('mine: 1\n');
  });
});
