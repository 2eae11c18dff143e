import type { ErrorCode } from '../../base/errors.ts';

/** What the one line of the table of codes has no room for. */
export interface Explanation {
  /** Two to six sentences: what happened, why it is a mistake, how to mend it. */
  readonly text: string;
  readonly bad: Sample;
  readonly good: Sample;
}

/** A file, a command line or a request. Every one is tried out by `test/explanations`. */
export type Sample = ConfigSample | CommandSample | RequestSample;

interface Scene {
  /** More files beside it, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Environment variables. */
  readonly variables?: Readonly<Record<string, string>>;
  /** What else must be so and cannot be written down; such a sample has a test of its own. */
  readonly when?: string;
}

/** A configuration, as `backworks.yaml`. */
export interface ConfigSample extends Scene {
  readonly config: string;
  readonly encoding?: 'UTF-16' | 'ISO 8859-1';
}

/** A command line of words without quotes; `< FILE` is its standard input. */
export interface CommandSample extends Scene {
  readonly command: string;
}

/** A request as it goes over the wire, to a server with this configuration. TOKEN is that of the run file. */
export interface RequestSample extends Scene {
  readonly config: string;
  readonly request: string;
  /** Of the answer. */
  readonly status: number;
}

/** The codes that begin alike, such as all of `BW2xxx`. */
export type CodesOf<Prefix extends string> = Extract<ErrorCode, `${Prefix}${string}`>;

/** Lines without the indentation they share, which is that of the code around them. */
export function block(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const lines = String.raw({ raw: strings }, ...values)
    .split('\n')
    .slice(1, -1);
  const indents = lines.filter((line) => line !== '').map((line) => line.search(/\S|$/));
  const common = Math.min(...indents);
  return `${lines.map((line) => line.slice(common)).join('\n')}\n`;
}
