import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';

/** What `validate --format json` prints; `version` grows when a reader would have to change. */
export interface JsonReport {
  readonly version: 1;
  readonly ok: boolean;
  readonly summary: { readonly errors: number; readonly warnings: number; readonly endpoints: number };
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** A diagnostic without what only people read; lines and columns count from 1. */
export type JsonDiagnostic = Pick<
  Diagnostic,
  'code' | 'severity' | 'message' | 'file' | 'range' | 'pointer' | 'hint' | 'related' | 'suggestions'
>;

export function jsonReport(diagnostics: readonly Diagnostic[], endpoints: number): JsonReport {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  return {
    version: 1,
    ok: !hasErrors(diagnostics),
    summary: { errors, warnings: diagnostics.length - errors, endpoints },
    diagnostics: jsonDiagnostics(diagnostics),
  };
}

export function jsonDiagnostics(diagnostics: readonly Diagnostic[]): JsonDiagnostic[] {
  return diagnostics.map(({ code, severity, message, file, range, pointer, hint, related, suggestions }) => ({
    code,
    severity,
    message,
    file,
    range,
    pointer,
    ...(hint === undefined ? {} : { hint }),
    related,
    suggestions,
  }));
}
