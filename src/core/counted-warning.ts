import type { Clock } from '../base/clock.ts';
import type { Bus } from '../contracts/events.ts';

/** The same warning is given at most this often, in ms. */
const INTERVAL = 10_000;

/** Warns of something that may happen thousands of times: at once of the first one, then now and then of all since. */
export class CountedWarning {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #say: (count: number, last: string) => string;
  /** Since the last report. */
  #count = 0;
  #last = '';
  #isReporting = false;

  /** @param say the warning for so many of them, with what was said of the last one */
  constructor(bus: Bus, clock: Clock, say: (count: number, last: string) => string) {
    this.#bus = bus;
    this.#clock = clock;
    this.#say = say;
  }

  add(what = ''): void {
    this.#count += 1;
    this.#last = what;
    if (!this.#isReporting) this.#report();
  }

  #report(): void {
    this.#isReporting = this.#count > 0;
    if (!this.#isReporting) return;
    const message = this.#say(this.#count, this.#last);
    this.#count = 0;
    this.#bus.publish({ type: 'log', level: 'warn', message });
    this.#clock.after(INTERVAL, () => this.#report());
  }
}
