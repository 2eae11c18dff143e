import { toPointer } from '../../base/json-pointer.ts';
import { parseDuration, parseSize } from '../../base/units.ts';
import type {
  PluginEntry,
  PluginFailure,
  PluginInspector,
  PluginLimits,
  PluginManifest,
  PluginSource,
} from '../../contracts/plugin-host.ts';
import type { ConfigDocument } from '../document.ts';
import type { Problem } from '../problem.ts';
import { pluginSchema } from '../schema/plugin.ts';
import type { ListedPlugin } from './entry.ts';
import { findPlugins } from './find.ts';
import { readSettings, type SettingsText } from './settings-text.ts';

/** A plugin that was found, and what it said about itself. */
export interface InspectedPlugin {
  readonly listed: ListedPlugin;
  readonly entry: PluginEntry;
  readonly settings: SettingsText;
  readonly manifest: PluginManifest;
}

export interface InspectionReport {
  readonly plugins: readonly InspectedPlugin[];
  readonly problems: readonly Problem[];
  /** Absolute paths of the files that the plugins are made of. */
  readonly files: readonly string[];
}

export interface InspectContext {
  readonly document: ConfigDocument;
  readonly folder: string;
  readonly inspector: PluginInspector;
}

/** Looks at every entry, all at the same time. */
export async function inspectPlugins(
  entries: readonly ListedPlugin[],
  context: InspectContext,
): Promise<InspectionReport> {
  const { document, folder, inspector } = context;
  const found = await findPlugins(entries, { document, folder, official: inspector.official });
  const inspected = await Promise.all(
    entries.map(async (listed, index) => {
      const place = found[index];
      if (place === undefined || 'problem' in place)
        return { problems: place === undefined ? [] : [place.problem] };
      return inspectOne(listed, place.source, context);
    }),
  );
  return {
    plugins: inspected.flatMap(({ plugin }) => plugin ?? []),
    problems: inspected.flatMap(({ problems = [] }) => problems),
    files: inspected.flatMap(({ files = [] }) => files),
  };
}

interface Outcome {
  readonly plugin?: InspectedPlugin;
  readonly problems?: readonly Problem[];
  readonly files?: readonly string[];
}

async function inspectOne(
  listed: ListedPlugin,
  source: PluginSource,
  { document, folder, inspector }: InspectContext,
): Promise<Outcome> {
  const settings = readSettings(listed, document);
  const entry = entryOf(listed, source, settings.value, document);
  const inspection = await inspector.inspect(entry, folder);
  if ('failures' in inspection) {
    const { failures, files } = inspection;
    return { problems: failures.map((failure) => placeFailure(failure, listed, document)), files };
  }
  const { manifest } = inspection;
  return { plugin: { listed, entry, settings, manifest }, files: manifest.files };
}

function entryOf(
  { name, path, text }: ListedPlugin,
  source: PluginSource,
  settings: PluginEntry['settings'],
  document: ConfigDocument,
): PluginEntry {
  const { sandbox = false, max_execution_time: time } = text;
  const usual = source.kind === 'official' && !sandbox ? 'inline' : 'process';
  return {
    name,
    pointer: toPointer(document.pathInFile(path)),
    ...document.lineOf(path),
    source,
    isolation: text.isolation ?? usual,
    sandbox,
    maxExecutionTime: time === undefined ? undefined : parseDuration(time),
    critical: text.critical,
    limits: limitsOf(text.limits ?? {}),
    settings,
  };
}

function limitsOf(text: NonNullable<ListedPlugin['text']['limits']>): PluginLimits {
  const { memory, cpu_time, concurrent_operations: operations, file_handles: handles, policy } = text;
  return {
    ...(memory !== undefined && { memory: parseSize(memory) }),
    ...(cpu_time !== undefined && { cpuTime: parseDuration(cpu_time) }),
    ...(operations !== undefined && { concurrentOperations: operations }),
    ...(handles !== undefined && { fileHandles: handles }),
    policy: policy ?? pluginSchema.properties.limits.properties.policy.default,
  };
}

/** Where a failure is placed: at the value of the key it names, else at the key of the entry. */
function placeFailure(
  { code, message, hint, at }: PluginFailure,
  { path, text }: ListedPlugin,
  document: ConfigDocument,
): Problem {
  if (at !== undefined && text[at] !== undefined)
    return document.problem(code, message, [...path, at], { hint });
  return document.problem(code, message, path, { mark: 'key', hint });
}
