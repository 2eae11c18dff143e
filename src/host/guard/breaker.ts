import type { Clock } from '../../base/clock.ts';

/** `open` lets nothing through, `half-open` one call at a time, to see whether it works again. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** So many failures in a row open it. */
const THRESHOLD = 5;

/** How long it stays open at first, in ms; it doubles each time a trial fails. */
const RECOVERY = 30_000;

const LONGEST_RECOVERY = 10 * 60_000;

/** Keeps calls from something that fails, and finds out by itself when it works again. */
export class Breaker {
  state: BreakerState = 'closed';
  /** Failures in a row. */
  failures = 0;
  readonly #clock: Clock;
  readonly #hear: (state: BreakerState) => void;
  #wait = RECOVERY;
  #until = 0;
  #isTrying = false;

  /** @param hear is told of every change */
  constructor(clock: Clock, hear: (state: BreakerState) => void) {
    this.#clock = clock;
    this.#hear = hear;
  }

  /** Whether a call may be made; who is let through says how it went. */
  admits(): boolean {
    if (this.state === 'closed') return true;
    if (this.state === 'open') {
      if (this.#clock.now() < this.#until) return false;
      this.#change('half-open');
    }
    if (this.#isTrying) return false;
    this.#isTrying = true;
    return true;
  }

  /** Milliseconds until the next trial. */
  get remaining(): number {
    return this.state === 'open' ? Math.max(0, this.#until - this.#clock.now()) : 0;
  }

  succeed(): void {
    // A call that was made before it opened says nothing about now.
    if (this.state === 'open') return;
    this.failures = 0;
    this.#isTrying = false;
    if (this.state === 'closed') return;
    this.#wait = RECOVERY;
    this.#change('closed');
  }

  fail(): void {
    this.failures += 1;
    this.#isTrying = false;
    if (this.state === 'half-open') {
      this.#wait = Math.min(this.#wait * 2, LONGEST_RECOVERY);
      this.open();
    } else if (this.state === 'closed' && this.failures >= THRESHOLD) this.open();
  }

  /** The call that was let through told nothing, such as one whose client went away. */
  ignore(): void {
    this.#isTrying = false;
  }

  /** Opens at once, whatever was counted. */
  open(): void {
    this.#until = this.#clock.now() + this.#wait;
    if (this.state !== 'open') this.#change('open');
  }

  /** What failed was replaced: the next call is a trial, however long it would have been left out. */
  renew(): void {
    this.#until = this.#clock.now();
  }

  #change(state: BreakerState): void {
    this.state = state;
    this.#hear(state);
  }
}
