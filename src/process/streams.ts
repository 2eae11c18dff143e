import type { Readable } from 'node:stream';
import { Inflow, type InflowPort } from './inflow.ts';
import { Outflow, type OutflowPort } from './outflow.ts';
import type { Wire } from './wire.ts';

/** What the streams of a channel tell the calls they belong to. */
export interface StreamsOwner {
  /** All of a stream of ours was sent. @param error when its source broke instead */
  sent(id: number, error: Error | undefined): void;
  /** What reads a stream of the other side wants no more of it. */
  givenUp(id: number, error: Error | null): void;
}

/** The streams of all calls of a channel: at most one in each direction for a call. */
export class Streams implements InflowPort, OutflowPort {
  readonly #inflows = new Map<number, Inflow>();
  readonly #outflows = new Map<number, Outflow>();
  readonly #wire: Wire;
  readonly #owner: StreamsOwner;

  constructor(wire: Wire, owner: StreamsOwner) {
    this.#wire = wire;
    this.#owner = owner;
  }

  get count(): number {
    return this.#inflows.size + this.#outflows.size;
  }

  /** Begins to read a stream of the other side. @param isAskedFor as the answer to our call */
  open(id: number, isAskedFor: boolean): Readable {
    const inflow = new Inflow(id, isAskedFor, this);
    this.#inflows.set(id, inflow);
    return inflow;
  }

  /** Begins to send a stream of ours. */
  send(id: number, source: Readable): void {
    const outflow = new Outflow(id, source, this);
    this.#outflows.set(id, outflow);
    outflow.start();
  }

  receive(id: number, bytes: Buffer): 'asked' | 'unasked' | 'late' {
    const inflow = this.#inflows.get(id);
    if (inflow === undefined) return 'late';
    return inflow.receive(bytes) ? 'asked' : 'unasked';
  }

  /** The other side's stream is complete, or will never be. @returns false when there is none */
  finish(id: number, error?: Error): boolean {
    const inflow = this.#inflows.get(id);
    if (inflow === undefined) return false;
    this.#inflows.delete(id);
    inflow.finish(error);
    this.#wire.settle();
    return true;
  }

  /** Its reader wants no more of the other side's stream. */
  giveUp(id: number, left: number, error: Error | null): void {
    if (!this.#inflows.delete(id)) return;
    this.#wire.unasked.expectLate(left);
    this.#owner.givenUp(id, error);
  }

  /** Throws away what the other side still sends. */
  discard(id: number): void {
    this.#inflows.get(id)?.destroy();
  }

  grant(id: number, bytes: number): boolean {
    const outflow = this.#outflows.get(id);
    outflow?.credit(bytes);
    return outflow !== undefined;
  }

  /** Sends no more of a stream of ours. @returns false when there is none */
  stop(id: number): boolean {
    const outflow = this.#outflows.get(id);
    if (outflow === undefined) return false;
    this.#outflows.delete(id);
    outflow.stop();
    this.#wire.settle();
    return true;
  }

  close(error: Error): void {
    for (const id of [...this.#inflows.keys()]) this.finish(id, error);
    for (const id of [...this.#outflows.keys()]) this.stop(id);
  }

  credit(id: number, bytes: number): void {
    this.#wire.put({ t: 'credit', i: id, b: bytes });
  }

  data(id: number, bytes: Uint8Array): void {
    this.#wire.put({ t: 'data', i: id, n: bytes.length }, bytes);
  }

  over(id: number, error?: Error): void {
    this.#outflows.delete(id);
    this.#owner.sent(id, error);
  }
}
