/** Applies `change` to every schema node, children first. */
export function mapSchema(node, change) {
  const mapped = { ...node };
  for (const keyword of ['properties', 'patternProperties']) {
    if (node[keyword] === undefined) continue;
    const entries = Object.entries(node[keyword]);
    mapped[keyword] = Object.fromEntries(entries.map(([key, value]) => [key, mapSchema(value, change)]));
  }
  for (const keyword of ['items', 'additionalProperties', 'propertyNames']) {
    if (typeof node[keyword] === 'object') mapped[keyword] = mapSchema(node[keyword], change);
  }
  if (node.anyOf !== undefined) mapped.anyOf = node.anyOf.map((one) => mapSchema(one, change));
  return change(mapped);
}

/** Writes our own formats as patterns, which every validator knows. */
export function withPatterns(schema, patterns) {
  return mapSchema(schema, ({ format, ...node }) => {
    if (format === undefined) return node;
    if (patterns[format] === undefined) throw new Error(`no pattern for the format "${format}"`);
    return { ...node, pattern: patterns[format] };
  });
}
