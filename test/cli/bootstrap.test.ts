import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnvironment, launch, project, root } from './program.ts';

const bootstrap = join(root, 'scripts/bootstrap.mjs');

describe('npm start', () => {
  it('serves the example, says what to try, and ends with its server on SIGTERM', async () => {
    const words = [bootstrap, 'start', '--port', '0'];
    const { child, shows, output, ended } = launch(
      words,
      { environment: { NODE_ENV: 'production' } },
      'node',
    );
    await shows('stderr', /try +curl http:\S+\n/);
    const [, url = ''] = /try +curl (http:\S+)\n/.exec(output.stderr) ?? [];
    expect(await (await fetch(url)).json()).toEqual({ message: 'Hello, Ada!' });
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('passes the exit code on', () => {
    const { status, stderr } = spawnSync('node', [bootstrap, 'start', '--prot'], {
      env: cleanEnvironment(),
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('--port');
  });

  it('knows its tasks', () => {
    expect(spawnSync('node', [bootstrap, 'nope'], { encoding: 'utf8' })).toMatchObject({ status: 2 });
  });

  it('never empties packages that it shares through a link', () => {
    const packages = project({ 'one/package.json': '{}' });
    const folder = project({ 'package-lock.json': '{}' });
    cpSync(bootstrap, join(folder, 'scripts/bootstrap.mjs'));
    symlinkSync(packages, join(folder, 'node_modules'));
    const words = [join(folder, 'scripts/bootstrap.mjs'), 'start'];
    const { status, stderr } = spawnSync('node', words, { env: cleanEnvironment(), encoding: 'utf8' });
    expect(status).toBe(4);
    expect(stderr).toContain('node_modules is a link');
    expect(existsSync(join(packages, 'one/package.json'))).toBe(true);
  });
});
