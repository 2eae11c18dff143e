import { backworks, staticConfig } from '../lib/backworks.mjs';
import { compare, timesCheaper } from '../lib/compare.mjs';
import { atLeast } from '../lib/goal.mjs';
import { requestPaths } from '../lib/routes.mjs';
import { loadTable } from '../lib/table.mjs';
import { peers } from '../peers/index.mjs';
import { isInstalled } from '../peers/packages.mjs';

const groups = 10;

/** @type {import('./index.mjs').Bench} */
export const mockPeers = {
  name: 'mock-peers',
  summary: 'the same API and load on other mock servers',
  // As many as when the goals were set: WireMock's compiler gets better for a minute.
  rounds: 7,
  async run(options) {
    const paths = requestPaths(groups);
    const specs = [await backworks('backworks', staticConfig(groups))];
    for (const peer of peers) if (isInstalled(peer.name)) specs.push(await peer.start(groups));
    const measured = await compare(
      specs.map((spec) => ({ spec, paths })),
      options,
    );
    const [ours] = measured;
    const against = ({ name, timesCheaper: limit }) => {
      const peer = measured.find((row) => row.name === name);
      return atLeast(`static: CPU per request against ${name}`, limit, peer && timesCheaper(peer, ours), 'x');
    };
    return { tables: [loadTable(measured)], goals: peers.map(against) };
  },
};
