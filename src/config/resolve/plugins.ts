import type { ResolvedEndpoint, ResolvedPlugin } from '../../contracts/config.ts';
import type { PluginInspector } from '../../contracts/plugin-host.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { RoutedEndpoint } from './endpoints.ts';

export interface PluginsContext {
  readonly document: ConfigDocument;
  /** `plugins:` with its variables in place, without broken parts. */
  readonly value: unknown;
  readonly endpoints: readonly RoutedEndpoint[];
  readonly broken: BrokenParts;
  /** What was found so far. */
  readonly problems: readonly Problem[];
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  /** False when a part of the configuration could not be read. */
  readonly complete: boolean;
  /** Without it, plugins are not loaded: then what they say about themselves is left open. */
  readonly inspector: PluginInspector | undefined;
}

export interface PluginsReport {
  /** Those that are enabled, as far as they could be found. */
  readonly plugins: readonly ResolvedPlugin[];
  readonly problems: readonly Problem[];
  /** Absolute paths of the files that plugins are made of. */
  readonly files: readonly string[];
  /** By the endpoint's key. */
  of(endpoint: string): ResolvedEndpoint['plugins'];
}

const NOTHING: PluginsReport = { plugins: [], problems: [], files: [], of: () => undefined };

/** Checks plugins; what that takes is loaded only where there is one. */
export async function checkPlugins(context: PluginsContext): Promise<PluginsReport> {
  const isNamed = context.endpoints.some(
    ({ settings }) => settings.plugins !== undefined || settings.plugin !== undefined,
  );
  if (context.value === undefined && !isNamed) return NOTHING;
  const { checkPlugins: check } = await import('../plugin-entries/check.ts');
  return check(context);
}
