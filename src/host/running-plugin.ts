import type { Clock } from '../base/clock.ts';
import { BackworksError } from '../base/errors.ts';
import { messageOf } from '../base/thrown.ts';
import type { Metrics } from '../contracts/plugin.ts';
import { isFailure } from './call-failures.ts';
import type { EventFeed } from './event-feed.ts';
import type { PluginInstance } from './instance.ts';
import { StepFailure } from './lifecycle.ts';
import type { Runner } from './runners/runner.ts';

/** The first pause before another trial to start, in ms; it doubles up to the longest. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 5 * 60_000;

/** How long, in ms, a plugin may take to say how it is. */
const SAYING = 1_000;

/** A plugin with what keeps it running. */
export class RunningPlugin {
  readonly instance: PluginInstance;
  readonly runner: Runner;
  readonly #clock: Clock;
  readonly #over = new AbortController();
  /** Hands it events, if it wants some. */
  feed: EventFeed | undefined;
  /** Ends the watch over its figures. */
  endAlerts: () => void = () => {};
  #cancelRetry: () => void = () => {};
  #isStopped = false;

  constructor(instance: PluginInstance, runner: Runner, clock: Clock) {
    this.instance = instance;
    this.runner = runner;
    this.#clock = clock;
  }

  /**
   * @param strict a start that fails is an error; else the plugin is given up for now, and tried again, unless
   *   it is critical
   * @throws BackworksError BW7040
   */
  async start(strict: boolean, signal: AbortSignal): Promise<void> {
    try {
      await this.runner.start(signal);
    } catch (cause) {
      const reason = this.#reasonOf(cause);
      const { name, critical } = this.instance;
      if (strict || critical || signal.aborted) {
        await this.runner.stop();
        this.instance.detach('failed', reason);
        throw new BackworksError('BW7040', `the plugin "${name}" cannot be started: ${reason}`, {
          cause,
          members: { plugin: name },
        });
      }
      if (this.runner.recovers) this.instance.detach('failed', reason);
      else this.#tryAgain(reason, FIRST_PAUSE);
    }
  }

  /** With the place in the plugin's own files. */
  #reasonOf(cause: unknown): string {
    return this.instance.placed(isFailure(cause, StepFailure) ? cause.cause : cause, messageOf(cause));
  }

  #tryAgain(reason: string, pause: number): void {
    if (this.#isStopped) return;
    this.instance.detach('failed', reason, pause);
    this.#cancelRetry = this.#clock.after(pause, () => void this.#retry(pause));
  }

  async #retry(pause: number): Promise<void> {
    try {
      await this.runner.start(this.#over.signal);
      // It was stopped meanwhile, and took no notice.
      if (this.#isStopped) await this.runner.stop();
    } catch (cause) {
      const reason = messageOf(cause);
      this.#tryAgain(reason, Math.min(pause * 2, LONGEST_PAUSE));
    }
  }

  /** Asks whether it still can do its work; the answer is its state. */
  async checkHealth(): Promise<void> {
    const { instance } = this;
    const { state } = instance;
    if (!instance.manifest.checksHealth || (state !== 'running' && state !== 'degraded')) return;
    const { healthy, message = 'it says that it is not healthy' } = await this.#ask(() =>
      this.runner.health(),
    ).catch((error: unknown) => ({ healthy: false, message: `healthCheck: ${messageOf(error)}` }));
    // It may have ended meanwhile.
    if (instance.state !== state) return;
    if (!healthy) instance.enter('degraded', message);
    else if (state === 'degraded') instance.enter('running');
  }

  /** Its own figures; none while it does not give them. */
  async metrics(): Promise<Metrics | undefined> {
    if (!this.instance.manifest.hasMetrics || this.instance.port === undefined) return undefined;
    return this.#ask(() => this.runner.metrics()).catch((error: unknown) => {
      this.instance.log.warn(`getMetrics: ${messageOf(error)}`);
      return undefined;
    });
  }

  /** Nobody waits longer than a second for what a plugin says of itself. */
  #ask<Value>(work: () => Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`it took longer than ${SAYING} ms`));
      const cancel = this.#clock.after(SAYING, late);
      work().then(resolve, reject).finally(cancel);
    });
  }

  /** Takes over other settings; what goes wrong is the plugin's fault, and it stays in service. */
  async reload(settings: Readonly<Record<string, unknown>>): Promise<void> {
    try {
      await this.runner.reload(settings);
    } catch (error) {
      this.instance.log.error(`onConfigReload failed: ${messageOf(error)}`);
      this.instance.breaker.open();
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry();
    this.#over.abort(new Error('the plugin stops'));
    await this.feed?.end();
    this.endAlerts();
    await this.runner.stop();
  }
}
