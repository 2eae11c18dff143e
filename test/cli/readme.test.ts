import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnvironment, launch, root, temporaryFolder } from './program.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Commands of all shell blocks, without their comments. */
const lines = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
  block.split('\n').map((line) => line.replace(/\s+#.*/, '').trim()),
);
const commands = lines.filter((line) => line !== '');

/** Run elsewhere: in a clone by CI, and by test/cli/bootstrap.test.ts. */
const ELSEWHERE = ['npm start', 'npm test'];

/** Serve until they are told to stop. */
const SERVERS = ['backworks dev', 'backworks start'];

describe('the commands of the README', () => {
  it('work one after the other, on nothing but Node.js and npm', async () => {
    const clone = temporaryFolder();
    const { stdout } = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    });
    for (const file of stdout.split('\0').filter(Boolean)) cpSync(join(root, file), join(clone, file));
    const prefix = temporaryFolder();
    const environment = {
      PATH: [join(prefix, 'bin'), process.env.PATH].join(delimiter),
      npm_config_prefix: prefix,
      npm_config_prefer_offline: 'true',
    };
    let folder = clone;
    for (const command of commands) {
      if (ELSEWHERE.includes(command)) continue;
      const [, moved] = /^cd (\S+)$/.exec(command) ?? [];
      if (moved !== undefined) folder = join(folder, moved);
      else if (SERVERS.includes(command)) await serves(command, folder, environment);
      else {
        // npm keeps what this machine needs to reach its registry, and its cache.
        const base = command.startsWith('npm ') ? process.env : cleanEnvironment();
        const env = { ...base, ...environment };
        const { status, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
        const isMiss = command === 'backworks routes GET /x';
        expect([command, status, status === 0 || isMiss ? '' : stderr]).toEqual([
          command,
          isMiss ? 1 : 0,
          '',
        ]);
      }
    }
    expect(readdirSync(folder)).toContain('backworks.yaml');
    rmSync(join(clone, 'node_modules'), { recursive: true });
  }, 180_000);

  it('are all run', () => {
    expect(commands).toEqual(expect.arrayContaining([...ELSEWHERE, ...SERVERS]));
  });
});

async function serves(command: string, cwd: string, environment: Record<string, string>): Promise<void> {
  const [name = '', ...words] = command.split(' ');
  const running = launch([...words, '--port', '0', '--json'], { cwd, environment }, name);
  await running.shows('stdout', '\n');
  const { url } = JSON.parse(running.output.stdout.split('\n')[0] ?? '');
  expect((await fetch(`${url}/__backworks/health`)).status).toBe(200);
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 0 });
}
