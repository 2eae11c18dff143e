import type { Diagnostic } from '../../base/diagnostic.ts';

/** Most fixes that a person is shown of one diagnostic. */
const SHOWN = 3;

/** What to do about it, in words: the edits we know, else the hint. */
export function fixesOf({ suggestions, hint }: Diagnostic): readonly string[] {
  const proposed = suggestions.slice(0, SHOWN).map(({ text }) => text);
  return proposed.length > 0 ? proposed : hint === undefined ? [] : [hint];
}
