import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ManualClock } from '../../src/base/clock.ts';
import { createBus } from '../../src/core/bus.ts';
import { PluginHost } from '../../src/host/host.ts';
import { MemoryStores } from '../../src/store/memory.ts';
import { project } from '../cli/program.ts';
import { gone } from '../process/children.ts';

it('a module that never comes back from its import is given up, and its process ended: BW3402', async () => {
  const clock = new ManualClock();
  const stuck = `import { writeFileSync } from 'node:fs';\nwriteFileSync(import.meta.dirname + '/pid', String(process.pid));\nfor (;;);\n`;
  const folder = project({ 'stuck.ts': stuck });
  const host = new PluginHost({
    bus: createBus(),
    clock,
    stores: new MemoryStores(clock),
    official: [],
    ask: () => Promise.reject(new Error('not asked')),
  });
  const entry = {
    name: 'stuck',
    pointer: '/plugins/stuck',
    file: 'backworks.yaml',
    line: 1,
    isolation: 'process',
    sandbox: false,
    maxExecutionTime: undefined,
    critical: undefined,
    limits: { policy: 'recycle' },
    settings: {},
    source: { kind: 'module', path: join(folder, 'stuck.ts') },
  } as const;
  const seen = host.inspect(entry, folder);
  const pidFile = join(folder, 'pid');
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await new Promise(setImmediate);
  clock.advance(15_000);
  expect(await seen).toMatchObject({
    failures: [{ code: 'BW3402', message: 'its process did not load it: it took longer than 15 s' }],
  });
  await gone(Number(readFileSync(pidFile, 'utf8')));
});
