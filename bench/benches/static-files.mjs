import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { backworks } from '../lib/backworks.mjs';
import { compare, timesCheaper } from '../lib/compare.mjs';
import { atLeast } from '../lib/goal.mjs';
import { scratchFolder } from '../lib/paths.mjs';
import { loadTable } from '../lib/table.mjs';
import { isInstalled } from '../peers/packages.mjs';
import { staticPeer, staticPeers } from '../peers/static.mjs';

const size = 10 * 1024;
const count = 20;

/** Pages that have been there for a while, as files on a server have. */
function writePages() {
  const folder = scratchFolder('static-files');
  const names = Array.from({ length: count }, (_, index) => `page-${index}.html`);
  for (const name of names) {
    writeFileSync(join(folder, name), 'x'.repeat(size));
    utimesSync(join(folder, name), 1_700_000_000, 1_700_000_000);
  }
  return { folder, paths: names.map((name) => `/${name}`) };
}

/** @type {import('./index.mjs').Bench} */
export const staticFiles = {
  name: 'static-files',
  summary: `${count} files of 10 KiB, 64 keep-alive connections`,
  rounds: 10,
  async run(options) {
    const { folder, paths } = writePages();
    const config = `name: bench\nendpoints:\n  /*:\n    static: { dir: ${JSON.stringify(folder)} }\n`;
    const specs = [{ ...(await backworks('backworks', config)), path: paths[0] }];
    const installed = staticPeers.filter(({ name }) => isInstalled(name));
    for (const { name } of installed) specs.push(await staticPeer(name, folder, paths[0]));
    const measured = await compare(
      specs.map((spec) => ({ spec, paths })),
      options,
    );
    const [ours] = measured;
    const against = ({ name, timesCheaper: limit }) => {
      const peer = measured.find((row) => row.name === name);
      return atLeast(
        `static files: CPU per request against ${name}`,
        limit,
        peer && timesCheaper(peer, ours),
        'x',
      );
    };
    return { tables: [loadTable(measured)], goals: staticPeers.map(against) };
  },
};
