import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { project, run, serve } from './program.ts';

const PLUGIN = (name: string) =>
  `export default { name: '${name}', version: '1.2.0', hooks: { beforeRequest: { phase: 'guard', handler: () => ({ headers: { 'x-seen': '1' } }) } } };\n`;

const FILE = `plugins:
  far: { module_path: ./far.js, critical: false, limits: { memory: 128mb } }
  near: { module_path: ./near.js, isolation: inline, critical: true }
  off: { module_path: ./near.js, enabled: false }
endpoints:
  GET /hello: { mock: { body: hi } }
`;

const shop = (file = FILE) =>
  project({ 'backworks.yaml': file, 'far.js': PLUGIN('far'), 'near.js': PLUGIN('near') });

async function list(cwd: string, ...words: string[]) {
  const { code, stdout, stderr } = await run(['plugin', 'list', ...words], { cwd });
  return { code, stdout, stderr };
}

async function listJson(cwd: string) {
  const { code, stdout } = await list(cwd, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

describe('plugin list', () => {
  it('shows what the configuration lists where no server runs', async () => {
    const { code, stdout, stderr } = await list(shop());
    expect(code).toBe(0);
    expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['plugin', 'version', 'state', 'hooks', 'host', 'p95', 'breaker', 'restarts', 'memory'],
      ['far', '1.2.0', 'not running', 'beforeRequest (guard)', 'process', '-', '-', '-', '-'],
      ['near', '1.2.0', 'not running', 'beforeRequest (guard)', 'inline', '-', '-', '-', '-'],
      [''],
    ]);
    expect(stderr).toBe('no server runs: as the configuration says\nnext: backworks dev  (serve it)\n');
  });

  it('shows how they fare in the server that runs, over TLS too, whatever the file holds by now', async () => {
    const cwd = shop(`server: { tls: auto }\n${FILE}`);
    const server = await serve(['start'], { cwd });
    writeFileSync(join(cwd, 'backworks.yaml'), 'broken: [');
    const { server: asked, plugins, nextSteps } = await listJson(cwd);
    expect([asked, nextSteps]).toEqual([{ pid: server.ready.pid, url: server.url }, []]);
    expect(plugins).toMatchObject([
      {
        name: 'far',
        version: '1.2.0',
        state: 'running',
        host: 'process',
        critical: false,
        breaker: 'closed',
      },
      { name: 'near', state: 'running', host: 'inline', critical: true, restarts: 0, pending: 0 },
    ]);
    expect(plugins[0].pid).toBeGreaterThan(0);
    const { stdout, stderr } = await list(cwd);
    expect(stdout).toMatch(/^far +1\.2\.0 +running +beforeRequest \(guard\) +process +- +closed +0 /m);
    expect(stderr).toBe(`of ${server.url} (pid ${server.ready.pid})\n`);
    await server.stop();
  });

  it('shows the time of calls once there were some, and why a plugin does not run', async () => {
    const cwd = shop();
    writeFileSync(
      join(cwd, 'far.js'),
      PLUGIN('far').replace('version:', "start() { throw new Error('no key'); }, version:"),
    );
    const server = await serve(['dev'], { cwd });
    await (await fetch(`${server.url}/hello`)).text();
    const { stdout } = await list(cwd);
    expect(stdout).toMatch(/^near .* [\d.]+ ms +closed/m);
    expect(stdout).toMatch(/^far: .*no key/m);
    await server.stop();
  });

  it('asks the server that was started last', async () => {
    const cwd = shop();
    const first = await serve(['start'], { cwd });
    const second = await serve(['start'], { cwd });
    expect((await listJson(cwd)).server.pid).toBe(second.ready.pid);
    await second.stop();
    expect((await listJson(cwd)).server.pid).toBe(first.ready.pid);
    await first.stop();
    expect((await listJson(cwd)).server).toBeNull();
  });

  it('names a server that does not answer, and goes on without it', async () => {
    const cwd = shop();
    const silent = createServer((socket) => void socket.destroy());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    const other = await serve(['start'], { cwd });
    const runs = join(cwd, '.backworks/run');
    const [own = ''] = readdirSync(runs);
    // The server's own file, but with an address where nobody answers.
    writeFileSync(
      join(runs, own),
      JSON.stringify({ ...JSON.parse(readFileSync(join(runs, own), 'utf8')), url }),
    );
    writeFileSync(join(runs, '1.json'), 'no JSON');
    const { code, stderr } = await list(cwd);
    expect(code).toBe(0);
    expect(stderr).toMatch(`the server on ${url} (pid ${other.ready.pid}) cannot be asked: `);
    expect(stderr).toContain('no server runs');
    await other.stop();
  });

  it('keeps the token from addresses that are not loopback', async () => {
    const cwd = shop();
    const server = await serve(['start'], { cwd });
    const run = join(cwd, '.backworks/run', `${server.ready.pid}.json`);
    const told = JSON.parse(readFileSync(run, 'utf8'));
    writeFileSync(run, JSON.stringify({ ...told, url: 'http://192.0.2.1:4000' }));
    expect((await list(cwd)).stderr).toContain('it does not listen on loopback, where alone it may be asked');
    writeFileSync(run, JSON.stringify({ ...told, url: told.url.replace('127.0.0.1', '0.0.0.0') }));
    expect((await list(cwd)).stderr).toContain(`(pid ${server.ready.pid})\n`);
    await server.stop();
  });

  it('says how to begin where there are none', async () => {
    const cwd = project({ 'backworks.yaml': 'endpoints: { GET /a: { mock: { body: a } } }\n' });
    expect(await list(cwd)).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'no plugins; no server runs: as the configuration says\nnext: backworks plugin new hello  (write one)\n',
    });
    expect(await list(cwd, '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('reports a broken configuration, and ends with 3', async () => {
    const cwd = shop(FILE.replace('critical: true', 'critical: true, colour: red'));
    const { code, stdout, stderr } = await list(cwd, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'BW3405' }] });
    expect(stderr).toContain('backworks.yaml:3:70');
  });

  it.each([
    [[], 'say what to do with plugins'],
    [['lits'], 'did you mean list?'],
    [['list', 'far'], 'takes no name'],
    [['list', 'far', 'more'], 'too many arguments'],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await run(['plugin', ...words], { cwd: shop() });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
