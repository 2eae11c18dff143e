import { toPointer } from '../base/json-pointer.ts';
import type { ConfigDocument } from './document.ts';
import type { Problem } from './problem.ts';

/** Where the values of variables come from. */
export interface VariableUse {
  /** Names of the variables whose values are in a text, by the pointer of the text. */
  readonly used: ReadonlyMap<string, readonly string[]>;
  /** Where `.env` files set variables, such as `.env:2`. */
  readonly origins: ReadonlyMap<string, string>;
}

/** A value that variables made is mended where they are set: an edit of the file would mend nothing. */
export function blameVariables(
  problem: Problem,
  { used, origins }: VariableUse,
  document: ConfigDocument,
): Problem {
  const names = used.get(toPointer(problem.path));
  if (names === undefined || /^BW[45]/.test(problem.code) || !isAboutValue(problem, document)) return problem;
  const said = names.map((name) => `${name}, which ${origins.get(name) ?? 'the environment'} sets`);
  return { ...problem, hint: `mend ${said.join(', or ')}`, edits: [] };
}

/** False for a problem with the key of a value. */
function isAboutValue({ path, span }: Problem, document: ConfigDocument): boolean {
  const value = document.placeOf(path, 'value').span;
  return span.start >= value.start && span.end <= value.end;
}
