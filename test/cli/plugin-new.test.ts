import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/config/yaml.ts';
import { cleanEnvironment, program, project, run, serve } from './program.ts';
import { inTerminal, noTerminal } from './terminal.ts';

const FILE = `# my shop
name: shop # its name

endpoints:
  GET /users/{id}:   # one
    mock: { body: one }
`;

const ENTRY = '  hello: { module_path: ./plugins/hello/index.ts, greeting: hello }\n';

const read = (folder: string, file = 'backworks.yaml') => readFileSync(join(folder, file), 'utf8');

/** Root may write everything. */
const NOBODY = 65_534;

/** Everything in a folder but what we keep for ourselves. */
const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

async function create(cwd: string, ...words: string[]) {
  const { code, stdout, stderr } = await run(['plugin', 'new', ...words], { cwd });
  return { code, stdout, stderr };
}

/** The plugin has a tenth of a second for a call, which is little on a machine under load. */
async function greets(url: string, status: number): Promise<void> {
  const look = async () => {
    const answer = await fetch(url);
    return [answer.status, answer.headers.get('x-hello')];
  };
  await expect.poll(look, { timeout: 10_000 }).toEqual([status, 'hello']);
}

describe('plugin new', () => {
  it('writes a plugin that is clean, works as its curl shows, passes its test and its types', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    const { code, stdout, stderr } = await create(cwd, 'hello', '--yes');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['created', 'plugins/hello/README.md'],
      ['created', 'plugins/hello/index.test.ts'],
      ['created', 'plugins/hello/index.ts'],
      ['created', 'plugins/hello/tsconfig.json'],
      ['created', '.backworks/types', expect.stringMatching(/^\d+ files that editors and tsc read$/)],
      ['changed', 'backworks.yaml'],
      ['next', 'backworks dev'],
      ['try', 'curl -i http://127.0.0.1:4000/users/1'],
      ['shows', 'x-hello: hello'],
      ['test', 'backworks plugin test hello'],
      [''],
    ]);
    expect(read(cwd)).toBe(`${FILE}\nplugins:\n${ENTRY}`);
    expect(read(cwd, '.backworks/.gitignore')).toBe('*\n');
    const checked = await run(['validate', '--json', '--strict'], { cwd });
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, diagnostics: [] });
    const server = await serve(['dev'], { cwd });
    await greets(`${server.url}/users/1`, 200);
    await server.stop();
    const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
    const types = spawnSync(process.execPath, [tsc, '-p', 'plugins/hello'], { cwd, encoding: 'utf8' });
    expect([types.status, types.stdout]).toEqual([0, '']);
    writeFileSync(
      join(cwd, 'plugins/hello/index.ts'),
      read(cwd, 'plugins/hello/index.ts').replace('hooks', 'hoks'),
    );
    const wrong = spawnSync(process.execPath, [tsc, '-p', 'plugins/hello'], { cwd, encoding: 'utf8' });
    expect(wrong.stdout).toContain("'hoks' does not exist in type 'PluginDefinition");
  });

  it('shows what it would do, and does nothing', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    const { code, stdout } = await create(cwd, 'hello', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('  would be created  plugins/hello/index.ts\n');
    expect(stdout).toContain(`+plugins:\n+${ENTRY}`);
    const { stdout: json } = await create(cwd, 'hello', '--dry-run', '--json');
    const document = JSON.parse(json);
    expect(document).toMatchObject({ ok: true, written: false, config: 'backworks.yaml' });
    expect(document.diff).toContain(`+plugins:\n+${ENTRY}`);
    expect(filesIn(cwd)).toEqual(['backworks.yaml']);
  });

  it('does nothing where nobody can say yes, but shows what it would', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    const { code, stdout, stderr } = await create(cwd, 'hello');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`+${ENTRY}`);
    expect(stderr).toContain('fix: backworks plugin new hello --yes');
    expect(JSON.parse((await create(cwd, 'hello', '--json')).stdout)).toMatchObject({
      error: { code: 'BW8004' },
    });
    expect(filesIn(cwd)).toEqual(['backworks.yaml']);
  });

  it('works beside a server that runs, and names its address', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    const server = await serve(['dev'], { cwd });
    const { stdout } = await create(cwd, 'hello', '--yes', '--json');
    expect(JSON.parse(stdout).nextSteps[1].command).toBe(`curl -i ${server.url}/users/1`);
    await server.milestone('reloaded');
    await greets(`${server.url}/none`, 404);
    await server.stop();
  });

  it('works from a folder below, and for a file that is named', async () => {
    const cwd = project({ 'api/shop.yaml': FILE, 'x.md': '' });
    const { code, stdout } = await create(cwd, 'hello', '--yes', '-c', 'api/shop.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain('api/plugins/hello/index.ts\n');
    expect(stdout).toContain('backworks dev -c api/shop.yaml\n');
    expect((await run(['validate', '-c', 'api/shop.yaml'], { cwd })).code).toBe(0);
  });
});

