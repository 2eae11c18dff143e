import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createProject, type Project } from './project.ts';

const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.remove();
});

function project(files: Readonly<Record<string, string>>): Project {
  const made = createProject(files);
  projects.push(made);
  return made;
}

const CONFIG = 'vars: { a: "${A}", b: "${B:-none}" }\nendpoints: {}\n';

describe('.env files', () => {
  it('are read in their order, and the process wins over all of them', async () => {
    const made = project({
      'backworks.yaml': `environments: { production: null }\n${CONFIG}`,
      '.env': 'A=env\nB=env\n',
      '.env.local': 'A=local\n',
      '.env.production': 'A=production\n',
      '.env.production.local': 'A=production-local\n',
    });
    const varsOf = async (...given: Parameters<Project['resolve']>) => (await made.resolve(...given)).vars;
    expect(await varsOf()).toEqual({ a: 'local', b: 'env' });
    expect(await varsOf({ env: 'production' })).toEqual({ a: 'production-local', b: 'env' });
    expect(await varsOf({ environment: { A: 'process' } })).toEqual({ a: 'process', b: 'env' });
    expect(await varsOf({ environment: { A: '' } })).toEqual({ a: '', b: 'env' });
  });

  it('make an environment that the configuration does not name', async () => {
    const made = project({ 'backworks.yaml': CONFIG, '.env.staging': 'A=staging\n' });
    expect((await made.resolve({ env: 'staging' })).vars).toMatchObject({ a: 'staging' });
  });

  it('may have quotes, comments, several lines, exports and Windows line ends', async () => {
    const made = project({
      'backworks.yaml': 'vars: { a: "${A}", b: "${B}", c: "${C}", d: "${D}" }\nendpoints: {}\n',
      '.env': '# first\r\nexport A="a # b" # c\r\nB=\'$HOME\'\r\n\r\nC="one\r\ntwo=2"\r\nD=plain # c\r\n',
    });
    expect((await made.resolve()).vars).toEqual({ a: 'a # b', b: '$HOME', c: 'one\ntwo=2', d: 'plain' });
    expect(await made.found()).toEqual([]);
  });

  it('are not expressions: what they hold is text', async () => {
    const made = project({
      'backworks.yaml': 'endpoints:\n  GET /a: { mock: { body: "${A}" } }\n',
      '.env': "A='${1 + 1}'\n",
    });
    expect((await made.resolve()).endpoints[0]?.blocks.mock).toEqual({ body: '$${1 + 1}' });
  });

  it('with a line that sets nothing warn, with its place', async () => {
    const made = project({ 'backworks.yaml': CONFIG, '.env': 'A=1\nnonsense here\n' });
    const { config, diagnostics } = await made.load();
    expect(config?.vars).toMatchObject({ a: '1' });
    expect(diagnostics).toMatchObject([
      { code: 'BW5005', severity: 'warning', file: '.env', range: { start: { line: 2, column: 1 } } },
    ]);
  });

  it('that cannot be read are named', async () => {
    const made = project({ 'backworks.yaml': CONFIG, '.env/x': '' });
    expect(await made.found({ environment: { A: '1' } })).toEqual(['BW1003 .env:1:1']);
  });

  it('are on the watch list before they exist', async () => {
    const made = project({ 'backworks.yaml': CONFIG });
    const { files } = await made.load({ env: 'dev' });
    const names = ['.env', '.env.local', '.env.dev', '.env.dev.local', '.env.example'];
    expect(files).toEqual(expect.arrayContaining(names.map((name) => join(made.folder, name))));
  });

  it('keep their values out of every message', async () => {
    const made = project({
      'backworks.yaml': 'server: { port: "${PORT}" }\nendpoints:\n  GET /a: { mock: { file: "./${A}" } }\n',
      '.env': 'A=hunter2\nPORT=hunter3\n',
    });
    const { diagnostics } = await made.load();
    expect(diagnostics.map(({ code }) => code)).toEqual(['BW5002', 'BW3011']);
    expect(JSON.stringify(diagnostics)).not.toMatch(/hunter[23]/);
  });
});

describe('.env.example', () => {
  it('tells how to set what is missing', async () => {
    const made = project({ 'backworks.yaml': CONFIG, '.env.example': 'A=\n' });
    const { diagnostics } = await made.load();
    expect(diagnostics).toMatchObject([
      {
        code: 'BW5001',
        file: 'backworks.yaml',
        range: { start: { line: 1, column: 13 } },
        hint: '.env.example has it: copy its line into .env',
      },
    ]);
  });

  it('that lacks a variable which must be set is mentioned', async () => {
    const made = project({ 'backworks.yaml': CONFIG, '.env.example': '# nothing\n', '.env': 'A=1\n' });
    const { config, diagnostics } = await made.load();
    expect(config).toBeDefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'BW5007',
        severity: 'warning',
        file: 'backworks.yaml',
        range: { start: { line: 1, column: 13 } },
      },
    ]);
  });

  it('lists all that is not set', async () => {
    const made = project({
      'backworks.yaml': 'endpoints: {}\n',
      '.env.example': 'A=1\nB=2\nC=3\n',
      '.env': 'B=\n',
    });
    const { diagnostics } = await made.load();
    expect(diagnostics.map(({ message }) => message)).toEqual(['2 variables are not set: A, C']);
  });

  it('says nothing when all is set', async () => {
    const made = project({ 'backworks.yaml': CONFIG, '.env.example': 'A=\nB=\n' });
    expect(await made.found({ environment: { A: '1', B: '2' } })).toEqual([]);
  });
});

describe('values', () => {
  it('are shown by no report, whatever is wrong with their lines', async () => {
    const made = project({
      'backworks.yaml': CONFIG,
      '.env': 'A=hunter1\nDB PASS=hunter2\n-----BEGIN KEY-----\nB="hunter3\nC=hunter4#hunter5\n',
    });
    const { diagnostics, sources } = await made.load();
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['BW5005', 'this line sets no variable'],
      ['BW5005', 'this line sets no variable'],
      ['BW5005', 'the value of B begins with a quote that is never closed'],
      ['BW5005', 'the value of C ends at its #: put it in quotes'],
    ]);
    expect(sources.get('.env')).toBe('A=***\n***\n***\nB=***\nC=***\n');
    expect(JSON.stringify(diagnostics)).not.toMatch(/hunter|BEGIN/);
  });

  it('of the wrong type are named with the line that sets them', async () => {
    const made = project({
      'backworks.yaml': 'server: { port: "${PORT}" }\nendpoints: {}\n',
      '.env': '\nPORT=abc\n',
    });
    const { diagnostics } = await made.load();
    expect(diagnostics[0]?.message).toBe('PORT (.env:2) must be a whole number');
  });

  it('that are set under another name are guessed', async () => {
    const made = project({
      'backworks.yaml': 'vars: { a: "${API_KEY}" }\nendpoints: {}\n',
      '.env': 'API_KEI=1\n',
    });
    const { diagnostics } = await made.load();
    expect(diagnostics[0]?.hint).toBe('did you mean `API_KEI`, which .env:1 sets?');
  });

  it('of other environments are read from their own files', async () => {
    const made = project({
      'backworks.yaml':
        'server: { port: "${PORT:-4000}" }\nenvironments: { live: { name: live } }\nendpoints: {}\n',
      '.env.live': 'PORT=abc\n',
    });
    expect(await made.found()).toEqual([]);
    expect(await made.found({ everyEnvironment: true })).toEqual(['BW5002 backworks.yaml:1:18']);
  });
});
