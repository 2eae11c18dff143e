import { backworks, staticConfig } from '../lib/backworks.mjs';
import { compare, timesCheaper } from '../lib/compare.mjs';
import { atLeast } from '../lib/goal.mjs';
import { requestPaths } from '../lib/routes.mjs';
import { loadTable } from '../lib/table.mjs';
import { bare } from '../peers/bare.mjs';
import { peers } from '../peers/index.mjs';
import { isInstalled } from '../peers/packages.mjs';

const groups = 10;

/** @type {import('./index.mjs').Bench} */
export const mockStatic = {
  name: 'mock-static',
  summary: '50 routes, a fixed body of 120 bytes, 64 keep-alive connections',
  async run(options) {
    const installed = peers.filter(({ name }) => isInstalled(name));
    const specs = [await bare(), await backworks('backworks', staticConfig(groups))];
    for (const peer of installed) specs.push(await peer.start(groups));
    const paths = requestPaths(groups);
    const measured = await compare(
      specs.map((spec) => ({ spec, paths })),
      options,
    );
    const [reference, ours] = measured;
    const against = ({ name, timesCheaper: limit }) => {
      const peer = measured.find((row) => row.name === name);
      return atLeast(`CPU per request against ${name}`, limit, peer && timesCheaper(peer, ours), 'x');
    };
    return {
      tables: [loadTable(measured)],
      goals: [
        atLeast('CPU per request against bare', 0.97, timesCheaper(reference, ours), 'x'),
        ...peers.map(against),
      ],
    };
  },
};
