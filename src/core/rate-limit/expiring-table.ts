/**
 * Numbers by key, each worthless after a time that is the same for all: a table of what came lately, and
 * one of what came before. When the time is over the older one is dropped whole, so that nobody ever has
 * to search for what expired.
 */
export class ExpiringTable {
  readonly #lifetime: number;
  readonly #capacity: number;
  #recent = new Map<string, number>();
  #older = new Map<string, number>();
  #turned = 0;

  /**
   * @param lifetime for at least this long an entry is kept after it was set, and at most twice as long
   * @param capacity entries that may be set within one lifetime
   */
  constructor(lifetime: number, capacity: number) {
    this.#lifetime = lifetime;
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#recent.size + this.#older.size;
  }

  get(key: string): number | undefined {
    return this.#recent.get(key) ?? this.#older.get(key);
  }

  /** @returns false when there is no room for one more key */
  set(key: string, value: number, now: number): boolean {
    if (now - this.#turned >= this.#lifetime) this.#turn(now);
    if (this.#recent.size >= this.#capacity && !this.#recent.has(key)) return false;
    this.#recent.set(key, value);
    return true;
  }

  #turn(now: number): void {
    // After two lifetimes without an entry, what came lately is as old as what came before.
    const isStale = now - this.#turned >= 2 * this.#lifetime;
    this.#older = isStale ? new Map() : this.#recent;
    this.#recent = new Map();
    this.#turned = now;
  }
}
