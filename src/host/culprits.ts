import { realpathSync } from 'node:fs';
import { isAbsolute, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';
import type { PluginSource } from '../contracts/plugin-host.ts';

/**
 * Knows whose code an error comes from that nobody caught: by the files in its stack, and by what was handed to a
 * plugin as the failure of something it asked for. Of plugins that run in this process, also of those that ended:
 * their timers may go on.
 */
export class Culprits {
  /** Names of plugins by the absolute paths of their files; those of packages by their folders. */
  readonly #owners = new Map<string, Set<string>>();
  readonly #packages = new Map<string, Set<string>>();
  readonly #handed = new WeakMap<object, string>();

  /** @param files absolute paths */
  learn(plugin: string, source: PluginSource, files: readonly string[] = []): void {
    if (source.kind === 'package') add(this.#packages, inPackage(source.name), plugin);
    const own = source.kind === 'module' ? [source.path, ...files] : files;
    for (const file of own) {
      add(this.#owners, file, plugin);
      add(this.#owners, real(file), plugin);
    }
  }

  /** Something a plugin asked for failed: should nobody catch that, it is the plugin's. */
  hand(plugin: string, error: unknown): void {
    if (types.isNativeError(error)) this.#handed.set(error, plugin);
  }

  /** @returns the name of a plugin; undefined when it is none's, or when nobody can tell */
  of(error: unknown): string | undefined {
    if (!types.isNativeError(error)) return undefined;
    const owners = filesIn(error).flatMap((file) => this.#ownersOf(file) ?? []);
    // Several plugins may share a file: one that others do not have says more.
    const only = owners.find(({ size }) => size === 1) ?? owners[0];
    return [...(only ?? [])][0] ?? this.#handed.get(error);
  }

  #ownersOf(file: string): ReadonlySet<string> | undefined {
    const owners = this.#owners.get(file);
    if (owners !== undefined) return owners;
    for (const [folder, named] of this.#packages) if (file.includes(folder)) return named;
    return undefined;
  }
}

function add(map: Map<string, Set<string>>, key: string, plugin: string): void {
  const names = map.get(key) ?? new Set();
  map.set(key, names.add(plugin));
}

function inPackage(name: string): string {
  return `${sep}node_modules${sep}${name.replaceAll('/', sep)}${sep}`;
}

/** Node names modules of its own kind by where they really are. */
function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** Absolute paths of the files that an error came through, the innermost first. */
function filesIn(error: Error): string[] {
  const { stack, message } = textsOf(error);
  // What an error says may look like a stack.
  const frames = message === '' ? stack : stack.slice(stack.indexOf(message) + message.length);
  return frames.split('\n').flatMap((line) => fileIn(line) ?? []);
}

/** Whoever made the error may have made these, too. */
function textsOf(error: Error): { readonly stack: string; readonly message: string } {
  try {
    const { stack, message } = error;
    return { stack: typeof stack === 'string' ? stack : '', message: String(message) };
  } catch {
    return { stack: '', message: '' };
  }
}

/** Such as `    at async hook (/api/plugins/audit.ts:3:9)`. */
function fileIn(line: string): string | undefined {
  const place = (/^\s+at .*? \((.+):\d+:\d+\)$/.exec(line) ??
    /^\s+at (?:async )?(.+):\d+:\d+$/.exec(line))?.[1];
  if (place?.startsWith('file://')) return fileURLToPath(place);
  return place !== undefined && isAbsolute(place) ? place : undefined;
}
