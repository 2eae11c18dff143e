import { BackworksError } from '../../base/errors.ts';
import type { App } from '../../contracts/app.ts';
import type { BackworksEvent } from '../../contracts/events.ts';

/** How one plugin fared when everything was started and stopped once. */
export interface TrialStart {
  readonly ok: boolean;
  /** Milliseconds until it ran. */
  readonly duration: number;
  readonly message?: string;
}

/**
 * Starts the whole configuration, as its server does, and stops it again.
 *
 * @returns what became of each of the plugins, by name
 */
export async function tryStart(app: App, names: readonly string[]): Promise<ReadonlyMap<string, TrialStart>> {
  const trials = new Map(names.map((name) => [name, new Trial()]));
  const end = app.bus.subscribe((event) => {
    if ('plugin' in event && event.plugin !== undefined) trials.get(event.plugin)?.hear(event);
  });
  try {
    await app.start();
  } catch (error) {
    if (!(error instanceof BackworksError)) throw error;
    // A port that another server has, such as the one that runs meanwhile, is no fault of a plugin that runs.
    for (const trial of trials.values()) trial.giveUp(error.message);
  }
  for (const trial of trials.values()) trial.stop();
  await app.stop({ grace: 0 });
  end();
  return new Map([...trials].map(([name, trial]) => [name, trial.result]));
}

class Trial {
  readonly #begun = performance.now();
  #duration = 0;
  #isRunning = false;
  #isStopping = false;
  #message: string | undefined;

  hear(event: BackworksEvent): void {
    // Where something else keeps the server from starting, what ran is stopped at once.
    if (event.type === 'plugin.state' && event.state === 'stopped' && this.#isRunning) this.stop();
    else if (event.type === 'plugin.state' && !this.#isStopping) {
      this.#isRunning = event.state === 'running';
      this.#duration = performance.now() - this.#begun;
      if (!this.#isRunning) this.#message = event.reason ?? this.#message;
    } else if (event.type === 'log' && event.level === 'error' && this.#isStopping)
      this.#message ??= event.message;
  }

  giveUp(message: string): void {
    if (!this.#isRunning) this.#message ??= message;
  }

  stop(): void {
    if (this.#isStopping) return;
    if (this.#isRunning) this.#message = undefined;
    else this.#message ??= 'it does not run';
    this.#isStopping = true;
  }

  get result(): TrialStart {
    const message = this.#message;
    const ok = this.#isRunning && message === undefined;
    return { ok, duration: this.#duration, ...(message !== undefined && { message }) };
  }
}
