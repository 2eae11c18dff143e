import type { Path } from '../../base/json-pointer.ts';
import type { RequestPart, ResolvedEndpoint } from '../../contracts/config.ts';
import type { ConfigDocument } from '../document.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import type { RequestText, ResponseText } from '../schema/endpoint.ts';
import type { RoutedEndpoint } from './endpoints.ts';

/** A schema of an endpoint, and where it stands. */
export interface SchemaPlace {
  readonly endpoint: RoutedEndpoint;
  readonly part: RequestPart | 'response';
  readonly path: Path;
  readonly value: Record<string, unknown>;
}

/** The checked schemas of an endpoint. */
export type EndpointSchemas = Pick<ResolvedEndpoint, 'request' | 'response'>;

/** What expressions can read for certain: the only names that a request can have there. */
export type ClosedKeys = Readonly<Partial<Record<RequestPart, ReadonlySet<string>>>>;

export interface SchemasReport {
  readonly problems: readonly Problem[];
  /** Absolute paths of the files that schemas refer to, also of those that are missing. */
  readonly files: readonly string[];
  of(endpoint: RoutedEndpoint): EndpointSchemas;
  /** By the endpoint's key. */
  keysOf(key: unknown): ClosedKeys;
}

const PARTS = ['params', 'query', 'headers', 'body'] as const;

const NOTHING: SchemasReport = { problems: [], files: [], of: () => ({}), keysOf: () => ({}) };

/** Checks `request:` and `response:` of all endpoints; what that takes is loaded only where there is a schema. */
export async function checkSchemas(
  endpoints: readonly RoutedEndpoint[],
  document: ConfigDocument,
): Promise<SchemasReport> {
  const places = endpoints.flatMap(placesOf);
  if (places.length === 0) return NOTHING;
  const { checkPlaces } = await import('../json-schema/places.ts');
  return checkPlaces(places, document);
}

function placesOf(endpoint: RoutedEndpoint): SchemaPlace[] {
  const { request, response } = endpoint.settings as { request?: RequestText; response?: ResponseText };
  const parts = PARTS.map((part) => [part, ['request', part], request?.[part]] as const);
  const all = [...parts, ['response', ['response', 'schema'], response?.schema] as const];
  return all.flatMap(([part, keys, value]) =>
    isMapping(value) ? [{ endpoint, part, path: [...endpoint.path, ...keys], value }] : [],
  );
}
