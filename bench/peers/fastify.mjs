import { join } from 'node:path';
import { bench } from '../lib/paths.mjs';
import { requestPaths } from '../lib/routes.mjs';
import { freePort } from '../lib/server.mjs';
import { peerFolder } from './packages.mjs';

/** @returns {Promise<import('../lib/server.mjs').ServerSpec>} */
export async function fastify(groups) {
  const port = await freePort();
  const script = join(bench, 'servers/fastify.mjs');
  const args = [script, String(port), String(groups), peerFolder('fastify')];
  return { name: 'fastify', command: [process.execPath, ...args], port, path: requestPaths(1)[1] };
}
