import { printable } from '../../base/printable.ts';
import type { CommandCall } from '../../contracts/command.ts';
import { prettyDiff, unifiedDiff } from './diff.ts';
import { type Check, type CheckReport, type FixedText, type FixReport, fixSources } from './fix-sources.ts';
import { changedText, type FixEnd, type FixOutcome, mendedInput } from './outcome.ts';
import { type Rewrite, rewriteFiles } from './rewrite.ts';
import { type SourceOptions, STANDARD_INPUT } from './sources.ts';
import { fixedLines, leftLines } from './words.ts';

/** Asks a person whether to write. Undefined when they gave up. */
export type Ask = (question: string) => Promise<boolean | undefined>;

type FixCall = Pick<CommandCall, 'values' | 'screen'>;

export interface FixRunOptions<Report extends CheckReport> extends SourceOptions {
  readonly check: Check<Report>;
  readonly call: FixCall;
  /** How a person is asked; by a prompt unless told otherwise. */
  readonly ask?: Ask;
}

/**
 * `validate --fix`: mends what it can, shows the diff, then writes. A person at a terminal is asked once before,
 * unless they said `--yes`; without a terminal the flag itself is the word, and what was written is said.
 * Standard input is mended onto stdout. With `--dry-run` the diff is the result, on stdout. With `--json`
 * nothing is shown and nobody asked: the caller prints `jsonFixes`.
 *
 * @throws BackworksError BW7005 or BW7006 when a file cannot be written; then no file is half written.
 */
export async function runFix<Report extends CheckReport>(
  options: FixRunOptions<Report>,
): Promise<FixOutcome<Report>> {
  const fixes = await fixSources(options.check, options);
  showDiff(fixes.texts, options.call);
  const end = await conclude(fixes, options);
  tell(fixes, end, options.call);
  const isDone = end === 'written' || end === 'printed';
  const written = isDone ? filesOf(fixes.texts).map(({ source }) => source.name) : [];
  return { end, fixes, written, report: isDone || end === 'shown' ? fixes.after : fixes.before };
}

async function conclude(
  { texts, fixed }: FixReport,
  { call: { values, screen }, standardInput, ask = askWithPrompt }: FixRunOptions<CheckReport>,
): Promise<FixEnd> {
  if (values['dry-run'] === true) return texts.length === 0 ? 'nothing' : 'shown';
  const files = filesOf(texts);
  if (files.length > 0 && screen.interactive && values.yes !== true && values.json !== true) {
    const answer = await ask(questionOf(fixed.length, files));
    if (answer !== true) return answer === undefined ? 'interrupted' : 'declined';
  }
  rewriteFiles(files.map(rewriteOf));
  if (standardInput !== undefined) {
    if (values.json !== true) screen.out.write(mendedInput(texts) ?? standardInput.text);
    return 'printed';
  }
  return files.length === 0 ? 'nothing' : 'written';
}

/** Before anything is written. The result of a dry run can be handed to `patch` as it is. */
function showDiff(texts: readonly FixedText[], { values, screen }: FixCall): void {
  if (texts.length === 0 || values.json === true) return;
  const changed = texts.map(changedText);
  if (values['dry-run'] !== true) {
    if (values.quiet !== true) screen.err.write(`${prettyDiff(changed, screen.err.paint)}\n`);
    return;
  }
  const { tty, paint } = screen.out;
  const isForPeople = tty || paint.bold('-') !== '-';
  screen.out.write(isForPeople ? prettyDiff(changed, paint) : unifiedDiff(changed));
}

function tell(fixes: FixReport, end: FixEnd, { values, screen }: FixCall): void {
  if (values.quiet === true || values.json === true) return;
  const limit = values.verbose === true ? Number.POSITIVE_INFINITY : 20;
  screen.err.write(fixedLines(fixes, end, limit) + leftLines(fixes, limit));
}

function questionOf(count: number, files: readonly FixedText[]): string {
  const names = files.map(({ source }) => printable(source.name)).join(', ');
  return `Write ${count === 1 ? 'this fix' : `these ${count} fixes`} into ${names}?`;
}

async function askWithPrompt(question: string): Promise<boolean | undefined> {
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: question });
  return isCancel(answer) ? undefined : answer;
}

function filesOf(texts: readonly FixedText[]): FixedText[] {
  return texts.filter(({ source }) => source.path !== STANDARD_INPUT);
}

function rewriteOf({ source, edited }: FixedText): Rewrite {
  const { name, path, bytes } = source;
  return { name, path, before: bytes, after: Buffer.from(source.mark + edited.text) };
}
