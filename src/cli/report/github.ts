import type { Diagnostic } from '../../base/diagnostic.ts';
import { printable } from '../../base/printable.ts';
import { countsInWords, countsOf } from './counts.ts';
import { fixesOf } from './fixes.ts';
import { hasPlace, portablePath, STANDARD_INPUT } from './place.ts';
import type { Report, ReportOptions } from './reporter.ts';

/** GitHub shows so many errors and so many warnings of one step, and drops all others without a word. */
const SHOWN = 10;

/**
 * Annotations of a GitHub Actions step (https://docs.github.com/actions/reference/workflow-commands-for-github-actions):
 * errors first, and a last notice that counts what GitHub would drop.
 */
export function render({ diagnostics }: Report, options: ReportOptions): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  const shown = [...errors.slice(0, SHOWN), ...warnings.slice(0, SHOWN)];
  const lines = shown.map((diagnostic) => annotation(diagnostic, options));
  const dropped = [...errors.slice(SHOWN), ...warnings.slice(SHOWN)];
  if (dropped.length > 0) lines.push(droppedNotice(dropped));
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(diagnostic: Diagnostic, options: ReportOptions): string {
  const { severity, code, message } = diagnostic;
  const text = [message, ...fixesOf(diagnostic).map((fix) => `fix: ${fix}`)].join('\n');
  return command(severity, { ...placeOf(diagnostic, options), title: code }, text);
}

function droppedNotice(dropped: readonly Diagnostic[]): string {
  const counts = countsInWords(countsOf(dropped));
  const text = `and ${counts} more: GitHub shows ${SHOWN} of each per step; backworks validate -v shows all`;
  return command('notice', { title: 'backworks' }, text);
}

/** GitHub refuses columns when the place spans several lines. */
function placeOf(diagnostic: Diagnostic, options: ReportOptions): Record<string, string> {
  const { file, range } = diagnostic;
  if (file === STANDARD_INPUT) return {};
  const path = { file: portablePath(file, options) };
  if (!hasPlace(diagnostic)) return path;
  const { start, end } = range;
  const lines = { line: String(start.line), endLine: String(end.line) };
  if (start.line !== end.line) return { ...path, ...lines };
  const columns = { col: String(start.column), endColumn: String(end.column) };
  return {
    ...path,
    line: lines.line,
    col: columns.col,
    endLine: lines.endLine,
    endColumn: columns.endColumn,
  };
}

/** Control characters that are left go to a terminal: the log of the step, or ours when it is tried at home. */
function command(name: string, properties: Readonly<Record<string, string>>, text: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return printable(`::${name} ${list.join(',')}::${escapeData(text)}`);
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
