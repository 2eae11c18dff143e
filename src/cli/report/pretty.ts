import { type Diagnostic, FILE_START, type Range } from '../../base/diagnostic.ts';
import type { Paint } from '../../contracts/command.ts';
import { codeFrame } from './frame.ts';
import { printable } from './width.ts';

/** What a report needs besides the diagnostics. */
export interface PrettyOptions {
  readonly sources: ReadonlyMap<string, string>;
  readonly paint: Paint;
  /** Most diagnostics shown; the rest is counted. */
  readonly limit: number;
}

/** Diagnostics for people: the place, the line, the fix. Ends with a line break. */
export function prettyReport(diagnostics: readonly Diagnostic[], options: PrettyOptions): string {
  const shown = diagnostics
    .slice(0, options.limit)
    .map((diagnostic) => prettyDiagnostic(diagnostic, options));
  const hidden = diagnostics.length - shown.length;
  if (hidden > 0) shown.push(`and ${hidden} more; -v shows all\n`);
  return shown.join('\n');
}

/** `2 errors, 1 warning in backworks.yaml (14 ms)`; without a file when there are several. */
export function summaryLine(diagnostics: readonly Diagnostic[], milliseconds: number): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const counts = [plural(errors, 'error'), plural(diagnostics.length - errors, 'warning')];
  const files = new Set(diagnostics.map((diagnostic) => diagnostic.file));
  const where = files.size === 1 ? [...files].join('') : `${files.size} files`;
  return `${counts.filter(Boolean).join(', ')} in ${where} (${Math.round(milliseconds)} ms)`;
}

function prettyDiagnostic(diagnostic: Diagnostic, { sources, paint }: PrettyOptions): string {
  const mark = diagnostic.severity === 'error' ? paint.red : paint.yellow;
  const head = `${mark(paint.bold(`${diagnostic.severity}[${diagnostic.code}]`))}: ${paint.bold(printable(diagnostic.message))}`;
  const pointer = diagnostic.pointer === '' ? '' : `  ${paint.dim(printable(diagnostic.pointer))}`;
  const place = placeLine(diagnostic.file, diagnostic.range, paint);
  const label = printable(diagnostic.label ?? '');
  const frame = hasPlace(diagnostic)
    ? codeFrame({ text: sources.get(diagnostic.file), range: diagnostic.range, label, mark }, paint)
    : [];
  const related = diagnostic.related.flatMap((one) => [
    placeLine(one.file, one.range, paint),
    ...codeFrame(
      {
        text: sources.get(one.file),
        range: one.range,
        label: printable(one.message),
        mark: paint.cyan,
      },
      paint,
    ),
  ]);
  const fixes = fixesOf(diagnostic).map((fix) => `  ${paint.green('fix')}: ${printable(fix)}`);
  return `${[head, place + pointer, ...frame, ...related, ...fixes].join('\n')}\n`;
}

/** A mistake of the file as a whole has no line to show. */
function hasPlace({ range, pointer, label }: Diagnostic): boolean {
  const atStart =
    range.end.line === FILE_START.end.line && range.end.column === FILE_START.end.column && pointer === '';
  return !atStart || label !== undefined;
}

function placeLine(file: string, { start }: Range, paint: Paint): string {
  return `  ${paint.dim('-->')} ${printable(file)}:${start.line}:${start.column}`;
}

function fixesOf({ suggestions, hint }: Diagnostic): readonly string[] {
  const proposed = suggestions.slice(0, 3).map((suggestion) => suggestion.text);
  return proposed.length > 0 ? proposed : hint === undefined ? [] : [hint];
}

function plural(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
