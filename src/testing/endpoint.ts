import { readLastFields } from '../base/fields.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { ExchangePatch, HookedExchange } from '../contracts/hooks.ts';
import type { ModeDescriptor } from '../contracts/mode.ts';
import type { PluginAnswer, RequestPatch } from '../contracts/plugin.ts';
import type { ReachedRequest } from '../contracts/plugin-testing.ts';
import { readAnswer, sendAnswer } from '../host/patch/answer.ts';
import { decodedValue } from '../host/views/request-facts.ts';
import { orBytes } from '../host/views/request-view.ts';

const USUAL: PluginAnswer = { body: 'ok' };

/** Hears of every request that reaches an endpoint, and says what that answers. */
export type Endpoint = (exchange: HookedExchange) => PluginAnswer | undefined;

/** The only mode there is in a test: endpoints answer what the test says. */
export function testMode(endpoint: Endpoint): ModeDescriptor {
  return {
    name: 'mock',
    summary: '',
    schema: { type: 'object' },
    check: () => [],
    load: async () => ({
      compile: async () => ({
        body: 'buffer',
        answer(exchange, sink) {
          const answer = endpoint(exchange as HookedExchange) ?? USUAL;
          sendAnswer(readAnswer(answer, 'the answer of the test has'), sink);
        },
      }),
    }),
  };
}

/** A request as it is now. */
export function reachedOf(exchange: Exchange): ReachedRequest {
  const { method, path, url, search, params, headers, rawBody, principal = {} } = exchange;
  const body = orBytes(rawBody, () => exchange.body);
  const query = { ...readLastFields(search) };
  return {
    method,
    path,
    url,
    query,
    params: { ...params },
    headers: { ...headers },
    body,
    bytes: rawBody,
    principal,
  };
}

/** What a hook changed, in the words that hooks have for it. */
export function patchOf({ headers, path, search, body, principal }: ExchangePatch): RequestPatch {
  return {
    ...(headers !== undefined && { headers: Object.fromEntries(headers.map(headerOf)) }),
    ...(path !== undefined && { path }),
    ...(search !== undefined && { query: { ...readLastFields(search) } }),
    ...(body !== undefined && { body: decodedValue(body.bytes, body.contentType) }),
    ...(principal !== undefined && { principal: principal as RequestPatch['principal'] }),
  } as RequestPatch;
}

function headerOf([name, values]: readonly [string, readonly string[]]): [
  string,
  string | readonly string[] | null,
] {
  const [only = null] = values;
  return [name, values.length > 1 ? values : only];
}
