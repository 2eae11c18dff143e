import type { Diagnostic } from '../../base/diagnostic.ts';
import { printable } from '../../base/printable.ts';
import type { Report } from './reporter.ts';

/** `backworks.yaml:3:11: error BW3101 unknown mode "moc"`, one line each; nothing when all is well. */
export function render({ diagnostics }: Report): string {
  return diagnostics.map((diagnostic) => `${conciseLine(diagnostic)}\n`).join('');
}

export function conciseLine({ file, range, severity, code, message }: Diagnostic): string {
  const { line, column } = range.start;
  return printable(`${file}:${line}:${column}: ${severity} ${code} ${message}`);
}
