import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.ts';
import { globalFlags } from '../../src/cli/flags.ts';
import { lacks } from '../require.ts';
import { cleanEnvironment, program, project, run } from './program.ts';
import { inTerminal, noTerminal } from './terminal.ts';

const FILE = `endpoints:
  GET /users/{id}: { mock: { body: a } }
  POST /users: { mock: { body: a } }
  /files/*: { mock: { body: a } }
  GET /$(touch,owned): { mock: { body: a } }
  GET /\`touch>owned\`: { mock: { body: a } }
`;

/** What a script is told: the values, and the number that says what the shell does besides. */
async function complete(words: readonly string[], cwd = project({})) {
  const { code, stdout, stderr } = await run(['completion', 'complete', '--', ...words], { cwd });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  return { values: lines.slice(0, -1).map((line) => line.split('\t')[0]), directive: lines.at(-1) };
}

describe('the words at the cursor', () => {
  it.each([
    [['v'], ['validate']],
    [['dev', '--on'], ['--once']],
    [['validate', '--for'], ['--format']],
    [['-q', 'start', '--che'], ['--check']],
    [['dev', '--once', '--on'], []],
    [['--', 'v'], ['validate']],
    [['dev', '--', '--on'], []],
    [['exec', 'v'], []],
    [['exec', '--ho'], ['--host']],
    [
      ['--log-format', ''],
      ['pretty', 'json', 'logfmt'],
    ],
    [['start', '--log-format=j'], ['json']],
    [['dev', '--port', ''], []],
    [['dev', '-p', '1', '--log-format', 'l'], ['logfmt']],
    [
      ['init', '--template', ''],
      ['hello', 'proxy', 'static'],
    ],
    [
      ['explain', 'BW200'],
      ['BW2001', 'BW2002', 'BW2003', 'BW2004'],
    ],
    [['docs', 'rou'], ['routing']],
    [
      ['help', 'ex'],
      ['exec', 'explain', 'exit-codes'],
    ],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish', 'powershell'],
    ],
    [['nonsense', ''], commands.map(({ name }) => name)],
  ] as const)('%j can be completed', async (words, values) => {
    const found = await complete(words);
    expect(found.directive).toBe(':4');
    expect(found.values).toEqual(expect.arrayContaining([...values]));
    if (values.length < 3) expect(found.values).toEqual(values);
  });

  it('are every command and every flag', async () => {
    expect((await complete([''])).values).toEqual(commands.map(({ name }) => name));
    for (const { name, flags } of commands) {
      const all = [...flags, ...globalFlags].map((flag) => `--${flag.name}`);
      expect((await complete([name, '--'])).values).toEqual(all);
    }
  });

  it.each([
    [['-c', ''], ':0'],
    [['validate', ''], ':0'],
    [['validate', 'a.yaml', ''], ':0'],
    [['dev', '--config=x'], ':0'],
    [['-C', ''], ':16'],
    [['init', ''], ':16'],
    [['exec', '--', ''], ':0'],
    [['exec', '--', 'npm', '--wat'], ':0'],
  ])('%j are left to the shell, which knows the paths', async (words, directive) => {
    expect(await complete(words)).toEqual({ values: [], directive });
  });

  it('are the endpoints of the configuration', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    expect((await complete(['routes', ''], cwd)).values.toSorted()).toEqual([
      '/files/',
      '/users',
      '/users/{id}',
      'GET',
      'POST',
    ]);
    expect((await complete(['routes', 'post', '/'], cwd)).values).toEqual(['/files/', '/users']);
    const other = project({ 'other.yaml': FILE });
    expect((await complete(['-C', other, 'routes', '-c', 'other.yaml', '/u'], cwd)).values).toHaveLength(2);
  });

  it('are the environments of the configuration, and formats of reports', async () => {
    const text = 'environments: { live: null, "$(touch owned)": null }\nendpoints: {}\n';
    const cwd = project({ 'backworks.yaml': text });
    expect((await complete(['dev', '--env', ''], cwd)).values).toEqual(['live']);
    expect((await complete(['--env', 'l'], cwd)).values).toEqual(['live']);
    expect((await complete(['validate', '--report', 's'], cwd)).values).toEqual(['sarif=']);
  });

  it('are none where there is no configuration, or a broken one', async () => {
    const broken: Record<string, string>[] = [{}, { 'backworks.yaml': 'a: [' }, { 'backworks.yaml': 'a: 1' }];
    for (const files of broken) {
      expect(await complete(['routes', ''], project(files))).toEqual({ values: [], directive: ':4' });
    }
  });
});

