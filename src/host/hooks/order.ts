import type { HookManifest } from '../../contracts/plugin-host.ts';

/** A hook of a plugin, as far as its turn depends on it. */
export interface Ordered {
  /** The plugin's name. */
  readonly name: string;
  readonly hook: Pick<HookManifest, 'phase' | 'before' | 'after'>;
}

const PHASES = ['guard', 'cache', 'transform'];

/**
 * Hooks in the order of requests, by phase, then by what `before` and `after` say, then by name. Hooks of one
 * group do not depend on each other.
 *
 * Names that are not there say nothing. A circle, which the configuration's check has refused, is cut.
 */
export function orderHooks<Hook extends Ordered>(hooks: readonly Hook[]): readonly (readonly Hook[])[] {
  return PHASES.flatMap((phase) => groupsOf(hooks.filter(({ hook }) => hook.phase === phase)));
}

function groupsOf<Hook extends Ordered>(hooks: readonly Hook[]): Hook[][] {
  let left = [...hooks].sort((a, b) => (a.name < b.name ? -1 : 1));
  const groups: Hook[][] = [];
  while (left.length > 0) {
    const ready = left.filter((one) => !left.some((other) => other !== one && comesBefore(other, one)));
    const group = ready.length > 0 ? ready : left.slice(0, 1);
    groups.push(group);
    left = left.filter((one) => !group.includes(one));
  }
  return groups;
}

function comesBefore(a: Ordered, b: Ordered): boolean {
  return a.hook.before.includes(b.name) || b.hook.after.includes(a.name);
}
