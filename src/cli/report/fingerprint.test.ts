import { describe, expect, it } from 'vitest';
import { type Diagnostic, FILE_START } from '../../base/diagnostic.ts';
import { fingerprintsOf } from './fingerprint.ts';

function diagnostic(line: number, extra: Partial<Diagnostic> = {}): Diagnostic {
  const range = { start: { line, column: 3 }, end: { line, column: 5 } };
  const given = { file: 'a.yaml', pointer: '/mode', related: [], suggestions: [] };
  return { code: 'BW2003', severity: 'error', message: `at line ${line}`, range, ...given, ...extra };
}

function fingerprints(text: string, ...diagnostics: Diagnostic[]): string[] {
  const sources = new Map([['a.yaml', text]]);
  return fingerprintsOf({ files: ['a.yaml'], diagnostics, sources, endpoints: 0, duration: 0 });
}

describe('a fingerprint', () => {
  it('stays when the value moves to another line, or the file elsewhere', () => {
    const moved = diagnostic(9, { file: 'b.yaml' });
    expect(fingerprints('', moved)).toEqual(fingerprints('', diagnostic(1)));
  });

  it('tells codes, values and repetitions apart', () => {
    const all = fingerprints(
      '',
      diagnostic(1),
      diagnostic(1, { code: 'BW2001' }),
      diagnostic(1, { pointer: '/name' }),
      diagnostic(2),
    );
    expect(new Set(all).size).toBe(4);
  });

  it('of broken YAML, which has no values, is that of its line', () => {
    const [first, second] = [diagnostic(1, { pointer: '' }), diagnostic(2, { pointer: '' })];
    expect(fingerprints('a: [\nb', first)).toEqual(fingerprints('# new\n  a: [\nb', second));
    expect(fingerprints('a: [\nb', first)).not.toEqual(fingerprints('a: [\nb', second));
  });

  it('needs no text', () => {
    const [one] = fingerprintsOf({
      files: [],
      diagnostics: [diagnostic(1, { pointer: '', range: FILE_START })],
      sources: new Map(),
      endpoints: 0,
      duration: 0,
    });
    expect(one).toMatch(/^[\da-f]{32}$/);
  });
});
