import { type Diagnostic, FILE_START, hasErrors } from '../base/diagnostic.ts';
import { errors } from '../base/errors.ts';
import { MAX_PROBLEMS } from './problem.ts';

/**
 * As many diagnostics as a report lists, errors rather than warnings, with one at the head that says so when
 * there are more.
 *
 * @param isCut true when some were not even made
 */
export function limitDiagnostics(diagnostics: readonly Diagnostic[], isCut: boolean): readonly Diagnostic[] {
  const [first] = diagnostics;
  if (first === undefined || (!isCut && diagnostics.length <= MAX_PROBLEMS)) return diagnostics;
  const found = diagnostics.filter(({ severity }) => severity === 'error').length;
  let left = { error: MAX_PROBLEMS, warning: MAX_PROBLEMS - found };
  const kept = diagnostics.filter(({ severity }) => {
    left = { ...left, [severity]: left[severity] - 1 };
    return left[severity] >= 0;
  });
  return [more(first.file, hasErrors(diagnostics)), ...kept];
}

function more(file: string, isError: boolean): Diagnostic {
  return {
    code: 'BW1019',
    severity: isError ? 'error' : 'warning',
    message: `there are more than ${MAX_PROBLEMS} mistakes: the others are not listed`,
    file,
    range: FILE_START,
    pointer: '',
    hint: errors.BW1019.hint,
    related: [],
    suggestions: [],
  };
}
