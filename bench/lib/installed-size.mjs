/** How much a user's disk gets when the package is installed without optional dependencies. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Bytes; the installed size stays below. */
export const sizeLimit = 10_000_000;

function npm(cwd, ...args) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** @returns {number} bytes, files and folders, as `du -sb` counts them */
export function installedSize() {
  if (!existsSync(join(root, 'dist/cli/main.js')))
    throw new Error('nothing to pack: run `npm run build` first');
  const folder = mkdtempSync(join(tmpdir(), 'backworks-size-'));
  try {
    const [{ filename }] = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', folder));
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    npm(folder, 'install', `./${filename}`, '--omit=optional', '--no-audit', '--no-fund');
    return Number.parseInt(
      execFileSync('du', ['-sb', join(folder, 'node_modules')], { encoding: 'utf8' }),
      10,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
