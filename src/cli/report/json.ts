import { type Diagnostic, hasErrors } from '../../base/diagnostic.ts';
import type { JsonFixes } from '../fix/json.ts';
import { jsonDocument, type NextStep } from '../json-document.ts';
import { countsOf, isRefused } from './counts.ts';
import type { Report, ReportOptions } from './reporter.ts';
import { shellWord } from './shell-word.ts';

/** What `validate --format json` prints; `version` grows when a reader would have to change. */
export interface JsonReport {
  readonly version: 1;
  readonly ok: boolean;
  readonly summary: { readonly errors: number; readonly warnings: number; readonly endpoints: number };
  readonly diagnostics: readonly JsonDiagnostic[];
  /** With `--fix`. */
  readonly fixes?: JsonFixes;
  readonly nextSteps: readonly NextStep[];
}

/** A diagnostic without what only people read; lines and columns count from 1. */
export type JsonDiagnostic = Pick<
  Diagnostic,
  'code' | 'severity' | 'message' | 'file' | 'range' | 'pointer' | 'hint' | 'related' | 'suggestions'
>;

/** Most codes that the next steps explain. */
const EXPLAINED = 3;

export function render(report: Report, { strict }: Pick<ReportOptions, 'strict'>): string {
  const { diagnostics, endpoints, fixes } = report;
  const fields = {
    summary: { ...countsOf(diagnostics), endpoints },
    diagnostics: jsonDiagnostics(diagnostics),
    ...(fixes === undefined ? {} : { fixes }),
  };
  return jsonDocument(!isRefused(diagnostics, strict), fields, nextSteps(report));
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

function nextSteps({ diagnostics, files, fixes }: Report): NextStep[] {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].slice(0, EXPLAINED);
  const explain = codes.map((code) => ({
    text: `read what ${code} means and how to mend it`,
    command: `backworks explain ${code}`,
  }));
  const [file = ''] = files;
  const isMendable = diagnostics.some(({ suggestions }) => suggestions.length === 1);
  if (fixes === undefined && isMendable && files.length === 1 && file !== '-') {
    const command = `backworks validate --fix ${shellWord(file)}`;
    explain.unshift({ text: 'mend what can be mended', command });
  }
  if (hasErrors(diagnostics) || files.length !== 1) return explain;
  return file === '-'
    ? explain
    : [...explain, { text: 'serve it', command: `backworks dev -c ${shellWord(file)}` }];
}
