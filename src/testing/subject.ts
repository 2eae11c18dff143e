import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginDefinition } from '../contracts/plugin.ts';
import type { OfficialPlugin } from '../contracts/plugin-host.ts';
import type { TestPluginOptions } from '../contracts/plugin-testing.ts';
import { loadPlugin } from '../host/load/load-plugin.ts';
import type { Entry } from './configuration.ts';

/** A plugin to be tested: what `definePlugin` gave, or the file that exports it by default. */
export type Tested = PluginDefinition | string | URL;

/** How a plugin under test is listed. */
export interface Subject {
  readonly name: string;
  readonly entry: Entry;
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  /** Where the definition is at hand. */
  readonly official: readonly OfficialPlugin[];
  readonly needs: Readonly<Record<string, string>>;
}

/** A name for what has none that can be used: the report says what is wrong with it. */
const NAMELESS = 'plugin';

/** @throws TypeError for options that do not go with it @throws Error for a file that is no plugin */
export async function subjectOf(tested: Tested, options: TestPluginOptions): Promise<Subject> {
  const { isolation = 'inline', max_execution_time, critical, fetch } = options;
  if (isolation === 'process' && fetch !== undefined)
    throw new TypeError('`fetch` can stand in for the network inline only: a process of its own has its own');
  const host = {
    isolation,
    ...(max_execution_time !== undefined && { max_execution_time }),
    ...(critical !== undefined && { critical }),
  };
  if (typeof tested === 'string' || tested instanceof URL) return subjectAt(pathOf(tested), host, options);
  if (isolation === 'process')
    throw new TypeError(
      "a process of its own loads the plugin itself: testPlugin(new URL('./index.ts', import.meta.url), { isolation: 'process' })",
    );
  const said: unknown = tested?.name;
  const name = typeof said === 'string' && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(said) ? said : NAMELESS;
  const official = [{ name, summary: '', load: async () => ({ default: tested }) }];
  return { name, entry: host, folder: resolve(options.folder ?? '.'), official, needs: tested?.needs ?? {} };
}

function pathOf(tested: string | URL): string {
  return String(tested).startsWith('file:') ? fileURLToPath(tested) : resolve(String(tested));
}

async function subjectAt(path: string, host: Entry, options: TestPluginOptions): Promise<Subject> {
  const folder = resolve(options.folder ?? dirname(path));
  const loading = await loadPlugin({ kind: 'module', path }, folder);
  if ('failures' in loading) throw new Error(loading.failures.map(({ message }) => message).join('\n'));
  const { name, needs } = loading.manifest;
  return { name, entry: { ...host, module_path: path }, folder, official: [], needs };
}
