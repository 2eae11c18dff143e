/** Something that must move on in time. */
export interface Watched {
  /** When it is late, on the clock of `performance.now()`; infinite when it may take forever. */
  deadline: number;
  /** Kept by those who watch: where it stands among the others. */
  slot: number;
  /** It is late. */
  expire(): void;
}

/**
 * One timer for everything a pool waits for: to watch costs a place in a list, to move a deadline an
 * assignment. Somebody late is noticed up to one interval after the deadline.
 *
 * The list is none of V8's sets: those make a new table after so many comings and goings, and the old ones keep
 * what they held, and each other, until the next full collection.
 */
export class Deadlines {
  readonly #interval: number;
  readonly #watched: Watched[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param interval in ms */
  constructor(interval: number) {
    this.#interval = interval;
  }

  watch(one: Watched): void {
    if (this.#watched[one.slot] === one) return;
    one.slot = this.#watched.length;
    this.#watched.push(one);
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#look(), this.#interval);
    this.#timer.unref();
  }

  /** The timer goes on until its next turn, so that busy times do not start it again and again. */
  release(one: Watched): void {
    if (this.#watched[one.slot] !== one) return;
    const last = this.#watched.pop() as Watched;
    if (last === one) return;
    this.#watched[one.slot] = last;
    last.slot = one.slot;
  }

  #look(): void {
    if (this.#watched.length === 0) this.stop();
    const now = performance.now();
    const late = this.#watched.filter(({ deadline }) => deadline <= now);
    for (const one of late) one.expire();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