describe('completion', () => {
  it.each([
    [[], 'source <(backworks completion bash)'],
    [['tcsh'], 'use one of: bash, zsh, fish, powershell'],
    [['bash', 'x'], 'takes'],
  ])('%j is a mistake', async (words, hint) => {
    const { code, stdout, stderr } = await run(['completion', ...words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });
});

/** A folder with the program under its name, which prints what it was called with unless it is asked to complete. */
function installed(files: Readonly<Record<string, string>> = {}): {
  cwd: string;
  environment: { PATH: string };
} {
  const cwd = project({ 'here.yaml': '', ...files });
  const folder = project({});
  const ask = `if [ "$1" = completion ]; then exec "${process.execPath}" "${program}" "$@"; fi`;
  writeFileSync(join(folder, 'backworks'), `#!/bin/sh\n${ask}\nprintf 'ran <%s>\\n' "$*"\n`);
  chmodSync(join(folder, 'backworks'), 0o755);
  return { cwd, environment: { PATH: `${folder}:${process.env.PATH}` } };
}

const there = (shell: string) => spawnSync(shell, ['--version']).status === 0;

const SHELLS = [
  { shell: 'bash', start: 'bash --norc --noprofile -i', source: 'source <(backworks completion bash)' },
  {
    shell: 'zsh',
    start: 'zsh -f -i',
    source: 'autoload -Uz compinit && compinit -u -D && source <(backworks completion zsh)',
  },
];

for (const { shell, start, source } of SHELLS) {
  describe.skipIf(lacks(shell, there(shell)) || noTerminal)(`the script for ${shell}`, () => {
    it('is read without a word, twice', () => {
      const { cwd, environment } = installed();
      const twice = `${source} && ${source}`;
      const options = { cwd, env: cleanEnvironment(environment), encoding: 'utf8' as const };
      const { status, stdout, stderr } = spawnSync(shell, ['-c', twice], options);
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
    });

    it.each([
      ['backworks v\t', 'validate'],
      ['backworks validate --for\t', 'validate --format'],
      ['backworks validate --format=js\t', 'validate --format=json'],
      ['backworks start --log-format l\t', 'start --log-format logfmt'],
      ['backworks -q validate her\t', '-q validate here.yaml'],
      ['backworks -c her\tvalidate', '-c here.yaml validate'],
      ['backworks routes /users/\t', 'routes /users/{id}'],
      ['backworks "validate" --js\t', 'validate --json'],
    ])('turns %j into backworks %s', async (typed, ran) => {
      const terminal = inTerminal(start, installed({ 'backworks.yaml': FILE }));
      terminal.child.stdin.write(`PS1='$ '; ${source}; echo is''ready\n`);
      await terminal.shows('stdout', 'isready');
      terminal.child.stdin.write(`${typed}\n`);
      await terminal.shows('stdout', /ran <.*>/);
      expect(/ran <(.*?) ?>/.exec(terminal.output.stdout)?.[1]).toBe(ran);
      terminal.child.stdin.write('exit\n');
      await terminal.ended;
    });

    it('runs nothing that is typed but not entered', async () => {
      const place = installed({ 'backworks.yaml': FILE });
      const terminal = inTerminal(start, place);
      terminal.child.stdin.write(`PS1='$ '; ${source}; echo is''ready\n`);
      await terminal.shows('stdout', 'isready');
      const clear = '\u0015';
      terminal.child.stdin.write(`backworks routes $(touch owned) "$(touch owned)" /u\t${clear}`);
      terminal.child.stdin.write(`backworks routes \t${clear}backworks done\n`);
      await terminal.shows('stdout', 'ran <done>');
      expect(readdirSync(place.cwd).sort()).toEqual(['backworks.yaml', 'here.yaml']);
    });
  });
}

describe.skipIf(lacks('fish', there('fish')))('the script for fish', () => {
  it.each([
    ['backworks v', ['validate']],
    ['backworks validate --for', ['--format']],
    ['backworks validate --format=js', ['--format=json']],
    ['backworks -c her', ['here.yaml']],
    ['backworks routes /users/', ['/users/{id}']],
  ])('completes %s', (typed, values) => {
    const { cwd, environment } = installed({ 'backworks.yaml': FILE });
    const line = `backworks completion fish | source; and complete -C '${typed}'`;
    const env = cleanEnvironment({ ...environment, HOME: cwd });
    const { status, stdout, stderr } = spawnSync('fish', ['--no-config', '-c', line], {
      cwd,
      env,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((found) => found.split('\t')[0]),
    ).toEqual(values);
  });
});

describe('the script for powershell', () => {
  it('is printed', async () => {
    const { code, stdout } = await run(['completion', 'powershell']);
    expect(code).toBe(0);
    expect(stdout).toContain("Register-ArgumentCompleter -CommandName 'backworks'");
    expect(stdout).toContain('& backworks completion complete');
  });

  it.skipIf(!there('pwsh'))('is PowerShell', async () => {
    const { stdout } = await run(['completion', 'powershell']);
    const check = '[void][scriptblock]::Create([Console]::In.ReadToEnd())';
    const options = { input: stdout, encoding: 'utf8' as const };
    expect(spawnSync('pwsh', ['-NoProfile', '-Command', check], options)).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});
