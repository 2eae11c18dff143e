import type { OwnAnswer, OwnRequest } from '../contracts/plugin.ts';
import { bytesOf } from './patch/body.ts';
import { readHeaderPatch } from './patch/header-patch.ts';
import { headerValuesOf } from './views/header-values.ts';
import { decodedValue } from './views/request-facts.ts';

/** Answers a request from inside this process. */
export type Ask = (request: {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, readonly string[]])[];
  readonly body: Buffer;
  readonly plugin: string;
}) => Promise<{ readonly status: number; readonly headers: readonly string[]; readonly body: Buffer }>;

/** Requests of one plugin at once: two plugins that call each other through the API end here. */
const MOST_AT_ONCE = 32;

/** What one plugin asks of the API that it is part of. */
export class OwnRequests {
  readonly #plugin: string;
  readonly #ask: Ask;
  #count = 0;

  constructor(plugin: string, ask: Ask) {
    this.#plugin = plugin;
    this.#ask = ask;
  }

  /** @throws Error for a request that makes no sense, or too many at once */
  async execute({ method = 'GET', path, headers, body }: OwnRequest): Promise<OwnAnswer> {
    if (typeof path !== 'string' || !path.startsWith('/'))
      throw new TypeError('execute takes { path } that starts with /');
    if (this.#count >= MOST_AT_ONCE)
      throw new Error(
        `${MOST_AT_ONCE} requests of the plugin are not answered yet: do they call each other?`,
      );
    this.#count += 1;
    try {
      return await this.#send(method.toUpperCase(), path, headers, body);
    } finally {
      this.#count -= 1;
    }
  }

  async #send(
    method: string,
    url: string,
    headers: OwnRequest['headers'] = {},
    given: unknown,
  ): Promise<OwnAnswer> {
    const { bytes, type } = bytesOf(given, 'execute got');
    const told = readHeaderPatch(headers, 'execute got');
    const framing = bytes.length === 0 ? [] : [['content-length', [String(bytes.length)]] as const];
    const isTyped = bytes.length === 0 || told.some(([name]) => name === 'content-type');
    const typing = isTyped ? [] : [['content-type', [type]] as const];
    const hosting = told.some(([name]) => name === 'host') ? [] : [['host', ['localhost']] as const];
    const answer = await this.#ask({
      method,
      url,
      headers: [...hosting, ...told, ...typing, ...framing],
      body: bytes,
      plugin: this.#plugin,
    });
    const values = headerValuesOf(answer.headers);
    const body = decodedValue(answer.body, values['content-type']);
    return { status: answer.status, headers: values, bytes: answer.body, body };
  }
}