describe('the entry', () => {
  const listed = `plugins:\n  audit: # ours\n    module_path: ./audit.js\n\nendpoints: {}\n`;
  const audit = { 'audit.js': "export default { name: 'audit', version: '1.0.0' };\n" };

  it.each<[string, string, string]>([
    ['stands behind the others', listed, listed.replace('./audit.js\n', `./audit.js\n${ENTRY}`)],
    [
      'stands between braces with the others',
      'plugins: { audit: { module_path: ./audit.js } } # all\nendpoints: {}\n',
      `plugins: { audit: { module_path: ./audit.js }, ${ENTRY.trim()} } # all\nendpoints: {}\n`,
    ],
    [
      'fills braces that are empty',
      'plugins: {}\nendpoints: {}\n',
      `plugins: { ${ENTRY.trim()} }\nendpoints: {}\n`,
    ],
    ['ends a last line without an end', 'endpoints: {}', `endpoints: {}\n\nplugins:\n${ENTRY}`],
    [
      'has the line ends of the file',
      'name: a\r\nendpoints: {}\r\n',
      `name: a\r\nendpoints: {}\r\n\r\nplugins:\r\n${ENTRY.replace('\n', '\r\n')}`,
    ],
    ['keeps a byte order mark', '\uFEFFendpoints: {}\n', `\uFEFFendpoints: {}\n\nplugins:\n${ENTRY}`],
    [
      'goes into a mapping in braces',
      '{ endpoints: {} }\n',
      `{ endpoints: {}, plugins: { ${ENTRY.trim()} } }\n`,
    ],
  ])('%s', async (_name, before, after) => {
    const cwd = project({ ...audit, 'backworks.yaml': before });
    const { code, stderr } = await create(cwd, 'hello', '--yes');
    expect([code, stderr]).toEqual([0, '']);
    expect(read(cwd)).toBe(after);
    expect(parseYaml(after.replace('\uFEFF', '')).problems).toEqual([]);
    expect((await run(['validate'], { cwd })).code).toBe(0);
  });

  it('reaches the file behind a link', async () => {
    const cwd = project({ 'real/shop.yaml': FILE });
    symlinkSync('real/shop.yaml', join(cwd, 'backworks.yaml'));
    expect((await create(cwd, 'hello', '--yes')).code).toBe(0);
    expect(read(cwd, 'real/shop.yaml')).toContain(ENTRY);
  });
});

