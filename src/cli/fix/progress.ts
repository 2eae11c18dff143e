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
  const revealed = errors.filter((error) => applied.some((one) => wasHiddenBy(error, one)));
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

/** An error below the value a mistake was about, or below the key it was given another name. */
function wasHiddenBy({ code, file, pointer }: Diagnostic, { diagnostic, suggestion }: Candidate): boolean {
  // A name that is there twice is what a new name can cause.
  if (code === 'BW1014' || file !== diagnostic.file) return false;
  if (pointer.startsWith(`${diagnostic.pointer}/`)) return true;
  const parent = diagnostic.pointer.slice(0, diagnostic.pointer.lastIndexOf('/') + 1);
  const name = suggestion.replace
    .replace(/^(["'])(.*)\1$/s, '$2')
    .replaceAll('~', '~0')
    .replaceAll('/', '~1');
  return name !== '' && (pointer === parent + name || pointer.startsWith(`${parent + name}/`));
}
