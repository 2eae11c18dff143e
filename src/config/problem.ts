import type { Diagnostic, Severity, Suggestion } from '../base/diagnostic.ts';
import { type ErrorCode, errors } from '../base/errors.ts';
import type { Path } from '../base/json-pointer.ts';
import type { Span } from '../base/lines.ts';
import type { SourceMap } from './sources.ts';

/** A change to the text that mends a problem. */
export interface Edit {
  /** What it does, in words. */
  readonly text: string;
  readonly span: Span;
  readonly replace: string;
  /** It may not be what is meant: a person decides, `--fix` leaves it. */
  readonly guess?: true;
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
  if (problems.every((problem) => problem.origin === undefined)) return [...problems];
  const direct = new Set(problems.filter((problem) => problem.origin === undefined).map(keyOf));
  const seen = new Set<string>();
  return problems.filter((problem) => {
    if (problem.origin === undefined) return true;
    const key = keyOf(problem);
    return !direct.has(key) && !seen.has(key) && seen.add(key);
  });
}

/** Equal for problems that say the same about the same place. */
export function identityOf(problem: Problem): string {
  const { start, end } = problem.span;
  return `${start} ${end} ${keyOf(problem)}`;
}

function keyOf(problem: Problem): string {
  const { start, end } = problem.origin ?? problem.span;
  return `${problem.code} ${start} ${end} ${problem.message}`;
}

/** So many mistakes of one configuration are listed: nobody reads more, and a million of them fill the memory. */
export const MAX_PROBLEMS = 10_000;

/** True for what must be mended before the configuration can be used. */
export function isError({ severity = 'error' }: Problem): boolean {
  return severity === 'error';
}

/** The problem as it stands in another text, such as a longer one that holds its own. */
export function moveProblem(problem: Problem, to: (offset: number) => number): Problem {
  const move = ({ start, end }: Span): Span => ({ start: to(start), end: to(end) });
  const { span, origin, related = [], edits = [] } = problem;
  return {
    ...problem,
    span: move(span),
    origin: origin && move(origin),
    related: related.map((one) => ({ ...one, span: move(one.span) })),
    edits: edits.map((edit) => ({ ...edit, span: move(edit.span) })),
  };
}

/** Places a problem by file, lines and columns. */
export function toDiagnostic(problem: Problem, { sources, pointerOf }: PlaceBook): Diagnostic {
  const origin =
    problem.origin === undefined ? [] : [{ message: 'the text stands here', span: problem.origin }];
  const related = [...origin, ...(problem.related ?? [])];
  const { file, range } = sources.place(problem.span);
  const edits = (problem.edits ?? []).filter(({ span }) => sources.place(span).file === file);
  return {
    code: problem.code,
    severity: problem.severity ?? 'error',
    message: problem.message,
    file,
    range,
    pointer: pointerOf(problem),
    ...(problem.label === undefined ? {} : { label: problem.label }),
    ...hintOf(problem, edits),
    related: related.map(({ message, span }) => ({ message, ...sources.place(span) })),
    suggestions: edits.map(({ text, span, replace, guess }): Suggestion => {
      const { range } = sources.place(span);
      return guess === true ? { text, range, replace, guess } : { text, range, replace };
    }),
  };
}

/** Every diagnostic ends with what to do: without a fix of its own, with the one of its code. */
function hintOf({ code, hint }: Problem, edits: readonly Edit[]): Pick<Diagnostic, 'hint'> {
  if (hint !== undefined) return { hint };
  return edits.length > 0 ? {} : { hint: errors[code].hint };
}

/** What turns offsets and paths into places. */
export interface PlaceBook {
  readonly sources: SourceMap;
  /** JSON pointer of what a problem is about, in the file it stands in. */
  readonly pointerOf: (problem: Problem) => string;
}
