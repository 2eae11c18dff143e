import type { ErrorCode } from '../../base/errors.ts';
import type { ExpressionProblem } from '../../contracts/expression.ts';
import type { ConfigDocument } from '../document.ts';
import type { ExpressionText } from '../environment.ts';
import type { Span } from '../lines.ts';
import type { Problem } from '../problem.ts';

/** Checks every expression of the file. CEL is loaded only when there is one. */
export async function checkExpressions(
  texts: readonly ExpressionText[],
  document: ConfigDocument,
): Promise<Problem[]> {
  if (texts.length === 0) return [];
  const [{ checkTemplate }, { compileExpression }] = await Promise.all([
    import('../../expressions/template.ts'),
    import('../../expressions/expression.ts'),
  ]);
  return texts.flatMap(({ path, text, offset, kind }) => {
    const problems = kind === 'template' ? checkTemplate(text) : compileExpression(text).problems;
    return problems.map((problem) => place(problem, offset, path, document));
  });
}

function place(
  { code, message, hint, rewrite, start, end }: ExpressionProblem,
  offset: number,
  path: ExpressionText['path'],
  document: ConfigDocument,
): Problem {
  const shifted = (span: Span): Span => ({ start: span.start + offset, end: span.end + offset });
  const edits =
    rewrite === undefined ? [] : document.editWithin(path, shifted(rewrite), rewrite.replace, rewrite.text);
  return document.problemWithin(code as ErrorCode, message, path, shifted({ start, end }), { hint, edits });
}
