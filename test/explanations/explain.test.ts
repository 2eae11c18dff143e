import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { errors } from '../../src/base/errors.ts';
import { run as explain } from '../../src/cli/commands/explain.ts';
import { explanations } from '../../src/cli/explanations/index.ts';
import { piecesOf } from '../../src/cli/explanations/pieces.ts';
import type { CommandCall } from '../../src/contracts/command.ts';
import { project, root, run, temporaryFolder } from '../cli/program.ts';
import { codes } from './samples.ts';

/** A run of the command without a process around it. */
function callOf(given: readonly string[], write: (text: string) => void): CommandCall {
  const paint = { bold: String, dim: String, red: String, yellow: String, green: String, cyan: String };
  const surface = { tty: false, columns: 80, unicode: true, paint, write };
  return {
    arguments: given,
    values: {},
    cwd: root,
    environment: {},
    screen: { out: surface, err: surface, interactive: false, keys: false },
    onLoss: () => {},
    onCrash: () => {},
    leaveStdout: () => {},
    commands: [],
    help: async () => undefined,
  };
}

describe('backworks explain', () => {
  it('prints title, text, a bad and a good example, the fix and the exit code', async () => {
    const { code, stdout, stderr } = await run(['explain', 'BW2003'], { cwd: temporaryFolder() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^BW2003 {2}unknown value\n\nThe setting takes one word/);
    expect(stdout).toContain(
      '\nbad\n  backworks.yaml:\n    endpoints:\n      GET /users:\n        mode: moc\n',
    );
    expect(stdout).toContain('\ngood\n  backworks.yaml:\n');
    expect(stdout).toMatch(
      /\nfix: Use one .*\nexit code: 3, or 1 from validate \(backworks help exit-codes\)\n$/,
    );
  });

  it('prints the request and its status for a code of an answer', async () => {
    const { stdout } = await run(['explain', 'BW6001']);
    expect(stdout).toContain('  request:\n    GET /user HTTP/1.1\n    Host: 127.0.0.1:4000\n');
    expect(stdout).toContain('\n  answer: 404 Not Found\n');
    expect(stdout).toMatch(/\nHTTP status: 404\n$/);
  });

  it.each(['BW1003', 'BW1012', 'BW2003', 'BW3001'] as const)(
    'says of %s how start and validate end',
    async (code) => {
      const { bad } = explanations[code];
      const files = 'config' in bad ? { 'backworks.yaml': bad.config, ...bad.files } : bad.files;
      const cwd = project(files ?? {});
      const { code: start } = await run(['start', '--check'], { cwd });
      const { code: validate } = await run(['validate'], { cwd });
      const { stdout } = await run(['explain', code]);
      const ends = start === validate ? String(start) : `${start}, or ${validate} from validate`;
      expect(stdout).toContain(`\nexit code: ${ends} (backworks help exit-codes)\n`);
    },
  );

  it.each(['bw2003', '2003', 'Bw2003'])('takes %s for BW2003', async (given) => {
    expect((await run(['explain', given])).stdout).toMatch(/^BW2003 /);
  });

  it.each([
    ['BW2030', 'BW2003'],
    ['2009', 'BW2008'],
    ['BW1000', 'BW1001'],
  ])('answers %s, which does not exist, with %s', async (given, near) => {
    const { code, stdout, stderr } = await run(['explain', given]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^error\\[BW8003\\]: there is no code "${given}"\n {2}fix: .*${near}`));
  });

  it('answers a word that is no code with the list', async () => {
    const { code, stderr } = await run(['explain', 'mode']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/\n {2}fix: backworks explain lists all codes\n$/);
  });

  it('lists every code with its title, by range', async () => {
    const { code, stdout } = await run(['explain']);
    const listed = stdout.match(/^ {2}BW\d{4} {2}.+$/gm) ?? [];
    expect(code).toBe(0);
    expect(listed.map((line) => line.slice(2, 8))).toEqual([...codes].sort());
    expect(stdout).toContain('  BW2003  unknown value\n');
    expect(stdout.match(/^BW\dxxx {2}/gm)).toHaveLength(9);
  });

  it.each([[], ['BW2003']])('%s sends no escapes into a pipe', async (...words) => {
    expect((await run(['explain', ...words])).stdout).not.toContain('\u001B');
  });

  it.each([[], ...codes.map((code) => [code])])('%s fits a terminal', async (...given) => {
    const printed: string[] = [];
    await explain(callOf(given, (text) => void printed.push(text)));
    const lines = printed.join('').split('\n');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it.each(codes)('%s has a good example that is whole', (code) => {
    const texts = piecesOf(explanations[code].good).map(({ text }) => text);
    expect(texts.join('\n')).not.toMatch(/\.\.\. \(\d+ characters\)/);
  });

  it('is one JSON document for programs', async () => {
    const { stdout } = await run(['explain', '6601', '--json']);
    const { text, bad, good } = explanations.BW6601;
    const { title, hint, status } = errors.BW6601;
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      ok: true,
      code: 'BW6601',
      title,
      text,
      hint,
      status,
      bad,
      good,
    });
    const list = JSON.parse((await run(['explain', '--json'])).stdout);
    expect(list.codes).toHaveLength(codes.length);
    expect(list.nextSteps).toEqual([expect.objectContaining({ command: 'backworks explain BW1001' })]);
  });

  it('loads neither the configuration nor the engine', async () => {
    const folder = temporaryFolder();
    await run(['explain', 'BW2003'], { environment: { NODE_V8_COVERAGE: folder } });
    const [file = ''] = readdirSync(folder);
    const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { result: { url: string }[] };
    const own = result.filter(({ url }) => url.startsWith('file:')).map(({ url }) => basename(url));
    expect(own).toEqual(expect.arrayContaining(['explain.js', 'explanations.js']));
    expect(own.filter((name) => /^(?:app|check|expression|template|validate|program)/.test(name))).toEqual(
      [],
    );
    expect(result.filter(({ url }) => url.includes('node_modules'))).toEqual([]);
  });
});
