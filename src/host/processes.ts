import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { PluginEntry } from '../contracts/plugin-host.ts';
import { type Child, type LaunchSpec, launch } from '../process/launch.ts';
import { findSandbox, type Sandbox, type SandboxReport } from '../process/sandbox.ts';
import { Spares } from '../process/spares.ts';
import { PLUGIN_CHANNEL } from './remote/plugin-channel.ts';

/** Beside the heap of a plugin its process needs some for itself, in MiB. */
const OWN_HEAP = 32;

const MEBIBYTE = 1024 * 1024;

/** A server that has just begun has better things to do than to warm a process that may never be needed; in ms. */
const SPARE_AFTER = 1_000;

/** What decides how a plugin's process is started. */
export type ProcessNeeds = Pick<PluginEntry, 'limits' | 'sandbox'>;

/** A way of starting processes, and one that is kept warm for it. */
export interface ProcessSource {
  /** What keeps its processes from us: `process`, or the tier of the sandbox. */
  readonly tier: string;
  start(): Promise<Child>;
  /** No spare is needed any more. */
  release(): void;
}

/** Nobody uses it yet. */
const NOBODY = {
  output: () => {},
  answer: () => {
    throw new Error('this process is not in use yet');
  },
};

/** Starts processes for plugins. Each is empty until it is told to load one. */
export class PluginProcesses {
  readonly #clock: Clock;
  readonly #spares: Spares;
  readonly #findSandbox: () => Promise<Sandbox>;

  /** @param find what this machine offers */
  constructor(clock: Clock, find: () => Promise<Sandbox> = findSandbox) {
    this.#clock = clock;
    this.#findSandbox = find;
    this.#spares = new Spares({
      clock,
      warm: async (child) => void (await child.channel.call('warm', {})),
    });
  }

  /** @throws LaunchError, or Error without a sandbox where one is wanted */
  async start(needs: ProcessNeeds, folder: string): Promise<Child> {
    const { spec } = await this.#prepare(needs, folder);
    return launch({ ...spec, ...NOBODY });
  }

  /** The same for a plugin that is to run: with a spare, as soon as there is time for one. */
  async open(needs: ProcessNeeds, folder: string): Promise<ProcessSource> {
    const { spec, tier } = await this.#prepare(needs, folder);
    const key = JSON.stringify([needs.limits.memory, needs.sandbox, folder]);
    let drop: (() => void) | undefined;
    const cancel = this.#clock.after(SPARE_AFTER, () => {
      drop = this.#spares.keep(key, spec);
    });
    return {
      tier,
      start: () => (drop === undefined ? launch({ ...spec, ...NOBODY }) : this.#spares.take(key, NOBODY)),
      release: () => {
        cancel();
        drop?.();
        drop = undefined;
      },
    };
  }

  async #prepare(
    { limits, sandbox }: ProcessNeeds,
    folder: string,
  ): Promise<{ readonly spec: Omit<LaunchSpec, 'output' | 'answer'>; readonly tier: string }> {
    const { memory } = limits;
    const heap =
      memory === undefined ? [] : [`--max-old-space-size=${Math.ceil(memory / MEBIBYTE) + OWN_HEAP}`];
    const entry = join(OWN_ROOT, 'dist/host/remote/child-main.js');
    const plain = { command: process.execPath, args: [...heap, entry], cwd: folder, limits: PLUGIN_CHANNEL };
    if (!sandbox) return { spec: plain, tier: 'process' };
    const found = await this.#findSandbox();
    if (found.tier === 'none') throw new NoSandbox(found);
    return {
      spec: found.wrap(plain, { read: topmost([folder, OWN_ROOT, ...packageFolders()]) }),
      tier: found.tier,
    };
  }
}

/** This machine has nothing that a sandbox could be made with. */
export class NoSandbox extends Error {
  override readonly name = 'NoSandbox';

  constructor({ why }: SandboxReport) {
    super(`there is no sandbox on this machine: ${why}`);
  }
}

const { resolve } = createRequire(import.meta.url);

const OWN_ROOT = dirname(resolve('backworks/package.json'));

/** Packages of others that a plugin's process loads. */
function packageFolders(): string[] {
  return ['jiti', 'semver', '@marcbachmann/cel-js'].flatMap((name) => {
    try {
      const entry = resolve(name);
      const folder = join('node_modules', name);
      return [entry.slice(0, entry.lastIndexOf(folder) + folder.length)];
    } catch {
      return [];
    }
  });
}

/** Without those that lie in others: Node 20 forgets the outer one of two. */
function topmost(folders: readonly string[]): string[] {
  return folders.filter(
    (folder, index) =>
      folders.indexOf(folder) === index && !folders.some((other) => folder.startsWith(`${other}${sep}`)),
  );
}
