import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { globalFlags } from '../../src/cli/flags.ts';
import { root, run, temporaryFolder } from './program.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('backworks --version', () => {
  it.each(['--version', '-V'])('%s prints the version and nothing else', async (flag) => {
    expect(await run([flag])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('answers behind a command, too', async () => {
    expect(await run(['-q', '--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('help', () => {
  const pages = [['--help'], ['help'], ...commands.map(({ name }) => [name, '--help'])];

  it.each(pages)('%s %s fits a terminal', async (...words) => {
    const { code, stdout, stderr } = await run(words);
    const lines = stdout.trimEnd().split('\n');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(lines.length).toBeLessThanOrEqual(40);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001B');
    expect(stdout).toContain('Examples:\n');
  });

  it('groups the commands and points to the exit codes', async () => {
    const { stdout } = await run(['--help']);
    for (const text of ['Start:', 'Run:', 'Check:', 'Global options:', 'help exit-codes', 'help options']) {
      expect(stdout).toContain(text);
    }
  });

  it('lists the exit codes', async () => {
    const { stdout } = await run(['help', 'exit-codes']);
    for (const code of [0, 1, 2, 3, 4, 5, 70, 126, 127, 130])
      expect(stdout).toMatch(new RegExp(`^ +${code} {2}\\w`, 'm'));
  });

  it('explains the options of every command', async () => {
    const { code, stdout } = await run(['help', 'options']);
    expect(code).toBe(0);
    for (const { name, summary } of globalFlags) {
      expect(stdout).toContain(`--${name}`);
      expect(stdout).toContain(summary);
    }
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('proposes what may have been meant', async () => {
    expect((await run(['help', 'exit-code'])).stderr).toContain('did you mean exit-codes?');
    expect((await run(['help', 'validat'])).stderr).toContain('did you mean validate?');
    expect((await run(['help', 'xyz'])).stderr).toContain('backworks help exit-codes');
  });

  it('is what backworks alone prints, with init where there is nothing yet', async () => {
    const { code, stdout, stderr } = await run([], { cwd: temporaryFolder() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: backworks');
    expect(stdout).toContain('backworks init my-api');
  });

  it.each([['-v'], ['--json'], ['--quiet']])('is what %s without a command prints', async (flag) => {
    const { code, stdout, stderr } = await run([flag]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: backworks');
  });

  it('of dev says how a broken first file ends it', async () => {
    const { stdout } = await run(['dev', '--help']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('exit with 3 when the first file is broken');
    expect(stdout.replace(/\s+/g, ' ')).toContain('always without a terminal');
  });

  it('does not propose init beside a configuration', async () => {
    const { stdout } = await run([], { cwd: join(root, 'examples/hello-world') });
    expect(stdout).not.toContain('init my-api');
  });
});

describe('a command line that makes no sense', () => {
  it.each([
    [['dve'], 'dev'],
    [['dev', '--prot', '1'], '--port'],
    [['validat'], 'validate'],
    [['--jsn', 'dev'], '--json'],
  ])('%j is answered with %s', async (words, suggestion) => {
    const { code, stdout, stderr } = await run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(suggestion);
    expect(stderr.split('\n').length).toBeLessThanOrEqual(4);
  });

  it.each([
    [['dev', '-c'], '--config <file>'],
    [['dev', '-C', 'nope'], 'name a folder that exists'],
    [['init', 'x', '--name', 'A b'], '--name A-b'],
    [['--', '--help'], 'write options before it'],
    [['dev', '--port', '1', '-p', '2'], 'give --port once'],
    [['start', '--host', '999.1.1.1', '-c', 'examples/hello-world/backworks.yaml'], '--host must be'],
  ])('%j has a hint of its own', async (words, hint) => {
    expect((await run(words)).stderr).toMatch(new RegExp(`^ {2}fix: .*${hint}`, 'm'));
  });

  it('is one line of JSON on stdout for programs', async () => {
    const { code, stdout } = await run(['dev', '--json', '--prot', '1']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'error', code: 'BW8002', hint: expect.any(String) });
  });

  it('is not taken for one of a program when --json is an argument', async () => {
    expect(await run(['--', '--json'])).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([
    [['dev', '--port', '1', '--port', '1']],
    [['start', '-c', 'a.yaml', '--config=b.yaml']],
    [['dev', '--', '--port', '1']],
    [['--', '--help']],
    [['dev', '--port', '70000']],
    [['dev', '--port', 'http']],
    [['start', '--host', '', '-c', 'examples/hello-world/backworks.yaml']],
    [['dev', '--log-format', 'xml']],
    [['dev', '--port']],
    [['init', 'a', 'b']],
    [['help', 'nothing']],
    [['dev', '-C', 'no/such/folder']],
  ])('%j ends with 2 and leaves stdout empty', async (words) => {
    const { code, stdout, stderr } = await run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error\[BW8\d{3}\]: .+\n {2}fix: .+\n$/);
  });
});
