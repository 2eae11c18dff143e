import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { launch } from '../../src/process/launch.ts';
import { makeSandbox, probeSandbox, type Sandbox, type SandboxOptions } from '../../src/process/sandbox.ts';
import { usageOf } from '../../src/process/usage.ts';
import { lacks } from '../require.ts';
import { fixture, gone, isAlive, specOf } from './children.ts';

const TOOLS = { bwrap: 'bwrap', unshare: 'unshare', node: process.execPath };
const NONE = { bwrap: '/none/bwrap', unshare: '/none/unshare', node: '/none/node' };

const best = await makeSandbox(TOOLS);
const namespaces = await makeSandbox({ ...TOOLS, bwrap: NONE.bwrap });
const permission = await makeSandbox({ ...NONE, node: TOOLS.node });

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-sandbox-')));
writeFileSync(join(folder, 'secret'), 'secret');

const READ = [dirname(fixture('')), fileURLToPath(new URL('../../build', import.meta.url))];

/** A child in a sandbox that runs a script with the channel, and what it noted. */
async function confined(sandbox: Sandbox, script: string, options: Partial<SandboxOptions> = {}) {
  const told: unknown[] = [];
  const child = await launch({
    ...sandbox.wrap(
      specOf([
        'bare.mjs',
        `channel.write(hello); const tell = (p) => channel.write(JSON.stringify({ t: 'note', m: 'told', p }) + '\\n'); ${script}; await new Promise((done) => channel.write('', done)); process.exit(0);`,
      ]),
      { read: READ, ...options },
    ),
    note: (_method, params) => void told.push(params),
  });
  await child.exited;
  await child.channel.closed;
  return told;
}

const tryTo = (what: string) => `try { ${what}; tell('done'); } catch (error) { tell(error.code); }`;

/** A process that is no child of the sandbox. */
function bystander(): number {
  const { pid } = spawn('sleep', ['60'], { stdio: 'ignore' });
  onTestFinished(() => void process.kill(pid as number, 'SIGKILL'));
  return pid as number;
}

const outer: [string, Sandbox][] = [
  [`the best tier, ${best.tier}`, best],
  ['namespaces', namespaces],
];

describe.skipIf(lacks('a sandbox for processes', namespaces.tier === 'namespace'))(
  'a child in a sandbox',
  () => {
    it.each(outer)('of %s cannot signal its parent or anybody else', async (_what, sandbox) => {
      const pid = bystander();
      const told = await confined(
        sandbox,
        `${tryTo(`process.kill(${pid}, 'SIGKILL')`)} ${tryTo(`process.kill(${process.pid}, 'SIGWINCH')`)} tell(process.ppid < 2)`,
      );
      expect(told).toEqual(['ESRCH', 'ESRCH', true]);
      expect(isAlive(pid)).toBe(true);
    });

    it.each(outer)('of %s answers, is watched and is ended as any other', async (_what, sandbox) => {
      const child = await launch(sandbox.wrap(specOf(['child.mjs']), { read: READ }));
      onTestFinished(() => void child.kill('test'));
      expect((await child.channel.call('echo', 1)).value).toBe(1);
      const usage = usageOf(child.pid);
      expect(usage?.rss).toBeGreaterThan(20 * 1_048_576);
      expect(usage?.handles).toBeGreaterThan(10);
      expect(await child.stop(5_000)).toMatchObject({ signal: null });
      const stuck = await launch(sandbox.wrap(specOf(['child.mjs']), { read: READ }));
      await stuck.channel.ready;
      stuck.channel.call('loop', 1).catch(() => {});
      stuck.kill('it loops');
      expect(await stuck.exited).toMatchObject({ reason: 'it loops' });
      await gone(stuck.pid);
    });

    it.each(outer)('of %s has no network when it is taken away', async (_what, sandbox) => {
      const script =
        "const { networkInterfaces } = await import('node:os'); tell(Object.keys(networkInterfaces()))";
      const [there] = await confined(sandbox, script);
      const [taken] = await confined(sandbox, script, { network: false });
      expect((taken as string[]).filter((name) => name !== 'lo')).toEqual([]);
      expect((there as string[]).length).toBeGreaterThan(0);
    });
  },
);

describe.skipIf(lacks('bubblewrap', best.tier === 'bwrap'))('a child of any language in bubblewrap', () => {
  it('sees the system, and only those of our files that it was given', async () => {
    const list = async (options: SandboxOptions) => {
      const lines: string[] = [];
      const spec = {
        ...specOf([]),
        command: '/bin/sh',
        args: ['-c', `cat ${folder}/secret; echo x > ${folder}/new; ls ${folder}`],
      };
      const child = await launch({ ...best.wrap(spec, options), output: (line) => void lines.push(line) });
      await child.exited;
      await child.channel.closed;
      return lines.join('\n');
    };
    expect(await list({ read: [] })).toMatch(/No such file/);
    const read = await list({ read: [folder] });
    expect(read).toMatch(/secret/);
    expect(read).toMatch(/Read-only file system/);
    expect(await list({ read: [], write: [folder] })).toMatch(/new/);
  });
});

describe.skipIf(lacks('a permission model of Node', permission.tier === 'permission'))(
  'a child of Node',
  () => {
    const read = `const { readFileSync, writeFileSync } = await import('node:fs'); ${tryTo(`readFileSync('${folder}/secret')`)}`;

    it.each([
      ['permission', permission],
      ['the best', best],
    ])('in the tier %s reads and writes only what it was given', async (_what, sandbox) => {
      const write = tryTo(`writeFileSync('${folder}/other', '')`);
      expect((await confined(sandbox, read))[0]).toMatch(/ERR_ACCESS_DENIED|ENOENT/);
      const reading = await confined(sandbox, `${read} ${write}`, { read: [...READ, folder] });
      expect(reading).toEqual(['done', expect.stringMatching(/ERR_ACCESS_DENIED|EROFS/)]);
      expect(await confined(sandbox, `${read} ${write}`, { write: [folder] })).toEqual(['done', 'done']);
    });

    it('starts no processes', async () => {
      const script = `const { spawn } = await import('node:child_process'); ${tryTo("spawn('sleep', ['1'])")}`;
      expect(await confined(permission, script)).toEqual(['ERR_ACCESS_DENIED']);
    });
  },
);

describe('what a machine offers', () => {
  it('is found once, and told with reasons', async () => {
    const report = await probeSandbox();
    expect(report).toEqual({ tier: best.tier, why: expect.any(String) });
    expect(await probeSandbox()).toEqual(report);
  });

  it('may be nothing: then a launch stays as it is', async () => {
    const sandbox = await makeSandbox(NONE);
    expect(sandbox.tier).toBe('none');
    expect(sandbox.why).toMatch(/no namespaces; Node has no permission model; .*ENOENT/);
    const spec = specOf(['child.mjs']);
    expect(sandbox.wrap(spec, { read: [] })).toBe(spec);
  });

  it('does not put the flags of Node on other programs', () => {
    const spec = { command: 'python3', args: ['x.py'] };
    expect(permission.wrap(spec, { read: [] })).toBe(spec);
  });
});
