import { backworks } from '../lib/backworks.mjs';
import { compare, timesCheaper } from '../lib/compare.mjs';
import { atLeast } from '../lib/goal.mjs';
import { clientProcessor } from '../lib/processors.mjs';
import { startServer } from '../lib/server.mjs';
import { loadTable } from '../lib/table.mjs';
import { hasProxy, proxyPeer, proxyPeers, proxyUpstream } from '../peers/proxies.mjs';

/** The sizes of answers: the file of the upstream, and what the peers' goals for it are called. */
const sizes = [
  { file: 'small', text: '1 KiB' },
  { file: 'large', text: '100 KiB' },
];

async function measure({ file, text }, upstream, options) {
  const path = `/${file}`;
  const config = `target: http://127.0.0.1:${upstream.port}\n`;
  const specs = [{ ...(await backworks(`backworks ${text}`, config)), path }];
  const peers = proxyPeers.filter((peer) => peer[file] !== undefined);
  for (const { name } of peers.filter(({ name }) => hasProxy(name)))
    specs.push(await proxyPeer(name, upstream.port, path));
  const measured = await compare(
    specs.map((spec) => ({ spec, paths: [path] })),
    options,
  );
  const [ours] = measured;
  const goals = peers.map(({ name, [file]: limit }) => {
    const peer = measured.find((row) => row.name === name);
    const what = `proxy, ${text}: CPU per request against ${name}`;
    return atLeast(what, limit, peer && timesCheaper(peer, ours), 'x');
  });
  return { table: loadTable(measured), goals };
}

/** @type {import('./index.mjs').Bench} */
export const proxy = {
  name: 'proxy',
  summary: 'answers of nginx passed on, 64 keep-alive connections',
  rounds: 10,
  async run(options) {
    const upstream = await startServer(await proxyUpstream(), { processor: clientProcessor });
    try {
      const results = [];
      for (const size of sizes) results.push(await measure(size, upstream, options));
      return {
        tables: results.map(({ table }) => table),
        goals: results.flatMap(({ goals }) => goals),
      };
    } finally {
      await upstream.stop();
    }
  },
};
