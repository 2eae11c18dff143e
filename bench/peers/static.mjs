/** What serves files elsewhere, and how many times cheaper than theirs a request must be. */
import { join } from 'node:path';
import { bench } from '../lib/paths.mjs';
import { freePort } from '../lib/server.mjs';
import { peerFolder } from './packages.mjs';

export const staticPeers = [
  { name: 'express', timesCheaper: 3 },
  { name: 'sirv', timesCheaper: 1 },
];

/** @returns {Promise<import('../lib/server.mjs').ServerSpec>} */
export async function staticPeer(name, folder, path) {
  const port = await freePort();
  const script = join(bench, `servers/static-${name}.mjs`);
  return { name, command: [process.execPath, script, String(port), folder, peerFolder(name)], port, path };
}
