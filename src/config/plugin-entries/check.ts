import type { Path } from '../../base/json-pointer.ts';
import type { ResolvedPlugin } from '../../contracts/config.ts';
import type { PluginInspector } from '../../contracts/plugin-host.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import type { PluginsContext, PluginsReport } from '../resolve/plugins.ts';
import { HOST_KEYS } from '../schema/plugin.ts';
import { checkEntry } from './check-entry.ts';
import { checkEndpointSettings, checkNamed, readEndpointEntries } from './endpoint-settings.ts';
import { listPlugins, soundEntries } from './entry.ts';
import { checkHandlers } from './handlers.ts';
import { type InspectedPlugin, type InspectionReport, inspectPlugins } from './inspect.ts';
import { checkOrder } from './order.ts';
import { PluginSchemas } from './plugin-schema.ts';
import { checkSettings, type SettingsReport } from './settings.ts';
import { readSettings } from './settings-text.ts';

/** Checks `plugins:` of the file and of endpoints: first what stands there, then with the plugins themselves. */
export async function checkPlugins(context: PluginsContext): Promise<PluginsReport> {
  const { document, endpoints, broken, inspector, folder } = context;
  const listed = listPlugins(context.value, document);
  const entries = readEndpointEntries(endpoints);
  const cheap = [
    ...listed.flatMap((entry) => checkEntry(entry, document, broken)),
    ...listed.flatMap((entry) => readSettings(entry, document).problems),
    ...(broken.covers(['plugins']) ? [] : checkNamed(entries, listed, document)),
  ];
  const enabled = listed.filter((entry) => entry.enabled);
  const sound = soundEntries(enabled, [...context.problems, ...cheap], broken);
  const found =
    inspector === undefined ? NOT_LOADED : await inspectPlugins(sound, { document, folder, inspector });
  const schemas = new PluginSchemas(folder);
  const own = await checkOwnSettings(found.plugins, schemas, document, broken);
  const ofEndpoints = await checkEndpointSettings(entries, found.plugins, schemas, { document, broken });
  const handlers = broken.covers(['plugins'])
    ? []
    : checkHandlers(endpoints, { document, listed, plugins: found.plugins });
  const complete = found.plugins.length === enabled.length && context.complete;
  const between = await checkBetween(found.plugins, { document, listed, complete, inspector });
  return {
    plugins: own.plugins,
    problems: [cheap, found.problems, own.problems, ofEndpoints.problems, handlers, between].flat(),
    files: found.files,
    of: (endpoint) => ofEndpoints.settings.get(endpoint),
  };
}

const NOT_LOADED: InspectionReport = { plugins: [], problems: [], files: [] };

interface OwnSettings {
  readonly plugins: readonly ResolvedPlugin[];
  readonly problems: readonly Problem[];
}

/** Both schemas of each plugin, and its settings. */
async function checkOwnSettings(
  found: readonly InspectedPlugin[],
  schemas: PluginSchemas,
  document: ConfigDocument,
  broken: BrokenParts,
): Promise<OwnSettings> {
  const checked = await Promise.all(
    found.map(async (plugin) => {
      const { entry, manifest, listed } = plugin;
      const rules = await schemas.prepare(manifest.configSchema, 'configSchema', entry);
      const ofEndpoints = await schemas.prepare(manifest.endpointSchema, 'endpointSchema', entry);
      const faults = [rules, ofEndpoints].flatMap((one) =>
        'code' in one ? [document.problem(one.code, one.message, listed.path, { mark: 'key' })] : [],
      );
      if ('code' in rules) return { plugin: { ...entry, manifest }, problems: faults };
      const { problems, settings } = checkOne(plugin, rules, document, broken);
      return { plugin: { ...entry, settings, manifest }, problems: [...faults, ...problems] };
    }),
  );
  return { plugins: checked.map(({ plugin }) => plugin), problems: checked.flatMap((one) => one.problems) };
}

function checkOne(
  { entry, settings, listed }: InspectedPlugin,
  rules: Parameters<typeof checkSettings>[1],
  document: ConfigDocument,
  broken: BrokenParts,
): SettingsReport {
  const { path } = listed;
  // What is missing may be there, with a mistake, in either of the two places.
  const isBroken = (at: Path) =>
    broken.covers(at) || broken.covers([...path, 'config', ...at.slice(path.length)]);
  const { value, home, at } = settings;
  const beside = (place: Path) => (place.length === path.length + 1 ? HOST_KEYS : []);
  return checkSettings({ document, plugin: entry.name, value, home, at, beside, isBroken }, rules);
}

interface BetweenContext {
  readonly document: ConfigDocument;
  readonly listed: ReturnType<typeof listPlugins>;
  readonly complete: boolean;
  readonly inspector: PluginInspector | undefined;
}

/** What is wrong between plugins; what that takes is loaded only where they speak of each other. */
async function checkBetween(
  plugins: readonly InspectedPlugin[],
  { inspector, ...context }: BetweenContext,
): Promise<readonly Problem[]> {
  const order = checkOrder(plugins, context.document);
  const isAlone = plugins.every(({ manifest: { needs, provides } }) =>
    [needs, provides].every((names) => Object.keys(names).length === 0),
  );
  if (inspector === undefined || isAlone) return order;
  const { checkNeeds } = await import('./needs.ts');
  return [...checkNeeds(plugins, { ...context, official: inspector.official }), ...order];
}
