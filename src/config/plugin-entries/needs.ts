import satisfies from 'semver/functions/satisfies.js';
import type { ConfigDocument } from '../document.ts';
import { asGuess, insertKey } from '../edits.ts';
import type { Problem } from '../problem.ts';
import { cycleText, findCycles } from './cycles.ts';
import type { ListedPlugin } from './entry.ts';
import type { InspectedPlugin } from './inspect.ts';

export interface NeedsContext {
  readonly document: ConfigDocument;
  /** Every entry, the disabled ones too. */
  readonly listed: readonly ListedPlugin[];
  /** Names of the plugins that come with backworks. */
  readonly official: readonly string[];
  /** False when one of the enabled plugins could not be looked at: nobody knows what it provides. */
  readonly complete: boolean;
}

/** A plugin that provides a name, and the version of what it provides. */
interface Provider {
  readonly plugin: InspectedPlugin;
  readonly version: string;
}

/** Compares what plugins need with what others provide: plugins by the name of their entry, and services. */
export function checkNeeds(plugins: readonly InspectedPlugin[], context: NeedsContext): Problem[] {
  const checker = new NeedsChecker(plugins, context);
  return [...checker.ambiguous(), ...plugins.flatMap((plugin) => checker.unmet(plugin)), ...checker.cycles()];
}

class NeedsChecker {
  readonly #plugins: readonly InspectedPlugin[];
  readonly #context: NeedsContext;
  readonly #providers = new Map<string, Provider[]>();

  constructor(plugins: readonly InspectedPlugin[], context: NeedsContext) {
    this.#plugins = plugins;
    this.#context = context;
    for (const plugin of plugins) {
      const { entry, manifest } = plugin;
      const own = Object.hasOwn(manifest.provides, entry.name) ? {} : { [entry.name]: manifest.version };
      for (const [name, version] of Object.entries({ ...own, ...manifest.provides })) {
        this.#providers.set(name, [...this.#providersOf(name), { plugin, version }]);
      }
    }
  }

  #providersOf(name: string): readonly Provider[] {
    return this.#providers.get(name) ?? [];
  }

  /** Names that several provide, and that somebody needs or that have methods to be called. */
  ambiguous(): Problem[] {
    const { document } = this.#context;
    const needed = new Set(this.#plugins.flatMap(({ manifest }) => Object.keys(manifest.needs)));
    return [...this.#providers].flatMap(([name, providers]) => {
      const callable = providers.filter(({ plugin }) => Object.hasOwn(plugin.manifest.services, name));
      const [first, second] = needed.has(name) ? providers : callable;
      if (first === undefined || second === undefined) return [];
      const [one, other] = [first.plugin, second.plugin];
      const message = `\`${one.entry.name}\` and \`${other.entry.name}\` both provide \`${name}\``;
      const span = document.placeOf(one.listed.path, 'key').span;
      return [
        document.problem('BW3413', message, other.listed.path, {
          mark: 'key',
          related: [{ message: 'the first one', span }],
        }),
      ];
    });
  }

  unmet(plugin: InspectedPlugin): Problem[] {
    return Object.entries(plugin.manifest.needs).flatMap(([name, range]) => {
      const providers = this.#providersOf(name);
      if (providers.some(({ version }) => fits(version, range))) return [];
      if (providers.length > 0) return [this.#otherVersion(plugin, name, range, providers)];
      return this.#isOpen(name) ? [] : [this.#missing(plugin, name, range)];
    });
  }

  /** True when a plugin that could not be looked at may be what is needed. */
  #isOpen(name: string): boolean {
    const { complete, listed } = this.#context;
    return !complete || listed.some((one) => one.name === name && one.enabled);
  }

  #otherVersion(
    { entry, listed }: InspectedPlugin,
    name: string,
    range: string,
    providers: readonly Provider[],
  ): Problem {
    const { document } = this.#context;
    const said = providers.map(({ plugin, version }) =>
      plugin.entry.name === name ? `it is ${version}` : `\`${plugin.entry.name}\` provides ${version}`,
    );
    const message = `\`${entry.name}\` needs \`${name}\` ${range}, but ${said.join(', and ')}`;
    const related = providers.map(({ plugin }) => ({
      message: `\`${plugin.entry.name}\` stands here`,
      span: document.placeOf(plugin.listed.path, 'key').span,
    }));
    return document.problem('BW3412', message, listed.path, { mark: 'key', related });
  }

  #missing({ entry, listed }: InspectedPlugin, name: string, range: string): Problem {
    const { document, official } = this.#context;
    const message = `\`${entry.name}\` needs \`${name}\` ${range}, which no plugin provides`;
    const disabled = this.#context.listed.find((one) => one.name === name);
    if (disabled !== undefined) {
      const span = document.placeOf([...disabled.path, 'enabled'], 'key').span;
      const related = [{ message: 'disabled here', span }];
      const hint = `enable \`${name}\``;
      return document.problem('BW3412', message, listed.path, { mark: 'key', hint, related });
    }
    const alias = this.#plugins.find(({ manifest }) => manifest.name === name);
    const hint =
      alias === undefined
        ? `list a plugin that provides \`${name}\``
        : `\`${alias.entry.name}\` is that plugin under another name: call its entry \`${name}\``;
    const edits = official.includes(name)
      ? asGuess(insertKey(document, ['plugins'], name, {}, `list the official plugin \`${name}\``))
      : [];
    return document.problem('BW3412', message, listed.path, { mark: 'key', hint, edits });
  }

  cycles(): Problem[] {
    const { document } = this.#context;
    const byName = new Map(this.#plugins.map((plugin) => [plugin.entry.name, plugin]));
    const next = (name: string) =>
      Object.keys(byName.get(name)?.manifest.needs ?? {}).flatMap((needed) =>
        this.#providersOf(needed)
          .map(({ plugin }) => plugin.entry.name)
          // What a plugin provides itself, it need not wait for.
          .filter((other) => other !== name),
      );
    return findCycles(byName.keys(), next).map((cycle) => {
      const [path = [], ...others] = cycle.map((name) => byName.get(name)?.listed.path ?? []);
      const related = others.map((other) => ({
        message: `\`${other.at(-1)}\` stands here`,
        span: document.placeOf(other, 'key').span,
      }));
      const message = `plugins need each other: ${cycleText(cycle)}`;
      return document.problem('BW3414', message, path, { mark: 'key', related });
    });
  }
}

/** A version before its release counts as what it leads to. */
function fits(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}
