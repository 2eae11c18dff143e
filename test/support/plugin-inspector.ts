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
