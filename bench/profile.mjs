/**
 * Where the time of a request goes: runs our server under load with the V8 profiler on.
 *
 * usage: node bench/profile.mjs [static | templated] [number of functions]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backworks, staticConfig, templatedConfig } from './lib/backworks.mjs';
import { readProfile } from './lib/cpu-profile.mjs';
import { applyLoad } from './lib/load.mjs';
import { scratchFolder } from './lib/paths.mjs';
import { serverProcessor } from './lib/processors.mjs';
import { requestPathsWithId } from './lib/routes.mjs';
import { startServer } from './lib/server.mjs';
import { table } from './lib/table.mjs';

const groups = 10;
const seconds = 10;
const [kind = 'static', count = '30'] = process.argv.slice(2);

const folder = mkdtempSync(join(scratchFolder('profiles'), `${kind}-`));
const text = (kind === 'templated' ? templatedConfig : staticConfig)(groups);
const spec = await backworks('profile', text, { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
const server = await startServer(spec, { processor: serverProcessor });
const { requests } = await applyLoad({ port: server.port, paths: requestPathsWithId(groups), seconds });
await server.stop('SIGTERM');

const costs = readProfile(folder);
rmSync(folder, { recursive: true });
const percent = (share) => `${(share * 100).toFixed(1)} %`;
const owners = ['ours', 'dependency', 'node', 'engine'];
const shareOf = (owner) =>
  costs.filter((cost) => cost.owner === owner).reduce((total, { share }) => total + share, 0);
console.log(`${kind}: ${Math.round(requests / seconds)} requests/s with the profiler on; self time\n`);
console.log(
  table(owners, {
    owner: (owner) => owner,
    share: (owner) => percent(shareOf(owner)),
  }),
);
console.log(
  `\n${table(costs.slice(0, Number(count)), {
    share: ({ share }) => percent(share),
    function: ({ name }) => name,
    place: ({ place }) => place,
  })}`,
);
