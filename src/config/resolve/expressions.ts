import type { ErrorCode } from '../../base/errors.ts';
import type { Path } from '../../base/json-pointer.ts';
import type { Span } from '../../base/lines.ts';
import type { ExpressionProblem } from '../../contracts/expression.ts';
import { plainPathOf } from '../../expressions/plain-path.ts';
import { parseTemplate } from '../../expressions/template-parts.ts';
import type { ConfigDocument } from '../document.ts';
import type { ExpressionText } from '../environment.ts';
import { MAX_PROBLEMS, type Problem } from '../problem.ts';
import { type KnownKeys, keysOf } from './known-keys.ts';

/** For so many mistakes it is said which key was probably meant. */
const MAX_GUESSES = 500;

/**
 * Checks every expression of the file. CEL is loaded only when there is one that is more than a plain path.
 *
 * @param knownAt the keys that expressions at a path can read
 */
export async function checkExpressions(
  texts: readonly ExpressionText[],
  document: ConfigDocument,
  knownAt: (path: Path) => KnownKeys,
): Promise<Problem[]> {
  const open = texts.filter((one) => !isSound(one, knownAt(one.path)));
  if (open.length === 0) return [];
  const [{ checkTemplate }, { compileExpression }, { checkReads }] = await Promise.all([
    import('../../expressions/template.ts'),
    import('../../expressions/expression.ts'),
    import('./reads.ts'),
  ]);
  const found: Problem[] = [];
  for (const { path, text, offset, kind } of open) {
    const known = knownAt(path);
    const { typed } = known;
    const problems =
      kind === 'template' ? checkTemplate(text, typed) : compileExpression(text, typed).problems;
    for (const problem of problems) {
      if (found.length > MAX_PROBLEMS) return found;
      const { rewrite, ...rest } = problem;
      // Where the whole text is an expression, a variable of the environment cannot stand.
      const isVariable = kind === 'expression' && /^[A-Z_][A-Z0-9_]*(?::[-?]|$)/.test(rewrite?.replace ?? '');
      found.push(place(isVariable ? rest : problem, offset, path, document));
    }
    for (const part of partsOf(text, kind)) {
      if (found.length > MAX_PROBLEMS) return found;
      for (const problem of checkReads(part.text, known, found.length < MAX_GUESSES)) {
        found.push(place(problem, offset + part.start, path, document));
      }
    }
  }
  return found;
}

/** True when every expression in the text is a plain path to what is there. */
function isSound({ text, kind }: ExpressionText, known: KnownKeys): boolean {
  if (kind === 'expression') return isKnownPath(text, known);
  const { parts, problems } = parseTemplate(text);
  return (
    problems.length === 0 &&
    parts.every((part) => part.kind !== 'expression' || isKnownPath(part.text, known))
  );
}

function isKnownPath(text: string, known: KnownKeys): boolean {
  const path = plainPathOf(text.trim());
  const keys = keysOf(path?.name, known);
  const [key] = path?.keys ?? [];
  return path !== undefined && (keys === undefined || key === undefined || keys.has(key));
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
