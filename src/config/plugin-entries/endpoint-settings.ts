import type { Path } from '../../base/json-pointer.ts';
import { editDistance, nearest } from '../../base/suggest.ts';
import type { ResolvedEndpoint } from '../../contracts/config.ts';
import type { BrokenParts } from '../broken.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, insertKey, renameKey, replaceValue } from '../edits.ts';
import { isMapping } from '../mapping.ts';
import type { Problem } from '../problem.ts';
import type { RoutedEndpoint } from '../resolve/endpoints.ts';
import { isExtensionKey } from '../shape.ts';
import type { ListedPlugin } from './entry.ts';
import type { InspectedPlugin } from './inspect.ts';
import type { PluginSchemas } from './plugin-schema.ts';
import { checkSettings } from './settings.ts';

/** What an endpoint says about one plugin. */
export interface EndpointEntry {
  /** The endpoint's key. */
  readonly endpoint: string;
  readonly plugin: string;
  readonly path: Path;
  /** False leaves the plugin out; without a word about it, the settings are empty. */
  readonly value: false | Readonly<Record<string, unknown>>;
}

/** What endpoints say about plugins, in the order of the file. */
export function readEndpointEntries(endpoints: readonly RoutedEndpoint[]): EndpointEntry[] {
  return endpoints.flatMap(({ key, path, settings }) => {
    const { plugins } = settings;
    if (!isMapping(plugins)) return [];
    return Object.keys(plugins)
      .filter((name) => !isExtensionKey(name))
      .map((plugin): EndpointEntry => {
        const value = plugins[plugin];
        const own = isMapping(value) ? value : {};
        return {
          endpoint: key,
          plugin,
          path: [...path, 'plugins', plugin],
          value: value === false ? false : own,
        };
      });
  });
}

/** For so many entries it is said which plugin was probably meant. */
const MAX_GUESSES = 2_000;

/** Finds entries of endpoints for plugins that the file does not list, or does not use. */
export function checkNamed(
  entries: readonly EndpointEntry[],
  listed: readonly ListedPlugin[],
  document: ConfigDocument,
): Problem[] {
  const byName = new Map(listed.map((one) => [one.name, one]));
  const unlisted = entries.filter(({ plugin }) => !byName.has(plugin));
  const disabled = entries.filter(
    ({ plugin, value }) => byName.get(plugin)?.enabled === false && value !== false,
  );
  return [
    ...unlisted.map((entry, index) => explainUnlisted(entry, byName, document, index < MAX_GUESSES)),
    ...disabled.map((entry) => explainDisabled(entry, document)),
  ];
}

function explainUnlisted(
  { plugin, path, endpoint }: EndpointEntry,
  listed: ReadonlyMap<string, ListedPlugin>,
  document: ConfigDocument,
  guesses: boolean,
): Problem {
  const message = `\`plugins:\` of the file lists no \`${plugin}\``;
  const siblings = document.valueAt(['endpoints', endpoint, 'plugins']);
  const free = [...listed.keys()].filter((name) => !isMapping(siblings) || !Object.hasOwn(siblings, name));
  const meant = guesses ? nearest(plugin, free) : undefined;
  if (meant === undefined) {
    const edits = guesses
      ? asGuess(insertKey(document, ['plugins'], plugin, {}, `list \`${plugin}\` there`))
      : [];
    const hint = listed.size === 0 ? `add \`plugins: { ${plugin}: {} }\`` : undefined;
    return document.problem('BW3410', message, path, { mark: 'key', hint, edits });
  }
  const isFar = 2 * editDistance(plugin.toLowerCase(), meant) >= Math.min(plugin.length, meant.length);
  const edits = renameKey(document, path, meant, `rename it to \`${meant}\``);
  return document.problem('BW3410', message, path, {
    mark: 'key',
    label: `did you mean \`${meant}\`?`,
    edits: isFar ? asGuess(edits) : edits,
  });
}

/** Settings for later are no mistake; that they do nothing now must be said. */
function explainDisabled({ plugin, path }: EndpointEntry, document: ConfigDocument): Problem {
  const related = [
    { message: 'disabled here', span: document.placeOf(['plugins', plugin, 'enabled'], 'key').span },
  ];
  const message = `the plugin \`${plugin}\` is disabled, so this does nothing`;
  const hint = 'enable it, or leave it out here with `false`';
  const problem = document.problem('BW3410', message, path, { mark: 'key', hint, related });
  return { ...problem, severity: 'warning' };
}

export interface EndpointSettingsReport {
  readonly problems: readonly Problem[];
  /** By the endpoint's key. */
  readonly settings: ReadonlyMap<string, NonNullable<ResolvedEndpoint['plugins']>>;
}

/** Checks what endpoints say about plugins, and fills in the defaults. */
export async function checkEndpointSettings(
  entries: readonly EndpointEntry[],
  plugins: readonly InspectedPlugin[],
  schemas: PluginSchemas,
  { document, broken }: { readonly document: ConfigDocument; readonly broken: BrokenParts },
): Promise<EndpointSettingsReport> {
  const byName = new Map(plugins.map((one) => [one.entry.name, one]));
  const problems: Problem[] = [];
  const settings = new Map<string, Map<string, EndpointEntry['value']>>();
  for (const entry of entries) {
    const { endpoint, plugin, path, value } = entry;
    const own = settings.get(endpoint) ?? new Map<string, EndpointEntry['value']>();
    settings.set(endpoint, own.set(plugin, value));
    const found = byName.get(plugin);
    if (found === undefined || value === false) continue;
    if (found.manifest.endpointSchema === undefined) {
      if (Object.keys(value).length > 0) problems.push(takesNone(entry, document));
      continue;
    }
    const rules = await schemas.prepare(found.manifest.endpointSchema, 'endpointSchema', found.entry);
    // The mistake is the plugin's, and it is reported there.
    if ('code' in rules) continue;
    const at = (inner: readonly string[]) => [...path, ...inner];
    const isBroken = (where: Path) => broken.covers(where);
    const report = checkSettings(
      { document, plugin, value, home: path, at, beside: () => [], isBroken },
      rules,
    );
    for (const problem of report.problems) problems.push(problem);
    own.set(plugin, report.settings);
  }
  return {
    problems,
    settings: new Map([...settings].map(([endpoint, own]) => [endpoint, Object.fromEntries(own)])),
  };
}

function takesNone({ plugin, path }: EndpointEntry, document: ConfigDocument): Problem {
  return document.problem('BW3411', `\`${plugin}\` takes no settings at endpoints`, path, {
    edits: asGuess(replaceValue(document, path, 'true', 'write `true`')),
  });
}
