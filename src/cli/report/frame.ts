import type { Range } from '../../base/diagnostic.ts';
import { printable } from '../../base/printable.ts';
import type { Paint } from '../../contracts/command.ts';
import { displayWidth } from './width.ts';

/** What a code frame shows. */
export interface Frame {
  /** Those of the file; without the one that is meant there is no frame. */
  readonly lines: readonly string[];
  readonly range: Range;
  /** Stands behind the carets. */
  readonly label: string;
  readonly mark: (text: string) => string;
}

/** Widest part of a line that is shown; longer ones are cut around the mark. */
const WINDOW = 120;

/**
 * The line a mistake is in and the one before it, with carets under it:
 *
 *       |
 *     9 |     method: GET
 *    10 |     mode: moc
 *       |           ^^^ expected one of: mock
 *       |
 */
export function codeFrame({ lines, range, label, mark }: Frame, paint: Paint): string[] {
  const { line } = range.start;
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const digits = String(line).length;
  const gutter = (number: string) => paint.dim(` ${number.padStart(Math.max(digits, 2))} |`);
  const { shown, before, carets } = markLine(marked, range);
  const previous = lines[line - 2];
  const frame = [gutter('')];
  if (previous?.trim()) frame.push(`${gutter(String(line - 1))} ${fileLine(previous).slice(0, WINDOW)}`);
  frame.push(`${gutter(String(line))} ${shown}`.trimEnd());
  const under = `${mark('^'.repeat(carets))}${label === '' ? '' : ` ${mark(label)}`}`;
  frame.push(`${gutter('')} ${' '.repeat(before)}${under}`, gutter(''));
  return frame;
}

/** Columns count UTF-16 units; carets stand under cells of the terminal. */
function markLine(line: string, range: Range): { shown: string; before: number; carets: number } {
  const start = range.start.column - 1;
  const end = range.end.line === range.start.line ? range.end.column - 1 : line.trimEnd().length;
  const cut = line.length > WINDOW ? Math.max(0, start - WINDOW / 3) : 0;
  const dots = cut > 0 ? '...' : '';
  const shown = dots + fileLine(line.slice(cut, cut + WINDOW));
  const before = dots.length + displayWidth(fileLine(line.slice(cut, start)));
  const carets = displayWidth(fileLine(line.slice(start, Math.min(end, cut + WINDOW))));
  return { shown, before, carets: Math.max(1, carets) };
}

/** A line of a file is laid out with its tabs: as four spaces, so that carets stand under what they mean. */
function fileLine(text: string): string {
  return printable(text.replaceAll('\t', '    '));
}
