import type { Diagnostic, Range, Related, Suggestion } from '../../base/diagnostic.ts';
import { type ErrorCode, errors } from '../../base/errors.ts';
import { fingerprintsOf } from './fingerprint.ts';
import { hasPlace, portablePath, STANDARD_INPUT } from './place.ts';
import type { Report, ReportOptions } from './reporter.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What consumers call the root of the sources. Where it is on this machine concerns nobody. */
const ROOT = 'SRCROOT';

/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and editors. */
export function render(report: Report, options: ReportOptions): string {
  const codes = [...new Set(report.diagnostics.map(({ code }) => code))].sort();
  const fingerprints = fingerprintsOf(report);
  const run = {
    tool: { driver: { name: 'backworks', version: options.version, rules: codes.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the sources.' } } },
    results: report.diagnostics.map((diagnostic, index) => ({
      ruleIndex: codes.indexOf(diagnostic.code),
      ...resultOf(diagnostic, options),
      partialFingerprints: { 'backworksMistake/v1': fingerprints[index] },
    })),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function ruleOf(code: ErrorCode): object {
  const { title, hint } = errors[code];
  const more = `backworks explain ${code}`;
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${hint}` },
    help: { text: `${hint}\n\nMore: ${more}`, markdown: `${hint}\n\nMore: \`${more}\`` },
    defaultConfiguration: { level: 'error' },
  };
}

function resultOf(diagnostic: Diagnostic, options: ReportOptions): object {
  const { code, severity, message, file, pointer, hint, related, suggestions } = diagnostic;
  const artifact = artifactOf(file, options);
  const text = hint === undefined ? message : `${message}\n${hint}`;
  const logical = pointer === '' ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] };
  // GitHub shows nothing that has no line.
  const region = hasPlace(diagnostic) ? regionOf(diagnostic.range) : { startLine: 1 };
  return {
    ruleId: code,
    level: severity,
    message: { text: plainText(text) },
    locations: [{ physicalLocation: { artifactLocation: artifact, region }, ...logical }],
    ...list(
      'relatedLocations',
      related.map((one, index) => relatedOf(one, index, options)),
    ),
    ...list(
      'fixes',
      suggestions.map((suggestion) => fixOf(suggestion, artifact)),
    ),
  };
}

function relatedOf({ message, file, range }: Related, index: number, options: ReportOptions): object {
  const physicalLocation = { artifactLocation: artifactOf(file, options), region: regionOf(range) };
  return { id: index + 1, physicalLocation, message: { text: plainText(message) } };
}

function fixOf({ text, range, replace }: Suggestion, artifactLocation: object): object {
  const inserted = replace === '' ? {} : { insertedContent: { text: replace } };
  const replacements = [{ deletedRegion: regionOf(range), ...inserted }];
  return { description: { text: plainText(text) }, artifactChanges: [{ artifactLocation, replacements }] };
}

function artifactOf(file: string, options: ReportOptions): object {
  if (file === STANDARD_INPUT) return { uri: file, description: { text: 'standard input' } };
  const segments = portablePath(file, options).split('/');
  return { uri: segments.map(uriSegment).join('/'), uriBaseId: ROOT };
}

/** Half of a character, which file names of Windows may have, is no text that could be encoded. */
function uriSegment(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function regionOf({ start, end }: Range): object {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/**
 * What only looks like a link or a placeholder (sections 3.11.5 and 3.11.6) stays what it is. Other braces,
 * as in `/users/{id}`, are not doubled: readers replace none but numbers, and show the doubled ones as they are.
 */
function plainText(text: string): string {
  return text.replace(/\[(?=[^\]]*\]\()/g, '\\[').replace(/\{(\d+)\}/g, '{{$1}}');
}

/** SARIF wants no empty lists where a list is optional. */
function list(name: string, members: readonly object[]): object {
  return members.length === 0 ? {} : { [name]: members };
}
