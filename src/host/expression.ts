import type { Exchange } from '../contracts/exchange.ts';
import type { Json, PluginRequest } from '../contracts/plugin.ts';
import { compileOrThrow } from '../expressions/expression.ts';
import { NO_TYPED_NAMES } from '../expressions/typed-names.ts';

/**
 * Compiles an expression for a plugin: it reads what the plugin sees of a request.
 *
 * @throws BackworksError BW4xxx for a mistake in the text
 */
export function compileForPlugin(
  text: string,
  vars: Readonly<Record<string, unknown>>,
): (request: PluginRequest) => Promise<Json | undefined> {
  const expression = compileOrThrow(text, NO_TYPED_NAMES);
  return async (request) => expression.evaluate(exchangeOf(request), { vars }) as Json | undefined;
}

/** What expressions read of an exchange, from what a plugin has of it. */
type ReadByExpressions = Pick<
  Exchange,
  'id' | 'method' | 'path' | 'url' | 'search' | 'params' | 'headers' | 'client' | 'body' | 'rawBody' | 'input'
>;

function exchangeOf(request: PluginRequest): Exchange {
  const mark = request.url.indexOf('?');
  const bytes = request.bytes ?? new Uint8Array();
  const read: ReadByExpressions = {
    id: request.id,
    method: request.method,
    path: request.path,
    url: request.url,
    search: mark === -1 ? '' : request.url.slice(mark + 1),
    params: request.params,
    headers: request.headers as Exchange['headers'],
    client: request.client,
    input: undefined,
    rawBody: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    get body() {
      return request.body ?? null;
    },
  };
  return read as Exchange;
}
