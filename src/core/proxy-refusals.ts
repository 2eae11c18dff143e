import type { Clock } from '../base/clock.ts';
import type { Bus } from '../contracts/events.ts';

/** Refused connections are reported at most this often, in ms. */
const INTERVAL = 10_000;

/** Counts connections that were closed for want of a PROXY header, and says so now and then. */
export class ProxyRefusals {
  readonly #bus: Bus;
  readonly #clock: Clock;
  /** Since the last report. */
  #count = 0;
  #reason = '';
  #isReporting = false;

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
  }

  add(reason: string): void {
    this.#count += 1;
    this.#reason = reason;
    if (!this.#isReporting) this.#report();
  }

  #report(): void {
    this.#isReporting = this.#count > 0;
    if (!this.#isReporting) return;
    const what = this.#count === 1 ? '1 connection' : `${this.#count} connections, the last one`;
    const message = `closed ${what}: ${this.#reason} (server.proxy_protocol is on)`;
    this.#count = 0;
    this.#bus.publish({ type: 'log', level: 'warn', message });
    this.#clock.after(INTERVAL, () => this.#report());
  }
}
