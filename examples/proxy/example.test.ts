import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cleanEnvironment, root, run, type Server, serve } from '../../test/cli/program.ts';
import { lacks } from '../../test/require.ts';

const folder = import.meta.dirname;

const readme = readFileSync(join(folder, 'README.md'), 'utf8');

/** What the README says curl prints. */
const shown = [...readme.matchAll(/^\$ (curl .+)\n(.+)$/gm)].map(([, command = '', answer = '']) => ({
  command,
  answer,
}));

const noCurl = lacks('curl', spawnSync('curl', ['--version']).status === 0);

/** The API on a free port; `stop` resolves once nothing listens there. */
async function startUpstream(): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(folder, 'upstream.mjs')], {
    env: cleanEnvironment({ PORT: '0' }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  const url = /^upstream on (http:\S+)\n$/.exec(String(line))?.[1] ?? '';
  return {
    url,
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

const inFrontOf = (url: string): Promise<Server> =>
  serve(['dev'], { cwd: folder, environment: { TARGET_URL: url } });

describe('the proxy example', () => {
  it('has no mistakes', async () => {
    const { stdout } = await run(['validate', '--json'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, summary: { warnings: 0, endpoints: 2 } });
  });

  it.skipIf(noCurl)('answers as its README says', async () => {
    expect(shown.length).toBeGreaterThan(3);
    const server = await inFrontOf((await startUpstream()).url);
    for (const { command, answer } of shown) {
      const here = `${command.replace('http://127.0.0.1:4000', server.url)} --silent`;
      expect(execFileSync('sh', ['-c', here], { encoding: 'utf8' })).toBe(answer);
    }
    await server.stop();
  });

  it('leads to itself where the API names its own address, and sends events on', async () => {
    const { url } = await startUpstream();
    const server = await inFrontOf(url);
    const body = JSON.stringify({ name: 'Mary' });
    const made = await fetch(`${server.url}/api/users`, { method: 'POST', body });
    expect(made.headers.get('location')).toBe('/api/users/3');
    const ticks = await fetch(`${server.url}/api/ticks`);
    expect(await ticks.text()).toBe([1, 2, 3].map((count) => `data: tick ${count}\n\n`).join(''));
    expect(await (await fetch(url)).json()).toEqual({ error: 'the key is missing' });
    await server.stop();
  });

  it('names the API that does not run, while the mock goes on', async () => {
    const upstream = await startUpstream();
    const server = await inFrontOf(upstream.url);
    await upstream.stop();
    const miss = await fetch(`${server.url}/api/users/1`);
    expect([miss.status, await miss.json()]).toMatchObject([502, { code: 'BW6040', target: upstream.url }]);
    expect((await fetch(`${server.url}/api/users/1/orders`)).status).toBe(200);
    await server.stop();
  });

  it.skipIf(noCurl)('is one line in CI', async () => {
    const { url, stop } = await startUpstream();
    const line = /^node bin\/backworks\.js exec .+$/m.exec(readme)?.[0] ?? '';
    const options = { cwd: root, env: cleanEnvironment({ TARGET_URL: url }), encoding: 'utf8' } as const;
    expect(spawnSync('sh', ['-c', line], options)).toMatchObject({
      status: 0,
      stdout: '{"id":1,"name":"Ada"}',
    });
    await stop();
    // curl has 22 for a status of 400 and above.
    expect(spawnSync('sh', ['-c', line], options)).toMatchObject({ status: 22, stdout: '' });
  });
});
