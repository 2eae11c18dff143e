import { type Answer, type CallOptions, Pending } from './calls.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import { FIRST_WINDOW, type OkFrame } from './frames.ts';
import { ChannelError } from './process-error.ts';
import { errorShape } from './remote-error.ts';
import type { Streams } from './streams.ts';
import type { Wire } from './wire.ts';

/** Our calls, until the other side answers them. */
export class Asking {
  readonly #wire: Wire;
  readonly #streams: Streams;
  readonly #calls = new Map<number, Pending>();
  readonly #deadlines = new DeadlineTimer((now) => this.#expire(now));
  #nextId: number;

  /** @param firstId of ours: 0 or 1 */
  constructor(wire: Wire, streams: Streams, firstId: 0 | 1) {
    this.#wire = wire;
    this.#streams = streams;
    this.#nextId = firstId;
  }

  get count(): number {
    return this.#calls.size;
  }

  get oldest(): number | undefined {
    for (const { started } of this.#calls.values()) return started;
    return undefined;
  }

  call(method: string, params: unknown, options: CallOptions | undefined): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const pending = new Pending(resolve, reject);
      try {
        this.#begin(method, params, options, pending);
      } catch (error) {
        options?.stream?.destroy();
        pending.reject(error);
      }
    });
  }

  #begin(method: string, params: unknown, options: CallOptions | undefined, pending: Pending): void {
    this.#refuseMore();
    const id = this.#nextId;
    if (options === undefined) {
      this.#wire.putChecked({ t: 'call', i: id, m: method, p: params }, undefined);
    } else {
      this.#beginWith(id, method, params, options, pending);
    }
    this.#nextId = id + 2;
    this.#calls.set(id, pending);
    if (options?.stream !== undefined) this.#streams.send(id, options.stream);
  }

  #beginWith(id: number, m: string, p: unknown, options: CallOptions, pending: Pending): void {
    const { payload, stream, signal, timeout } = options;
    signal?.throwIfAborted();
    const n = payload && { n: payload.length };
    const s = stream && { s: 1 as const };
    this.#wire.putChecked({ t: 'call', i: id, m, p, ...n, ...s }, payload);
    if (signal !== undefined) pending.watch(signal, () => this.abandon(id, signal.reason));
    if (timeout === undefined) return;
    pending.due = pending.started + timeout;
    this.#deadlines.expect(pending.due);
  }

  #refuseMore(): void {
    const { outbox, limits, isFull } = this.#wire;
    if (this.#calls.size >= limits.maxPending) {
      throw new ChannelError('busy', `${this.#calls.size} calls have no answer yet`);
    }
    if (isFull) throw new ChannelError('busy', `${outbox.size} bytes wait to be sent`);
  }

  /** Gives a call up, if it has no answer yet. */
  abandon(id: number, reason: unknown): void {
    const pending = this.#calls.get(id);
    if (pending === undefined) return;
    this.#calls.delete(id);
    this.#streams.stop(id);
    this.#wire.unasked.expectLate(this.#wire.limits.maxPayload + FIRST_WINDOW);
    this.#wire.put({ t: 'cancel', i: id, r: errorShape(reason).message });
    pending.reject(reason);
    this.#wire.settle();
  }

  /** Gives up what is due. @returns when the next is */
  #expire(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const [id, { due, started }] of this.#calls) {
      if (due > now) next = Math.min(next, due);
      else
        this.abandon(
          id,
          new ChannelError('late', `there was no answer within ${Math.round(due - started)} ms`),
        );
    }
    return next;
  }

  /** @returns false when the call is over */
  takeOk({ i, p, s }: OkFrame, payload: Buffer | undefined): boolean {
    const pending = this.#calls.get(i);
    if (pending === undefined) return false;
    this.#calls.delete(i);
    const stream = s === undefined ? undefined : this.#streams.open(i, true);
    pending.resolve({ value: p, payload, stream });
    this.#wire.settle();
    return true;
  }

  /** @returns false when the call is over */
  takeErr(id: number, error: Error): boolean {
    const pending = this.#calls.get(id);
    if (pending === undefined) return this.#streams.finish(id, error);
    this.#calls.delete(id);
    this.#streams.stop(id);
    pending.reject(error);
    this.#wire.settle();
    return true;
  }

  /** A stream of ours was sent, or broke: then its call is of no use. */
  sent(id: number, error: Error | undefined): void {
    if (error === undefined) {
      this.#wire.put({ t: 'end', i: id });
      this.#wire.settle();
      return;
    }
    this.abandon(id, error);
    this.#streams.discard(id);
  }

  close(error: Error): void {
    this.#deadlines.stop();
    for (const pending of this.#calls.values()) pending.reject(error);
    this.#calls.clear();
  }
}
