import type { HookedAnswer } from '../../contracts/hooks.ts';
import type { HeaderValues, PluginResponse, Tap } from '../../contracts/plugin.ts';
import { TapQueue } from '../tap-queue.ts';
import { headerValuesOf } from './header-values.ts';
import { decodedValue } from './request-facts.ts';

/** An answer as plugins see it, in either process. */
export class ResponseView implements PluginResponse {
  readonly #answer: HookedAnswer;
  #tap: Tap | undefined;
  #headers: HeaderValues | undefined;
  #body: { readonly value: unknown } | undefined;

  /** @param tap what passes of a body that is read elsewhere */
  constructor(answer: HookedAnswer, tap?: Tap) {
    this.#answer = answer;
    this.#tap = tap;
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

  get tap(): Tap | undefined {
    if (this.#tap === undefined && this.#answer.tap !== undefined) {
      const queue = new TapQueue();
      this.#answer.tap(queue);
      this.#tap = queue;
    }
    return this.#tap;
  }
}
