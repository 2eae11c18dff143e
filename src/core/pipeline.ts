import type { AfterHook, BeforeHook, BodyTap, HookedAnswer, HookedExchange } from '../contracts/hooks.ts';
import type { RawHeaders, Sink } from '../contracts/sink.ts';
import { BodyTaps } from './body-taps.ts';
import { BodyInHand, mayBeRead } from './output/body-in-hand.ts';

/** Runs hooks in turn until one answers; waits only for those that return a promise. @returns whether one did. */
export function runHooks(
  hooks: readonly BeforeHook[],
  exchange: HookedExchange,
  sink: Sink,
): boolean | Promise<boolean> {
  for (let index = 0; index < hooks.length; index += 1) {
    const result = (hooks[index] as BeforeHook)(exchange, sink);
    if (result instanceof Promise) return waitAndRun(result, hooks, exchange, sink, index + 1);
    if (result === true) return true;
  }
  return false;
}

/** One promise for all that are left, however many of them wait: bench/benches/plugins.mjs. */
async function waitAndRun(
  waiting: Promise<boolean | undefined>,
  hooks: readonly BeforeHook[],
  exchange: HookedExchange,
  sink: Sink,
  first: number,
): Promise<boolean> {
  if ((await waiting) === true) return true;
  for (let index = first; index < hooks.length; index += 1) {
    const result = (hooks[index] as BeforeHook)(exchange, sink);
    if ((result instanceof Promise ? await result : result) === true) return true;
  }
  return false;
}

/** The answer to an upgrade is another protocol's already: hooks see it, and change nothing. */
export function showUpgrade(hooks: readonly AfterHook[], exchange: HookedExchange): void {
  for (const hook of hooks) {
    try {
      const shown = hook.run(exchange, { status: 101, headers: [] });
      if (shown instanceof Promise) shown.catch(() => undefined);
    } catch {
      // It has told what went wrong; the connection is open.
    }
  }
}

/** The sink, behind its after hooks; the sink itself when there are none. */
export function withAfterHooks(hooks: readonly AfterHook[], exchange: HookedExchange, sink: Sink): Sink {
  return hooks.length === 0 ? sink : new HookedSink(hooks, exchange, sink);
}

/**
 * Holds calls back while a hook is waited for, and then makes them in order. For a hook that reads the body,
 * that is kept until it is complete.
 */
class HookedSink implements Sink {
  #hooks: readonly AfterHook[];
  readonly #exchange: HookedExchange;
  readonly #sink: Sink;
  #waiting: (() => void)[] | undefined;
  /** Those who look on. */
  #taps: BodyTaps | undefined;
  /** The body that the hook whose turn it is wants to read. */
  #collected: BodyInHand | undefined;

  constructor(hooks: readonly AfterHook[], exchange: HookedExchange, sink: Sink) {
    this.#hooks = hooks;
    this.#exchange = exchange;
    this.#sink = sink;
  }

  head(status: number, headers: RawHeaders): void {
    this.#run({ status, headers }, 0);
  }

  inform(status: number, headers: RawHeaders): void {
    this.#sink.inform?.(status, headers);
  }

