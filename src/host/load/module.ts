import { createRequire } from 'node:module';
import { isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PluginSource } from '../../contracts/plugin-host.ts';

/** What a module exports by default, and the files it came from. */
export interface LoadedModule {
  readonly exported: unknown;
  /** Absolute paths; without those of packages. */
  readonly files: readonly string[];
}

/** A module could not be loaded; the cause says why. */
export class ModuleFailure extends Error {
  override readonly name = 'ModuleFailure';
  readonly files: readonly string[];

  constructor(cause: unknown, files: readonly string[]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.files = files;
  }
}

/** What plugins may import from us, wherever they are. */
const OWN_ENTRIES = ['backworks', 'backworks/plugin', 'backworks/testing'];

const { cache, resolve } = createRequire(import.meta.url);

/**
 * Loads a plugin's module: TypeScript as it is, and whatever a plugin's author has otherwise. A file that is
 * loaded again is read again.
 *
 * @param folder where packages are looked for
 * @throws ModuleFailure
 */
export async function loadModule(
  source: Exclude<PluginSource, { kind: 'official' }>,
  folder: string,
): Promise<LoadedModule> {
  const target = source.kind === 'module' ? source.path : source.name;
  const first = source.kind === 'module' ? [source.path] : [];
  try {
    const exported = await importWith(target, folder);
    return { exported, files: [...new Set([...first, ...ownFiles()])] };
  } catch (cause) {
    throw new ModuleFailure(cause, [...new Set([...first, ...ownFiles()])]);
  } finally {
    forget();
  }
}

async function importWith(target: string, folder: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(`${folder}${sep}`).href, {
    // Beside the user's files we write into .backworks only.
    fsCache: false,
    alias: Object.fromEntries(OWN_ENTRIES.flatMap((entry) => aliasOf(entry))),
  });
  return jiti.import(target, { default: true });
}

function aliasOf(entry: string): [string, string][] {
  try {
    return [[entry, resolve(entry)]];
  } catch {
    // Part of another build of us: whoever imports it is told that it is not there.
    return [];
  }
}

/** Every module that was there before a plugin was. */
const known = new Set(Object.keys(cache));

/** Files of plugins are in no package; those of packages change with an installation only. */
function ownFiles(): string[] {
  return Object.keys(cache).filter((file) => isOwn(file));
}

function isOwn(file: string): boolean {
  return isAbsolute(file) && !known.has(file) && !file.includes(`${sep}node_modules${sep}`);
}

/** So that the next load reads the files again. */
function forget(): void {
  for (const file of ownFiles()) delete cache[file];
}
