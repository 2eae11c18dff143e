import type { HookedAnswer } from '../../contracts/hooks.ts';
import type { HeaderValues, PluginResponse } from '../../contracts/plugin.ts';
import { headerValuesOf } from './header-values.ts';
import { decodedValue } from './request-facts.ts';

/** An answer as plugins see it, in either process. */
export class ResponseView implements PluginResponse {
  readonly #answer: HookedAnswer;
  #headers: HeaderValues | undefined;
  #body: { readonly value: unknown } | undefined;

  constructor(answer: HookedAnswer) {
    this.#answer = answer;
  }

  get status(): number {
    return this.#answer.status;
  }

  get headers(): HeaderValues {
    this.#headers ??= headerValuesOf(this.#answer.headers);
    return this.#headers;
  }

  get body(): unknown {
    this.#body ??= { value: decodedValue(this.#answer.body, this.headers['content-type']) };
    return this.#body.value;
  }

  get bytes(): Uint8Array | undefined {
    return this.#answer.body;
  }

  get tap(): undefined {
    return undefined;
  }
}
