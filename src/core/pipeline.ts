import type { Exchange } from '../contracts/exchange.ts';
import type { RawHeaders, Sink } from '../contracts/sink.ts';

/** Runs before the answer is made. It may answer itself, and then returns `true`. */
export type BeforeHook = (
  exchange: Exchange,
  sink: Sink,
) => boolean | undefined | Promise<boolean | undefined>;

/** An answer's status and headers on their way out. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: RawHeaders;
}

/** Sees every answer's head and returns the one to send. */
export type AfterHook = (exchange: Exchange, head: AnswerHead) => AnswerHead | Promise<AnswerHead>;

/** The hooks of one endpoint, flattened when the plan is built. */
export interface Hooks {
  /** See headers only, before the body is read. */
  readonly guard: readonly BeforeHook[];
  readonly before: readonly BeforeHook[];
  readonly after: readonly AfterHook[];
}

export const NO_HOOKS: Hooks = { guard: [], before: [], after: [] };

/** Runs hooks in turn until one answers; waits only for those that return a promise. @returns whether one did. */
export function runHooks(
  hooks: readonly BeforeHook[],
  exchange: Exchange,
  sink: Sink,
): boolean | Promise<boolean> {
  for (const [index, hook] of hooks.entries()) {
    const result = hook(exchange, sink);
    if (result instanceof Promise) {
      const rest = hooks.slice(index + 1);
      return result.then((answered) => answered === true || runHooks(rest, exchange, sink));
    }
    if (result === true) return true;
  }
  return false;
}

/** The sink, behind its after hooks; the sink itself when there are none. */
export function withAfterHooks(hooks: readonly AfterHook[], exchange: Exchange, sink: Sink): Sink {
  return hooks.length === 0 ? sink : new HookedSink(hooks, exchange, sink);
}

/** Holds calls back while a hook is waited for, and then makes them in order. */
class HookedSink implements Sink {
  #hooks: readonly AfterHook[];
  readonly #exchange: Exchange;
  readonly #sink: Sink;
  #waiting: (() => void)[] | undefined;

  constructor(hooks: readonly AfterHook[], exchange: Exchange, sink: Sink) {
    this.#hooks = hooks;
    this.#exchange = exchange;
    this.#sink = sink;
  }

  head(status: number, headers: RawHeaders): void {
    try {
      const head = this.#runHooks({ status, headers });
      if (head instanceof Promise) this.#wait(head);
      else this.#sink.head(head.status, head.headers);
    } catch (error) {
      this.#hooks = [];
      this.fail(error);
    }
  }

  inform(status: number, headers: RawHeaders): void {
    this.#sink.inform?.(status, headers);
  }

  data(chunk: Uint8Array | string): boolean {
    if (this.#waiting === undefined) return this.#sink.data(chunk);
    this.#waiting.push(() => this.#sink.data(chunk));
    return false;
  }

  onDrain(resume: () => void): void {
    if (this.#waiting === undefined) this.#sink.onDrain(resume);
    else this.#waiting.push(() => this.#sink.onDrain(resume));
  }

  end(trailers?: RawHeaders): void {
    if (this.#waiting === undefined) this.#sink.end(trailers);
    else this.#waiting.push(() => this.#sink.end(trailers));
  }

  /** The answer for the error passes here again: hooks see it, unless they are what failed. */
  fail(error: unknown): void {
    if (this.#waiting !== undefined) this.#hooks = [];
    this.#waiting = undefined;
    this.#sink.fail(error);
  }

  #runHooks(first: AnswerHead): AnswerHead | Promise<AnswerHead> {
    let head: AnswerHead | Promise<AnswerHead> = first;
    for (const hook of this.#hooks) {
      head =
        head instanceof Promise ? head.then((now) => hook(this.#exchange, now)) : hook(this.#exchange, head);
    }
    return head;
  }

  #wait(head: Promise<AnswerHead>): void {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    head
      .then(({ status, headers }) => {
        if (this.#waiting !== waiting) return;
        this.#waiting = undefined;
        this.#sink.head(status, headers);
        for (const call of waiting) call();
      })
      .catch((error: unknown) => this.fail(error));
  }
}
