/**
 * Installs the peers into the scratch folder, outside the repository. usage: node bench/setup.mjs
 * wrk (the load generator) and a Java runtime (for WireMock) come from the system.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isInstalled, packages, peerFolder } from './peers/packages.mjs';

/** @param {keyof packages} peer */
function install(peer) {
  const folder = peerFolder(peer);
  mkdirSync(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const args = ['install', '--save-exact', '--no-audit', '--no-fund', packages[peer]];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`npm could not install ${packages[peer]} into ${folder}`);
}

for (const peer of Object.keys(packages)) {
  if (isInstalled(peer)) console.log(`${packages[peer]} is in ${peerFolder(peer)}`);
  else install(peer);
}

for (const [tool, purpose] of [
  ['wrk', 'the load generator'],
  ['java', 'runs WireMock'],
]) {
  if (spawnSync(tool, ['-v']).error)
    console.log(`missing: ${tool} (${purpose}); install it with your package manager`);
}
