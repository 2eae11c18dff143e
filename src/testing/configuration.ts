import type { TestPluginOptions } from '../contracts/plugin-testing.ts';

/** The entry of a plugin in `plugins:`, but for its settings. */
export type Entry = Readonly<Record<string, unknown>>;

/** Entries of `plugins:` by name; the first one is under test. */
export type Entries = Readonly<Record<string, Entry>>;

/** The configuration of a test as text: JSON is YAML. @param name of the plugin under test */
export function configurationOf(
  name: string,
  entries: Entries,
  settings: Readonly<Record<string, unknown>>,
  { endpoints, endpointSettings = true, handlers = {} }: TestPluginOptions,
): string {
  const usual = Object.keys(handlers).map((key) => [key, endpointSettings] as const);
  const places = endpoints ?? { '/*': endpointSettings };
  // Of others only their services are wanted.
  const silent = Object.fromEntries(Object.keys(entries).map((other) => [other, false]));
  const own = Object.keys(settings).length === 0 ? {} : { config: settings };
  const blockOf = (key: string) =>
    Object.hasOwn(handlers, key) ? { plugin: { name, handler: handlers[key] } } : { mock: {} };
  return JSON.stringify(
    {
      plugins: { ...entries, [name]: { ...entries[name], ...own } },
      endpoints: Object.fromEntries(
        Object.entries({ ...Object.fromEntries(usual), ...places }).map(([key, entry]) => [
          key,
          { ...blockOf(key), plugins: { ...silent, [name]: entry } },
        ]),
      ),
    },
    // Values of a test are what they are: nothing is a variable.
    (_key, value: unknown) => (typeof value === 'string' ? value.replaceAll('${', () => '$${') : value),
  );
}
