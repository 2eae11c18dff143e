import type { Argument, CommandDescriptor, Flag } from '../../contracts/command.ts';

/** What the word at the cursor can be, with what of it is typed so far. */
export type Place =
  | { readonly kind: 'command'; readonly typed: string }
  | { readonly kind: 'flag'; readonly typed: string; readonly flags: readonly Flag[] }
  | {
      readonly kind: 'value';
      readonly typed: string;
      readonly flag: Flag;
      readonly command: CommandDescriptor | undefined;
    }
  | {
      readonly kind: 'argument';
      readonly typed: string;
      readonly argument: Argument;
      readonly command: CommandDescriptor;
      /** Arguments before it. */
      readonly before: readonly string[];
    }
  | { readonly kind: 'nothing' };

/** A command line as far as it is typed. */
export interface Typed {
  readonly place: Place;
  /** Values of flags before the cursor. */
  readonly values: ReadonlyMap<string, string>;
}

/** Finds out what stands at the cursor: the last of the words, which may be empty. */
export function placeOf(
  words: readonly string[],
  commands: readonly CommandDescriptor[],
  globalFlags: readonly Flag[],
): Typed {
  const reader = new Reader(commands, globalFlags);
  for (const word of words.slice(0, -1)) reader.take(word);
  return { place: reader.placeOf(words.at(-1) ?? ''), values: reader.values };
}

class Reader {
  readonly values = new Map<string, string>();
  readonly #commands: readonly CommandDescriptor[];
  readonly #globalFlags: readonly Flag[];
  readonly #given = new Set<string>();
  readonly #arguments: string[] = [];
  #command: CommandDescriptor | undefined;
  /** The flag whose value comes next. */
  #open: Flag | undefined;
  #onlyArguments = false;

  constructor(commands: readonly CommandDescriptor[], globalFlags: readonly Flag[]) {
    this.#commands = commands;
    this.#globalFlags = globalFlags;
  }

  take(word: string): void {
    if (this.#open !== undefined) {
      this.values.set(this.#open.name, word);
      this.#open = undefined;
    } else if (this.#onlyArguments || !word.startsWith('-') || word === '-') this.#takePlain(word);
    else if (word === '--') this.#onlyArguments = true;
    else this.#takeFlag(word);
  }

  placeOf(typed: string): Place {
    if (this.#open !== undefined) return this.#valuePlace(this.#open, typed);
    if (typed.startsWith('-') && typed !== '-' && !this.#onlyArguments) return this.#flagPlace(typed);
    const command = this.#command;
    if (command === undefined) return { kind: 'command', typed };
    const known = command.arguments ?? [];
    const last = known.at(-1);
    const argument = known[this.#arguments.length] ?? (last?.variadic === true ? last : undefined);
    if (argument !== undefined && (argument.behindDashes !== true || this.#onlyArguments))
      return { kind: 'argument', typed, argument, command, before: this.#arguments };
    return typed === '-' ? this.#flagPlace(typed) : { kind: 'nothing' };
  }

  #takePlain(word: string): void {
    if (this.#command !== undefined) this.#arguments.push(word);
    else this.#command = this.#commands.find(({ name }) => name === word);
  }

  #takeFlag(word: string): void {
    const { flag, value } = this.#read(word);
    if (flag === undefined) return;
    if (flag.repeatable !== true) this.#given.add(flag.name);
    if (flag.value === undefined) return;
    if (value === undefined) this.#open = flag;
    else this.values.set(flag.name, value);
  }

  #flagPlace(typed: string): Place {
    const { flag, value } = this.#read(typed);
    if (flag !== undefined && value !== undefined) return this.#valuePlace(flag, value);
    const flags = this.#flags().filter(({ name }) => !this.#given.has(name));
    return { kind: 'flag', typed, flags };
  }

  #valuePlace(flag: Flag, typed: string): Place {
    return { kind: 'value', typed, flag, command: this.#command };
  }

  /** `--port=1`, `--port`, `-p1`, `-p` */
  #read(word: string): { flag: Flag | undefined; value: string | undefined } {
    if (!word.startsWith('--')) {
      const flag = this.#flags().find(({ short }) => short === word[1]);
      return { flag, value: word.length > 2 ? word.slice(2) : undefined };
    }
    const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    return { flag: this.#flags().find((one) => one.name === name), value };
  }

  #flags(): readonly Flag[] {
    return [...(this.#command?.flags ?? []), ...this.#globalFlags];
  }
}
