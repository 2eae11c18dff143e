/** What one channel may use, in both directions. Sizes are in bytes. */
export interface ChannelLimits {
  /** The head of a frame. */
  readonly maxHead: number;
  /** The payload of a frame; what is longer has to be a stream. */
  readonly maxPayload: number;
  /** Our calls without an answer; a further one is refused at once. */
  readonly maxPending: number;
  /** What waits to be sent; beyond, calls are refused and notes are dropped. */
  readonly maxQueued: number;
  /** Calls of the other side without an answer; a further one is refused. */
  readonly maxInboundCalls: number;
  /**
   * What the other side may send in a second without having been asked, calls included; beyond, the channel is
   * closed. A child trusts its parent: it has no such limit unless told.
   */
  readonly maxUnasked: number;
}

const DEFAULTS: ChannelLimits = {
  maxHead: 1_048_576,
  maxPayload: 1_048_576,
  maxPending: 1_024,
  maxQueued: 4_194_304,
  maxInboundCalls: 1_024,
  maxUnasked: 8_388_608,
};

export function channelLimits(side: 'parent' | 'child', limits?: Partial<ChannelLimits>): ChannelLimits {
  const trust = side === 'child' ? { maxUnasked: Number.POSITIVE_INFINITY } : undefined;
  return { ...DEFAULTS, ...trust, ...limits };
}

/** Milliseconds. */
const WINDOW = 1_000;

/** A small frame costs as much time as so many bytes. */
const LEAST_WEIGHT = 128;

/** The same for a call, which is to be answered. */
export const CALL_WEIGHT = 640;

/** Counts what comes without having been asked for, second by second. */
export class Unasked {
  readonly #limit: number;
  #windowEnd = 0;
  #sum = 0;
  /** Bytes that may still come for calls that were given up: they were on their way. */
  #late = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  expectLate(bytes: number): void {
    this.#late = Math.min(this.#late + bytes, this.#limit * 8);
  }

  /** @returns false once it is too much */
  addLate(bytes: number): boolean {
    if (bytes > this.#late) return this.add(bytes);
    this.#late -= bytes;
    return true;
  }

  /** @returns false once it is too much */
  add(bytes: number): boolean {
    this.#sum += Math.max(bytes, LEAST_WEIGHT);
    if (this.#sum <= this.#limit) return true;
    // The clock is asked only when it matters.
    const now = performance.now();
    if (now < this.#windowEnd) return false;
    this.#windowEnd = now + WINDOW;
    this.#sum = bytes;
    return true;
  }
}
