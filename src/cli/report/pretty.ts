import type { Diagnostic, Range, Related } from '../../base/diagnostic.ts';
import { printable } from '../../base/printable.ts';
import type { Paint } from '../../contracts/command.ts';
import { countsInWords, countsOf, isRefused } from './counts.ts';
import { fixesOf } from './fixes.ts';
import { codeFrame } from './frame.ts';
import { hasPlace } from './place.ts';
import type { Report, ReportOptions } from './reporter.ts';
import { type SourceLines, sourceLines } from './source-lines.ts';
import { successLine } from './success.ts';

/** What diagnostics need to be shown. */
export interface PrettyOptions {
  readonly sources: ReadonlyMap<string, string>;
  readonly paint: Paint;
  /** Most diagnostics shown; the rest is counted. */
  readonly limit: number;
}

/** The whole report: every diagnostic, how many there are, and that all is well when it is. */
export function render(report: Report, { paint, limit, quiet, strict }: ReportOptions): string {
  const { diagnostics, sources, files, endpoints, duration } = report;
  const parts: string[] = [];
  if (diagnostics.length > 0) {
    parts.push(prettyReport(diagnostics, { sources, paint, limit }));
    parts.push(`\n${summaryLine(diagnostics, duration)}${strictNote(diagnostics, strict)}\n`);
  }
  const [first = '', ...others] = files;
  const checked = others.length === 0 ? first : `${files.length} files`;
  if (!quiet && !isRefused(diagnostics, strict)) parts.push(successLine(checked, endpoints, duration));
  return parts.join('');
}

/** Diagnostics for people: the place, the line, the fix. Ends with a line break. */
export function prettyReport(diagnostics: readonly Diagnostic[], options: PrettyOptions): string {
  const linesOf = sourceLines(options.sources);
  const shown = diagnostics
    .slice(0, options.limit)
    .map((diagnostic) => prettyDiagnostic(diagnostic, linesOf, options.paint));
  const hidden = diagnostics.length - shown.length;
  if (hidden > 0) shown.push(`and ${hidden} more; -v shows all\n`);
  return shown.join('\n');
}

/** `2 errors, 1 warning in backworks.yaml (14 ms)`; without a file when there are several. */
export function summaryLine(diagnostics: readonly Diagnostic[], milliseconds: number): string {
  const files = new Set(diagnostics.map((diagnostic) => diagnostic.file));
  const where = files.size === 1 ? printable([...files].join('')) : `${files.size} files`;
  return `${countsInWords(countsOf(diagnostics))} in ${where} (${Math.round(milliseconds)} ms)`;
}

/** Why a check says no that found no error. */
function strictNote(diagnostics: readonly Diagnostic[], strict: boolean): string {
  const isOnlyStrict = isRefused(diagnostics, strict) && !isRefused(diagnostics, false);
  return isOnlyStrict ? '; --strict counts warnings as errors' : '';
}

function prettyDiagnostic(diagnostic: Diagnostic, linesOf: SourceLines, paint: Paint): string {
  const { code, severity, message, file, range, pointer, label = '', related } = diagnostic;
  const mark = severity === 'error' ? paint.red : paint.yellow;
  const head = `${mark(paint.bold(`${severity}[${code}]`))}: ${paint.bold(printable(message))}`;
  const inFile = pointer === '' ? '' : `  ${paint.dim(printable(pointer))}`;
  const frameOf = (one: Related, colour: Paint['red']) =>
    codeFrame(
      { lines: linesOf(one.file), range: one.range, label: printable(one.message), mark: colour },
      paint,
    );
  const frame = hasPlace(diagnostic) ? frameOf({ file, range, message: label }, mark) : [];
  const others = related.flatMap((one) => [
    placeLine(one.file, one.range, paint),
    ...frameOf(one, paint.cyan),
  ]);
  const fixes = fixesOf(diagnostic).map((fix) => `  ${paint.green('fix')}: ${printable(fix)}`);
  const more = `  ${paint.dim(`more: backworks explain ${code}`)}`;
  const lines = [head, placeLine(file, range, paint) + inFile, ...frame, ...others, ...fixes, more];
  return `${lines.join('\n')}\n`;
}

function placeLine(file: string, { start }: Range, paint: Paint): string {
  return `  ${paint.dim('-->')} ${printable(file)}:${start.line}:${start.column}`;
}
