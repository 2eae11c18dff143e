import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run, serve } from '../../test/cli/program.ts';
import { lacks } from '../../test/require.ts';

const folder = import.meta.dirname;

/** What the README says curl prints. */
const shown = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/^\$ (curl .+)\n(.+)$/gm)].map(
  ([, command = '', answer = '']) => ({ command, answer }),
);

const noCurl = lacks('curl', spawnSync('curl', ['--version']).status === 0);

describe('the hello-world example', () => {
  it('has no mistakes', async () => {
    const { stdout } = await run(['validate', '--json'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, summary: { warnings: 0, endpoints: 4 } });
  });

  it.skipIf(noCurl)('answers as its README says', async () => {
    expect(shown.length).toBeGreaterThan(2);
    const server = await serve(['dev'], { cwd: folder });
    for (const { command, answer } of shown) {
      const here = `${command.replace('http://127.0.0.1:4000', server.url)} --silent`;
      expect(execFileSync('sh', ['-c', here], { encoding: 'utf8' })).toBe(answer);
    }
    await server.stop();
  });

  it('takes its time where it says so, and explains a miss', async () => {
    const server = await serve(['dev'], { cwd: folder });
    const slow = await fetch(`${server.url}/slow`);
    expect(await slow.text()).toBe('Worth the wait.');
    const miss = await fetch(`${server.url}/helo/Ada`);
    expect([miss.status, await miss.text()]).toEqual([404, expect.stringContaining('/hello/{name}')]);
    await server.stop();
  });
});
