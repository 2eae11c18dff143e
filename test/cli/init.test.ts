import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { project, root, run, serve, temporaryFolder } from './program.ts';

/** Every file below a folder with its text. */
function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** A server that says what it was asked. */
async function realApi(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => response.end(`real ${request.method} ${request.url}`));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('init', () => {
  it('writes a project that passes validate and answers under dev', async () => {
    const folder = temporaryFolder();
    const made = await run(['init', 'shop'], { cwd: folder });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(Object.keys(snapshot(join(folder, 'shop')))).toEqual([
      '.backworks/.gitignore',
      '.backworks/schema.json',
      '.gitignore',
      'AGENTS.md',
      'README.md',
      'backworks.yaml',
    ]);
    const checked = await run(['validate', '--json'], { cwd: join(folder, 'shop') });
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, diagnostics: [] });
    const server = await serve(['dev'], { cwd: join(folder, 'shop') });
    const answer = await fetch(`${server.url}/hello/Ada`);
    expect(await answer.json()).toEqual({ message: 'Hello, Ada!' });
    await server.stop();
  });

  it('writes a project of files that passes validate and answers under dev', async () => {
    const folder = temporaryFolder();
    const made = await run(['init', 'site', '--template', 'static'], { cwd: folder });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('curl http://127.0.0.1:4000/index.html\n');
    const server = await serve(['dev'], { cwd: join(folder, 'site') });
    const page = await (await fetch(`${server.url}/`)).text();
    expect(page).toContain('<h1>site</h1>');
    for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect((await fetch(`${server.url}${path}`)).status).toBe(200);
    }
    const answer = await fetch(`${server.url}/api/hello/Ada`);
    expect(await answer.json()).toEqual({ message: 'Hello, Ada!' });
    await server.stop();
  });

  it('writes a project before a real API: one route is answered here, all others there', async () => {
    const folder = temporaryFolder();
    const made = await run(['init', 'gate', '--template', 'proxy'], { cwd: folder });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toContain('curl http://127.0.0.1:4000/hello/Ada\n');
    const cwd = join(folder, 'gate');
    const checked = await run(['validate', '--json'], { cwd });
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, diagnostics: [] });
    const real = await realApi();
    const server = await serve(['dev'], { cwd, environment: { TARGET_URL: real.url } });
    const text = async (path: string) => (await fetch(server.url + path)).text();
    expect(await text('/hello/Ada')).toBe('{"message":"Hello, Ada!"}');
    expect(await text('/hello/Ada/more?a=1')).toBe('real GET /hello/Ada/more?a=1');
    expect(await text('/')).toBe('real GET /');
    await real.close();
    const answer = await fetch(`${server.url}/`);
    expect(answer.status).toBe(502);
    expect(await answer.json()).toMatchObject({ code: 'BW6040', target: real.url });
    expect(await text('/hello/Ada')).toBe('{"message":"Hello, Ada!"}');
    await server.stop();
    expect(server.output.stderr).toContain(real.url);
  });

  it('says what was created, what is next and what to try', async () => {
    const { stdout } = await run(['init', 'shop'], { cwd: temporaryFolder() });
    expect(stdout).toContain(`created  ${join('shop', 'backworks.yaml')}\n`);
    expect(stdout).toContain('next     cd shop && backworks dev\n');
    expect(stdout).toMatch(/try {6}curl http/);
    expect(stdout).not.toContain('\u001B');
  });

  it('names a folder with spaces so that a shell takes it', async () => {
    const { stdout } = await run(['init', "Ada's shop"], { cwd: temporaryFolder() });
    expect(stdout).toContain("next     cd 'Ada'\\''s shop' && backworks dev\n");
  });

  it('proposes the same call as dev', async () => {
    const folder = temporaryFolder();
    const { stdout } = await run(['init', 'shop'], { cwd: folder });
    const path = /try +curl http:\/\/[^/]+(\S+)/.exec(stdout)?.[1];
    const server = await serve(['dev'], { cwd: join(folder, 'shop') });
    await server.shows('stderr', `curl ${server.url}${path}\n`);
    await server.stop();
  });

  it('names the API after the folder or the flag, and has a short file with a schema for editors', async () => {
    const folder = temporaryFolder();
    await run(['init', 'shop', '--name', 'market'], { cwd: folder });
    const text = readFileSync(join(folder, 'shop/backworks.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/\.backworks\/schema\.json\nname: market\n/);
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
    expect(readFileSync(join(folder, 'shop/.backworks/schema.json'), 'utf8')).toBe(
      readFileSync(join(root, 'schema/backworks.schema.json'), 'utf8'),
    );
  });

  it('without a folder and a terminal asks nothing, touches nothing and says the command', async () => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await run(['init'], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('backworks init --yes');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('with --yes takes this folder', async () => {
    const folder = temporaryFolder();
    expect(await run(['init', '--yes'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, 'backworks.yaml'))).toBe(true);
  });

  it('stops at files in the way, names them and touches nothing', async () => {
    const folder = project({ 'backworks.yaml': 'mine', 'README.md': 'mine', 'src/x.txt': 'mine' });
    const before = snapshot(folder);
    const { code, stdout, stderr } = await run(['init', '.'], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/README\.md, backworks\.yaml/);
    expect(snapshot(folder)).toEqual(before);
  });

  it('stops at a folder called .gitignore', async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, '.gitignore'));
    const { code, stderr } = await run(['init', '--yes'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('.gitignore');
    expect(readdirSync(cwd)).toEqual(['.gitignore']);
  });

  it('with --force keeps files it does not know', async () => {
    const folder = project({ 'backworks.yaml': 'mine', '.gitignore': 'dist', 'src/x.txt': 'mine' });
    const { code, stdout } = await run(['init', '.', '--force'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ *overwritten +backworks\.yaml$/m);
    expect(stdout).toMatch(/^ *extended +\.gitignore$/m);
    expect(stdout).toMatch(/^ *created +AGENTS\.md$/m);
    const after = snapshot(folder);
    expect(after['src/x.txt']).toBe('mine');
    expect(after['.gitignore']).toBe('dist\nnode_modules/\n.backworks/\n.env\n.env.local\n.env.*.local\n');
    expect(after['backworks.yaml']).not.toBe('mine');
  });

  it('with --dry-run writes nothing', async () => {
    const folder = temporaryFolder();
    const { code, stdout } = await run(['init', 'shop', '--dry-run', '--json'], { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, ok: true, name: 'shop', written: false });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([[['--template', 'nope']], [['--name', 'a: b']]])('refuses %j', async (flags) => {
    const folder = temporaryFolder();
    expect(await run(['init', 'shop', ...flags], { cwd: folder })).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says how to enter a folder that looks like an option', async () => {
    const { stdout } = await run(['init', '--', '--yes'], { cwd: temporaryFolder() });
    expect(stdout).toContain('next     cd ./--yes && backworks dev\n');
  });

  it('ends with 4 where it may not write', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await run(['init', 'x'.repeat(300)], { cwd: folder });
    expect(code).toBe(4);
    expect(stderr).toContain('nothing was written: ');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('init where something is in the way', () => {
  it.each([
    [['a-file'], 'a-file is not a folder'],
    [['a-file', '--dry-run'], 'a-file is not a folder'],
    [['a-file', '--force'], 'a-file is not a folder'],
    [['a-file/shop', '--dry-run'], 'a-file is not a folder'],
    [['a-link/shop'], 'a-link is not a folder'],
    [['held'], `${join('held', '.backworks')} is not a folder`],
    [['held', '--force'], `${join('held', 'backworks.yaml')} is not a file`],
  ])('%j touches nothing and names it', async (words, message) => {
    const folder = project({ 'a-file': 'mine', 'held/.backworks': '', 'held/backworks.yaml/x': 'mine' });
    symlinkSync('nowhere', join(folder, 'a-link'));
    const before = readdirSync(folder, { recursive: true });
    const { code, stdout, stderr } = await run(['init', ...words], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  it.each([[[]], [['--dry-run']]])('stops at a link that leads nowhere %j', async (flags) => {
    const folder = temporaryFolder();
    symlinkSync('nowhere', join(folder, 'backworks.yaml'));
    const { code, stderr } = await run(['init', '.', ...flags], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('already there: backworks.yaml');
    expect(readdirSync(folder)).toEqual(['backworks.yaml']);
  });

  it('with --force replaces a link and not what it leads to', async () => {
    const folder = project({ 'shared.yaml': 'theirs' });
    symlinkSync('shared.yaml', join(folder, 'backworks.yaml'));
    expect(await run(['init', '.', '--force'], { cwd: folder })).toMatchObject({ code: 0 });
    expect(lstatSync(join(folder, 'backworks.yaml')).isFile()).toBe(true);
    expect(readFileSync(join(folder, 'shared.yaml'), 'utf8')).toBe('theirs');
  });

  it.each(['ignored', '../outside', 'nowhere'])('leaves a .gitignore alone that links to %s', async (to) => {
    const folder = project({ outside: 'dist\n', 'shop/ignored': 'dist\n' });
    const link = join(folder, 'shop/.gitignore');
    symlinkSync(to, link);
    const { code, stdout } = await run(['init', 'shop', '--force'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /left +shop.\.gitignore: a link.* add node_modules\/.* \.backworks\/.* \.env.* yourself\n/,
    );
    expect(readlinkSync(link)).toBe(to);
    expect(readFileSync(join(folder, 'outside'), 'utf8')).toBe('dist\n');
    expect(readFileSync(join(folder, 'shop/ignored'), 'utf8')).toBe('dist\n');
    expect(readdirSync(join(folder, 'shop'))).not.toContain('nowhere');
  });

  it('tells programs which file it left alone', async () => {
    const folder = project({ outside: '' });
    symlinkSync('outside', join(folder, '.gitignore'));
    const { stdout } = await run(['init', '.', '--json'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, leftAlone: ['.gitignore'] });
  });
});
