import type { Diagnostic, Severity, Suggestion } from '../base/diagnostic.ts';
import type { ErrorCode } from '../base/errors.ts';
import { type Path, toPointer } from '../base/json-pointer.ts';
import type { LineIndex, Span } from './lines.ts';

/** A change to the text that mends a problem. */
export interface Edit {
  /** What it does, in words. */
  readonly text: string;
  readonly span: Span;
  readonly replace: string;
}

/** A mistake found in a text, placed by offsets; a diagnostic is the same placed by lines. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path: Path;
  readonly span: Span;
  /** Where the text really stands when `span` is an alias or a merge key. */
  readonly origin?: Span | undefined;
  readonly severity?: Severity;
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
  readonly related?: readonly { readonly message: string; readonly span: Span }[];
  readonly edits?: readonly Edit[];
}

/**
 * Several ways can lead to one text through aliases: a mistake in it is one problem, placed where
 * it stands if that place was checked, else at the first alias that leads there.
 */
export function mergeProblems(problems: readonly Problem[]): Problem[] {
  const direct = new Set(problems.filter((problem) => problem.origin === undefined).map(keyOf));
  const seen = new Set<string>();
  return problems.filter((problem) => {
    if (problem.origin === undefined) return true;
    const key = keyOf(problem);
    return !direct.has(key) && !seen.has(key) && seen.add(key);
  });
}

function keyOf(problem: Problem): string {
  const { start, end } = problem.origin ?? problem.span;
  return `${problem.code} ${start} ${end} ${problem.message}`;
}

/** Places a problem by lines and columns. */
export function toDiagnostic(problem: Problem, file: string, lines: LineIndex): Diagnostic {
  const origin =
    problem.origin === undefined ? [] : [{ message: 'the text stands here', span: problem.origin }];
  const related = [...origin, ...(problem.related ?? [])];
  return {
    code: problem.code,
    severity: problem.severity ?? 'error',
    message: problem.message,
    file,
    range: lines.rangeOf(problem.span),
    pointer: toPointer(problem.path),
    ...(problem.label === undefined ? {} : { label: problem.label }),
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    related: related.map(({ message, span }) => ({ message, file, range: lines.rangeOf(span) })),
    suggestions: (problem.edits ?? []).map((edit) => toSuggestion(edit, lines)),
  };
}

function toSuggestion(edit: Edit, lines: LineIndex): Suggestion {
  return { text: edit.text, range: lines.rangeOf(edit.span), replace: edit.replace };
}
