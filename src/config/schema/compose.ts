import type { ModeDescriptor } from '../../contracts/mode.ts';
import { endpointSchema } from './endpoint.ts';
import { fileSchema } from './file.ts';

/** A schema as data: what the composed schema and its walkers work on. */
export interface SchemaNode {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly patternProperties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly examples?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly 'x-minimum'?: string;
  readonly 'x-maximum'?: string;
}

/** Keys users may add to any closed mapping for themselves; nothing reads them. */
export const EXTENSION_PATTERN = '^x-';

/** The schema of a whole file: the keys above, and one property of an endpoint per mode. */
export function composeSchema(modes: readonly ModeDescriptor[]): SchemaNode {
  const names = modes.map((mode) => mode.name);
  const blocks = Object.fromEntries(
    modes.map((mode) => {
      const schema = mode.schema as SchemaNode;
      return [mode.name, { ...schema, description: schema.description ?? mode.summary }];
    }),
  );
  const file: SchemaNode = fileSchema;
  const endpoint: SchemaNode = endpointSchema;
  const { plugins, request, response, ...own } = endpointSchema.properties;
  const endpoints: SchemaNode = {
    ...file.properties?.endpoints,
    patternProperties: { [EXTENSION_PATTERN]: {} },
    additionalProperties: {
      ...endpoint,
      // Whoever wrote a key of a block one level too high mostly meant that of the block.
      properties: { ...own, mode: { ...own.mode, enum: names }, ...blocks, plugins, request, response },
    },
  };
  const mode: SchemaNode = { ...file.properties?.mode, enum: names };
  return openToExtensions({ ...file, properties: { ...file.properties, mode, endpoints } });
}

/** Lets `x-` keys into every mapping that takes no other unknown key. */
function openToExtensions(node: SchemaNode): SchemaNode {
  const mapped: Record<string, unknown> = { ...node };
  if (node.properties !== undefined) mapped.properties = mapValues(node.properties, openToExtensions);
  if (node.items !== undefined) mapped.items = openToExtensions(node.items);
  if (node.anyOf !== undefined) mapped.anyOf = node.anyOf.map(openToExtensions);
  if (typeof node.additionalProperties === 'object') {
    mapped.additionalProperties = openToExtensions(node.additionalProperties);
  }
  if (node.additionalProperties === false) {
    mapped.patternProperties = { ...node.patternProperties, [EXTENSION_PATTERN]: {} };
  }
  return mapped;
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  change: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
