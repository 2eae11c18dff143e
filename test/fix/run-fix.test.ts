import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit.ts';
import { jsonFixes } from '../../src/cli/fix/json.ts';
import { type Ask, runFix } from '../../src/cli/fix/run-fix.ts';
import { createScreen } from '../../src/cli/screen.ts';
import type { FlagValues } from '../../src/contracts/command.ts';
import { lacks } from '../require.ts';
import { checkInput, type Workbench, workbench } from './workbench.ts';

const noPatch = lacks('the program patch', spawnSync('patch', ['--version']).status === 0);

const broken = 'nme: shop # mine\nendpoints:\n  GET /a: { moc: { boddy: 1 } }\n';
const mended = 'name: shop # mine\nendpoints:\n  GET /a: { mock: { body: 1 } }\n';

interface Surroundings {
  readonly values?: FlagValues;
  readonly terminal?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ask?: Ask;
  /** What standard input holds, when the configuration comes from there. */
  readonly input?: string;
}

const neverAsked: Ask = () => Promise.reject(new Error('nobody is to be asked'));

/** Runs `--fix` and collects what it shows. */
async function fix(
  bench: Workbench,
  { values = {}, terminal = false, environment = {}, ask, input }: Surroundings = {},
) {
  const shown = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({
    isTTY: terminal,
    write(text: string) {
      shown[name] += text;
    },
  });
  const settings = { environment, color: undefined, agent: 'no', input: true } as const;
  const streams = { stdin: { isTTY: terminal }, stdout: stream('out'), stderr: stream('err') };
  const screen = { ...(await createScreen(settings, streams)), interactive: terminal };
  const { folder, config, check } = bench;
  const place =
    input === undefined
      ? { check, configs: [config] }
      : { check: checkInput(input, folder), configs: ['-'], standardInput: { name: '-', text: input } };
  const run = runFix({ ...place, cwd: folder, call: { values, screen }, ask: ask ?? neverAsked });
  return { shown, outcome: run };
}

describe('without a terminal', () => {
  it('mends the file and says what it did', async () => {
    const bench = workbench({ 'backworks.yaml': broken });
    const { shown, outcome } = await fix(bench);
    const { end, written, report } = await outcome;
    expect({ end, written, diagnostics: report.diagnostics }).toEqual({
      end: 'written',
      written: ['backworks.yaml'],
      diagnostics: [],
    });
    expect(readFileSync(bench.config, 'utf8')).toBe(mended);
    expect(shown.out).toBe('');
    const lines = shown.err.split('\n');
    expect(lines.slice(0, 9)).toEqual([
      '--- backworks.yaml',
      '+++ backworks.yaml',
      '@@ -1,3 +1,3 @@',
      '-nme: shop # mine',
      '+name: shop # mine',
      ' endpoints:',
      '-  GET /a: { moc: { boddy: 1 } }',
      '+  GET /a: { mock: { body: 1 } }',
      '',
    ]);
    expect(lines.slice(9)).toEqual([
      'fixed 3 mistakes in backworks.yaml',
      expect.stringMatching(/^ {2}BW2001 {2}backworks\.yaml:1:1 {2}.*`name`/),
      expect.stringMatching(/^ {2}BW2001 {2}backworks\.yaml:3:13 {2}.*`mock`/),
      expect.stringMatching(/^ {2}BW2001 {2}backworks\.yaml:3:20 {2}.*`body`/),
      '',
    ]);
  });

  it('writes nothing when there is nothing to mend', async () => {
    const bench = workbench({ 'backworks.yaml': mended });
    const before = statSync(bench.config).ino;
    const { shown, outcome } = await fix(bench);
    expect(await outcome).toMatchObject({ end: 'nothing', written: [] });
    expect(shown).toEqual({ out: '', err: 'nothing to fix\n' });
    expect(statSync(bench.config).ino).toBe(before);
  });

  it('leaves a choice to a person and says so', async () => {
    const bench = workbench({ 'backworks.yaml': 'server: { timeout: 500 }\nendpoints: {}\n' });
    const { shown, outcome } = await fix(bench);
    expect((await outcome).fixes.left).toMatchObject([{ why: 'choice', diagnostic: { code: 'BW2007' } }]);
    expect(shown.err).toContain(
      'left 1 mistake: there are several fixes, choose one yourself\n  BW2007  backworks.yaml:1:20  ',
    );
  });

  it('is silent with --quiet, and with --json, whose document has it all', async () => {
    for (const values of [{ quiet: true }, { json: true }]) {
      const bench = workbench({ 'backworks.yaml': broken });
      const { shown, outcome } = await fix(bench, { values });
      const document = jsonFixes(await outcome);
      expect(shown).toEqual({ out: '', err: '' });
      expect(document).toMatchObject({ end: 'written', written: ['backworks.yaml'], left: [] });
      expect(document.fixed[0]).toEqual({
        code: 'BW2001',
        message: 'unknown key `nme`',
        file: 'backworks.yaml',
        range: { start: { line: 1, column: 1 }, end: { line: 1, column: 4 } },
        text: expect.stringContaining('`name`'),
      });
      expect(document.diff).toContain('\n+name: shop # mine\n');
      expect(readFileSync(bench.config, 'utf8')).toBe(mended);
    }
  });
});

