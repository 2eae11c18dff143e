import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, isAbsolute, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { messageOf } from '../../base/thrown.ts';
import type { PluginSource } from '../../contracts/plugin-host.ts';
import { withImports } from './imported-files.ts';

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
    super(messageOf(cause), { cause });
    this.files = files;
  }
}

/** It is optional: who has no plugins does without. */
const NO_JITI = 'plugins are loaded with the package jiti, which is not there: npm install jiti';

/** What plugins may import from us, wherever they are. */
const OWN_ENTRIES = ['backworks', 'backworks/plugin', 'backworks/testing'];

const { cache, resolve } = createRequire(import.meta.url);

type ModuleSource = Exclude<PluginSource, { kind: 'official' }>;

/** How long a module may take until it is there, in ms. */
const LOAD_TIME = 10_000;

/** The load that is under way: what is in the cache meanwhile is of one plugin. */
let loading: Promise<unknown> = Promise.resolve();

/**
 * Loads a plugin's module: TypeScript as it is, and whatever a plugin's author has otherwise. A file that is
 * loaded again is read again, but for modules that Node loads itself: `.mjs` files that others import.
 *
 * @param folder where packages are looked for
 * @param time milliseconds
 * @throws ModuleFailure
 */
export function loadModule(source: ModuleSource, folder: string, time = LOAD_TIME): Promise<LoadedModule> {
  const load = () => loadAlone(source, folder, time);
  const loaded = loading.then(load, load);
  loading = loaded;
  return loaded;
}

async function loadAlone(source: ModuleSource, folder: string, time: number): Promise<LoadedModule> {
  const first = source.kind === 'module' ? [source.path] : [];
  try {
    const exported = await within(time, importWith(source, folder));
    return { exported, files: await withImports([...first, ...ownFiles()]) };
  } catch (cause) {
    throw new ModuleFailure(cause, await withImports([...first, ...ownFiles()]));
  } finally {
    forget();
  }
}

/** The timer keeps the process alive: a module that waits for nothing would let it end without a word. */
async function within<Value>(time: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Error(`it took longer than ${time} ms`);
  // Where we wait for it is not where it waits.
  late.stack = undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(late), time);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

async function importWith(source: ModuleSource, folder: string): Promise<unknown> {
  const { createJiti } = await import('jiti').catch((cause: unknown) => {
    throw new Error(NO_JITI, { cause });
  });
  const jiti = createJiti(pathToFileURL(`${folder}${sep}`).href, {
    // Beside the user's files we write into .backworks only.
    fsCache: false,
    alias: Object.fromEntries(OWN_ENTRIES.flatMap((entry) => aliasOf(entry))),
  });
  if (source.kind === 'package') return jiti.import(source.name, { default: true });
  const { path } = source;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // What is not there, jiti says best; and what is TypeScript or CommonJS, Node does not keep.
  if (text === undefined || !['.js', '.mjs'].includes(extname(path)))
    return jiti.import(path, { default: true });
  const module = (await jiti.evalModule(text, { filename: path, async: true, forceTranspile: true })) as {
    readonly default?: unknown;
  };
  return module.default ?? module;
}

function aliasOf(entry: string): [string, string][] {
  try {
    return [[entry, resolve(entry)]];
  } catch {
    // Part of another build of us: whoever imports it is told that it is not there.
    return [];
  }
}

/** Where what we are made of is; in a clone, that is in no package. */
const ENTRY_FOLDERS = OWN_ENTRIES.flatMap((entry) => aliasOf(entry)).map(
  ([, file]) => `${dirname(file)}${sep}`,
);

/** Every module that was there before a plugin was. */
const known = new Set(Object.keys(cache));

/** Files of plugins are in no package; those of packages change with an installation only. */
function ownFiles(): string[] {
  return Object.keys(cache).filter((file) => isOwn(file));
}

function isOwn(file: string): boolean {
  if (!isAbsolute(file) || known.has(file) || file.includes(`${sep}node_modules${sep}`)) return false;
  return !ENTRY_FOLDERS.some((folder) => file.startsWith(folder));
}

/** So that the next load reads the files again. */
function forget(): void {
  for (const file of ownFiles()) delete cache[file];
}
