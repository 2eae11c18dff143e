import { join } from 'node:path';
import { bench } from '../lib/paths.mjs';
import { requestPaths } from '../lib/routes.mjs';
import { freePort } from '../lib/server.mjs';

/** @returns {Promise<import('../lib/server.mjs').ServerSpec>} the reference of most goals */
export async function bare() {
  const port = await freePort();
  const script = join(bench, 'servers/bare.mjs');
  return { name: 'bare', command: [process.execPath, script, String(port)], port, path: requestPaths(1)[1] };
}
