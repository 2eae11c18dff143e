import type { Diagnostic, Suggestion } from '../../base/diagnostic.ts';
import type { EditedText, TextEdit } from './edited-text.ts';

/** A diagnostic and the one edit that mends it. */
export interface Candidate {
  readonly diagnostic: Diagnostic;
  readonly suggestion: Suggestion;
}

/** A candidate whose edit is made in this round. */
export interface Chosen extends Candidate {
  readonly edit: TextEdit;
}

/** Several suggestions are a choice for a person, and so is a guess: only a single sure one is a candidate. */
export function candidateOf(diagnostic: Diagnostic): Candidate | undefined {
  const [suggestion, another] = diagnostic.suggestions;
  if (suggestion === undefined || another !== undefined || suggestion.guess === true) return undefined;
  return { diagnostic, suggestion };
}

/**
 * The edits of one text that can be made together: of those that overlap or touch, the first one. Two that are
 * the same are one edit that mends two mistakes. What is JSON stays JSON, which an edit in YAML may not keep.
 */
export function chooseEdits(candidates: readonly Candidate[], text: EditedText): Chosen[] {
  const chosen = apart(candidates, text);
  const { json } = text;
  if (json === undefined) return chosen;
  const keeping = chosen.filter(({ edit }) => json.keeps(edit));
  // Neighbours may not go together: then one is made now, and the others in the next rounds.
  return text.edit(editsOf(keeping)).json === undefined ? keeping.slice(0, 1) : keeping;
}

/** Whether an edit would make a text that is JSON one that is YAML only. */
export function leavesJson({ suggestion }: Candidate, { json, lines }: EditedText): boolean {
  const span = lines.spanOf(suggestion.range);
  return json !== undefined && span !== undefined && !json.keeps({ ...span, replace: suggestion.replace });
}

function apart(candidates: readonly Candidate[], text: EditedText): Chosen[] {
  const ending = lineEndingOf(text.text);
  const placed = candidates.flatMap((candidate) => {
    const span = text.lines.spanOf(candidate.suggestion.range);
    if (span === undefined) return [];
    const replace = withEnding(candidate.suggestion.replace, ending);
    return [{ ...candidate, edit: { ...span, replace } }];
  });
  const byPlace = placed.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end);
  return byPlace.reduce<Chosen[]>((chosen, one) => {
    const last = chosen.at(-1)?.edit;
    const isFree = last === undefined || one.edit.start > last.end;
    if (isFree || isSame(last, one.edit)) chosen.push(one);
    return chosen;
  }, []);
}

/** The edits to make, each once. */
export function editsOf(chosen: readonly Chosen[]): TextEdit[] {
  return chosen.filter(({ edit }, index) => !isSame(chosen[index - 1]?.edit, edit)).map(({ edit }) => edit);
}

function isSame(a: TextEdit | undefined, b: TextEdit): boolean {
  return a?.start === b.start && a.end === b.end && a.replace === b.replace;
}

/** What ends every line of a text; undefined when its lines end differently. */
function lineEndingOf(text: string): string | undefined {
  const endings = new Set(text.match(/\r\n?|\n/g));
  return endings.size === 1 ? [...endings][0] : undefined;
}

/** New lines end as those around them. A text with several endings keeps what the edit brings. */
function withEnding(text: string, ending: string | undefined): string {
  return ending === undefined ? text : text.replace(/\r\n?|\n/g, ending);
}
