import type { SchemaNode } from '../../src/config/schema/compose.ts';

/** A key of the schema, by the keys that lead to it; names of the user's own are made up. */
export interface SchemaKey {
  readonly path: readonly string[];
  readonly node: SchemaNode;
}

/** Names that stand for the user's own, by the key they stand below. */
const OWN_NAMES: Readonly<Record<string, string>> = { endpoints: 'GET /a', headers: 'x-a' };

/** Every key a schema has, each once. */
export function keysOf(schema: SchemaNode, path: readonly string[] = []): SchemaKey[] {
  const forms = [schema, ...(schema.anyOf ?? [])];
  return forms.flatMap((form) => {
    const named = typeof form.additionalProperties === 'object' ? form.additionalProperties : undefined;
    const name = OWN_NAMES[path.at(-1) ?? ''] ?? 'own';
    const keys = Object.entries(form.properties ?? {}).map(([key, node]) => ({ path: [...path, key], node }));
    return [
      ...keys.flatMap((key) => [key, ...keysOf(key.node, key.path)]),
      ...(named === undefined ? [] : keysOf(named, [...path, name])),
    ];
  });
}

/** A file with one key, and what stands behind it. */
export function fileWith(path: readonly string[], value: string): string {
  const lines = path.map((key, depth) => `${'  '.repeat(depth)}${key}:`);
  return `${lines.join('\n')} ${value}\n`;
}

/** Some value a key takes. */
export function sampleOf({ default: usual, examples, ...node }: SchemaNode): unknown {
  const isList = [node.type].flat().includes('array');
  return usual ?? examples?.[0] ?? (isList ? [] : {});
}
