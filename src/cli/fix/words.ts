import type { Diagnostic, Range } from '../../base/diagnostic.ts';
import { printable } from '../../base/printable.ts';
import { type FixReport, type Left, type LeftReason, MOST_ROUNDS } from './fix-sources.ts';
import type { FixEnd } from './outcome.ts';

/** What was mended, or would have been: one line for each mistake. */
export function fixedLines({ fixed, texts, before }: FixReport, end: FixEnd, limit: number): string {
  if (before.diagnostics.length === 0) return 'nothing to fix\n';
  if (fixed.length === 0) return 'no mistake has a fix that can be made without asking\n';
  const files = texts.map(({ source }) => printable(source.name)).join(', ');
  const lines = fixed
    .slice(0, limit)
    .map(({ code, file, range, text }) => `  ${code}  ${placeOf(file, range)}  ${printable(text)}\n`);
  return `${HEADS[end]} ${plural(fixed.length)} in ${files}\n${lines.join('')}${moreLine(fixed.length - limit)}`;
}

const HEADS: Readonly<Record<FixEnd, string>> = {
  written: 'fixed',
  printed: 'fixed',
  shown: 'nothing was written; it would fix',
  declined: 'nothing was written; it would have fixed',
  interrupted: 'nothing was written; it would have fixed',
  nothing: 'fixed',
};

/** What has a fix and was left all the same, by the reason. */
export function leftLines({ left, setback }: FixReport, limit: number): string {
  const groups = new Map<string, Left[]>();
  for (const one of left) {
    const reason = one.why === 'untouchable' ? `${REASONS.untouchable}${one.detail}` : REASONS[one.why];
    groups.set(reason, [...(groups.get(reason) ?? []), one]);
  }
  const lines = [...groups].map(([reason, list]) => {
    const shown = list.slice(0, limit).map(({ diagnostic }) => leftLine(diagnostic));
    return `left ${plural(list.length)}: ${reason}\n${shown.join('')}${moreLine(list.length - limit)}`;
  });
  if (setback === undefined) return lines.join('');
  return `${lines.join('')}  with the last fixes there were ${setback.after} errors instead of ${setback.before}\n`;
}

const REASONS: Readonly<Record<LeftReason, string>> = {
  choice: 'there are several fixes, choose one yourself',
  guess: 'what is proposed may not be what you mean, so it is yours to decide',
  untouchable: 'the file is left alone, ',
  yaml: 'the file is JSON and the fix is written in YAML',
  futile: 'the fix that is known does not mend it',
  undone: 'the fixes that are known make more mistakes than they mend, so they were undone',
  rounds: `${MOST_ROUNDS} rounds were not enough, run it again`,
};

function leftLine({ code, file, range, suggestions }: Diagnostic): string {
  const fixes = suggestions.slice(0, 3).map(({ text }) => printable(text));
  return `  ${code}  ${placeOf(file, range)}  ${fixes.join(' or ')}\n`;
}

function placeOf(file: string, { start }: Range): string {
  return `${printable(file)}:${start.line}:${start.column}`;
}

function moreLine(hidden: number): string {
  return hidden > 0 ? `  and ${hidden} more; -v shows all\n` : '';
}

function plural(count: number): string {
  return `${count} mistake${count === 1 ? '' : 's'}`;
}
