import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { nearest } from '../../base/suggest.ts';
import type { PluginSource } from '../../contracts/plugin-host.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, renameKey } from '../edits.ts';
import type { Problem } from '../problem.ts';
import type { ListedPlugin } from './entry.ts';

/** Packages of this name are found by the rest of it. */
const PREFIX = 'backworks-plugin-';

/** For so many plugins it is said which one was probably meant. */
const MAX_GUESSES = 2_000;

export interface FindContext {
  readonly document: ConfigDocument;
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  /** Names of the plugins that come with backworks. */
  readonly official: readonly string[];
}

/** Where the code of a plugin is, or what is wrong because it is nowhere. */
export type Found = { readonly source: PluginSource } | { readonly problem: Problem };

/**
 * Finds the code of each entry: the file of `module_path`, else the package of `package`, else the official
 * plugin of its name, else the package of its name.
 */
export function findPlugins(entries: readonly ListedPlugin[], context: FindContext): Promise<Found[]> {
  const finder = new Finder(context);
  return Promise.all(entries.map((entry, index) => finder.find(entry, index < MAX_GUESSES)));
}

class Finder {
  readonly #context: FindContext;
  readonly #official: ReadonlySet<string>;
  readonly #installed = new Map<string, Promise<boolean>>();

  constructor(context: FindContext) {
    this.#context = context;
    this.#official = new Set(context.official);
  }

  async find(entry: ListedPlugin, guesses: boolean): Promise<Found> {
    const { name, text } = entry;
    if (text.module_path !== undefined) {
      return { source: { kind: 'module', path: resolve(this.#context.folder, text.module_path) } };
    }
    if (text.package === undefined && this.#official.has(name)) return { source: { kind: 'official', name } };
    const wanted = text.package ?? PREFIX + name;
    if (await this.#isInstalled(wanted)) return { source: { kind: 'package', name: wanted } };
    return { problem: text.package === undefined ? this.#unknown(entry, guesses) : this.#missing(entry) };
  }

  #isInstalled(name: string): Promise<boolean> {
    const known = this.#installed.get(name) ?? isInstalled(name, this.#context.folder);
    this.#installed.set(name, known);
    return known;
  }

  #missing({ path, text }: ListedPlugin): Problem {
    const { document } = this.#context;
    const at = [...path, 'package'];
    return document.problem('BW3401', `the package ${document.excerptOf(at)} is not installed`, at, {
      hint: `run \`npm install ${text.package}\` in the folder of the configuration`,
    });
  }

  #unknown({ name, path }: ListedPlugin, guesses: boolean): Problem {
    const { document, official } = this.#context;
    const free = official.filter((one) => document.valueAt(['plugins', one]) === undefined);
    const meant = guesses ? nearest(name, free) : undefined;
    const install = `run \`npm install ${PREFIX}${name}\`, or name a file of your own with \`module_path:\``;
    return document.problem('BW3401', `there is no plugin \`${name}\``, path, {
      mark: 'key',
      label: meant === undefined ? 'neither an official plugin nor a package' : `did you mean \`${meant}\`?`,
      hint: meant === undefined ? install : undefined,
      edits:
        meant === undefined ? [] : asGuess(renameKey(document, path, meant, `rename it to \`${meant}\``)),
    });
  }
}

/** True when Node.js would find the package from a folder: in `node_modules` there, or in a folder above. */
async function isInstalled(name: string, folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if (await exists(join(at, 'node_modules', name))) return true;
    if (dirname(at) === at) return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
