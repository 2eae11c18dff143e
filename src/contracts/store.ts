import type { Json } from './plugin.ts';

/** Values by key, in a namespace of their own. All of it is async, also where it is in memory. */
export interface KeyValueStore {
  get(key: string): Promise<Json | undefined>;
  /** @param options.ttl milliseconds; without it the value stays */
  set(key: string, value: Json, options?: { readonly ttl?: number }): Promise<void>;
  delete(key: string): Promise<void>;
  /** Sets a value only if the one there is still the expected one, compared as JSON. @returns whether it was */
  compareAndSet(key: string, expected: Json | undefined, value: Json): Promise<boolean>;
  /** In no order. */
  keys(prefix?: string): Promise<readonly string[]>;
}

/** Stores by namespace: what was put into one is found again under its name. */
export interface Stores {
  open(namespace: string): KeyValueStore;
}
