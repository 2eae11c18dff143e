import type { ErrorCode } from '../../base/errors.ts';
import type { Path } from '../../base/json-pointer.ts';
import type { ExpressionProblem } from '../../contracts/expression.ts';
import { parseTemplate } from '../../expressions/template-parts.ts';
import type { ConfigDocument } from '../document.ts';
import type { ExpressionText } from '../environment.ts';
import type { Span } from '../lines.ts';
import type { Problem } from '../problem.ts';
import type { KnownKeys } from './reads.ts';

/**
 * Checks every expression of the file. CEL is loaded only when there is one.
 *
 * @param knownAt the keys that expressions at a path can read
 */
export async function checkExpressions(
  texts: readonly ExpressionText[],
  document: ConfigDocument,
  knownAt: (path: Path) => KnownKeys,
): Promise<Problem[]> {
  if (texts.length === 0) return [];
  const [{ checkTemplate }, { compileExpression }, { checkReads }] = await Promise.all([
    import('../../expressions/template.ts'),
    import('../../expressions/expression.ts'),
    import('./reads.ts'),
  ]);
  return texts.flatMap(({ path, text, offset, kind }) => {
    const problems = kind === 'template' ? checkTemplate(text) : compileExpression(text).problems;
    const own = problems.map((problem) => place(problem, offset, path, document));
    const reads = partsOf(text, kind).flatMap((part) =>
      checkReads(part.text, knownAt(path)).map((problem) =>
        place(problem, offset + part.start, path, document),
      ),
    );
    return [...own, ...reads];
  });
}

/** The bare expressions of a text, and where each begins in it. */
function partsOf(text: string, kind: ExpressionText['kind']): { text: string; start: number }[] {
  if (kind === 'expression') return [{ text, start: 0 }];
  return parseTemplate(text).parts.flatMap((part) =>
    part.kind === 'expression' ? [{ text: part.text, start: part.start + 2 }] : [],
  );
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
