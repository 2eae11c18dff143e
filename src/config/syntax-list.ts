import type { Span } from '../base/lines.ts';
import { type Edit, moveProblem, type Problem } from './problem.ts';
import { explainSyntax, TAB_INDENTATION } from './syntax.ts';
import { isMisplaced } from './syntax-indent.ts';
import { type FaultOf, lineAt, type SyntaxFault } from './syntax-key.ts';

/** More than this help nobody who has to begin with the first one. */
const MAX_FAULTS = 20;

/**
 * Explains every syntax error of a text. A parser knows only the first one: so each is mended, by the edit
 * that is proposed or by blanking what is wrong, and the rest is parsed again. One that is no further down
 * than the last may follow from the mending, and ends the search.
 */
export function explainAllSyntax(text: string, first: SyntaxFault, faultOf: FaultOf): Problem[] {
  const problems: Problem[] = [];
  const mended = new MendedText(text);
  let fault: SyntaxFault | undefined = first;
  let reached = -1;
  let unsure = false;
  while (fault !== undefined && problems.length < MAX_FAULTS) {
    const problem = explainSyntax(mended.text, fault, faultOf);
    const { start } = lineAt(mended.text, problem.span.start);
    if (mended.originalOf(start) <= reached) break;
    reached = mended.originalOf(start);
    const { edits: [edit] = [] } = problem;
    const misplaced = isMisplaced(problem);
    if (!(misplaced && unsure)) problems.push(mended.inOriginal(problem));
    // What is misplaced below a line that may not be mended as was meant, follows from that.
    unsure ||= misplaced && edit?.guess === true;
    // What nests too deeply goes on in the next lines, and so does what hangs on a line that stands wrong.
    if (problem.code === 'BW1017' || (misplaced && edit === undefined)) break;
    fault = mended.mend(problem, fault, faultOf);
  }
  return problems;
}

/** A text with changes, which knows where its characters stood before. */
class MendedText {
  text: string;
  /** In the order they were made. */
  readonly #changes: Edit[] = [];

  constructor(text: string) {
    this.text = text;
  }

  /** @returns the next fault, if any. */
  mend(problem: Problem, fault: SyntaxFault, faultOf: FaultOf): SyntaxFault | undefined {
    const { start, end } = lineAt(this.text, problem.span.start);
    for (const attempt of [editsOf(problem, this.text), valuePart(this.text, start, end), [{ start, end }]]) {
      const next = this.#with(attempt.map((one) => ('replace' in one ? one : blank(this.text, one))));
      const after = faultOf(next.text);
      if (after !== undefined && after.offset <= Math.max(fault.offset, lineAt(next.text, start).end))
        continue;
      this.text = next.text;
      for (const change of next.changes) this.#changes.push(change);
      return after;
    }
    return undefined;
  }

  #with(edits: readonly Edit[]): { readonly text: string; readonly changes: readonly Edit[] } {
    const changes = edits.toSorted((a, b) => b.span.start - a.span.start);
    const parts: string[] = [];
    let at = 0;
    for (const { span, replace } of changes.toReversed()) {
      parts.push(this.text.slice(at, span.start), replace);
      at = span.end;
    }
    return { text: parts.join('') + this.text.slice(at), changes };
  }

  originalOf(offset: number): number {
    return this.#changes.reduceRight((at, { span, replace }) => {
      const end = span.start + replace.length;
      if (at >= end) return at - end + span.end;
      return Math.min(at, Math.max(span.start, span.end - 1));
    }, offset);
  }

  inOriginal(problem: Problem): Problem {
    return moveProblem(problem, (offset) => this.originalOf(offset));
  }
}

/** The proposed edit; that for tabs spans the file, and is taken apart so that places stay known. */
function editsOf(problem: Problem, text: string): Edit[] {
  if (problem.code !== 'BW1011') return [...(problem.edits ?? [])].slice(0, 1);
  return [...text.matchAll(TAB_INDENTATION)].map(({ 0: indentation, index }) => {
    const span = { start: index, end: index + indentation.length };
    return { text: '', span, replace: indentation.replaceAll('\t', '  ') };
  });
}

/** What stands behind the key of a line. */
function valuePart(text: string, start: number, end: number): Span[] {
  const [lead] = /^\s*(?:- +)*[^\s#][^:]*:(?=\s)/.exec(text.slice(start, end)) ?? [];
  return lead === undefined ? [] : [{ start: start + lead.length, end }];
}

function blank(text: string, span: Span): Edit {
  const replace = text.slice(span.start, span.end).replace(/[^\r\n]/g, ' ');
  return { text: '', span: { start: span.start, end: span.end }, replace };
}
