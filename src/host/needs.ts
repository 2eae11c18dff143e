import type { ResolvedPlugin } from '../contracts/config.ts';
import type { PluginManifest } from '../contracts/plugin-host.ts';

type Needing = Pick<ResolvedPlugin, 'name' | 'manifest'>;

/** Plugins in an order in which each comes behind those it needs; circles were refused before. */
export function orderByNeeds<Plugin extends Needing>(plugins: readonly Plugin[]): readonly Plugin[] {
  const ordered: Plugin[] = [];
  const seen = new Set<Plugin>();
  const visit = (plugin: Plugin): void => {
    if (seen.has(plugin)) return;
    seen.add(plugin);
    for (const other of plugins) {
      if (other !== plugin && needs(plugin.manifest, other.name, other.manifest)) visit(other);
    }
    ordered.push(plugin);
  };
  for (const plugin of [...plugins].sort((a, b) => (a.name < b.name ? -1 : 1))) visit(plugin);
  return ordered;
}

/** Whether one plugin needs another one, or what that provides. @param name of the other one */
export function needs(
  user: PluginManifest,
  name: string,
  { provides }: Pick<PluginManifest, 'provides'>,
): boolean {
  return Object.keys(user.needs).some((wanted) => wanted === name || Object.hasOwn(provides, wanted));
}
