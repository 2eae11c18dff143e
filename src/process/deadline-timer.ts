/**
 * One timer for any number of deadlines. Nearly all calls are over long before theirs, so that no timer is set or
 * cleared for a call: it fires once in a while, and looks what is left.
 */
export class DeadlineTimer {
  readonly #expire: (now: number) => number;
  #timer: NodeJS.Timeout | undefined;
  #due = Number.POSITIVE_INFINITY;

  /** @param expire ends what is due, and returns when the next is, Infinity for never */
  constructor(expire: (now: number) => number) {
    this.#expire = expire;
  }

  /** @param due as `performance.now()` tells it */
  expect(due: number): void {
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#look(), Math.max(1, due - performance.now()));
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#due = Number.POSITIVE_INFINITY;
  }

  #look(): void {
    this.#due = Number.POSITIVE_INFINITY;
    this.expect(this.#expire(performance.now()));
  }
}
