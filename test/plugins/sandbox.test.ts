import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import type { PluginEntry } from '../../src/contracts/plugin-host.ts';
import { createBus } from '../../src/core/bus.ts';
import { PluginHost } from '../../src/host/host.ts';
import { findSandbox, makeSandbox } from '../../src/process/sandbox.ts';
import { MemoryStores } from '../../src/store/memory.ts';
import { project } from '../cli/program.ts';
import { plugged, plugin } from './plugged.ts';

const ENTRY: Omit<PluginEntry, 'source'> = {
  name: 'seen',
  pointer: '/plugins/seen',
  file: 'backworks.yaml',
  line: 1,
  isolation: 'process',
  sandbox: true,
  maxExecutionTime: undefined,
  critical: undefined,
  limits: { policy: 'recycle' },
  settings: {},
};

describe('a plugin in a sandbox', () => {
  it('does its work, and reaches neither us nor our files', async () => {
    const attack = `hooks: { beforeRequest: async (request, call, context) => {
      const fs = await import('node:fs');
      const tries = {
        read: () => fs.readFileSync('/proc/${process.pid}/environ'),
        write: () => fs.writeFileSync(context.folder + '/left.txt', 'was here'),
        kill: () => (process.ppid > 1 ? process.kill(${process.pid}, 'SIGUSR2') : 'nobody above'),
      };
      const told = {};
      for (const [name, attempt] of Object.entries(tries)) {
        try { told[name] = attempt() === 'nobody above' ? 'refused' : 'done'; } catch { told[name] = 'refused'; }
      }
      return { response: { body: told } };
    } }`;
    const { json, folder } = await plugged('process', { attack }, { entries: { attack: 'sandbox: true' } });
    expect(await json('/hello')).toEqual({ read: 'refused', write: 'refused', kill: 'refused' });
    expect(existsSync(join(folder, 'left.txt'))).toBe(false);
    expect(readFileSync(join(folder, 'backworks.yaml'), 'utf8')).toContain('attack');
  });

  it('is refused where there is none: BW7041', async () => {
    const nothing = { bwrap: '/nowhere/bwrap', unshare: '/nowhere/unshare', node: '/nowhere/node' };
    const folder = project({ 'seen.ts': plugin('seen', '') });
    const host = new PluginHost({
      bus: createBus(),
      clock: systemClock,
      stores: new MemoryStores(systemClock),
      official: [],
      ask: () => Promise.reject(new Error('not asked')),
      findSandbox: () => makeSandbox(nothing),
    });
    const source = { kind: 'module', path: join(folder, 'seen.ts') } as const;
    const seen = await host.inspect({ ...ENTRY, source }, folder);
    expect(seen).toMatchObject({ failures: [{ code: 'BW7041', at: 'sandbox' }] });
  });

  it('has a tier that says what it is worth', async () => {
    expect(['bwrap', 'namespace', 'permission']).toContain((await findSandbox()).tier);
  });
});
