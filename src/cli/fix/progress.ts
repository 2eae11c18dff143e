import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ErrorCode } from '../../base/errors.ts';
import type { Candidate } from './choose.ts';

/** Mistakes of syntax: as long as a file has one, nothing else in it is checked. */
const BLINDING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'BW1010',
  'BW1011',
  'BW1012',
  'BW1013',
  'BW1015',
  'BW1016',
  'BW1017',
  'BW1018',
]);

/** Errors before and after a round that is not worth keeping. */
export interface Setback {
  readonly before: number;
  readonly after: number;
}

/**
 * Whether edits brought new errors. Those that were there all along do not count: a file that could not be
 * parsed hides all others of its own, and what stands below a misspelt key was not looked at.
 *
 * @returns undefined when they did not.
 */
export function setbackOf(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  applied: readonly Candidate[],
): Setback | undefined {
  const errors = errorsOf(after);
  const setback = { before: errorsOf(before).length, after: errors.length };
  if (setback.after <= setback.before || hasNewSight(before, after)) return undefined;
  const hidden = new HiddenPlaces(applied);
  const revealed = errors.filter((error) => hidden.had(error));
  return setback.after - revealed.length > setback.before ? setback : undefined;
}

function errorsOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** A file that could not be parsed can be now. */
function hasNewSight(before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean {
  const blind = blindFiles(after);
  return [...blindFiles(before)].some((file) => !blind.has(file));
}

function blindFiles(diagnostics: readonly Diagnostic[]): Set<string> {
  return new Set(diagnostics.filter(({ code }) => BLINDING.has(code)).map(({ file }) => file));
}

/** Where mistakes hid what else was wrong: below the values they were about, and at the keys that got new names. */
class HiddenPlaces {
  /** Values, of which only what stands below was hidden. */
  readonly #above = new Set<string>();
  readonly #renamed = new Set<string>();

  constructor(applied: readonly Candidate[]) {
    for (const { diagnostic, suggestion } of applied) {
      const { file, pointer } = diagnostic;
      this.#above.add(`${file}\0${pointer}`);
      const name = suggestion.replace
        .replace(/^(["'])(.*)\1$/s, '$2')
        .replaceAll('~', '~0')
        .replaceAll('/', '~1');
      const parent = pointer.slice(0, pointer.lastIndexOf('/') + 1);
      if (name !== '') this.#renamed.add(`${file}\0${parent}${name}`);
    }
  }

  had({ code, file, pointer }: Diagnostic): boolean {
    // A name that is there twice is what a new name can cause.
    if (code === 'BW1014') return false;
    if (this.#renamed.has(`${file}\0${pointer}`)) return true;
    for (
      let at = pointer.lastIndexOf('/');
      at !== -1;
      at = at === 0 ? -1 : pointer.lastIndexOf('/', at - 1)
    ) {
      const place = `${file}\0${pointer.slice(0, at)}`;
      if (this.#above.has(place) || this.#renamed.has(place)) return true;
    }
    return false;
  }
}
