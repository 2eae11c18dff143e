import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext } from '../../contracts/mode.ts';
import type { RawHeaders } from '../../contracts/sink.ts';
import { prepareLines, renderLine } from '../header-lines.ts';
import type { ProxyBlock } from './schema.ts';

/** The edits of `headers:` and `remove_headers:`, ready for each exchange. */
export interface HeaderEdits {
  /** Names in lower case of the client's fields that do not go on. */
  readonly replaced: ReadonlySet<string>;
  /** Whether a template reads the request's body. */
  readonly readsBody: boolean;
  set(exchange: Exchange): RawHeaders;
}

export async function prepareEdits(
  { headers = {}, remove_headers = [] }: Partial<ProxyBlock>,
  context: CompileContext,
): Promise<HeaderEdits> {
  // What answers must not keep the context alive, which knows the whole configuration.
  const { scope } = context;
  const lines = await prepareLines(Object.entries(headers), context);
  const fixed = lines.every(({ value }) => value.isStatic)
    ? lines.flatMap(({ name, value }) => [name, value.staticText ?? ''])
    : undefined;
  return {
    replaced: new Set([...Object.keys(headers), ...remove_headers].map((name) => name.toLowerCase())),
    readsBody: lines.some(({ value }) => value.reads.has('body')),
    set: (exchange) => fixed ?? lines.flatMap((line) => [line.name, renderLine(line, exchange, scope)]),
  };
}
