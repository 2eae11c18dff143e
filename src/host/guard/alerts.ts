import type { Clock } from '../../base/clock.ts';
import type { Bus } from '../../contracts/events.ts';
import type { Monitor } from './monitor.ts';

/** How often figures are looked at, in ms. */
const INTERVAL = 10_000;

/** Fewer calls in that time say nothing. */
const LEAST_CALLS = 20;

/** Part of the calls that may fail. */
const HIGHEST_ERROR_RATE = 0.1;

/** Part of the time for a call that most calls may take. */
const SLOW = 0.8;

/** Looks that pass before the same is said again. */
const SILENCE = 6;

/** A plugin whose figures are looked at. */
export interface AlertSubject {
  readonly name: string;
  readonly monitor: Monitor;
  /** Milliseconds that a call may take. */
  readonly time: number;
  /** Asks the plugin itself how it is; must not reject. */
  checkHealth(): Promise<void>;
}

/**
 * Tells when a plugin fails for more than a tenth of its calls, or comes near the time that it has for one: while
 * nothing is lost yet, or before somebody looks.
 */
export class Alerts {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #subjects = new Set<AlertSubject>();
  /** Looks since something was said, by plugin and figure. */
  readonly #said = new Map<string, number>();
  #isWatching = false;

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
  }

  /** @returns what ends the watch */
  watch(subject: AlertSubject): () => void {
    this.#subjects.add(subject);
    if (!this.#isWatching) this.#wait();
    return () => this.#subjects.delete(subject);
  }

  #wait(): void {
    this.#isWatching = true;
    this.#clock.after(INTERVAL, () => {
      this.#isWatching = false;
      for (const subject of this.#subjects) this.#look(subject);
      if (this.#subjects.size > 0) this.#wait();
    });
  }

  #look(subject: AlertSubject): void {
    const { name, monitor, time } = subject;
    void subject.checkHealth();
    const { calls, error_rate: errorRate, p95 } = monitor.look();
    const counts = calls >= LEAST_CALLS;
    this.#tell(name, 'error_rate', counts ? errorRate : 0, HIGHEST_ERROR_RATE);
    this.#tell(name, 'p95', counts ? p95 : 0, time * SLOW);
  }

  #tell(plugin: string, figure: string, value: number, limit: number): void {
    const key = `${plugin} ${figure}`;
    const quiet = this.#said.get(key);
    if (value <= limit) {
      this.#said.delete(key);
      return;
    }
    if (quiet !== undefined && quiet < SILENCE) {
      this.#said.set(key, quiet + 1);
      return;
    }
    this.#said.set(key, 1);
    this.#bus.publish({ type: 'plugin.alert', plugin, figure, value, limit, action: 'warn' });
  }
}
