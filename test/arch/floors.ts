/**
 * Which folder of `src` may import which, beyond `base` and `contracts`, which everybody may.
 * A folder that is not a key here does not exist yet.
 */
export const FLOORS: Readonly<Record<string, readonly string[]>> = {
  base: [],
  contracts: [],
  expressions: [],
  process: [],
  core: [],
  'plugin.ts': [],
  store: [],
  config: ['expressions'],
  upstream: ['expressions'],
  host: ['expressions', 'process'],
  plugins: ['expressions'],
  modes: ['expressions', 'upstream'],
  // A second composition root: what app.ts joins to a server, without the socket, and with time and network faked.
  testing: ['config', 'core', 'host', 'modes', 'store'],
  'testing.ts': ['testing'],
  cli: ['app.ts', 'config', 'expressions', 'plugin.ts', 'testing', 'testing.ts'],
  'app.ts': ['config', 'core', 'expressions', 'host', 'modes', 'plugins', 'process', 'store', 'upstream'],
  'index.ts': ['app.ts'],
};

/** Folders whose code the given one must not import; `base` may import nothing of ours. */
export function forbiddenFor(folder: string): string[] {
  const open = folder === 'base' ? [] : ['base', ...(folder === 'contracts' ? [] : ['contracts'])];
  const allowed = new Set([folder, ...open, ...(FLOORS[folder] ?? [])]);
  return Object.keys(FLOORS).filter((other) => !allowed.has(other));
}

/** The same as patterns of import specifiers, for the linter; `index.ts` is a name that folders have, too. */
export function lintPatternsFor(folder: string): string[] {
  return forbiddenFor(folder).flatMap((other) => {
    if (other === 'index.ts') return [];
    return other.endsWith('.ts')
      ? [`../${other}`, `../../${other}`, `../../../${other}`]
      : [`**/${other}/**`];
  });
}
