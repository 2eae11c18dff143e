import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lacks } from '../require.ts';
import { program, root } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'old-node-'));
const node = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin/node');

// Without one npm looks for a project in the folders above.
writeFileSync(join(folder, 'package.json'), '{}\n');
spawnSync(
  'npm',
  [
    'install',
    '--prefer-offline',
    '--fetch-retries=2',
    '--no-audit',
    '--no-fund',
    `node-${process.platform}-${process.arch}@18`,
  ],
  {
    cwd: folder,
    stdio: 'ignore',
    timeout: 170_000,
  },
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(lacks('Node.js 18, from npm', existsSync(node)))('on Node.js 18', () => {
  it.each([
    ['backworks', program],
    ['npm start', join(root, 'scripts/bootstrap.mjs')],
  ])('%s refuses in words and ends with 4', async (_, script) => {
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(node, [script, 'start'], (error, _stdout, text) =>
        resolve({ code: error?.code, stderr: text }),
      );
    });
    expect(code).toBe(4);
    expect(stderr).toMatch(/needs Node\.js 20\.19 or newer/);
    expect(stderr).toContain('18.');
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });
});
