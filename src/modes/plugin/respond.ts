import type { BodyNeed } from '../../contracts/exchange.ts';
import type { CompileContext, Responder } from '../../contracts/mode.ts';
import type { ReadsManifest } from '../../contracts/plugin-host.ts';
import type { PluginBlock } from './schema.ts';

export async function compile(block: unknown, context: CompileContext): Promise<Responder> {
  const { name, handler } = block as PluginBlock;
  const { manifest, handle } = context.plugin(name);
  const known = manifest.handlers.find((one) => one.name === handler);
  if (known === undefined) throw new Error(`the plugin "${name}" has no handler "${handler}"`);
  const settings = context.endpoint.plugins?.[name] || {};
  return {
    body: needOf(known.reads),
    answer: (exchange, sink) => handle.instance.answer(known, exchange, sink, settings),
  };
}

function needOf(reads: ReadsManifest): BodyNeed {
  if (reads === 'stream') return 'stream';
  return typeof reads === 'number' ? 'buffer' : 'none';
}
