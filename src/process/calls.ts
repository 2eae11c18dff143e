import { setMaxListeners } from 'node:events';
import type { Readable } from 'node:stream';
import type { CallFrame } from './frames.ts';

export interface CallOptions {
  /** Bytes beside the parameters, at most {@link ChannelLimits.maxPayload}; not to be changed until the answer. */
  readonly payload?: Uint8Array;
  /** Bytes or text of any length, sent as the other side reads them. The call destroys it when it fails. */
  readonly stream?: Readable;
  /**
   * Gives the call up as long as it has no answer: it rejects with the signal's reason at once, and the other side is
   * told. Later, destroying the stream of the answer does the same.
   */
  readonly signal?: AbortSignal;
  /** Milliseconds for the answer. Costs next to nothing; a signal of its own for a call costs 5 µs. */
  readonly timeout?: number;
}

export interface Answer {
  readonly value: unknown;
  readonly payload: Buffer | undefined;
  /** Has to be read or destroyed; destroying it tells the other side to stop. */
  readonly stream: Readable | undefined;
}

/** A call of the other side. */
export interface IncomingCall {
  readonly method: string;
  readonly params: unknown;
  readonly payload: Buffer | undefined;
  /** What is not read of it once the call is answered is thrown away. */
  readonly stream: Readable | undefined;
  /** Aborted when the caller gives up, or the channel ends. Made when it is asked for. */
  readonly signal: AbortSignal;
}

export interface Reply {
  readonly value?: unknown;
  readonly payload?: Uint8Array;
  readonly stream?: Readable;
}

/** What the side of a channel does with what the other side asks and tells. */
export interface Handlers {
  /** Answers calls of the other side; what it throws becomes the caller's error. */
  answer(call: IncomingCall): Reply | Promise<Reply>;
  /** Hears notes. What it throws closes the channel. */
  note?(method: string, params: unknown, payload: Buffer | undefined): void;
}

/** A call of the other side, until it is answered. */
export class Incoming implements IncomingCall {
  readonly method: string;
  readonly params: unknown;
  readonly payload: Buffer | undefined;
  readonly stream: Readable | undefined;
  #controller: AbortController | undefined;
  #reason: Error | undefined;

  constructor({ m, p }: CallFrame, payload: Buffer | undefined, stream: Readable | undefined) {
    this.method = m;
    this.params = p;
    this.payload = payload;
    this.stream = stream;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  get isAborted(): boolean {
    return this.#reason !== undefined;
  }

  abort(reason: Error): void {
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}

/** A call of ours, until it is answered. */
export class Pending {
  /** As `performance.now()` tells it. */
  readonly started = performance.now();
  /** When it has to be answered. */
  due = Number.POSITIVE_INFINITY;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  #signal: AbortSignal | undefined;
  #onAbort: (() => void) | undefined;

  constructor(resolve: (answer: Answer) => void, reject: (error: unknown) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  watch(signal: AbortSignal, onAbort: () => void): void {
    this.#signal = signal;
    this.#onAbort = onAbort;
    // One signal may end any number of calls; Node warns of more than ten.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', onAbort);
  }

  resolve(answer: Answer): void {
    this.#unwatch();
    this.#resolve(answer);
  }

  reject(error: unknown): void {
    this.#unwatch();
    this.#reject(error);
  }

  #unwatch(): void {
    if (this.#onAbort === undefined) return;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#onAbort = undefined;
  }
}
