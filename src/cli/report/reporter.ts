import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Paint } from '../../contracts/command.ts';
import type { JsonFixes } from '../fix/json.ts';

/** What a check found in all the files it was given. */
export interface Report {
  /** Every file that was to be checked, as the user would name it; `-` is standard input. */
  readonly files: readonly string[];
  /** In reading order. They may be about more files than those: one includes others. */
  readonly diagnostics: readonly Diagnostic[];
  /** Text of each file by the name diagnostics use. */
  readonly sources: ReadonlyMap<string, string>;
  /** How many endpoints the files describe. */
  readonly endpoints: number;
  /** Milliseconds that the check took. */
  readonly duration: number;
  /** What `--fix` did before. */
  readonly fixes?: JsonFixes;
}

/** How a report is to look. Every reporter takes what concerns it. */
export interface ReportOptions {
  /** Colours of where the report goes. */
  readonly paint: Paint;
  /** Most diagnostics that people are shown at once; the rest is counted. */
  readonly limit: number;
  /** Only mistakes: no word when there is none. */
  readonly quiet: boolean;
  /** Warnings count as errors. */
  readonly strict: boolean;
  /** Absolute path of the folder that file names in the report are relative to. */
  readonly cwd: string;
  /** Absolute path of the folder that paths for other programs start from, such as the root of a repository. */
  readonly root: string;
  /** Our own version. */
  readonly version: string;
}

/** The work of a reporter, loaded when it is used. A report is empty or ends with a line break. */
export interface Reporter {
  render(report: Report, options: ReportOptions): string;
}

/** One line in the list of reporters. */
export interface ReporterDescriptor {
  readonly name: string;
  readonly summary: string;
  /** Where the report goes unless it goes into a file: words for people to `err`, all others to `out`. */
  readonly stream: 'err' | 'out';
  load(): Promise<Reporter>;
}
