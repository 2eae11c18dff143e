import type { Diagnostic } from '../../base/diagnostic.ts';

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
}

export function countsOf(diagnostics: readonly Diagnostic[]): Counts {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

/** `2 errors, 1 warning`; what there is none of is not named. */
export function countsInWords({ errors, warnings }: Counts): string {
  const parts = [plural(errors, 'error'), plural(warnings, 'warning')];
  return parts.filter((part) => !part.startsWith('0 ')).join(', ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Whether a check says no. */
export function isRefused(diagnostics: readonly Diagnostic[], strict: boolean): boolean {
  const { errors, warnings } = countsOf(diagnostics);
  return errors > 0 || (strict && warnings > 0);
}
