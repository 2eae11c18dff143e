import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBus, keepEvents } from '../../test/support/plugins.ts';
import { project } from '../../test/support/remote-plugins.ts';
import { ManualClock } from '../base/clock.ts';
import type { PluginEntry, PluginSource } from '../contracts/plugin-host.ts';
import { PluginHost, type PluginHostOptions } from './host.ts';

const official = {
  name: 'stamp',
  summary: 'Stamps.',
  load: async () => ({ default: { name: 'stamp', version: '1.2.0' } }),
};

function hostOf(parts: Partial<PluginHostOptions> = {}) {
  return new PluginHost({
    bus: createBus(),
    clock: new ManualClock(),
    stores: { open: () => ({}) as never },
    official: [official],
    ask: async () => ({ status: 204, headers: [], body: Buffer.alloc(0) }),
    ...parts,
  });
}

function entryOf(source: PluginSource, parts: Partial<PluginEntry> = {}): PluginEntry {
  return {
    name: 'one',
    pointer: '/plugins/one',
    file: 'backworks.yaml',
    line: 2,
    source,
    isolation: 'inline',
    sandbox: false,
    maxExecutionTime: undefined,
    critical: undefined,
    limits: { policy: 'recycle' },
    settings: {},
    ...parts,
  };
}

describe('a plugin that is looked at', () => {
  it('is one of ours, by its name', async () => {
    const host = hostOf();
    expect(host.official).toEqual(['stamp']);
    const seen = await host.inspect(entryOf({ kind: 'official', name: 'stamp' }), '/');
    expect(seen).toMatchObject({ manifest: { name: 'stamp', version: '1.2.0' } });
    const unknown = host.inspect(entryOf({ kind: 'official', name: 'stamps' }), '/');
    await expect(unknown).rejects.toThrow('no official plugin is called "stamps"');
  });

  it('is looked at again only once its files have changed', async () => {
    const folder = project({ 'one.ts': `export default { name: 'one', version: '1.0.0' };` });
    const entry = entryOf({ kind: 'module', path: join(folder, 'one.ts') });
    const host = hostOf();
    const first = await host.inspect(entry, folder);
    expect(await host.inspect(entry, folder)).toBe(first);
    writeFileSync(join(folder, 'one.ts'), `export default { name: 'one', version: '2.0.0' };`);
    expect(await host.inspect(entry, folder)).toMatchObject({ manifest: { version: '2.0.0' } });
  });

  it.each<[string, PluginSource, string]>([
    ['a module', { kind: 'module', path: '/lost/one.ts' }, 'module_path'],
    ['a package', { kind: 'package', name: 'lost' }, 'package'],
  ])('is none when its process is not to be had: %s', async (_what, source, at) => {
    const files = source.kind === 'module' ? [source.path] : [];
    const entry = entryOf(source, { isolation: 'process' });
    const folder = '/there/is/no/such/folder';
    expect(await hostOf().inspect(entry, folder)).toEqual({
      failures: [{ code: 'BW3402', message: expect.stringContaining(`there is no folder ${folder}`), at }],
      files,
    });
    const why = 'it is a bare one';
    const bare = hostOf({ findSandbox: async () => ({ tier: 'none', why, wrap: (spec) => spec }) });
    expect(await bare.inspect({ ...entry, sandbox: true }, folder)).toEqual({
      failures: [{ code: 'BW7041', message: expect.stringContaining(why), at: 'sandbox' }],
      files,
    });
  });

  it('in a process of its own has that until it is let go', async () => {
    const folder = project({
      'one.ts': `export default { name: 'one', version: '1.0.0' };`,
      'none.ts': 'export default 7;',
    });
    const host = hostOf();
    const inspect = (file: string) =>
      host.inspect(entryOf({ kind: 'module', path: join(folder, file) }, { isolation: 'process' }), folder);
    const seen = (await inspect('one.ts')) as { child?: { exited: Promise<unknown> } };
    expect(seen).toMatchObject({ manifest: { name: 'one' } });
    const { exited } = seen.child ?? {};
    expect(await inspect('none.ts')).toMatchObject({ failures: [{ code: 'BW3403' }] });
    await host.release();
    await exited;
    expect(seen.child).toBeUndefined();
    await host.release();
  });
});

describe('an error that nobody caught', () => {
  it('is the fault of a plugin whose file it names, also of one that does not run', async () => {
    const folder = project({
      'one.ts': `export default { name: 'one', version: '1.0.0', description: new Error('lost').stack };`,
    });
    const { bus, events } = keepEvents();
    const host = hostOf({ bus });
    const seen = await host.inspect(entryOf({ kind: 'module', path: join(folder, 'one.ts') }), folder);
    const { description } = (seen as { manifest: { description: string } }).manifest;
    expect(host.blame(Object.assign(new Error('lost'), { stack: description }))).toBe('one');
    expect(events).toMatchObject([
      { type: 'plugin.fault', plugin: 'one', at: 'work that nobody waits for', message: 'lost' },
    ]);
    expect(host.blame(new Error('ours'))).toBeUndefined();
    expect(events).toHaveLength(1);
    expect(host.status).toEqual([]);
  });
});
