import { pathToFileURL } from 'node:url';
import type {
  HookManifest,
  PluginEntry,
  PluginFailure,
  PluginInspection,
  PluginInspector,
  PluginManifest,
} from '../../src/contracts/plugin-host.ts';

/** What a plugin says of itself when it says nothing but its name. */
export function manifestOf(name: string, own: Partial<PluginManifest> = {}): PluginManifest {
  return {
    name,
    version: '1.0.0',
    description: undefined,
    configSchema: undefined,
    endpointSchema: undefined,
    needs: {},
    provides: {},
    critical: false,
    maxExecutionTime: 100,
    hooks: [],
    handlers: [],
    routes: [],
    events: undefined,
    services: {},
    reloads: false,
    checksHealth: false,
    hasMetrics: false,
    endsExchanges: false,
    files: [],
    digest: '',
    ...own,
  };
}

/** A hook that says nothing but when it runs. */
export function hookOf(own: Partial<HookManifest> = {}): HookManifest {
  return {
    kind: 'beforeRequest',
    phase: 'transform',
    routes: [],
    methods: [],
    reads: 'head',
    before: [],
    after: [],
    ...own,
  };
}

/** A plugin in a few words, or why it is none. */
export type Told = Partial<PluginManifest> | { readonly failures: readonly PluginFailure[] };

export interface ToldInspector extends PluginInspector {
  /** Entries in the order in which they were looked at. */
  readonly seen: readonly PluginEntry[];
}

/**
 * Plugins that a test tells of, without code.
 *
 * @param plugins by the name of their entry; others have no members but their name
 */
export function tell(
  plugins: Readonly<Record<string, Told>>,
  official: readonly string[] = Object.keys(plugins),
): ToldInspector {
  const seen: PluginEntry[] = [];
  const inspect = async (entry: PluginEntry): Promise<PluginInspection> => {
    seen.push(entry);
    const files = entry.source.kind === 'module' ? [entry.source.path] : [];
    const told = Object.hasOwn(plugins, entry.name) ? plugins[entry.name] : undefined;
    if (told !== undefined && 'failures' in told) return { failures: told.failures, files };
    return { manifest: manifestOf(entry.name, { files, ...told }) };
  };
  return { official, inspect, seen };
}

interface Definition extends Partial<Omit<PluginManifest, 'hooks'>> {
  readonly contract?: string;
  readonly hooks?: Readonly<Record<string, Partial<HookManifest> | (() => void)>>;
}

/** Plugins as modules of JavaScript, without a process around them: enough of a host to see what they are. */
export const modulesOnly: PluginInspector = {
  official: [],
  async inspect({ name, source }) {
    if (source.kind !== 'module') throw new Error(`${name} is no module`);
    const files = [source.path];
    const at = 'module_path';
    try {
      const { default: definition } = (await import(pathToFileURL(source.path).href)) as {
        default?: Definition;
      };
      if (definition === undefined) {
        return { failures: [{ code: 'BW3403', message: 'it has no default export', at }], files };
      }
      const { hooks = {}, contract = '^1.0.0', ...rest } = definition;
      if (!contract.startsWith('^1.')) {
        return { failures: [{ code: 'BW3404', message: `it is written for ${contract}`, at }], files };
      }
      const kinds = Object.entries(hooks).map(([kind, hook]) =>
        hookOf({ kind: kind as HookManifest['kind'], ...(typeof hook === 'function' ? {} : hook) }),
      );
      return { manifest: manifestOf(name, { ...rest, hooks: kinds, files }) };
    } catch (error) {
      return { failures: [{ code: 'BW3402', message: String(error), at }], files };
    }
  },
};
