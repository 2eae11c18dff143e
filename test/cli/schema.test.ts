import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, root, run } from './program.ts';

const SCHEMA = readFileSync(join(root, 'schema/backworks.schema.json'), 'utf8');
const LINE = '# yaml-language-server: $schema=./.backworks/schema.json';
const FILE = 'endpoints:\n  GET /a:\n    mock: { body: "ü" } # kept\n';

const read = (folder: string, name = 'backworks.yaml') => readFileSync(join(folder, name), 'utf8');

describe('schema', () => {
  it('prints the schema the package ships', async () => {
    const { code, stdout, stderr } = await run(['schema'], { cwd: project({}) });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(SCHEMA);
    expect(stdout.endsWith('}\n')).toBe(true);
  });
});

describe('schema --write', () => {
  it('writes the schema and the first line, once', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    chmodSync(join(cwd, 'backworks.yaml'), 0o640);
    const first = await run(['schema', '--write'], { cwd });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/created {3}.backworks\/schema.json .*\n {2}changed {3}backworks.yaml /);
    expect(read(cwd)).toBe(`${LINE}\n${FILE}`);
    expect(read(cwd, '.backworks/schema.json')).toBe(SCHEMA);
    expect(statSync(join(cwd, '.backworks')).mode & 0o777).toBe(0o700);
    expect(statSync(join(cwd, 'backworks.yaml')).mode & 0o777).toBe(0o640);
    const second = await run(['schema', '--write'], { cwd });
    expect(second.stdout.match(/unchanged/g)).toHaveLength(2);
    expect(read(cwd)).toBe(`${LINE}\n${FILE}`);
    expect(readdirSync(cwd).sort()).toEqual(['.backworks', 'backworks.yaml']);
  });

  it('keeps every other byte', async () => {
    const text = '\uFEFF# yaml-language-server: $schema=./old.json\r\na: "ü"\t\r\n\r\n';
    const cwd = project({ 'backworks.yaml': text });
    expect((await run(['schema', '--write'], { cwd })).code).toBe(0);
    expect(read(cwd)).toBe(text.replace('./old.json', './.backworks/schema.json'));
  });

  it('mends a schema of another version, and replaces a link instead of writing through it', async () => {
    const cwd = project({ 'backworks.yaml': FILE, '.backworks/x': '', 'mine.json': '{}' });
    symlinkSync('../mine.json', join(cwd, '.backworks/schema.json'));
    expect((await run(['schema', '--write'], { cwd })).stdout).toContain('changed   .backworks/schema.json');
    expect(read(cwd, '.backworks/schema.json')).toBe(SCHEMA);
    expect(read(cwd, 'mine.json')).toBe('{}');
  });

  it('writes nothing with --dry-run', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    const { code, stdout } = await run(['schema', '--write', '--dry-run'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('would be created');
    expect(stdout).toContain('would be changed');
    expect(read(cwd)).toBe(FILE);
    expect(readdirSync(cwd)).toEqual(['backworks.yaml']);
  });

  it('says it as one JSON document', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    const { stdout } = await run(['schema', '--write', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      ok: true,
      written: true,
      files: [
        { path: '.backworks/schema.json', action: 'created' },
        { path: 'backworks.yaml', action: 'changed' },
      ],
      nextSteps: [{}],
    });
  });

  it('names the configuration in the next step, too', async () => {
    const cwd = project({ 'api.yaml': FILE });
    const { stdout } = await run(['schema', '--write', '--json', '-c', 'api.yaml'], { cwd });
    expect(JSON.parse(stdout).nextSteps).toMatchObject([{ command: 'backworks validate -c api.yaml' }]);
    expect(await run(['validate', '-c', 'api.yaml'], { cwd })).toMatchObject({ code: 0 });
  });

  it('leaves a configuration in JSON as it is', async () => {
    const cwd = project({ 'backworks.json': '{}\n' });
    expect((await run(['schema', '--write'], { cwd })).stdout).toContain('JSON has no comments');
    expect(read(cwd, 'backworks.json')).toBe('{}\n');
  });

  it.each([
    ['without a configuration', [], {}, 3],
    ['for a file that is missing', ['-c', 'no.yaml'], {}, 3],
    ['for standard input', ['-c', '-'], {}, 2],
    ['for a file that is no UTF-8', [], { 'backworks.yaml': '\u0000\u0000a' }, 3],
  ] as const)('writes nothing %s', async (_, words, files, code) => {
    const cwd = project(files);
    const ended = await run(['schema', '--write', ...words], { cwd });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(readdirSync(cwd)).toEqual(Object.keys(files));
  });

  it('writes nothing when the schema has no place', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    mkdirSync(join(cwd, '.backworks/schema.json'), { recursive: true });
    const { code, stderr } = await run(['schema', '--write'], { cwd });
    expect({ code, stderr }).toMatchObject({ code: 4, stderr: expect.stringContaining('BW8006') });
    expect(read(cwd)).toBe(FILE);
  });

  it('is what --dry-run goes with', async () => {
    expect((await run(['schema', '--dry-run'])).stderr).toContain('fix: add --write');
  });
});
