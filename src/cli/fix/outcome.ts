import type { ChangedText } from './diff.ts';
import type { CheckReport, FixedText, FixReport } from './fix-sources.ts';
import { STANDARD_INPUT } from './sources.ts';

/**
 * How a run of `--fix` ended: files were `written`, standard input was `printed` mended, only the diff was
 * `shown`, a person `declined` or gave up (`interrupted`), or there was `nothing` to mend.
 */
export type FixEnd = 'written' | 'printed' | 'shown' | 'declined' | 'interrupted' | 'nothing';

export interface FixOutcome<Report extends CheckReport = CheckReport> {
  readonly end: FixEnd;
  readonly fixes: FixReport<Report>;
  /** What was changed on the disk, by the names of diagnostics. */
  readonly written: readonly string[];
  /** The check of the mended texts when they were written, printed or shown, else of what stood before. */
  readonly report: Report;
}

/** Standard input as it was mended, byte order mark included; undefined when nothing of it was. */
export function mendedInput(texts: readonly FixedText[]): string | undefined {
  const mended = texts.find(({ source }) => source.path === STANDARD_INPUT);
  return mended && mended.source.mark + mended.edited.text;
}

/** With the byte order mark: the first line of a diff must be that of the file. */
export function changedText({ source, edited }: FixedText): ChangedText {
  const { name, mark, text } = source;
  const changes = edited.changes().map(({ start, end, replace }) => ({
    start: start + mark.length,
    end: end + mark.length,
    replace,
  }));
  return { file: name, original: mark + text, changes };
}
