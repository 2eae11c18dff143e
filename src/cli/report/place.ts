import { relative, resolve, sep } from 'node:path';
import { type Diagnostic, FILE_START } from '../../base/diagnostic.ts';
import type { ReportOptions } from './reporter.ts';

/** How diagnostics call standard input when nobody said which file it stands for. */
export const STANDARD_INPUT = '-';

/** False for a mistake of the file as a whole: it has no line to show. */
export function hasPlace({ range, pointer, label }: Diagnostic): boolean {
  const { line, column } = FILE_START.end;
  const isAtStart = range.end.line === line && range.end.column === column && pointer === '';
  return !isAtStart || label !== undefined;
}

/** A path that other machines understand: from the root of the sources, with forward slashes. */
export function portablePath(file: string, { cwd, root }: Pick<ReportOptions, 'cwd' | 'root'>): string {
  if (file === STANDARD_INPUT) return file;
  return relative(root, resolve(cwd, file)).replaceAll(sep, '/');
}
