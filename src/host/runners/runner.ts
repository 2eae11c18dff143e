import type { Health, Metrics } from '../../contracts/plugin.ts';

/** What is known of what a plugin runs in. */
export interface RunnerFacts {
  /** `inline`, or what keeps it from us: `process`, or the tier of its sandbox. */
  readonly host: string;
  readonly pid?: number;
  /** Bytes. */
  readonly memory?: number;
  /** Starts after the first one. */
  readonly restarts: number;
}

/** Keeps one plugin running, in one of the hosts. */
export interface Runner {
  /**
   * Loads it if need be, starts it and proves it healthy.
   *
   * @throws StepFailure, or whatever keeps its host from starting
   */
  start(signal: AbortSignal): Promise<void>;
  /** Another plan is in service. */
  learn(): void;
  reload(settings: Readonly<Record<string, unknown>>): Promise<void>;
  health(): Promise<Health>;
  metrics(): Promise<Metrics>;
  /** Ends it; what goes wrong on the way is told, and holds nobody up. */
  stop(): Promise<void>;
  readonly facts: RunnerFacts;
  /** After a start that failed it goes on trying by itself. */
  readonly recovers: boolean;
}
