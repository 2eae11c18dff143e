import type { SchemaBundle } from '../../base/schema-bundle.ts';
import { SchemaReader } from '../../base/schema-reader.ts';
import type { RequestPart, ResolvedEndpoint } from '../../contracts/config.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { EndpointSchemas, SchemaPlace, SchemasReport } from '../resolve/schemas.ts';
import type { ResponseText } from '../schema/endpoint.ts';
import { lowerNames } from './bundle.ts';
import { SchemaChecker } from './check.ts';
import { SchemaLibrary } from './library.ts';
import { checkTextPart } from './text-parts.ts';
import type { SchemaObject } from './visit.ts';

type Bundles = Partial<Record<RequestPart | 'response', SchemaBundle>>;

/** Checks the schemas of endpoints, each where it stands. */
export async function checkPlaces(
  places: readonly SchemaPlace[],
  document: ConfigDocument,
): Promise<SchemasReport> {
  const library = new SchemaLibrary(document.sources);
  const checker = new SchemaChecker(library);
  const problems: Problem[] = [];
  const byEndpoint = new Map<string, Bundles>();
  for (const place of places) {
    const { endpoint, part, path, value } = place;
    const report = await checker.check({ url: '', value, document, path });
    problems.push(...report.problems, ...checkTextPart(place, document));
    if (report.bundle === undefined) continue;
    if (part === 'headers') lowerNames(report.bundle.schema as SchemaObject);
    byEndpoint.set(endpoint.key, { ...byEndpoint.get(endpoint.key), [part]: report.bundle });
  }
  return {
    problems,
    files: [...library.files],
    of: ({ key, settings }) => schemasOf(byEndpoint.get(key) ?? {}, settings.response as ResponseText),
    keysOf: (key) => closedKeysOf(byEndpoint.get(String(key)) ?? {}),
  };
}

function schemasOf({ response, ...request }: Bundles, text: ResponseText | undefined): EndpointSchemas {
  const { validate = 'log' } = text ?? {};
  return {
    ...(Object.keys(request).length > 0 && { request: request as NonNullable<ResolvedEndpoint['request']> }),
    ...(response !== undefined && validate !== 'off' && { response: { schema: response, validate } }),
  };
}

function closedKeysOf({
  response: _,
  ...request
}: Bundles): Partial<Record<RequestPart, ReadonlySet<string>>> {
  const closed = Object.entries(request).flatMap(([part, bundle]) => {
    const keys = new SchemaReader(bundle).closedKeys();
    return keys === undefined ? [] : [[part, new Set(keys)] as const];
  });
  return Object.fromEntries(closed);
}
