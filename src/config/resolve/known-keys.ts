import type { TypedNames } from '../../expressions/typed-names.ts';

/** The keys that are known before any request, by the name an expression reads them from. */
export interface KnownKeys {
  /** Parameters of the endpoint's path. */
  readonly path?: ReadonlySet<string> | undefined;
  readonly vars?: ReadonlySet<string> | undefined;
  /** Where a schema takes no other keys. */
  readonly query?: ReadonlySet<string> | undefined;
  readonly body?: ReadonlySet<string> | undefined;
  /** The maps that a schema gives other types than text. */
  readonly typed?: TypedNames | undefined;
}

/** The keys that can be read from a name; undefined when nobody knows. */
export function keysOf(name: unknown, known: KnownKeys): ReadonlySet<string> | undefined {
  return name === 'path' || name === 'vars' || name === 'query' || name === 'body' ? known[name] : undefined;
}
