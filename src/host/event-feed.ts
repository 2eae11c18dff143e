import type { Clock } from '../base/clock.ts';
import type { BackworksEvent, Bus } from '../contracts/events.ts';
import type { PluginInstance } from './instance.ts';

/** A batch goes out with so many events, or after so many ms. */
const BATCH = 64;
const PAUSE = 5;

/** Events that wait for a plugin; beyond that the oldest are dropped, and counted. */
const MOST_WAITING = 1_024;

/** Hands events to one plugin, in batches, without anybody waiting for it. */
export class EventFeed {
  readonly #instance: PluginInstance;
  readonly #clock: Clock;
  readonly #wants: (type: string) => boolean;
  readonly #end: () => void;
  #waiting: BackworksEvent[] = [];
  /** Calls off what is planned. */
  #cancel: () => void = () => {};
  #isBusy = false;
  #sending: Promise<void> = Promise.resolve();
  /** Events that were dropped. */
  dropped = 0;

  constructor(instance: PluginInstance, types: readonly string[], bus: Bus, clock: Clock) {
    this.#instance = instance;
    this.#clock = clock;
    this.#wants = types.length === 0 ? () => true : (type) => types.some((wanted) => matches(wanted, type));
    this.#end = bus.subscribe((event) => this.#take(event));
  }

  /** @returns undefined for a plugin that wants no events */
  static for(instance: PluginInstance, bus: Bus, clock: Clock): EventFeed | undefined {
    const { events } = instance.manifest;
    return events === undefined ? undefined : new EventFeed(instance, events, bus, clock);
  }

  /** No more events are taken; those that were go out, as far as the plugin takes them in time. */
  async end(): Promise<void> {
    this.#end();
    this.#cancel();
    await this.#sending;
    while (this.#waiting.length > 0) await this.#instance.tellEvents(this.#waiting.splice(0, BATCH));
  }

  #take(event: BackworksEvent): void {
    // What it says and asks itself it does not hear: its answer would be the next event.
    if (isOf(event, this.#instance.name) || !this.#isWanted(event)) return;
    if (this.#waiting.length >= MOST_WAITING) {
      this.#waiting.shift();
      this.dropped += 1;
    }
    this.#waiting.push(event);
    if (this.#isBusy) return;
    if (this.#waiting.length === 1) this.#cancel = this.#clock.after(PAUSE, () => this.#send());
    else if (this.#waiting.length === BATCH) {
      this.#cancel();
      const planned = setImmediate(() => this.#send());
      this.#cancel = () => clearImmediate(planned);
    }
  }

  #isWanted(event: BackworksEvent): boolean {
    return this.#wants(event.type) || (event.type === 'plugin.event' && this.#wants(event.name));
  }

  #send(): void {
    this.#sending = this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) await this.#instance.tellEvents(this.#waiting.splice(0, BATCH));
    this.#isBusy = false;
  }
}

/** A family such as `plugin.*`, or one type. */
function matches(wanted: string, type: string): boolean {
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function isOf(event: BackworksEvent, plugin: string): boolean {
  if (event.type === 'request.end') return event.asked_by === plugin;
  return 'plugin' in event && event.plugin === plugin;
}
