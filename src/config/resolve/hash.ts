import type { ResolvedConfig } from '../../contracts/config.ts';

/**
 * Hash of what a configuration does: equal for files that differ in comments, layout and the order of keys only.
 * 132 bits of SHA-256 as base64url text.
 */
export function hashConfig(config: Omit<ResolvedConfig, 'hash'>): string {
  const endpoints = config.endpoints.map(
    ({ key, methods, path, mode, blocks, request, response, plugins }) => [
      key,
      methods,
      path,
      mode,
      blocks,
      request,
      response,
      plugins,
    ],
  );
  const plugins = config.plugins
    .map(({ file: _file, line: _line, pointer: _pointer, ...plugin }) => plugin)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = stableJson({ ...config, endpoints, plugins });
  // Loaded here: it takes as long as checking a small file.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** JSON with the keys of every mapping in one order. */
function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${stableJson(value[key as keyof typeof value])}`).join()}}`;
}