  data(chunk: Uint8Array | string): boolean {
    const collected = this.#collected;
    if (collected !== undefined) {
      if (!collected.add(chunk)) this.#passOver(collected, `of more than ${collected.limit} bytes`);
      return true;
    }
    if (this.#waiting === undefined) return this.#send(chunk);
    this.#waiting.push(() => this.data(chunk));
    return false;
  }

  onDrain(resume: () => void): void {
    if (this.#collected !== undefined) process.nextTick(resume);
    else if (this.#waiting === undefined) this.#sink.onDrain(resume);
    else this.#waiting.push(() => this.onDrain(resume));
  }

  end(trailers?: RawHeaders): void {
    const collected = this.#collected;
    if (collected !== undefined) {
      this.#collected = undefined;
      this.#hand(collected, trailers);
    } else if (this.#waiting === undefined) this.#finish(trailers);
    else this.#waiting.push(() => this.end(trailers));
  }

  /** The answer for the error passes here again: hooks see it, unless they are what failed. */
  fail(error: unknown): void {
    if (this.#waiting !== undefined) this.#hooks = [];
    this.#waiting = undefined;
    this.#collected = undefined;
    this.#taps?.end(false);
    this.#sink.fail(error);
  }

  /** Runs the hooks from one of them on, as far as they need no body, and sends the head. */
  #run(first: HookedAnswer, from: number): void {
    let answer = first;
    try {
      for (let index = from; index < this.#hooks.length; index += 1) {
        const hook = this.#hooks[index] as AfterHook;
        const obstacle = hook.reads === undefined ? 'empty' : this.#obstacleTo(answer, hook.reads);
        if (obstacle === undefined) {
          this.#collected = new BodyInHand(answer, hook.reads ?? 0, index);
          return;
        }
        if (obstacle !== 'empty') {
          hook.passedOver?.(this.#exchange, obstacle);
          continue;
        }
        const next = hook.run(this.#exchange, hook.taps === true ? this.#tapped(answer) : answer);
        if (next instanceof Promise) {
          this.#wait(next, (told) => this.#run(told, index + 1));
          return;
        }
        answer = next;
      }
    } catch (error) {
      this.#failHere(error);
      return;
    }
    this.#sink.head(answer.status, answer.headers);
  }

  #send(chunk: Uint8Array | string): boolean {
    this.#taps?.chunk(chunk);
    return this.#sink.data(chunk);
  }

  #finish(trailers: RawHeaders | undefined): void {
    this.#taps?.end(true);
    this.#sink.end(trailers);
  }

  /** The answer, for a hook that wants to look on. */
  #tapped({ status, headers }: HookedAnswer): HookedAnswer {
    const tap = (one: BodyTap) => {
      if (this.#taps === undefined) {
        const taps = new BodyTaps();
        this.#taps = taps;
        this.#exchange.onEnd(() => taps.end(false));
      }
      this.#taps.add(one);
    };
    return { status, headers, tap };
  }

  #obstacleTo(answer: HookedAnswer, limit: number): string | undefined {
    return mayBeRead(answer, this.#exchange.method, limit);
  }

  /** The body is not one for this hook: the others go on, and everything passes. */
  #passOver(collected: BodyInHand, reason: string): void {
    this.#collected = undefined;
    try {
      this.#hooks[collected.index]?.passedOver?.(this.#exchange, reason);
    } catch (error) {
      this.#failHere(error);
      return;
    }
    this.#run(collected.answer, collected.index + 1);
    for (const chunk of collected.chunks) this.data(chunk);
  }

  /** The body is complete. */
  #hand(collected: BodyInHand, trailers: RawHeaders | undefined): void {
    const opened = collected.open();
    if (opened instanceof Promise) {
      this.#wait(opened, () => this.#runWithBody(collected, trailers));
      return;
    }
    this.#runWithBody(collected, trailers);
  }

  /** Runs the rest of the hooks with the body at hand, and sends all of it. */
  #runWithBody(collected: BodyInHand, trailers: RawHeaders | undefined, from = collected.index): void {
    try {
      for (let index = from; index < this.#hooks.length; index += 1) {
        const next = this.#runOne(this.#hooks[index] as AfterHook, collected);
        if (next instanceof Promise) {
          this.#wait(next, (told) => {
            collected.take(told);
            this.#runWithBody(collected, trailers, index + 1);
          });
          return;
        }
        collected.take(next);
      }
    } catch (error) {
      this.#failHere(error);
      return;
    }
    const { status, headers } = collected.answer;
    this.#sink.head(status, headers);
    for (const chunk of collected.chunks) this.#send(chunk);
    this.#finish(trailers);
  }

  #runOne(hook: AfterHook, collected: BodyInHand): HookedAnswer | Promise<HookedAnswer> {
    const { answer } = collected;
    if (hook.reads === undefined)
      return hook.run(this.#exchange, hook.taps === true ? this.#tapped(answer) : answer);
    const obstacle = collected.obstacleFor(hook.reads);
    if (obstacle === undefined) return hook.run(this.#exchange, { ...answer, body: collected.body });
    hook.passedOver?.(this.#exchange, obstacle);
    return answer;
  }

  #wait<Value>(work: Promise<Value>, go: (value: Value) => void): void {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    work
      .then((value) => {
        if (this.#waiting !== waiting) return;
        this.#waiting = undefined;
        go(value);
        for (const call of waiting) call();
      })
      .catch((error: unknown) => this.fail(error));
  }

  #failHere(error: unknown): void {
    this.#hooks = [];
    this.fail(error);
  }
}
