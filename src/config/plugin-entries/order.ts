import type { HookManifest } from '../../contracts/plugin-host.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import { cycleText, findCycles } from './cycles.ts';
import type { InspectedPlugin } from './inspect.ts';

const KINDS = ['beforeRequest', 'afterResponse'] as const;
const PHASES = ['guard', 'cache', 'transform'] as const;

/** Finds hooks of one kind and phase that each want to run before the other. */
export function checkOrder(plugins: readonly InspectedPlugin[], document: ConfigDocument): Problem[] {
  return KINDS.flatMap((kind) =>
    PHASES.flatMap((phase) => {
      const hooks = plugins.flatMap((plugin) =>
        plugin.manifest.hooks
          .filter((hook) => hook.kind === kind && hook.phase === phase)
          .map((hook) => ({ plugin, hook })),
      );
      return hooks.length < 2 ? [] : checkPhase(hooks, `${kind} hooks of the phase \`${phase}\``, document);
    }),
  );
}

interface PlacedHook {
  readonly plugin: InspectedPlugin;
  readonly hook: HookManifest;
}

function checkPhase(hooks: readonly PlacedHook[], what: string, document: ConfigDocument): Problem[] {
  const later = new Map(hooks.map(({ plugin }) => [plugin.entry.name, new Set<string>()]));
  const paths = new Map(hooks.map(({ plugin }) => [plugin.entry.name, plugin.listed.path]));
  for (const { plugin, hook } of hooks) {
    const { name } = plugin.entry;
    // Names of plugins that have no such hook mean nothing here, and neither does its own.
    for (const other of hook.before) if (other !== name && later.has(other)) later.get(name)?.add(other);
    for (const other of hook.after) if (other !== name) later.get(other)?.add(name);
  }
  return findCycles(later.keys(), (name) => later.get(name) ?? []).map((cycle) => {
    const [first = '', ...others] = cycle;
    const related = others.map((other) => ({
      message: `\`${other}\` stands here`,
      span: document.placeOf(paths.get(other) ?? [], 'key').span,
    }));
    const message = `${what} have no order: ${cycleText(cycle)}, each before the next`;
    return document.problem('BW3415', message, paths.get(first) ?? [], { mark: 'key', related });
  });
}