describe('nothing is written', () => {
  const flow = JSON.stringify({ endpoints: {} });

  it.each<[string, Record<string, string>, string[], number, string]>([
    ['for a name that is none', { 'backworks.yaml': FILE }, ['Hello'], 2, 'backworks plugin new hello'],
    ['for a name that cannot be mended', { 'backworks.yaml': FILE }, ['../7'], 2, 'begin with a letter'],
    ['without a name', { 'backworks.yaml': FILE }, [], 2, 'the plugin has no name'],
    ['without a configuration', {}, ['hello'], 3, 'BW1001'],
    ['into JSON', { 'backworks.json': flow }, ['hello'], 2, 'it is JSON; nothing was written'],
    ['into JSON that is called YAML', { 'backworks.yaml': flow }, ['hello'], 2, 'it is JSON'],
    [
      'into a mapping that stands elsewhere',
      { 'backworks.yaml': 'x-a: &a {}\nplugins: *a\nendpoints: {}\n' },
      ['hello'],
      2,
      'put this below `plugins:` of a YAML file: hello: { module_path:',
    ],
    ['behind the end of a document', { 'backworks.yaml': 'endpoints: {}\n...\n' }, ['hello'], 2, 'BW8007'],
    ['when it is broken', { 'backworks.yaml': 'endpoint: {}\n' }, ['hello'], 3, 'did you mean `endpoints`?'],
    [
      'when the name is taken, be it by one that is off',
      {
        'backworks.yaml': 'plugins: { hello: { module_path: ./a.js, enabled: false } }\nendpoints: {}\n',
        'a.js': '',
      },
      ['hello'],
      2,
      'already lists hello',
    ],
    [
      'when the name is taken in another file',
      {
        'backworks.yaml': 'extends: ./base.yaml\nendpoints: {}\n',
        'base.yaml': 'plugins: { hello: { module_path: ./a.js } }\n',
        'a.js': "export default { name: 'a', version: '1.0.0' };",
      },
      ['hello'],
      2,
      'already lists hello',
    ],
    [
      'when the folder is there',
      { 'backworks.yaml': FILE, 'plugins/hello/x.txt': '' },
      ['hello'],
      2,
      'plugins/hello is already there',
    ],
    [
      'when a file stands where a folder is to be',
      { 'backworks.yaml': FILE, plugins: '' },
      ['hello'],
      4,
      'BW8006',
    ],
  ])('%s', async (_name, files, words, expected, message) => {
    const cwd = project(files);
    const before = filesIn(cwd);
    const { code, stdout, stderr } = await create(cwd, ...words, '--yes');
    expect(stderr).toContain(message);
    expect([code, stdout]).toEqual([expected, '']);
    expect(filesIn(cwd)).toEqual(before);
    for (const [file, text] of Object.entries(files)) expect(read(cwd, file)).toBe(text);
  });

  it('into standard input', async () => {
    const { code, stderr } = await run(['plugin', 'new', 'hello', '-y', '-c', '-'], {
      cwd: project({}),
      input: FILE,
    });
    expect([code, stderr]).toEqual([2, expect.stringContaining('it is standard input')]);
  });

  it('when the file is read-only: what was written before is taken back', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    chmodSync(cwd, 0o777);
    chmodSync(join(cwd, 'backworks.yaml'), 0o444);
    const { status, stderr } = spawnSync(process.execPath, [program, 'plugin', 'new', 'hello', '--yes'], {
      cwd,
      env: cleanEnvironment(),
      encoding: 'utf8',
      ...(process.getuid?.() === 0 ? { uid: NOBODY } : {}),
    });
    expect([status, stderr]).toEqual([4, expect.stringContaining('BW7005')]);
    expect(filesIn(cwd)).toEqual(['backworks.yaml']);
  });

  it.skipIf(noTerminal)('when a person says no; a person who says yes is obeyed', async () => {
    const cwd = project({ 'backworks.yaml': FILE });
    const line = `${process.execPath} ${program} plugin new hello; echo code=$?`;
    const declined = inTerminal(line, { cwd });
    await declined.shows('stdout', 'Write this into backworks.yaml');
    declined.child.stdin.write('n\r');
    await declined.shows('stdout', 'code=0');
    expect(existsSync(join(cwd, 'plugins'))).toBe(false);
    const agreed = inTerminal(line, { cwd });
    await agreed.shows('stdout', 'Write this into backworks.yaml');
    agreed.child.stdin.write('y\r');
    await agreed.shows('stdout', 'code=0');
    expect(read(cwd)).toContain(ENTRY);
  });
});