describe('at a terminal', () => {
  it('asks once, when the diff is shown and nothing is written yet', async () => {
    const bench = workbench({ 'backworks.yaml': broken });
    const questions: string[] = [];
    const { shown, outcome } = await fix(bench, {
      terminal: true,
      ask: async (question) => {
        questions.push(question);
        expect(readFileSync(bench.config, 'utf8')).toBe(broken);
        expect(shown.err).toContain('+name: shop # mine');
        return true;
      },
    });
    expect((await outcome).end).toBe('written');
    expect(questions).toEqual(['Write these 3 fixes into backworks.yaml?']);
    expect(readFileSync(bench.config, 'utf8')).toBe(mended);
  });

  it.each([
    [false, 'declined'],
    [undefined, 'interrupted'],
  ])('writes nothing when the answer is %s, and reports what stands', async (answer, end) => {
    const bench = workbench({ 'backworks.yaml': broken });
    const { shown, outcome } = await fix(bench, { terminal: true, ask: async () => answer });
    const ended = await outcome;
    expect(ended).toMatchObject({ end, written: [] });
    expect(ended.report.diagnostics).toHaveLength(3);
    expect(readFileSync(bench.config, 'utf8')).toBe(broken);
    expect(shown.err).toContain('nothing was written; it would have fixed 3 mistakes in backworks.yaml\n');
  });

  it('asks nothing with --yes, and nothing when there is nothing to write', async () => {
    const bench = workbench({ 'backworks.yaml': broken });
    await (await fix(bench, { terminal: true, values: { yes: true } })).outcome;
    expect(readFileSync(bench.config, 'utf8')).toBe(mended);
    expect(await (await fix(bench, { terminal: true })).outcome).toMatchObject({ end: 'nothing' });
  });

  it('has the diff in colour where there is one, and never what a terminal would obey', async () => {
    const text = 'nme: "\u009B2J"\nendpoints: {}\n';
    const painted = await fix(workbench({ 'backworks.yaml': text }), {
      terminal: true,
      ask: async () => true,
    });
    await painted.outcome;
    expect(painted.shown.err).toContain('\u001B[32m+name: "\\x9b2J"\u001B[39m\n');
    const plain = await fix(workbench({ 'backworks.yaml': text }), {
      terminal: true,
      ask: async () => true,
      environment: { NO_COLOR: '1' },
    });
    await plain.outcome;
    expect(plain.shown.err).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it('keeps what somebody saves while the question stands', async () => {
    const bench = workbench({ 'backworks.yaml': broken });
    const { outcome } = await fix(bench, {
      terminal: true,
      ask: async () => {
        writeFileSync(`${bench.config}~`, 'name: mine\nendpoints: {}\n');
        renameSync(`${bench.config}~`, bench.config);
        return true;
      },
    });
    const error = await outcome.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'BW7006', message: expect.stringContaining('nothing was written') });
    expect(exitCodeOf(error)).toBe(4);
    expect(readFileSync(bench.config, 'utf8')).toBe('name: mine\nendpoints: {}\n');
    expect(readdirSync(bench.folder).sort()).toEqual(['backworks.yaml', 'present.txt']);
  });
});

describe('with --dry-run', () => {
  it.skipIf(noPatch)('prints the diff, as patch takes it, and writes nothing', async () => {
    const bench = workbench({ 'backworks.yaml': `\uFEFF${broken.replaceAll('\n', '\r\n')}` });
    const { shown, outcome } = await fix(bench, { values: { 'dry-run': true, yes: true } });
    const { end, report } = await outcome;
    expect({ end, found: report.diagnostics.length }).toEqual({ end: 'shown', found: 0 });
    expect(readFileSync(bench.config, 'utf8')).toBe(`\uFEFF${broken.replaceAll('\n', '\r\n')}`);
    spawnSync('patch', ['--binary', '-p0'], { cwd: bench.folder, input: shown.out });
    expect(readFileSync(bench.config, 'utf8')).toBe(`\uFEFF${mended.replaceAll('\n', '\r\n')}`);
  });

  it('prints nothing when there is nothing to mend', async () => {
    const { shown, outcome } = await fix(workbench({ 'backworks.yaml': mended }), {
      values: { 'dry-run': true },
    });
    expect((await outcome).end).toBe('nothing');
    expect(shown.out).toBe('');
  });
});

