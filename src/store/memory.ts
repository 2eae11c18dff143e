import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../base/clock.ts';
import type { Json } from '../contracts/plugin.ts';
import type { KeyValueStore, Stores } from '../contracts/store.ts';

/** A value as JSON text, so that nobody changes what somebody else reads. */
interface Entry {
  readonly text: string;
  /** When it goes, in ms of the clock. */
  readonly until: number;
}

/** Characters of keys and values that one namespace holds. */
const QUOTA = 64 * 1024 * 1024;

/** Stores that last as long as the process. */
export class MemoryStores implements Stores {
  readonly #clock: Clock;
  readonly #spaces = new Map<string, MemoryStore>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(namespace: string): KeyValueStore {
    const store = this.#spaces.get(namespace) ?? new MemoryStore(namespace, this.#clock);
    this.#spaces.set(namespace, store);
    return store;
  }
}

class MemoryStore implements KeyValueStore {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #size = 0;

  constructor(name: string, clock: Clock) {
    this.#name = name;
    this.#clock = clock;
  }

  async get(key: string): Promise<Json | undefined> {
    const entry = this.#live(key);
    return entry && (JSON.parse(entry.text) as Json);
  }

  async set(key: string, value: Json, { ttl }: { readonly ttl?: number } = {}): Promise<void> {
    const text: string | undefined = JSON.stringify(value);
    if (text === undefined) throw new TypeError(`the value for "${key}" is not JSON`);
    if (this.#sizeWith(key, text) > QUOTA) this.#sweep();
    if (this.#sizeWith(key, text) > QUOTA) throw full(this.#name);
    this.#remove(key);
    this.#size += key.length + text.length;
    this.#entries.set(key, {
      text,
      until: ttl === undefined ? Number.POSITIVE_INFINITY : this.#clock.now() + ttl,
    });
  }

  async delete(key: string): Promise<void> {
    this.#remove(key);
  }

  async compareAndSet(key: string, expected: Json | undefined, value: Json): Promise<boolean> {
    if (!isSameJson(this.#live(key)?.text, JSON.stringify(expected))) return false;
    await this.set(key, value);
    return true;
  }

  async keys(prefix = ''): Promise<readonly string[]> {
    this.#sweep();
    return [...this.#entries.keys()].filter((key) => key.startsWith(prefix));
  }

  /** How large it would be with another value there. */
  #sizeWith(key: string, text: string): number {
    const before = this.#entries.get(key);
    const freed = before === undefined ? 0 : key.length + before.text.length;
    return this.#size - freed + key.length + text.length;
  }

  #live(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.until > this.#clock.now()) return entry;
    this.#remove(key);
    return undefined;
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#size -= key.length + entry.text.length;
  }

  /** Takes out what has gone without anybody asking for it. */
  #sweep(): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#entries) if (until <= now) this.#remove(key);
  }
}

/** The order of members says nothing. */
function isSameJson(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && isDeepStrictEqual(JSON.parse(a), JSON.parse(b));
}

function full(name: string): Error {
  return new Error(`the store of "${name}" is full: it holds ${QUOTA / 1024 / 1024} MiB`);
}
