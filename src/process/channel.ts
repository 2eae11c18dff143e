import type { Duplex } from 'node:stream';
import { Answering } from './answering.ts';
import { Asking } from './asking.ts';
import type { Answer, CallOptions, Handlers } from './calls.ts';
import { CALL_WEIGHT, type ChannelLimits, channelLimits } from './channel-limits.ts';
import { Decoder } from './decoder.ts';
import { type Frame, PROTOCOL_VERSION } from './frames.ts';
import { Pace } from './pace.ts';
import { ChannelError, EndedError, ProtocolError } from './process-error.ts';
import { errorShape, RemoteError } from './remote-error.ts';
import { Streams } from './streams.ts';
import { Wire } from './wire.ts';

export type { Answer, CallOptions, Handlers, IncomingCall, Reply } from './calls.ts';
export type { ChannelLimits } from './channel-limits.ts';

export interface ChannelOptions extends Handlers {
  readonly side: 'parent' | 'child';
  readonly limits?: Partial<ChannelLimits>;
  /** What a pong tells about this side. */
  readonly figures?: () => unknown;
  /**
   * Called when the stream ended by itself; the channel is closed with what it resolves to. So whoever knows how
   * the other process ended can say it to all who wait for an answer.
   */
  readonly reasonOfEnd?: (error: Error | undefined) => Promise<Error>;
}

/** Whether a frame was waited for, came by itself, or is about something that is over. */
type Standing = 'asked' | 'unasked' | 'late';

interface Ping {
  readonly start: number;
  readonly resolve: (milliseconds: number) => void;
  readonly reject: (error: Error) => void;
}

/** Calls, notes and streams in both directions over one duplex stream of bytes. */
export class Channel {
  /** Resolves once the other side said hello in our version; rejects when the channel closes before. */
  readonly ready: Promise<void>;
  /** Resolves when nothing can be sent or received any more: with the reason, undefined if we closed it without. */
  readonly closed: Promise<Error | undefined>;
  readonly #stream: Duplex;
  readonly #options: ChannelOptions;
  #handlers: Handlers;
  readonly #wire: Wire;
  readonly #decoder: Decoder;
  readonly #streams: Streams;
  readonly #asking: Asking;
  readonly #answering: Answering;
  /** Remainder by two of the numbers of our calls. */
  readonly #parity: 0 | 1;
  readonly #pings = new Map<number, Ping>();
  #nextPing = 0;
  #figures: unknown;
  #idleWaiters: (() => void)[] = [];
  #isGreeted = false;
  #isEnding = false;
  #closedBy: ChannelError | undefined;
  #isThrottled = false;
  readonly #pace = new Pace();
  /** Runs until the rest of what was received is read. */
  #holding: NodeJS.Timeout | undefined;
  /** Milliseconds to wait before the next frame is read. */
  #wait = 0;
  #markReady!: () => void;
  #markUnready!: (error: Error) => void;
  #markClosed!: (reason: Error | undefined) => void;

