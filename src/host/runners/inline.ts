import type { Clock } from '../../base/clock.ts';
import type { Health, Metrics, PluginDefinition } from '../../contracts/plugin.ts';
import { type ContextLink, HostContext } from '../context.ts';
import type { PluginInstance } from '../instance.ts';
import { bringUp, takeDown } from '../lifecycle.ts';
import type { PluginPort } from '../port.ts';
import { DefinitionPort } from '../ports/definition-port.ts';
import type { Runner, RunnerFacts } from './runner.ts';

export interface InlineOptions {
  readonly definition: PluginDefinition;
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly link: ContextLink;
  readonly clock: Clock;
}

const NEVER = new AbortController().signal;

/** Runs a plugin in this process: fast, and not safe from what it does to the process itself. */
export class InlineRunner implements Runner {
  readonly recovers = false;
  readonly #instance: PluginInstance;
  readonly #options: InlineOptions;
  #settings: Readonly<Record<string, unknown>>;
  #port: PluginPort | undefined;
  #starts = 0;

  constructor(instance: PluginInstance, options: InlineOptions) {
    this.#instance = instance;
    this.#options = options;
    this.#settings = options.settings;
  }

  get facts(): RunnerFacts {
    return { host: 'inline', restarts: Math.max(0, this.#starts - 1) };
  }

  async start(signal: AbortSignal): Promise<void> {
    const { definition, folder, link, clock } = this.#options;
    const { name, manifest } = this.#instance;
    const context = new HostContext({ name, folder, settings: this.#settings, link });
    const port = new DefinitionPort(definition, manifest, context);
    this.#starts += 1;
    await bringUp(port, clock, signal);
    this.#port = port;
    this.#instance.attach(port);
  }

  /** It asks for the plan when it looks at it. */
  learn(): void {}

  async reload(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = settings;
    await this.#port?.reload(settings, NEVER);
  }

  async health(): Promise<Health> {
    return this.#port?.health(NEVER) ?? { healthy: false, message: 'it does not run' };
  }

  async metrics(): Promise<Metrics> {
    return this.#port?.metrics(NEVER) ?? {};
  }

  async stop(): Promise<void> {
    const port = this.#port;
    this.#port = undefined;
    this.#instance.detach('stopped');
    if (port === undefined) return;
    for (const failure of await takeDown(port, this.#options.clock))
      this.#instance.log.error(failure.message);
  }
}
