import { spawn } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { modes } from '../../src/modes/index.ts';
import { cleanEnvironment, program, project, run, temporaryFolder } from '../cli/program.ts';

/** The user id that most systems call nobody. */
const NOBODY = 65_534;

/** The first port that everybody may use; 0 where the system does not say. */
function firstOpenPort(): number {
  try {
    return Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'));
  } catch {
    // Only Linux has the file.
    return 0;
  }
}

describe('the machine', () => {
  // Where every port is open to everybody, nothing refuses one.
  it.skipIf(firstOpenPort() <= 80)('refuses a low port to a user without rights: BW7002', async () => {
    const cwd = project({ 'backworks.yaml': 'endpoints: {}\n' });
    chmodSync(cwd, 0o755);
    const child = spawn(process.execPath, [program, 'start', '--port', '80'], {
      cwd,
      env: cleanEnvironment(),
      ...(process.getuid?.() === 0 ? { uid: NOBODY } : {}),
    });
    const ended = new Promise((resolve) => void child.on('close', resolve));
    expect(await text(child.stderr)).toMatch(
      /^error\[BW7002\]: .*:80 may not be used by this user\n {2}fix: /,
    );
    expect(await ended).toBe(4);
  });

  it('refuses a folder it cannot make: BW8006', async () => {
    const cwd = temporaryFolder();
    const { code, stderr } = await run(['init', 'x'.repeat(300), '--name', 'shop'], { cwd });
    expect(stderr).toMatch(/^error\[BW8006\]: nothing was written: .*ENAMETOOLONG/);
    expect(code).toBe(4);
  });

  it('is spared reading more than 1,000 files: BW1025', async () => {
    const parts = Array.from({ length: 1_001 }, (_, index) => [`parts/${index}.yaml`, `x-a: ${index}\n`]);
    const cwd = project({ 'backworks.yaml': 'include: ["parts/*.yaml"]\n', ...Object.fromEntries(parts) });
    const source = { kind: 'file', path: 'backworks.yaml' } as const;
    const { diagnostics } = await loadConfig({ source, modes, environment: {}, cwd });
    expect(diagnostics.map(({ code }) => code)).toEqual(['BW1025']);
  });
});
