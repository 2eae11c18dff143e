import type { Diagnostic } from '../../base/diagnostic.ts';
import { conciseLine } from './concise.ts';
import { isRefused } from './counts.ts';
import { fixesOf } from './fixes.ts';
import { portablePath } from './place.ts';
import type { Report, ReportOptions } from './reporter.ts';
import { xmlAttributes, xmlText } from './xml.ts';

/** JUnit XML as CI systems read it: one suite per file, one case per diagnostic or for a file that is fine. */
export function render(report: Report, options: ReportOptions): string {
  const suites = suitesOf(report, options);
  const totals = { tests: sum(suites, 'tests'), failures: sum(suites, 'failures'), errors: 0 };
  const time = (report.duration / 1_000).toFixed(3);
  const open = `<testsuites${xmlAttributes({ name: 'backworks validate', ...totals, time })}>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    open,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly xml: string;
}

function suitesOf({ files, diagnostics }: Report, options: ReportOptions): Suite[] {
  const byFile = new Map<string, Diagnostic[]>(files.map((file) => [file, []]));
  for (const diagnostic of diagnostics) {
    const found = byFile.get(diagnostic.file);
    if (found === undefined) byFile.set(diagnostic.file, [diagnostic]);
    else found.push(diagnostic);
  }
  return [...byFile].map(([file, found]) => suite(portablePath(file, options), found, options.strict));
}

function suite(file: string, found: readonly Diagnostic[], strict: boolean): Suite {
  const failures = found.filter((diagnostic) => isRefused([diagnostic], strict)).length;
  const attributes = { name: file, tests: Math.max(1, found.length), failures, errors: 0, skipped: 0 };
  const names = namesOf(found);
  const cases = found.map((diagnostic, index) => testCase(file, names[index] ?? '', diagnostic, strict));
  if (cases.length === 0)
    cases.push(`    <testcase${xmlAttributes({ classname: file, name: 'is valid', file })}/>`);
  const xml = [`  <testsuite${xmlAttributes(attributes)}>`, ...cases, '  </testsuite>'].join('\n');
  return { tests: attributes.tests, failures, xml };
}

/**
 * CI systems know cases again by their names. No line is in them, since a mistake that moves is not a new one; the
 * same mistake in the same value is numbered.
 */
function namesOf(found: readonly Diagnostic[]): string[] {
  const seen = new Map<string, number>();
  return found.map(({ code, message, pointer }) => {
    const name = `${code}: ${message}${pointer === '' ? '' : ` at ${pointer}`}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** A warning fails only a strict check; else it is what the case has to say. */
function testCase(file: string, name: string, diagnostic: Diagnostic, strict: boolean): string {
  const { code, message, range } = diagnostic;
  const attributes = xmlAttributes({ classname: file, name, file, line: range.start.line });
  const fixes = fixesOf(diagnostic).map((fix) => `fix: ${fix}`);
  const text = xmlText([conciseLine({ ...diagnostic, file }), ...fixes].join('\n'));
  const body = isRefused([diagnostic], strict)
    ? `<failure${xmlAttributes({ type: code, message })}>${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `    <testcase${attributes}>\n      ${body}\n    </testcase>`;
}

function sum(suites: readonly Suite[], key: 'tests' | 'failures'): number {
  return suites.reduce((total, one) => total + one[key], 0);
}
