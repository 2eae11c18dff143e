import type { Path } from '../../base/json-pointer.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import { isMapping } from '../mapping.ts';
import { isError, type Problem } from '../problem.ts';
import { HOST_KEYS, type PluginText } from '../schema/plugin.ts';
import { isExtensionKey } from '../shape.ts';

/** An entry of `plugins:` as it stands in the file. */
export interface ListedPlugin {
  /** The key in `plugins:`. */
  readonly name: string;
  readonly path: Path;
  /** What stands behind the key, without broken parts. */
  readonly text: PluginText;
  readonly enabled: boolean;
}

/** Every entry of `plugins:`, the disabled ones too. */
export function listPlugins(value: unknown, document: ConfigDocument): ListedPlugin[] {
  const written = document.valueAt(['plugins']);
  if (!isMapping(written)) return [];
  const sound = isMapping(value) ? value : {};
  return Object.keys(written)
    .filter((name) => !isExtensionKey(name))
    .map((name) => {
      const own = Object.hasOwn(sound, name) ? sound[name] : undefined;
      const text: PluginText = isMapping(own) ? own : {};
      return { name, path: ['plugins', name], text, enabled: text.enabled !== false };
    });
}

/**
 * Tells the entries apart whose own keys are in order: only those can be looked at as plugins. What is wrong
 * with a plugin's settings does not count.
 */
export function soundEntries(
  listed: readonly ListedPlugin[],
  problems: readonly Problem[],
  broken: BrokenParts,
): ListedPlugin[] {
  const wrong = new Set<string | number | undefined>();
  for (const problem of problems) {
    const [section, name, key] = problem.path;
    const isOwn = key === undefined || (key !== 'config' && HOST_KEYS.has(String(key)));
    if (section === 'plugins' && isOwn && isError(problem)) wrong.add(name);
  }
  return listed.filter(({ name, path }) => !wrong.has(name) && !broken.covers(path));
}
