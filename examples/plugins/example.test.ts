import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cleanEnvironment, run, serve } from '../../test/cli/program.ts';
import { lacks } from '../../test/require.ts';

const here = import.meta.dirname;

const examples = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const noCurl = lacks('curl', spawnSync('curl', ['--version']).status === 0);

const readme = (name: string) => readFileSync(join(here, name, 'README.md'), 'utf8');

/** What a README says curl prints: all lines down to the next command, or the end of the block. */
function shownIn(name: string) {
  const blocks = [...readme(name).matchAll(/^```console\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);
  return blocks
    .flatMap((block) => block.split(/^(?=\$ )/m))
    .map((text) => {
      const [command = '', ...lines] = text.trimEnd().split('\n');
      return { command: command.slice(2), answer: lines.join('\n') };
    });
}

describe.each(examples)('the example of plugins: %s', (name) => {
  const cwd = join(here, name);

  it('has no mistakes', async () => {
    const { stdout } = await run(['validate', '--json', '--strict'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, summary: { warnings: 0 } });
  });

  it('passes its own tests', async () => {
    const { code, stdout } = await run(['plugin', 'test'], { cwd });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\n[2-9] passed, 0 failed\n$/)]);
  });

  it.skipIf(noCurl)('answers as its README says', async () => {
    const server = await serve(['dev'], { cwd });
    const shown = shownIn(name);
    expect(shown.length).toBeGreaterThan(0);
    for (const { command, answer } of shown) {
      const line = `${command.replace('http://127.0.0.1:4000', server.url)} --silent`;
      expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' }).trimEnd()).toBe(answer);
    }
    await server.stop();
  });
});

describe('the example of an integration', () => {
  it('tells the other system', async () => {
    const child = spawn(process.execPath, [join(here, 'integration/receiver.mjs')], {
      env: cleanEnvironment({ PORT: '0' }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    const url = /^receiver on (http:\S+)\n$/.exec(String(line))?.[1] ?? '';
    const server = await serve(['dev'], {
      cwd: join(here, 'integration'),
      environment: { WEBHOOK_URL: url },
    });
    await fetch(`${server.url}/items`);
    await fetch(`${server.url}/orders`, { method: 'POST' });
    const [told] = await once(child.stdout, 'data');
    expect(readme('integration')).toContain(`    ${String(told)}`);
    await server.stop();
  });
});
