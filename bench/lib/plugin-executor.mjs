/** What the hooks of inline plugins cost by themselves, without a server: the code that calls them, in this process. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/** As an exchange is for hooks that look at nothing. */
class BareExchange {
  id = 'r1';
  clientPath = '/a';
  routed = true;
  askedBy = undefined;
  hookState = undefined;
  onEnd() {}
  onAbort() {}
}

async function load(path) {
  const file = join(root, 'build', path);
  if (!existsSync(file)) throw new Error('nothing is compiled: run `npm run build` first');
  return import(pathToFileURL(file));
}

async function parts() {
  const [clock, bus, deadlines, instance, port, bind, manifest, pipeline] = await Promise.all(
    [
      'base/clock.js',
      'core/bus.js',
      'host/guard/deadlines.js',
      'host/instance.js',
      'host/ports/definition-port.js',
      'host/hooks/bind.js',
      'host/load/manifest.js',
      'core/pipeline.js',
    ].map(load),
  );
  return { ...clock, ...bus, ...deadlines, ...instance, ...port, ...bind, ...manifest, ...pipeline };
}

/** Ten plugins with this hook, bound to an endpoint. */
function bound(host, hook) {
  const {
    systemClock: clock,
    createBus,
    Deadlines,
    PluginInstance,
    DefinitionPort,
    bindHooks,
    manifestOf,
  } = host;
  const services = { bus: createBus(), clock, deadlines: new Deadlines(clock) };
  const say = () => {};
  const log = { debug: say, info: say, warn: say, error: say };
  const planned = Array.from({ length: 10 }, (_, n) => {
    const name = `plugin-${n}`;
    const definition = { name, version: '1.0.0', hooks: { beforeRequest: hook } };
    const manifest = manifestOf(definition, [], '');
    const options = {
      name,
      maxExecutionTime: 100,
      handlerTime: 1_000,
      critical: false,
      concurrency: Infinity,
    };
    const instance = new PluginInstance(manifest, options, services, log);
    instance.attach(new DefinitionPort(definition, manifest, {}));
    return { name, manifest, handle: { instance }, resource: name };
  });
  return bindHooks(planned, { path: '/a', methods: ['GET'], plugins: {} }).hooks.before;
}

const IN_FLIGHT = 64;

/** @returns {Promise<number>} microseconds of CPU time for each request: what else the machine does counts less */
async function time(runHooks, hooks, count) {
  const sink = {};
  let left = count;
  const work = async () => {
    while (left-- > 0) {
      const done = runHooks(hooks, new BareExchange(), sink);
      if (done instanceof Promise) await done;
    }
  };
  const begin = process.cpuUsage();
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / count;
}

/**
 * Ten hooks that do nothing, with their time limits enforced and their figures taken, against none.
 *
 * @param {number} rounds
 * @returns {Promise<{ sync: number, async: number, suspended: number }[]>} microseconds that all ten add to a request
 */
export async function measureExecutor(rounds) {
  const host = await parts();
  const kinds = {
    none: [],
    sync: bound(host, () => undefined),
    async: bound(host, async () => undefined),
    suspended: bound(host, async () => {
      await undefined;
      await undefined;
    }),
  };
  const counts = { none: 400_000, sync: 400_000, async: 60_000, suspended: 40_000 };
  const samples = [];
  // The first two are for the compiler.
  for (let round = -2; round < rounds; round++) {
    const sample = {};
    for (const [kind, hooks] of Object.entries(kinds))
      sample[kind] = await time(host.runHooks, hooks, counts[kind]);
    const { none, ...rest } = sample;
    const added = Object.fromEntries(Object.entries(rest).map(([kind, value]) => [kind, value - none]));
    if (round >= 0) samples.push(added);
  }
  return samples;
}
