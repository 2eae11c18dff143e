import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { project } from '../../test/support/remote-plugins.ts';
import { ManualClock } from '../base/clock.ts';
import type { Child } from '../process/launch.ts';
import type { Sandbox } from '../process/sandbox.ts';
import { PluginProcesses } from './processes.ts';

const PLAIN = { limits: { policy: 'recycle' }, sandbox: false } as const;

/** Ends with the test. */
function mine(child: Child): Child {
  onTestFinished(() => child.stop(0).then(() => {}));
  return child;
}

/** Has a plugin loaded that tells so much about its process. */
async function described(child: Child, description: string): Promise<unknown> {
  const folder = project({
    'far.ts': `export default { name: 'far', version: '1.0.0', description: ${description} };`,
  });
  const source = { kind: 'module', path: join(folder, 'far.ts') };
  const { value } = await child.channel.call('load', { source, folder });
  return (value as { manifest: { description: string } }).manifest.description;
}

describe('a process for a plugin', () => {
  it('works in the folder of the configuration, with the memory it may use and some of its own', async () => {
    const processes = new PluginProcesses(new ManualClock());
    const folder = project({});
    const limits = { policy: 'recycle', memory: 64 * 1024 * 1024 } as const;
    const child = mine(await processes.start({ limits, sandbox: false }, folder));
    expect(await described(child, `process.cwd() + ' ' + process.execArgv`)).toBe(
      `${folder} --max-old-space-size=96`,
    );
  });

  it('is answered by nobody until it is in use', async () => {
    const processes = new PluginProcesses(new ManualClock());
    const folder = project({
      'far.ts': `export default { name: 'far', version: '1.0.0', start: (context) => context.store.get('k') };`,
    });
    const { channel } = mine(await processes.start(PLAIN, folder));
    await channel.call('load', { source: { kind: 'module', path: join(folder, 'far.ts') }, folder });
    await channel.call('begin', { name: 'far', folder, settings: {}, plan: {}, vars: {} });
    await expect(channel.call('step', { step: 'start' })).rejects.toThrow('this process is not in use yet');
  });

  it('is a warm one where there was time for that', async () => {
    const clock = new ManualClock();
    const processes = new PluginProcesses(clock);
    const opened = await processes.open(PLAIN, project({}));
    onTestFinished(() => opened.release());
    expect(opened.tier).toBe('process');
    const cold = mine(await opened.start());
    clock.advance(1_000);
    const warm = mine(await opened.start());
    expect(warm.pid).not.toBe(cold.pid);
    for (const child of [cold, warm])
      expect(await described(child, 'String(process.pid)')).toBe(String(child.pid));
    opened.release();
    const late = mine(await opened.start());
    expect(await described(late, `'late'`)).toBe('late');
  });
});

describe('a sandbox for a plugin', () => {
  const sandbox =
    (parts: Partial<Sandbox>): (() => Promise<Sandbox>) =>
    async () => ({
      tier: 'permission',
      why: 'for the test',
      wrap: (spec) => spec,
      ...parts,
    });

  it('lets it read its folder and what it is run by, none of them within another', async () => {
    const wrap = vi.fn((spec) => spec);
    const processes = new PluginProcesses(new ManualClock(), sandbox({ wrap }));
    const folder = project({});
    const opened = await processes.open({ ...PLAIN, sandbox: true }, folder);
    opened.release();
    expect(opened.tier).toBe('permission');
    const read = (wrap.mock.calls[0] as unknown as [unknown, { read: string[] }])[1].read;
    expect(read).toContain(folder);
    expect(read.some((one) => process.cwd().startsWith(one) || one.startsWith(process.cwd()))).toBe(true);
    for (const one of read) expect(read.filter((other) => `${other}/`.startsWith(`${one}/`))).toEqual([one]);
  });

  it('is missed where one is wanted and there is none', async () => {
    const processes = new PluginProcesses(
      new ManualClock(),
      sandbox({ tier: 'none', why: 'it is a bare one' }),
    );
    const needs = { ...PLAIN, sandbox: true };
    for (const begin of [processes.start(needs, '/'), processes.open(needs, '/')])
      await expect(begin).rejects.toThrow('there is no sandbox on this machine: it is a bare one');
  });
});
