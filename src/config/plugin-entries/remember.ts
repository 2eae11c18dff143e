import type { PluginEntry, PluginInspection, PluginInspector } from '../../contracts/plugin-host.ts';

/** Looks at each plugin once, however many environments list it: where they do makes no difference. */
export function rememberInspections(inspector: PluginInspector): PluginInspector {
  const known = new Map<string, Promise<PluginInspection>>();
  return {
    official: inspector.official,
    inspect(entry: PluginEntry, folder: string) {
      const { pointer: _pointer, file: _file, line: _line, ...what } = entry;
      const key = JSON.stringify([what, folder]);
      const inspection = known.get(key) ?? inspector.inspect(entry, folder);
      known.set(key, inspection);
      return inspection;
    },
  };
}
