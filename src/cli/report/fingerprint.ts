import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Report } from './reporter.ts';
import { sourceLines } from './source-lines.ts';

/**
 * One text per diagnostic by which it is known again in a later report, also when lines were added above it: what
 * is wrong with which value, and the how-manieth of these it is. The file and the code stand beside it in the
 * report already, and whoever compares reports counts them in (SARIF, appendix B).
 */
export function fingerprintsOf({ diagnostics, sources }: Report): string[] {
  const linesOf = sourceLines(sources);
  const seen = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const { code, file } = diagnostic;
    const subject = subjectOf(diagnostic, linesOf(file));
    const key = [file, code, subject].join('\0');
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return createHash('sha256').update([code, subject, count].join('\0')).digest('hex').slice(0, 32);
  });
}

/** A pointer names the value wherever it stands. What has none, such as broken YAML, is known by its line. */
function subjectOf({ pointer, range }: Diagnostic, lines: readonly string[]): string {
  return pointer === '' ? (lines[range.start.line - 1] ?? '').trim() : pointer;
}
