import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/thrown.ts';
import type { PluginDefinition } from '../contracts/plugin.ts';
import type {
  OfficialPlugin,
  PluginEntry,
  PluginFailure,
  PluginManifest,
  PluginSource,
} from '../contracts/plugin-host.ts';
import type { Child } from '../process/launch.ts';
import type { Culprits } from './culprits.ts';
import { digestOf, type Loading, loadPlugin, readDefinition } from './load/load-plugin.ts';
import { NoSandbox, type PluginProcesses } from './processes.ts';
import type { LoadReply } from './remote/messages.ts';

export type Refusal = Exclude<Loading, { definition: PluginDefinition }>;

/** A plugin that was looked at, and what is left of that. */
export interface Inspected {
  readonly manifest: PluginManifest;
  /** Of a plugin that runs in this process. */
  readonly definition?: PluginDefinition;
  /** Of any other: its process, until it is started or let go. */
  child?: Child | undefined;
}

/** How long, in ms, the process of a plugin may take to load it: longer than a module may by itself. */
const LOAD_TIME = 15_000;

export interface InspectionsOptions {
  readonly official: readonly OfficialPlugin[];
  readonly processes: PluginProcesses;
  readonly culprits: Culprits;
  readonly clock: Clock;
}

/** Looks at plugins where they are to run, and keeps what was seen until their files change. */
export class Inspections {
  readonly #options: InspectionsOptions;
  readonly #seen = new Map<string, Inspected>();

  constructor(options: InspectionsOptions) {
    this.#options = options;
  }

  /** Never rejects for what a plugin is. */
  async look(entry: PluginEntry, folder: string): Promise<Inspected | Refusal> {
    const key = keyOf(entry, folder);
    const known = this.#seen.get(key);
    if (known !== undefined && (await digestOf(known.manifest.files)) === known.manifest.digest) return known;
    const seen = await this.#look(entry, folder);
    if (!('manifest' in seen)) return seen;
    this.#seen.set(key, seen);
    await known?.child?.stop(0);
    return seen;
  }

  /** @throws Error for a plugin that was not looked at */
  of(entry: PluginEntry, folder: string): Inspected {
    const seen = this.#seen.get(keyOf(entry, folder));
    if (seen === undefined) throw new Error(`the plugin "${entry.name}" was not loaded`);
    return seen;
  }

  /** Ends the processes of plugins that were looked at and are not started. */
  async release(): Promise<void> {
    const children = [...this.#seen.values()].flatMap((seen) => {
      const { child } = seen;
      seen.child = undefined;
      return child ?? [];
    });
    await Promise.all(children.map((child) => child.stop(0)));
  }

  async #look(entry: PluginEntry, folder: string): Promise<Inspected | Refusal> {
    const { source, isolation } = entry;
    if (source.kind === 'official') return this.#lookAtOfficial(source.name);
    if (isolation === 'process') return this.#lookInside(entry, source, folder);
    const { culprits } = this.#options;
    // Its code runs from here on, before anybody knows its files.
    culprits.learn(entry.name, source);
    const seen = await loadPlugin(source, folder);
    culprits.learn(entry.name, source, 'manifest' in seen ? seen.manifest.files : seen.files);
    return seen;
  }

  /** Loads it in a process of its own, which stays for its start. */
  async #lookInside(
    entry: PluginEntry,
    source: Exclude<PluginSource, { kind: 'official' }>,
    folder: string,
  ): Promise<Inspected | Refusal> {
    let child: Child | undefined;
    const limit = new AbortController();
    const cancel = this.#options.clock.after(LOAD_TIME, () =>
      limit.abort(new Error(`it took longer than ${LOAD_TIME / 1_000} s`)),
    );
    try {
      child = await this.#options.processes.start(entry, folder);
      const { value } = await child.channel.call('load', { source, folder }, { signal: limit.signal });
      const reply = value as LoadReply;
      if ('manifest' in reply) return { ...reply, child };
      await child.stop(0);
      return reply;
    } catch (error) {
      await child?.stop(0);
      return { failures: [failureOf(error, source)], files: source.kind === 'module' ? [source.path] : [] };
    } finally {
      cancel();
    }
  }

  async #lookAtOfficial(name: string): Promise<Inspected | Refusal> {
    const found = this.#options.official.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no official plugin is called "${name}"`);
    return readDefinition((await found.load()).default, [], name, undefined);
  }
}

/** Two entries with one module are two plugins, each with a module of its own. */
function keyOf({ name, source, isolation, sandbox }: PluginEntry, folder: string): string {
  return JSON.stringify([name, source, isolation, sandbox, folder]);
}

/** Why nobody could look at a plugin in its own process. */
function failureOf(error: unknown, source: PluginSource): PluginFailure {
  const message = messageOf(error);
  if (error instanceof NoSandbox) return { code: 'BW7041', message, at: 'sandbox' };
  const at = source.kind === 'module' ? 'module_path' : 'package';
  return { code: 'BW3402', message: `its process did not load it: ${message}`, at };
}
