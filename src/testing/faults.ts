import type { Clock } from '../base/clock.ts';
import type { FaultyPart } from '../contracts/plugin-testing.ts';
import type { KeyValueStore } from '../contracts/store.ts';

type Fault = (work: () => Promise<unknown>) => Promise<unknown>;

/** Parts of a plugin's surroundings that do not work as they should. */
export class Faults {
  readonly #clock: Clock;
  readonly #faults = new Map<string, Fault>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  fail(part: FaultyPart, error = new Error(`${part} fails, as the test wants`)): void {
    this.#faults.set(part, () => Promise.reject(error));
  }

  hang(part: FaultyPart): void {
    this.#faults.set(part, () => new Promise(() => {}));
  }

  slow(part: FaultyPart, milliseconds: number): void {
    const late = () => new Promise<void>((resolve) => void this.#clock.after(milliseconds, resolve));
    this.#faults.set(part, (work) => late().then(work));
  }

  heal(part?: FaultyPart): void {
    if (part === undefined) this.#faults.clear();
    else this.#faults.delete(part);
  }

  /** Does the work, unless the part, or the whole it belongs to, is at fault. */
  through<Value>(part: string, work: () => Promise<Value>): Promise<Value> {
    const [whole = ''] = part.split('.');
    const fault = this.#faults.get(part) ?? this.#faults.get(whole);
    return fault === undefined ? work() : (fault(work) as Promise<Value>);
  }
}

/** A store whose every operation may be at fault. */
export function faultyStore(store: KeyValueStore, faults: Faults): KeyValueStore {
  return {
    get: (key) => faults.through('store.get', () => store.get(key)),
    set: (key, value, options) => faults.through('store.set', () => store.set(key, value, options)),
    delete: (key) => faults.through('store.delete', () => store.delete(key)),
    compareAndSet: (key, expected, value) =>
      faults.through('store.compareAndSet', () => store.compareAndSet(key, expected, value)),
    keys: (prefix) => faults.through('store.keys', () => store.keys(prefix)),
  };
}
