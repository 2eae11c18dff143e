/** One flag, written once: help, parsing, docs and completion are made from this record. */
export interface Flag {
  /** Without dashes, such as `dry-run`; `no-keys` turns off what is on by default. */
  readonly name: string;
  readonly short?: string;
  /** What the value is called in help, such as `file`; a flag without one is a switch. */
  readonly value?: string;
  /** May be given several times, with one value each; given twice, any other flag with a value is a mistake. */
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly summary: string;
}

/** What a command takes without a name, written once like a flag. */
export interface Argument {
  readonly name: string;
  /** Takes all that follow; only the last one may. */
  readonly variadic?: boolean;
  /** Stands behind `--`, where no word is an option of ours: words of another command line. */
  readonly behindDashes?: true;
  readonly choices?: readonly string[];
  readonly summary: string;
}

/** A text, the texts of a repeatable flag, or whether a switch was given; undefined when nothing was. */
export type FlagValue = string | readonly string[] | boolean | undefined;

/** What was given for each flag, by its own name; a switch that was not given is absent or false. */
export type FlagValues = Readonly<Record<string, FlagValue>>;

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

/** Lines that could not be written. */
export interface Loss {
  readonly stream: 'stdout' | 'stderr';
  /** What the system said. */
  readonly reason: string;
  /** Lines lost since the last one that was written. */
  readonly lines: number;
  /** True when the stream takes lines again. */
  readonly over: boolean;
}

/** What is left to do, and to hide, should a bug of ours end the process; and what is none of ours. */
export interface Precaution {
  /** Folder of the configuration: the report may be kept beside it. */
  readonly folder: string;
  /** Values that no report may show; more may come while the command runs. */
  readonly secrets: Iterable<string>;
  /** Takes an error that nobody caught and that is somebody else's, who is told of then: the process goes on. */
  takes?(error: unknown): boolean;
  /** Closes what would outlive the process. */
  close(): Promise<unknown>;
}

/** One run of a command. */
export interface CommandCall {
  /** In the order of the command line; as many as were given. */
  readonly arguments: readonly string[];
  /** The command's own flags and the global ones, by name. */
  readonly values: FlagValues;
  /** Absolute path of the folder the command works in. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly screen: Screen;
  /** A server goes on when its output is lost, and hears of it; any other command ends with 4. */
  onLoss(listener: (loss: Loss) => void): void;
  onCrash(precaution: Precaution): void;
  /** Stdout is somebody else's from now on: whatever goes wrong, no word of ours stands there. */
  leaveStdout(): void;
  /** Every command there is, for those that speak of the others. */
  readonly commands: readonly CommandDescriptor[];
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
  /** All of them may be left out: a command says itself what it misses. */
  readonly arguments?: readonly Argument[];
  /** It runs until it is asked to stop, and prints lines with `--json` instead of one document. */
  readonly serves?: true;
  readonly flags: readonly Flag[];
  readonly examples: readonly string[];
  load(): Promise<Command>;
}
