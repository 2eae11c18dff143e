import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { HookedExchange } from '../../src/contracts/hooks.ts';
import type { PluginManifest } from '../../src/contracts/plugin-host.ts';
import { Call } from '../../src/host/call.ts';
import { RemotePort } from '../../src/host/ports/remote-port.ts';
import { ChildPlugin } from '../../src/host/remote/child.ts';
import type { LoadReply, Surroundings } from '../../src/host/remote/messages.ts';
import { PLUGIN_CHANNEL } from '../../src/host/remote/plugin-channel.ts';
import { Channel, type Handlers } from '../../src/process/channel.ts';
import { serveStream } from '../../src/process/child.ts';
import { project } from '../cli/program.ts';
import { socketPair } from './channels.ts';
import { SILENT } from './plugins.ts';

export { project };

/** What would run in a process of its own, here, at the other end of a connection. */
export interface Served {
  /** The host's end. */
  readonly channel: Channel;
  /** The plugin's end. */
  readonly far: Channel;
  readonly plugin: ChildPlugin;
  /** Resolves with the code that the process would end with. */
  readonly ended: Promise<number>;
}

export async function serve(handlers: Handlers = { answer: () => ({}) }): Promise<Served> {
  const [near, other] = await socketPair();
  const plugin = new ChildPlugin();
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((resolve) => {
    end = resolve;
  });
  const far = serveStream(other, plugin, (code) => end(code));
  plugin.connect(far);
  const channel = new Channel(near, { ...handlers, side: 'parent', limits: PLUGIN_CHANNEL });
  await channel.ready;
  return { channel, far, plugin, ended };
}

export interface FarOptions extends Partial<Surroundings> {
  /** What the host answers the plugin. */
  readonly answer?: Handlers['answer'];
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A plugin that was loaded and begun. */
export interface FarPlugin extends Served {
  readonly port: RemotePort;
  readonly manifest: PluginManifest;
  /** Notes of the plugin so far. */
  readonly notes: readonly (readonly [method: string, params: unknown])[];
}

export const NO_PLAN = { name: 'shop', version: undefined, environment: undefined, endpoints: [] } as const;

/** @param members what stands behind the plugin's name and version */
export async function farPlugin(members: string, options: FarOptions = {}): Promise<FarPlugin> {
  const { answer = () => ({}), settings = {}, plan = NO_PLAN, vars = {} } = options;
  const folder = project({ 'far.ts': `export default { name: 'far', version: '1.0.0', ${members} };` });
  const notes: [string, unknown][] = [];
  const served = await serve({ answer, note: (...[method, params]) => void notes.push([method, params]) });
  const { channel } = served;
  const source = { kind: 'module', path: join(folder, 'far.ts') } as const;
  const loaded = (await channel.call('load', { source, folder })).value as LoadReply;
  if (!('manifest' in loaded)) throw new Error(JSON.stringify(loaded.failures));
  await channel.call('begin', { name: 'far', folder, settings, plan, vars });
  const { manifest } = loaded;
  return { ...served, manifest, notes, port: new RemotePort(manifest, channel) };
}

/** A call whose plugin is told of nothing. */
export function callFor(
  exchange: HookedExchange,
  { settings = {}, stream }: { readonly settings?: unknown; readonly stream?: Readable } = {},
): Call {
  return new Call(exchange, { log: SILENT, remembered: () => {} }, settings, false, stream);
}
