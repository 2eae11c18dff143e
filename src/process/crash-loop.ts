export interface BackOff {
  /** Milliseconds before the second attempt in a row; the first one comes at once. */
  readonly first: number;
  readonly factor: number;
  readonly max: number;
}

export interface CrashLoopLimits {
  /** So many failures within the window open it. */
  readonly crashes: number;
  /** Milliseconds. */
  readonly window: number;
  /** Milliseconds until the first trial; each trial that fails doubles it. */
  readonly trial: number;
}

export const BACK_OFF: BackOff = { first: 100, factor: 2, max: 30_000 };
export const CRASH_LOOP: CrashLoopLimits = { crashes: 5, window: 60_000, trial: 30_000 };

/** Doublings of the wait for a trial: from half a minute to a quarter of an hour. */
const MOST_DOUBLINGS = 5;

export interface Verdict {
  /** Whether it fails so often that nothing but a trial is worth it. */
  readonly isOpen: boolean;
  /** Milliseconds until the next attempt. */
  readonly wait: number;
}

/** Decides when to try again what fails again and again. */
export class CrashLoop {
  readonly #backOff: BackOff;
  readonly #limits: CrashLoopLimits;
  #failures: number[] = [];
  /** How often it was opened without a success in between. */
  #opened = 0;
  #trialAt = 0;

  constructor(backOff: Partial<BackOff> = {}, limits: Partial<CrashLoopLimits> = {}) {
    this.#backOff = { ...BACK_OFF, ...backOff };
    this.#limits = { ...CRASH_LOOP, ...limits };
  }

  /** Milliseconds that keep planned changes so far apart that they could never open it. */
  get spacing(): number {
    return this.#limits.window / this.#limits.crashes;
  }

  /** A trial begins. */
  tried(now: number): void {
    this.#trialAt = now;
  }

  failed(now: number): Verdict {
    const { crashes, window, trial } = this.#limits;
    // What lasted for a whole window after its trial is sound again.
    if (this.#opened > 0 && now - this.#trialAt >= window) this.#opened = 0;
    this.#failures = [...this.#failures.filter((at) => now - at < window), now];
    if (this.#opened === 0 && this.#failures.length < crashes) {
      return { isOpen: false, wait: this.#waitAfter(this.#failures.length) };
    }
    this.#failures = [];
    return { isOpen: true, wait: trial * 2 ** Math.min(this.#opened++, MOST_DOUBLINGS) };
  }

  /** Forgets what was. */
  reset(): void {
    this.#failures = [];
    this.#opened = 0;
  }

  #waitAfter(failures: number): number {
    if (failures === 1) return 0;
    const { first, factor, max } = this.#backOff;
    return Math.min(first * factor ** (failures - 2), max);
  }
}
