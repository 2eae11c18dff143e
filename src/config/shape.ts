import { EXTENSION_PATTERN, type SchemaNode } from './schema/compose.ts';

/** What a schema says about one place, with its alternatives (`anyOf`) seen as one. */
export interface Shape {
  readonly schema: SchemaNode;
  /** JSON types the place takes; empty means any. */
  readonly types: ReadonlySet<string>;
  /** The texts the place takes, where it takes only some. */
  readonly choices: readonly unknown[];
  /** Texts here and below may hold templates. */
  readonly template: boolean;
  readonly expression: boolean;
  /** What the file that is named here holds: anything, or certificates. */
  readonly file: SchemaNode['x-file'];
  readonly folder: boolean;
  /** A JSON Schema of the user's own, which is taken as it stands. */
  readonly jsonSchema: boolean;
  /** Users' own `x-` keys are allowed here, and nothing reads them. */
  readonly extensible: boolean;
  /** Keys the place does not know are mistakes. */
  readonly closed: boolean;
  /** What stands behind a key; undefined when the key is unknown, or free and without rules. */
  property(key: string): Shape | undefined;
  /** The keys this place knows. */
  keys(): string[];
  readonly items: Shape | undefined;
}

const known = new WeakMap<SchemaNode, Shape>();

/** The shape of a schema node; made once for each node. */
export function shapeOf(schema: SchemaNode): Shape {
  let shape = known.get(schema);
  if (shape === undefined) {
    shape = makeShape(schema);
    known.set(schema, shape);
  }
  return shape;
}

/** The shape a path leads to, or undefined where the schema says nothing. */
export function shapeAt(schema: SchemaNode, path: readonly (string | number)[]): Shape | undefined {
  let shape: Shape | undefined = shapeOf(schema);
  for (const part of path) {
    const isIndex: boolean = shape?.items !== undefined && /^\d+$/.test(String(part));
    shape = isIndex ? shape?.items : shape?.property(String(part));
  }
  return shape;
}

const EXTENSION = new RegExp(EXTENSION_PATTERN);

/** True for a key that users keep for themselves, where the place allows such keys. */
export function isExtensionKey(key: string): boolean {
  return EXTENSION.test(key);
}

function makeShape(schema: SchemaNode): Shape {
  const nodes = alternatives(schema);
  const properties = new Map(nodes.flatMap((node) => Object.entries(node.properties ?? {})));
  const additional = nodes.map((node) => node.additionalProperties).find((node) => typeof node === 'object');
  const items = nodes.map((node) => node.items).find((node) => node !== undefined);
  return {
    schema,
    types: new Set(nodes.flatMap((node) => node.type ?? [])),
    choices: nodes.flatMap((node) => node.enum ?? []),
    template: nodes.some((node) => node['x-template'] === true),
    expression: nodes.some((node) => node['x-expression'] === true),
    file: nodes.map((node) => node['x-file']).find((file) => file !== undefined),
    folder: nodes.some((node) => node['x-folder'] === true),
    jsonSchema: nodes.some((node) => node['x-json-schema'] === true),
    extensible: nodes.some((node) => node.patternProperties?.[EXTENSION_PATTERN] !== undefined),
    closed: additional === undefined && nodes.some((node) => node.additionalProperties === false),
    property: (key) => {
      const node = properties.get(key) ?? additional;
      return node === undefined ? undefined : shapeOf(node);
    },
    keys: () => [...properties.keys()],
    items: items === undefined ? undefined : shapeOf(items),
  };
}

/** A schema with the alternatives it gives. */
export function alternatives(schema: SchemaNode): SchemaNode[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(alternatives)];
}
