import type { ExpressionProblem } from '../contracts/expression.ts';

/** An edit that may mend a mistake. */
export type Fix = NonNullable<ExpressionProblem['rewrite']>;

/** A mistake with an edit that has not been tried out yet. */
export interface Finding extends Omit<ExpressionProblem, 'rewrite'> {
  readonly fix?: Fix;
}

export function applyFix(text: string, { start, end, replace }: Fix): string {
  return text.slice(0, start) + replace + text.slice(end);
}

/** The same mistake where the expression starts at `offset` of a longer text. */
export function shifted(problem: ExpressionProblem, offset: number): ExpressionProblem {
  const { rewrite } = problem;
  const place = { start: problem.start + offset, end: problem.end + offset };
  if (rewrite === undefined) return { ...problem, ...place };
  const moved = { ...rewrite, start: rewrite.start + offset, end: rewrite.end + offset };
  return { ...problem, ...place, rewrite: moved };
}
