import { type Handlers, Incoming, type Reply } from './calls.ts';
import { type CallFrame, FIRST_WINDOW } from './frames.ts';
import { ChannelError, ProtocolError } from './process-error.ts';
import { errorShape } from './remote-error.ts';
import type { Streams } from './streams.ts';
import type { Wire } from './wire.ts';

/** Calls of the other side, until they are answered with all that belongs to the answer. */
export class Answering {
  readonly #wire: Wire;
  readonly #streams: Streams;
  /** Called after each answer was queued. */
  readonly #replied: () => void;
  readonly #calls = new Map<number, Incoming>();
  #lastId = -1;

  constructor(wire: Wire, streams: Streams, replied: () => void) {
    this.#wire = wire;
    this.#streams = streams;
    this.#replied = replied;
  }

  get count(): number {
    return this.#calls.size;
  }

  take(frame: CallFrame, payload: Buffer | undefined, handlers: Handlers): void {
    const id = frame.i;
    if (id <= this.#lastId) throw new ProtocolError(`call ${id} comes after call ${this.#lastId}`);
    this.#lastId = id;
    if (this.#calls.size >= this.#wire.limits.maxInboundCalls) {
      if (frame.s !== undefined) this.#wire.unasked.expectLate(FIRST_WINDOW);
      this.#refuse(id, new ChannelError('busy', `${this.#calls.size} calls wait for their answers`));
      return;
    }
    const incoming = new Incoming(frame, payload, frame.s && this.#streams.open(id, false));
    this.#calls.set(id, incoming);
    try {
      const reply = handlers.answer(incoming);
      if (!('then' in reply)) this.#reply(id, incoming, reply);
      else
        reply
          .then((value) => this.#reply(id, incoming, value))
          .catch((error) => this.#fail(id, incoming, error));
    } catch (error) {
      this.#fail(id, incoming, error);
    }
  }

  /** The caller gives up. @returns false when the call is over */
  cancel(id: number, reason: string | undefined): boolean {
    const incoming = this.#calls.get(id);
    if (incoming === undefined) return false;
    const error = new Error(reason ?? 'the caller gave up');
    this.#calls.delete(id);
    incoming.abort(error);
    this.#streams.finish(id, error);
    this.#streams.stop(id);
    this.#wire.settle();
    return true;
  }

  /** The stream of an answer was sent, or broke. */
  sent(id: number, error: Error | undefined): void {
    if (error === undefined) this.#wire.put({ t: 'end', i: id });
    else this.#refuse(id, error);
    this.#release(id);
  }

  close(error: Error): void {
    for (const incoming of this.#calls.values()) incoming.abort(error);
    this.#calls.clear();
  }

  #reply(id: number, incoming: Incoming, reply: Reply): void {
    const { value, payload, stream } = reply;
    if (incoming.isAborted) {
      stream?.destroy();
      return;
    }
    try {
      const n = payload && { n: payload.length };
      const s = stream && { s: 1 as const };
      this.#wire.putChecked({ t: 'ok', i: id, p: value, ...n, ...s }, payload);
    } catch (error) {
      stream?.destroy();
      this.#fail(id, incoming, error);
      return;
    }
    if (stream === undefined) this.#release(id);
    else this.#streams.send(id, stream);
    this.#replied();
  }

  #fail(id: number, incoming: Incoming, error: unknown): void {
    if (incoming.isAborted) return;
    this.#refuse(id, error);
    this.#release(id);
  }

  #refuse(id: number, error: unknown): void {
    this.#wire.put({ t: 'err', i: id, e: errorShape(error) });
    this.#replied();
  }

  /** The call is over, and what was not read of its stream is wanted no more. */
  #release(id: number): void {
    this.#calls.delete(id);
    this.#streams.discard(id);
    this.#wire.settle();
  }
}