  constructor(stream: Duplex, options: ChannelOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#handlers = options;
    this.#parity = options.side === 'parent' ? 0 : 1;
    const limits = channelLimits(options.side, options.limits);
    this.#wire = new Wire(stream, limits, () => this.#settle());
    this.#streams = new Streams(this.#wire, {
      sent: (id, error) => (this.#isOurs(id) ? this.#asking : this.#answering).sent(id, error),
      givenUp: (id, error) => this.#givenUp(id, error),
    });
    this.#asking = new Asking(this.#wire, this.#streams, this.#parity);
    this.#answering = new Answering(this.#wire, this.#streams, () => this.#throttle());
    this.#decoder = new Decoder(limits, (frame, payload, size) => this.#take(frame, payload, size));
    this.ready = new Promise((resolve, reject) => {
      this.#markReady = resolve;
      this.#markUnready = reject;
    });
    // Not everybody waits for it.
    this.ready.catch(() => {});
    this.closed = new Promise((resolve) => {
      this.#markClosed = resolve;
    });
    this.#listen();
    this.#wire.put({ t: 'hello', v: PROTOCOL_VERSION });
  }

  /** Our calls that have no answer yet. */
  get pending(): number {
    return this.#asking.count;
  }

  /** When the oldest of them was made, as `performance.now()` tells it. */
  get oldestCall(): number | undefined {
    return this.#asking.oldest;
  }

  /** What the last pong told about the other side. */
  get figures(): unknown {
    return this.#figures;
  }

  /** Answers from now on with these. */
  serve(handlers: Handlers): void {
    this.#handlers = handlers;
  }

  /**
   * Asks the other side.
   *
   * @param params as JSON can say it
   * @throws RemoteError what the other side threw
   * @throws ChannelError when the call could not be sent, or not be answered
   * @throws unknown the reason of the signal
   */
  call(method: string, params: unknown, options?: CallOptions): Promise<Answer> {
    if (this.#closedBy === undefined) return this.#asking.call(method, params, options);
    options?.stream?.destroy();
    return Promise.reject(this.#closedBy);
  }

  /**
   * Tells the other side.
   *
   * @returns false when it is not sent, because the channel is closed or as much as allowed waits already
   * @throws ChannelError when it is longer than allowed
   */
  notify(method: string, params: unknown, payload?: Uint8Array): boolean {
    if (this.#closedBy !== undefined || this.#isEnding || this.#wire.isFull) return false;
    const n = payload && { n: payload.length };
    this.#wire.putChecked({ t: 'note', m: method, p: params, ...n }, payload);
    return true;
  }

  /** @returns milliseconds until the answer */
  ping(): Promise<number> {
    if (this.#closedBy !== undefined) return Promise.reject(this.#closedBy);
    const id = this.#nextPing++;
    this.#wire.put({ t: 'ping', i: id });
    return new Promise((resolve, reject) => {
      this.#pings.set(id, { start: performance.now(), resolve, reject });
    });
  }

  /** Resolves once no call and no stream is under way, or the channel is closed. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve);
      this.#settle();
    });
  }

  /** Sends what was to be sent, and ends. Whoever waits for an answer gets the reason. */
  close(reason?: Error): void {
    if (this.#closedBy !== undefined) return;
    this.#wire.outbox.flush();
    this.#finish(reason);
    this.#stream.end(() => this.#stream.destroy());
  }

  #listen(): void {
    const stream = this.#stream;
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
    stream.on('close', this.#onEnd);
    // Stays for ever: what a stream that is given up still has to say must not end the process.
    stream.on('error', this.#onError);
  }

  #take(frame: Frame, payload: Buffer | undefined, size: number): void {
    if (!this.#isGreeted) {
      this.#greet(frame);
      return;
    }
    const standing = this.#hear(frame, payload);
    if (standing === 'asked') return;
    const { unasked, limits } = this.#wire;
    const weight = frame.t === 'call' ? Math.max(size, CALL_WEIGHT) : size;
    if (standing === 'late' ? unasked.addLate(size) : unasked.add(weight)) return;
    throw new ProtocolError(`more than ${limits.maxUnasked} bytes in a second that nobody asked for`);
  }

  #greet(frame: Frame): void {
    if (frame.t !== 'hello') throw new ProtocolError(`the first frame is ${frame.t} instead of hello`);
    if (frame.v !== PROTOCOL_VERSION) {
      throw new ProtocolError(`the other side speaks version ${frame.v}, not ${PROTOCOL_VERSION}`);
    }
    this.#isGreeted = true;
    this.#markReady();
  }

  #hear(frame: Frame, payload: Buffer | undefined): Standing {
    switch (frame.t) {
      case 'ok':
        return this.#asking.takeOk(frame, payload) ? 'asked' : 'late';
      case 'err':
        return this.#asking.takeErr(frame.i, new RemoteError(frame.e)) ? 'asked' : 'late';
      case 'call':
        if (this.#isOurs(frame.i)) throw new ProtocolError(`it made a call with our number ${frame.i}`);
        this.#answering.take(frame, payload, this.#handlers);
        this.#slowDown();
        return 'unasked';
      case 'data':
        return this.#streams.receive(frame.i, payload as Buffer);
      case 'end':
        return this.#streams.finish(frame.i) ? 'asked' : 'late';
      case 'credit':
        return this.#streams.grant(frame.i, frame.b) ? 'asked' : 'late';
      case 'cancel':
        return this.#takeCancel(frame.i, frame.r) ? 'asked' : 'late';
      case 'pong':
        return this.#takePong(frame.i, frame.p) ? 'asked' : 'unasked';
      case 'note':
        this.#handlers.note?.(frame.m, frame.p, payload);
        return 'unasked';
      case 'ping':
        this.#wire.put({ t: 'pong', i: frame.i, p: this.#options.figures?.() });
        return 'unasked';
      case 'hello':
        throw new ProtocolError('it said hello twice');
    }
  }

  #takeCancel(id: number, reason: string | undefined): boolean {
    // Of our own call: the other side has read enough of our stream.
    return this.#isOurs(id) ? this.#streams.stop(id) : this.#answering.cancel(id, reason);
  }

  #takePong(id: number, figures: unknown): boolean {
    const ping = this.#pings.get(id);
    if (ping === undefined) return false;
    this.#pings.delete(id);
    this.#figures = figures;
    ping.resolve(performance.now() - ping.start);
    return true;
  }

  #givenUp(id: number, error: Error | null): void {
    const r = error === null ? undefined : errorShape(error).message;
    this.#wire.put({ t: 'cancel', i: id, ...(r !== undefined && { r }) });
    if (this.#isOurs(id)) this.#streams.stop(id);
    this.#settle();
  }

  #isOurs(id: number): boolean {
    return id % 2 === this.#parity;
  }

  /**
   * Who does not read answers gets no further calls read. Only the parent does that: if both sides waited for each
   * other, both would wait for ever.
   */
  #throttle(): void {
    if (this.#parity !== 0 || this.#isThrottled || !this.#wire.isFull) return;
    this.#isThrottled = true;
    this.#stream.pause();
    this.#stream.once('drain', () => {
      this.#isThrottled = false;
      this.#resume();
    });
  }

  /** Who calls without end leaves turns to others. Only the parent sees to that, as above. */
  #slowDown(): void {
    if (this.#parity !== 0) return;
    this.#wait = this.#pace.take();
    if (this.#wait > 0) this.#decoder.hold();
  }

  #resume(): void {
    if (this.#closedBy === undefined && !this.#isThrottled && this.#holding === undefined)
      this.#stream.resume();
  }

  #settle(): void {
    if (this.#idleWaiters.length === 0) return;
    const count = this.#asking.count + this.#answering.count + this.#streams.count;
    if (this.#closedBy === undefined && count > 0) return;
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const resolve of waiters) resolve();
  }

  readonly #onData = (chunk: Buffer) => {
    try {
      const rest = this.#decoder.push(chunk);
      if (rest !== undefined) this.#hold(rest);
    } catch (error) {
      // Also what our own handler of notes throws: after that nobody knows what the other side may rely on.
      this.#break(error as Error);
    }
  };

  #hold(rest: Buffer): void {
    this.#stream.pause();
    this.#holding = setTimeout(() => {
      this.#holding = undefined;
      this.#onData(rest);
      this.#resume();
    }, this.#wait);
  }

  readonly #onError = (error: Error) => void this.#end(error);

  readonly #onEnd = () => {
    const isInside = this.#decoder.isInsideFrame;
    void this.#end(isInside ? new ProtocolError('it ended in the middle of a frame') : undefined);
  };

  async #end(error: Error | undefined): Promise<void> {
    if (this.#isEnding || this.#closedBy !== undefined) return;
    this.#isEnding = true;
    const told = await this.#options.reasonOfEnd?.(error);
    const seen =
      error instanceof ProtocolError ? error : new EndedError('the other side ended it', { cause: error });
    this.#break(told ?? seen);
  }

  #break(error: Error): void {
    this.#finish(error);
    this.#stream.destroy();
  }

  #finish(reason: Error | undefined): void {
    if (this.#closedBy !== undefined) return;
    const message =
      reason === undefined ? 'the channel is closed' : `the channel is closed: ${reason.message}`;
    const error = new ChannelError('closed', message, { cause: reason });
    this.#closedBy = error;
    this.#decoder.stop();
    clearTimeout(this.#holding);
    this.#stream.off('data', this.#onData);
    this.#stream.pause();
    this.#asking.close(error);
    this.#answering.close(error);
    this.#streams.close(error);
    for (const ping of this.#pings.values()) ping.reject(error);
    this.#pings.clear();
    this.#markUnready(error);
    this.#markClosed(reason);
    this.#settle();
  }
}
