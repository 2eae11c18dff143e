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
  POST /jobs:run: { mock: { body: a } }
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
    [['start', '--log-format=j'], ['--log-format=json']],
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
    [['plugin', 'b'], ['bench']],
    [['plugin', 'bench', '--req'], ['--requests']],
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
      '/jobs:run',
      '/users',
      '/users/{id}',
      'GET',
      'POST',
    ]);
    const posted = (await complete(['routes', 'post', '/'], cwd)).values;
    expect(posted.toSorted()).toEqual(['/files/', '/jobs:run', '/users']);
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

  it('are the plugins of the configuration, where one of them is meant; none of them is loaded', async () => {
    const text =
      'plugins: { audit: { module_path: ./a.js }, other: { module_path: ./a.js } }\nendpoints: {}\n';
    const cwd = project({ 'backworks.yaml': text, 'a.js': "throw new Error('loaded')" });
    expect((await complete(['plugin', 'test', ''], cwd)).values).toEqual(['audit', 'other']);
    expect((await complete(['plugin', 'bench', 'a'], cwd)).values).toEqual(['audit']);
    expect((await complete(['plugin', 'new', ''], cwd)).values).toEqual([]);
    expect((await complete(['plugin', ''], cwd)).values).toEqual(['list', 'new', 'test', 'bench']);
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
  files: string[];
} {
  const cwd = project({
    'here.yaml': '',
    'at 12:30.yaml': '',
    'a:b.yaml': '',
    'folder/inner.yaml': '',
    ...files,
  });
  const folder = project({});
  const ask = `if [ "$1" = completion ]; then exec "${process.execPath}" "${program}" "$@"; fi`;
  for (const name of ['backworks', 'bw']) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${ask}\nprintf 'ran <%s>\\n' "$*"\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const environment = { PATH: `${folder}:${process.env.PATH}` };
  return { cwd, environment, files: readdirSync(cwd) };
}

const there = (shell: string) => spawnSync(shell, ['--version']).status === 0;

const SHELLS = [
  { shell: 'bash', start: 'bash --norc --noprofile -i', source: 'source <(backworks completion bash)' },
  {
    shell: 'zsh',
    start: 'zsh -f -i',
    // The key that zsh comes with expands what is typed before any script is asked, for every command.
    source:
      "autoload -Uz compinit && compinit -u -D && source <(backworks completion zsh) && bindkey '^I' complete-word",
  },
];

/** What is run when it is evaluated. */
const TRAPS = [
  'routes $(touch owned) "$(touch owned)" /u',
  'routes ',
  'validate --format=$(touch owned)',
  'validate --format=$(touch owned)=',
  'validate --config="$(touch owned)',
  'validate $(touch owned)/',
  'validate `touch owned`',
  'validate `touch owned`/',
  'validate --config=${:-$(touch owned)}/',
  "validate $HOME/*(e:'touch owned':)/",
  "$'v\\'$(touch owned)'",
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
      ['backworks routes post /jo\t', 'routes post /jobs:run'],
      ['backworks routes post /jobs:r\t', 'routes post /jobs:run'],
      ['backworks routes post "/jobs:r\t', 'routes post /jobs:run'],
      ['backworks validate a:\t', 'validate a:b.yaml'],
      ['backworks validate at\t', 'validate at 12:30.yaml'],
      ['backworks validate ./her\t', 'validate ./here.yaml'],
      ['backworks validate --config=her\t', 'validate --config=here.yaml'],
      ['backworks validate --config=folder/in\t', 'validate --config=folder/inner.yaml'],
      ['backworks -C fol\tx', '-C folder/x'],
      ['backworks validate at\\ 12:3\t', 'validate at 12:30.yaml'],
      ['backworks validate "at 12:3\t', 'validate at 12:30.yaml'],
      ['bw v\t', 'validate'],
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
      for (const typed of TRAPS) terminal.child.stdin.write(`backworks ${typed}\t${clear}`);
      terminal.child.stdin.write('backworks done\n');
      await terminal.shows('stdout', 'ran <done>');
      expect(readdirSync(place.cwd)).toEqual(place.files);
    });
  });
}

/** What fish proposes for a line, without descriptions. */
function inFish(typed: string, place = installed({ 'backworks.yaml': FILE })): string[] {
  const { cwd, environment } = place;
  const source = 'backworks completion fish | source';
  const env = cleanEnvironment({ ...environment, HOME: cwd, TYPED: typed });
  const words = ['--no-config', '-c', `${source}; and ${source}; and complete -C $TYPED`];
  const { status, stdout, stderr } = spawnSync('fish', words, { cwd, env, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t', 1).join(''));
}

describe.skipIf(lacks('fish', there('fish')))('the script for fish', () => {
  it.each([
    ['backworks v', ['validate']],
    ['backworks validate --for', ['--format']],
    ['backworks validate --format=js', ['--format=json']],
    ['backworks -c her', ['here.yaml']],
    ['backworks validate --config=her', ['--config=here.yaml']],
    ['backworks validate a', ['a:b.yaml', 'at 12:30.yaml']],
    ['backworks validate "at 12', ['at 12:30.yaml']],
    ['backworks -C ', ['folder/']],
    ['backworks routes /users/', ['/users/{id}']],
    ['backworks routes post /jobs:r', ['/jobs:run']],
    ['backworks routes post "/jobs:r', ['/jobs:run']],
    ['backworks "validate" --js', ['--json']],
    ['backworks start --log-format ', ['json', 'logfmt', 'pretty']],
    ['backworks dev --port ', []],
    ['bw v', ['validate']],
    ['./nowhere/backworks v', []],
    ['LANG=C backworks v', ['validate']],
  ])('completes %s', (typed, values) => {
    expect(inFish(typed)).toEqual(values);
  });

  it.each([...TRAPS, 'validate (touch owned)/', 'validate --format=(touch owned)='])(
    'runs nothing of %s',
    (typed) => {
      const place = installed({ 'backworks.yaml': FILE });
      inFish(`backworks ${typed}`, place);
      expect(readdirSync(place.cwd).filter((name) => !place.files.includes(name))).not.toContain('owned');
    },
  );
});

describe('the script for powershell', () => {
  it('evaluates nothing', async () => {
    const { code, stdout } = await run(['completion', 'powershell']);
    expect(code).toBe(0);
    expect(stdout).toContain('Register-ArgumentCompleter -Native -CommandName backworks, bw');
    expect(stdout).not.toMatch(/Invoke-Expression|\biex\b|ExpandString|\[scriptblock\]/i);
  });

  it.skipIf(!there('pwsh'))('completes', () => {
    const { cwd, environment } = installed({ 'backworks.yaml': FILE });
    const line = `backworks completion powershell | Out-String | Invoke-Expression
      foreach ($typed in 'backworks v', 'backworks start --log-format ', 'bw routes /users/', 'backworks v ‘$(touch owned)’ --js') {
        [System.Management.Automation.CommandCompletion]::CompleteInput($typed, $typed.Length, $null).CompletionMatches.CompletionText
      }`;
    const env = cleanEnvironment({ ...environment, HOME: cwd });
    const options = { cwd, env, encoding: 'utf8' as const };
    const { stdout } = spawnSync('pwsh', ['-NoProfile', '-Command', line], options);
    expect(stdout.trim().split(/\s+/)).toEqual(['validate', 'pretty', 'json', 'logfmt', "'/users/{id}'"]);
    expect(readdirSync(cwd)).not.toContain('owned');
  });
});
