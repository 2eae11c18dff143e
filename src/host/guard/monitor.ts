import { Histogram } from '../../base/histogram.ts';

/** Figures of one plugin since it was started; times in ms. */
export interface PluginFigures {
  readonly invocations: number;
  readonly failures: number;
  /** From 0 to 1. */
  readonly error_rate: number;
  readonly average: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Figures of a while; times in ms. */
export interface RecentFigures {
  readonly calls: number;
  readonly error_rate: number;
  readonly p95: number;
}

/** One of so many calls is timed: reading the clock costs as much as a small hook. A power of two. */
const SAMPLING = 16;

/** Counts calls and failures, and times a part of the calls. */
export class Monitor {
  readonly #times = new Histogram();
  #invocations = 0;
  failures = 0;
  /** Since the last look. */
  #recentTimes = new Histogram();
  #invocationsBefore = 0;
  #failuresBefore = 0;

  /** @returns the time at which a call begins that is to be timed, else 0 */
  begin(): number {
    this.#invocations += 1;
    return (this.#invocations & (SAMPLING - 1)) === 1 ? performance.now() : 0;
  }

  /** @param begun what `begin` gave */
  end(begun: number): void {
    if (begun === 0) return;
    const time = performance.now() - begun;
    this.#times.add(time);
    this.#recentTimes.add(time);
  }

  /** What happened since the last look. */
  look(): RecentFigures {
    const calls = this.#invocations - this.#invocationsBefore;
    const failures = this.failures - this.#failuresBefore;
    const p95 = this.#recentTimes.quantile(0.95);
    this.#invocationsBefore = this.#invocations;
    this.#failuresBefore = this.failures;
    if (this.#recentTimes.count > 0) this.#recentTimes = new Histogram();
    return { calls, error_rate: calls === 0 ? 0 : round(failures / calls), p95: round(p95) };
  }

  get figures(): PluginFigures {
    const { mean } = this.#times;
    const quantile = (share: number) => round(this.#times.quantile(share));
    return {
      invocations: this.#invocations,
      failures: this.failures,
      error_rate: this.#invocations === 0 ? 0 : round(this.failures / this.#invocations),
      average: round(mean),
      p50: quantile(0.5),
      p95: quantile(0.95),
      p99: quantile(0.99),
    };
  }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
