import type { ErrorCode } from './errors.ts';

/** A place in a text: 1-based line and 1-based column in UTF-16 code units, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** From the first character to just behind the last one. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** An edit a machine can apply: put `replace` where `range` is. `text` says it to a person. */
export interface Suggestion {
  readonly text: string;
  readonly range: Range;
  readonly replace: string;
  /** It may not be what is meant, such as a sample: a person decides, and `--fix` leaves it. */
  readonly guess?: true;
}

/** A second place that explains the first, such as "first defined here". */
export interface Related {
  readonly message: string;
  readonly file: string;
  readonly range: Range;
}

export type Severity = 'error' | 'warning';

/** One mistake in a file, with its place and, where we know one, its fix. */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: Severity;
  readonly message: string;
  /** Path as the user would write it, relative to the working directory; `-` is standard input. */
  readonly file: string;
  readonly range: Range;
  /** JSON pointer (RFC 6901) of the value, or of the value the key names. */
  readonly pointer: string;
  /** What stands behind the carets of a code frame. */
  readonly label?: string;
  /** The fix in words, when there is one but no edit can express it. */
  readonly hint?: string;
  readonly related: readonly Related[];
  readonly suggestions: readonly Suggestion[];
}

/** The start of a file: where a mistake belongs that has no better place. */
export const FILE_START: Range = { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };

/** True when something must be mended before the file can be used. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** In reading order: file, line, column, code; the same mistake at the same place once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = [...diagnostics].sort(inReadingOrder);
  const here = new Set<string>();
  return sorted.filter((diagnostic, index) => {
    const before = sorted[index - 1];
    if (before !== undefined && inReadingOrder(before, diagnostic) !== 0) here.clear();
    return !here.has(diagnostic.message) && here.add(diagnostic.message);
  });
}

function inReadingOrder(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    compareText(a.code, b.code)
  );
}

/** Comparing as a language does takes ten times as long, and most names are the same. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : a.localeCompare(b);
}
