import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Paint } from '../../contracts/command.ts';
import { prettyReport, summaryLine } from './pretty.ts';

const paint: Paint = { bold: String, dim: String, red: String, yellow: String, green: String, cyan: String };

function diagnostic(extra: Partial<Diagnostic> = {}): Diagnostic {
  return {
    code: 'BW3101',
    severity: 'error',
    message: 'unknown mode "moc"',
    file: 'backworks.yaml',
    range: { start: { line: 3, column: 11 }, end: { line: 3, column: 14 } },
    pointer: '/endpoints/0/mode',
    related: [],
    suggestions: [],
    ...extra,
  };
}

function report(text: string, extra: Partial<Diagnostic> = {}, limit = 20): string {
  return prettyReport([diagnostic(extra)], { sources: new Map([['backworks.yaml', text]]), paint, limit });
}

const text = 'endpoints:\n    method: GET\n    mode: moc\n';

describe('a diagnostic for people', () => {
  it('shows code, place, line, carets, label and fix', () => {
    const range = { start: { line: 3, column: 11 }, end: { line: 3, column: 14 } };
    const suggestions = [{ text: 'did you mean "mock"?', range, replace: 'mock' }];
    expect(report(text, { label: 'expected one of: mock', suggestions })).toBe(
      [
        'error[BW3101]: unknown mode "moc"',
        '  --> backworks.yaml:3:11  /endpoints/0/mode',
        '    |',
        '  2 |     method: GET',
        '  3 |     mode: moc',
        '    |           ^^^ expected one of: mock',
        '    |',
        '  fix: did you mean "mock"?',
        '  more: backworks explain BW3101',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['tabs', '\tmode: moc', 8, 10],
    ['emoji', '"👍": moc', 7, 6],
    ['CJK', '日本: moc', 5, 6],
  ])('puts carets under the right cells after %s', (_, line, column, cells) => {
    const range = { start: { line: 1, column }, end: { line: 1, column: column + 3 } };
    expect(report(line, { range })).toContain(`    | ${' '.repeat(cells)}^^^\n`);
  });

  it('marks up to the end of the line when the place spans several', () => {
    const range = { start: { line: 2, column: 5 }, end: { line: 3, column: 14 } };
    expect(report(text, { range })).toContain('    |     ^^^^^^^^^^^\n');
  });

  it('counts columns after a byte order mark as an editor does', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 5 } };
    expect(report('\uFEFFmode: moc', { range })).toContain('  1 | mode: moc\n    | ^^^^\n');
  });

  it('cuts a very long line around the mark', () => {
    const long = `a: ${'x'.repeat(5000)}!`;
    const range = { start: { line: 1, column: 5004 }, end: { line: 1, column: 5005 } };
    const lines = report(long, { range }).split('\n');
    const shown = lines.findIndex((line) => line.endsWith('!'));
    expect(lines[shown]?.length).toBeLessThan(140);
    expect(lines[shown + 1]?.indexOf('^')).toBe((lines[shown]?.length ?? 0) - 1);
  });

  it('shows a second place with its own line', () => {
    const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 10 } };
    const related = [{ message: 'first defined here', file: 'backworks.yaml', range }];
    expect(report(text, { related })).toContain(
      '  --> backworks.yaml:1:1\n    |\n  1 | endpoints:\n    | ^^^^^^^^^ first defined here\n',
    );
  });

  it('shows no line when the file as a whole is meant', () => {
    const start = { line: 1, column: 1 };
    expect(report('x', { range: { start, end: start }, pointer: '' })).not.toContain('|');
  });

  it('counts what it leaves out', () => {
    const found = [diagnostic(), diagnostic(), diagnostic()];
    expect(prettyReport(found, { sources: new Map(), paint, limit: 2 })).toMatch(/and 1 more/);
  });
});

describe('the summary', () => {
  it('counts errors and warnings apart', () => {
    const found = [diagnostic(), diagnostic(), diagnostic({ severity: 'warning' })];
    expect(summaryLine(found, 13.6)).toBe('2 errors, 1 warning in backworks.yaml (14 ms)');
  });

  it('counts files when there are several', () => {
    expect(summaryLine([diagnostic(), diagnostic({ file: 'other.yaml' })], 2)).toBe(
      '2 errors in 2 files (2 ms)',
    );
  });
});
