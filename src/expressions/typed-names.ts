import type { ResolvedEndpoint } from '../contracts/config.ts';

/** Names of maps whose members have the types that a schema gives them, where they are texts otherwise. */
export type TypedNames = ReadonlySet<string>;

export const NO_TYPED_NAMES: TypedNames = new Set();

/** What `request:` calls the parts that expressions read by other names. */
const NAMES_OF_PARTS = { params: 'path', query: 'query', headers: 'headers' } as const;

/** The maps that an endpoint's `request:` has a schema for. */
export function typedNamesOf(
  request: Readonly<Record<string, unknown>> | ResolvedEndpoint['request'],
): TypedNames {
  if (request === undefined) return NO_TYPED_NAMES;
  const parts = Object.entries(NAMES_OF_PARTS).filter(([part]) => Object.hasOwn(request, part));
  return parts.length === 0 ? NO_TYPED_NAMES : new Set(parts.map(([, name]) => name));
}
