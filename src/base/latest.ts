/**
 * Runs one job at a time, for work that only matters in its newest version: a newer call ends the running
 * job through its signal, and whoever was overtaken receives what the newest one gave.
 */
export class Latest<Result> {
  #abort = new AbortController();
  #newest: Promise<Result> | undefined;
  #idle: Promise<unknown> = Promise.resolve();

  run(job: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const attempt = this.#idle.then(() => {
      signal.throwIfAborted();
      return job(signal);
    });
    this.#idle = attempt.catch(() => undefined);
    const result: Promise<Result> = attempt.catch((error: unknown) => {
      if (signal.aborted && this.#newest !== undefined && this.#newest !== result) return this.#newest;
      throw error;
    });
    this.#newest = result;
    return result;
  }

  /** Ends the running job and waits until nothing runs any more. */
  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#idle;
  }
}