describe('standard input', () => {
  it('is mended onto standard output, with its mark, and the diff stays beside it', async () => {
    const input = `\uFEFF${broken.replaceAll('\n', '\r\n')}`;
    const { shown, outcome } = await fix(workbench({}), { input });
    expect(await outcome).toMatchObject({ end: 'printed', written: [], report: { diagnostics: [] } });
    expect(shown.out).toBe(`\uFEFF${mended.replaceAll('\n', '\r\n')}`);
    expect(shown.err).toMatch(/^--- -\n\+\+\+ -\n/);
  });

  it('passes through unchanged when there is nothing to mend', async () => {
    const { shown, outcome } = await fix(workbench({}), { input: 'endpoints: []' });
    expect((await outcome).end).toBe('printed');
    expect(shown).toEqual({
      out: 'endpoints: []',
      err: 'no mistake has a fix that can be made without asking\n',
    });
  });

  it('is in the document with --json, and only as a diff with --dry-run', async () => {
    const json = await fix(workbench({}), { input: broken, values: { json: true } });
    expect(jsonFixes(await json.outcome).output).toBe(mended);
    expect(json.shown).toEqual({ out: '', err: '' });
    const dry = await fix(workbench({}), { input: broken, values: { 'dry-run': true } });
    expect((await dry.outcome).end).toBe('shown');
    expect(dry.shown.out).toMatch(/^--- -\n/);
  });
});

describe('files', () => {
  it('that are links stay links, and what they name is written with its mode', async () => {
    const bench = workbench({ 'kept/real.yaml': broken });
    chmodSync(join(bench.folder, 'kept/real.yaml'), 0o640);
    symlinkSync('kept/real.yaml', bench.config);
    expect(await (await fix(bench)).outcome).toMatchObject({ end: 'written', written: ['backworks.yaml'] });
    expect(lstatSync(bench.config).isSymbolicLink()).toBe(true);
    expect(readlinkSync(bench.config)).toBe('kept/real.yaml');
    expect(readFileSync(join(bench.folder, 'kept/real.yaml'), 'utf8')).toBe(mended);
    expect(statSync(join(bench.folder, 'kept/real.yaml')).mode & 0o777).toBe(0o640);
  });

  it('that are included are mended with it, those above its folder are only shown', async () => {
    const part = 'endpoints:\n  GET /b: { moc: {} }\n';
    const bench = workbench(
      {
        'api/backworks.yaml': `nme: shop\nextends: ../base.yaml\ninclude: parts/*.yaml\n`,
        'api/parts/b.yaml': part,
        'base.yaml': 'descripton: all\nendpoints: {}\n',
      },
      'api/backworks.yaml',
    );
    const { shown, outcome } = await fix(bench);
    expect((await outcome).written.toSorted()).toEqual(['api/backworks.yaml', 'api/parts/b.yaml']);
    expect(readFileSync(join(bench.folder, 'api/parts/b.yaml'), 'utf8')).toBe(part.replace('moc', 'mock'));
    expect(readFileSync(join(bench.folder, 'base.yaml'), 'utf8')).toContain('descripton');
    expect(shown.err).toContain('not below the folder of the configuration\n  BW2001  base.yaml:1:1  ');
  });

  it('that are JSON stay JSON', async () => {
    const bench = workbench({ 'backworks.json': '{ "nme": "shop", "server": null }' }, 'backworks.json');
    const { shown, outcome } = await fix(bench);
    expect((await outcome).end).toBe('written');
    expect(readFileSync(bench.config, 'utf8')).toBe('{ "name": "shop", "server": {} }');
    expect(shown.err).toContain(
      'left 1 mistake: what is proposed may not be what you mean, so it is yours to decide\n  BW2002  ',
    );
  });

  it('that cannot be written end with 4 and stay as they are', async () => {
    const bench = workbench({ 'backworks.yaml': broken });
    // A folder takes the file's place between the check and the writing.
    const { outcome } = await fix(bench, {
      terminal: true,
      ask: async () => {
        renameSync(bench.config, `${bench.config}.mine`);
        mkdirSync(bench.config);
        return true;
      },
    });
    const error = await outcome.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'BW7005',
      message: expect.stringContaining('a folder is in its place'),
    });
    expect(exitCodeOf(error)).toBe(4);
    expect(readFileSync(`${bench.config}.mine`, 'utf8')).toBe(broken);
    expect(readdirSync(bench.folder)).toHaveLength(3);
  });
});
