/** One flag, written once: help, parsing, docs and completion are made from this record. */
export interface Flag {
  /** Without dashes, such as `dry-run`; `no-keys` turns off what is on by default. */
  readonly name: string;
  readonly short?: string;
  /** What the value is called in help, such as `file`; a flag without one is a switch. */
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly summary: string;
}

/** What was given for each flag, by its own name; a switch that was not given is absent or false. */
export type FlagValues = Readonly<Record<string, string | boolean | undefined>>;

/** Colours and weights of one stream; they do nothing where colour is off. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
  cyan(text: string): string;
}

/** One output stream and what may be shown on it. */
export interface Surface {
  readonly tty: boolean;
  /** Characters per line; 80 when it is no terminal. */
  readonly columns: number;
  /** False where only ASCII is safe. */
  readonly unicode: boolean;
  readonly paint: Paint;
  write(text: string): void;
}

/** What a command shows: results go to `out`, everything about them to `err`. */
export interface Screen {
  readonly out: Surface;
  readonly err: Surface;
  /** A person sits at the terminal and may be asked. */
  readonly interactive: boolean;
  /** Single key presses may be read. */
  readonly keys: boolean;
}

/** One run of a command. */
export interface CommandCall {
  readonly argument: string | undefined;
  /** The command's own flags and the global ones, by name. */
  readonly values: FlagValues;
  /** Absolute path of the folder the command works in. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly screen: Screen;
  /** The help of one command, or of all; undefined when there is no such command. */
  help(command: string | undefined): Promise<string | undefined>;
}

/** The heavy part of a command, loaded when it is run. */
export interface Command {
  /** @returns the exit code. */
  run(call: CommandCall): Promise<number>;
}

/** One line in the list of commands: light, so that a command costs nothing until it is run. */
export interface CommandDescriptor {
  readonly name: string;
  readonly summary: string;
  /** Heading in help. */
  readonly group: string;
  readonly argument?: { readonly name: string; readonly summary: string };
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  load(): Promise<Command>;
}
