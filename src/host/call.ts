import type { Readable } from 'node:stream';
import type { HookedExchange } from '../contracts/hooks.ts';
import type { Json, PluginCall, PluginLog, PluginRequest } from '../contracts/plugin.ts';
import { RequestView } from './views/request-view.ts';

/** Who a call belongs to. */
export interface CallOwner {
  readonly log: PluginLog;
  /** The plugin kept something for the exchange: it will hear of its end. */
  remembered(call: Call): void;
}

const NOBODY: Readonly<Record<string, Json>> = Object.freeze({});

/** What all plugins share of one exchange. */
class ExchangeState {
  head: RequestView | undefined;
  whole: RequestView | undefined;
  /** What each plugin keeps. */
  memos: Map<CallOwner, unknown> | undefined;
}

function stateOf(exchange: HookedExchange): ExchangeState {
  exchange.hookState ??= new ExchangeState();
  return exchange.hookState as ExchangeState;
}

/** One call of a plugin for one exchange; whatever costs something is made when it is first read. */
export class Call implements PluginCall {
  readonly exchange: HookedExchange;
  readonly settings: unknown;
  readonly #owner: CallOwner;
  readonly #readsBody: boolean;
  /** Not one that all plugins share. */
  #own: RequestView | undefined;
  #abort: AbortController | undefined;
  #isOver: Error | undefined;

  /**
   * @param stream the body as it comes, for a handler that reads it so
   * @param taps it looks on while the body passes
   */
  constructor(
    exchange: HookedExchange,
    owner: CallOwner,
    settings: unknown,
    readsBody: boolean,
    stream?: Readable,
    taps = false,
  ) {
    this.exchange = exchange;
    this.settings = settings;
    this.#owner = owner;
    this.#readsBody = readsBody;
    if (stream !== undefined || taps) this.#own = new RequestView(exchange, false, stream, taps);
  }

  get id(): string {
    return this.exchange.id;
  }

  get request(): PluginRequest {
    if (this.#own !== undefined) return this.#own;
    const state = stateOf(this.exchange);
    if (this.#readsBody) {
      state.whole ??= new RequestView(this.exchange, true);
      return state.whole;
    }
    state.head ??= new RequestView(this.exchange, false);
    return state.head;
  }

  get memo(): unknown {
    return (this.exchange.hookState as ExchangeState | undefined)?.memos?.get(this.#owner);
  }

  set memo(value: unknown) {
    const state = stateOf(this.exchange);
    state.memos ??= new Map();
    const { memos } = state;
    if (!memos.has(this.#owner)) this.#owner.remembered(this);
    memos.set(this.#owner, value);
  }

  get principal(): Readonly<Record<string, Json>> {
    return (this.exchange.principal as Readonly<Record<string, Json>> | undefined) ?? NOBODY;
  }

  get log(): PluginLog {
    return this.#owner.log;
  }

  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      const controller = new AbortController();
      this.#abort = controller;
      if (this.#isOver !== undefined) controller.abort(this.#isOver);
      else this.exchange.onAbort(() => controller.abort(new Error('the client went away')));
    }
    return this.#abort.signal;
  }

  /** Its client went away within its time, and whoever works on it was told. */
  get isAbandoned(): boolean {
    return this.#abort?.signal.aborted === true && this.#isOver === undefined;
  }

  /** Ends the work on it, as far as that looks at the signal. */
  expire(reason: Error): void {
    this.#isOver = reason;
    this.#abort?.abort(reason);
  }
}
