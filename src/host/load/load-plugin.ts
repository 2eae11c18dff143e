import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { types } from 'node:util';
import semver from 'semver';
import { messageOf } from '../../base/thrown.ts';
import type { PluginDefinition } from '../../contracts/plugin.ts';
import type { PluginFailure, PluginManifest, PluginSource } from '../../contracts/plugin-host.ts';
import { PLUGIN_CONTRACT } from '../contract-version.ts';
import { checkDefinition } from './definition.ts';
import { manifestOf } from './manifest.ts';
import { loadModule, ModuleFailure } from './module.ts';

/** A plugin's code in this process, or why there is none. */
export type Loading =
  | { readonly definition: PluginDefinition; readonly manifest: PluginManifest }
  | { readonly failures: readonly PluginFailure[]; readonly files: readonly string[] };

/** So many mistakes of one definition are told. */
const MOST_TOLD = 20;

/**
 * Loads a plugin into this process, and checks what it is. Never throws for what it is.
 *
 * @param time milliseconds until its module is given up
 */
export async function loadPlugin(
  source: Exclude<PluginSource, { kind: 'official' }>,
  folder: string,
  time?: number,
): Promise<Loading> {
  const at = source.kind === 'module' ? 'module_path' : 'package';
  const called = source.kind === 'module' ? relative(folder, source.path) : source.name;
  try {
    const { exported, files } = await loadModule(source, folder, time);
    return await readDefinition(exported, files, called, at);
  } catch (error) {
    if (!(error instanceof ModuleFailure)) throw error;
    const message = `${called} cannot be loaded: ${sayCause(error.cause, folder)}`;
    return { failures: [{ code: 'BW3402', message, at }], files: error.files };
  }
}

/** A definition as it was exported, checked. @param called what the plugin's code is called, for messages */
export async function readDefinition(
  exported: unknown,
  files: readonly string[],
  called: string,
  at: PluginFailure['at'],
): Promise<Loading> {
  const place = at === undefined ? {} : { at };
  try {
    return await checkExported(exported, files, called, place);
  } catch (error) {
    const message = `${called} cannot be read: ${messageOf(error)}`;
    return { failures: [{ code: 'BW3403', message, ...place }], files };
  }
}

async function checkExported(
  exported: unknown,
  files: readonly string[],
  called: string,
  place: Pick<PluginFailure, 'at'>,
): Promise<Loading> {
  const checked = checkDefinition(exported);
  if ('mistakes' in checked) {
    const failures = checked.mistakes.slice(0, MOST_TOLD).map(({ at: property, message }) => ({
      code: 'BW3403' as const,
      ...(property !== '' && { hint: `mend \`${property}\` in ${called}` }),
      message: `${called}: ${property === '' ? '' : `\`${property}\` `}${message}`,
      ...place,
    }));
    return { failures, files };
  }
  const { definition } = checked;
  const { contract = '^1.0.0', name } = definition;
  if (!semver.satisfies(PLUGIN_CONTRACT, contract)) {
    const message = `${called}: the plugin "${name}" is written for version ${contract} of the plugin contract, and this is ${PLUGIN_CONTRACT}`;
    return { failures: [{ code: 'BW3404', message, ...place }], files };
  }
  return { definition, manifest: manifestOf(definition, files, await digestOf(files)) };
}

/** One short text for the contents of the files. */
export async function digestOf(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(await readFile(file).catch(() => ''));
  return hash.digest('base64url').slice(0, 22);
}

/** What was thrown while a module was loaded, with the place in the author's own file. */
function sayCause(cause: unknown, folder: string): string {
  const message = messageOf(cause);
  const [first = ''] = message.split('\n', 1);
  const stack = types.isNativeError(cause) ? cause.stack : undefined;
  const place = placeOf(`${message}\n${stack ?? ''}`, folder);
  return place === undefined ? first : `${first.trim()} (${place})`;
}

/** The first place in a file that is no package's, such as `plugins/audit.ts:3:9`. */
function placeOf(text: string, folder: string): string | undefined {
  for (const [, file, place] of text.matchAll(/(?:^|[\s(])(\/[^\s():]+):(\d+:\d+)/gm)) {
    if (file !== undefined && !file.includes('node_modules')) return `${relative(folder, file)}:${place}`;
  }
  return undefined;
}
