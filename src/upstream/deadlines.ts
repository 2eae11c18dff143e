/** Something that must move on in time. */
export interface Watched {
  /** When it is late, on the clock of `performance.now()`; infinite when it may take forever. */
  deadline: number;
  /** It is late. */
  expire(): void;
}

/**
 * One timer for everything a pool waits for: to watch costs an entry in a set, to move a deadline an
 * assignment. Somebody late is noticed up to one interval after the deadline.
 */
export class Deadlines {
  readonly #interval: number;
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | undefined;

  /** @param interval in ms */
  constructor(interval: number) {
    this.#interval = interval;
  }

  watch(one: Watched): void {
    this.#watched.add(one);
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#look(), this.#interval);
    this.#timer.unref();
  }

  /** The timer goes on until its next turn, so that busy times do not start it again and again. */
  release(one: Watched): void {
    this.#watched.delete(one);
  }

  #look(): void {
    if (this.#watched.size === 0) this.stop();
    const now = performance.now();
    for (const one of this.#watched) if (one.deadline <= now) one.expire();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
