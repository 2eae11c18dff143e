import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { BackworksError } from '../../base/errors.ts';
import type { EditedText } from './edited-text.ts';

/** The key of standard input in an overlay; all others are absolute paths. */
export const STANDARD_INPUT = '-';

/** Texts that stand in for what files hold, by absolute path. */
export type Overlay = ReadonlyMap<string, string>;

/** A text that may be mended. */
export interface Source {
  /** As diagnostics call it. */
  readonly name: string;
  /** The file that is written, links followed; `-` for standard input. */
  readonly path: string;
  /** What it held when it was read. */
  readonly bytes: Buffer;
  /** The byte order mark, which no text of a report has. */
  readonly mark: string;
  readonly text: string;
}

/** Why a file is not mended, for people: `it is not below …`. */
export interface Untouchable {
  readonly reason: string;
}

export interface SourceOptions {
  /** Absolute paths of the configurations that are checked; `-` for standard input. */
  readonly configs: readonly string[];
  /** Absolute path of the folder the names of diagnostics are relative to. */
  readonly cwd: string;
  /** Nobody named the configuration: it was found. Then a link that leads out of its folder is not followed. */
  readonly discovered?: boolean;
  /** What standard input is called in diagnostics, and what it holds. */
  readonly standardInput?: { readonly name: string; readonly text: string };
}

/** Knows which file a name of a diagnostic means, and whether it may be mended. */
export class Sources {
  readonly #options: SourceOptions;
  /** By the file that is written: links may give it several names. */
  readonly #byPath = new Map<string, Source>();

  constructor(options: SourceOptions) {
    this.#options = options;
  }

  /**
   * The file a name means. `text` is what the check read from it: edits are meant for nothing else.
   * @throws BackworksError BW7006 when the file holds something else by now.
   */
  open(name: string, text: string): Source | Untouchable {
    const { standardInput, cwd } = this.#options;
    if (name === standardInput?.name) {
      return this.#keep(readSource(name, STANDARD_INPUT, Buffer.from(standardInput.text), text));
    }
    const path = resolve(cwd, name);
    const real = realOf(path);
    if (real === undefined) return { reason: 'it is not there any more' };
    const reason = this.#objection(path, real);
    if (reason !== undefined) return { reason };
    return this.#byPath.get(real) ?? this.#keep(readSource(name, real, readFileSync(real), text));
  }

  /** What a check is to read instead of the files that were changed, by every path that leads to one of them. */
  overlay(texts: ReadonlyMap<Source, EditedText>, names: Iterable<string>): Overlay {
    const changed = [...texts].filter(([source, { text }]) => text !== source.text);
    const overlay = new Map(changed.map(([{ path }, { text }]) => [path, text]));
    for (const name of names) {
      const path = resolve(this.#options.cwd, name);
      const text = overlay.get(realOf(path) ?? path);
      if (text !== undefined) overlay.set(path, text);
    }
    return overlay;
  }

  #keep(source: Source): Source {
    this.#byPath.set(source.path, source);
    return source;
  }

  /** Why the file at a path is not ours to write. */
  #objection(path: string, real: string): string | undefined {
    if (!statSync(real).isFile()) return 'it is a pipe or a device';
    const folder = this.#folders().find((one) => contains(one, path));
    // A link the user names is meant; one that leads out from a file of the configuration may not be.
    const isConfig = this.#options.configs.includes(path);
    const isNamed = isConfig && this.#options.discovered !== true;
    if (folder === undefined) return 'it is not below the folder of the configuration';
    if (!isNamed && !contains(realpathSync(folder), real)) {
      const target = relative(realpathSync(this.#options.cwd), real);
      const reason = `it is a link to ${target}, which is not below the folder of the configuration`;
      return isConfig ? `${reason}: name it with -c to change that file` : reason;
    }
    const isPackage = relative(folder, path).split(sep).includes('node_modules');
    return isPackage ? 'it belongs to an installed package' : undefined;
  }

  #folders(): string[] {
    const { configs, cwd } = this.#options;
    return configs.map((config) => (config === STANDARD_INPUT ? cwd : dirname(config)));
  }
}

function readSource(name: string, path: string, bytes: Buffer, checked: string): Source {
  const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const [mark = ''] = /^\uFEFF*/.exec(whole.slice(0, whole.length - checked.length)) ?? [];
  if (mark + checked !== whole)
    throw new BackworksError('BW7006', `${name} was changed while it was checked`);
  return { name, path, bytes, mark, text: checked };
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    // Nothing is there: nothing can be written either.
    return undefined;
  }
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && resolve(folder, way) === path;
}
