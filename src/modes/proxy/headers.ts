import type { Exchange } from '../../contracts/exchange.ts';
import type { CompileContext } from '../../contracts/mode.ts';
import type { RawHeaders } from '../../contracts/sink.ts';
import { prepareTemplate } from '../../expressions/prepare.ts';
import type { Template } from '../../expressions/template.ts';
import { typedNamesOf } from '../../expressions/typed-names.ts';
import { renderHeader } from '../headers.ts';
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
  { endpoint, scope }: CompileContext,
): Promise<HeaderEdits> {
  const typed = typedNamesOf(endpoint.request);
  const lines: { readonly name: string; readonly value: Template }[] = [];
  for (const [name, values] of Object.entries(headers)) {
    for (const value of [values].flat())
      lines.push({ name, value: await prepareTemplate(String(value), typed) });
  }
  const fixed = lines.every(({ value }) => value.isStatic)
    ? lines.flatMap(({ name, value }) => [name, value.staticText ?? ''])
    : undefined;
  return {
    replaced: new Set([...Object.keys(headers), ...remove_headers].map((name) => name.toLowerCase())),
    readsBody: lines.some(({ value }) => value.reads.has('body')),
    set: (exchange) =>
      fixed ?? lines.flatMap(({ name, value }) => [name, renderHeader(name, value, exchange, scope)]),
  };
}
