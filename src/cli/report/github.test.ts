import { describe, expect, it } from 'vitest';
import { type Diagnostic, FILE_START } from '../../base/diagnostic.ts';
import { plain } from '../screen.ts';
import { render } from './github.ts';

function annotations(...diagnostics: Partial<Diagnostic>[]): string[] {
  const usual: Diagnostic = {
    code: 'BW2003',
    severity: 'error',
    message: 'unknown mode',
    file: 'api/a.yaml',
    range: { start: { line: 3, column: 11 }, end: { line: 3, column: 14 } },
    pointer: '/mode',
    related: [],
    suggestions: [],
  };
  const all = diagnostics.map((one) => ({ ...usual, ...one }));
  const report = { files: ['api/a.yaml'], diagnostics: all, sources: new Map(), endpoints: 0, duration: 0 };
  const folders = { cwd: '/shop', root: '/shop' };
  return render(report, { paint: plain, limit: 20, quiet: false, strict: false, version: '1', ...folders })
    .trimEnd()
    .split('\n');
}

describe('an annotation', () => {
  it('has a place, the code as its title, the message and the fix', () => {
    expect(annotations({ hint: 'use mock' })).toEqual([
      '::error file=api/a.yaml,line=3,col=11,endLine=3,endColumn=14,title=BW2003::unknown mode%0Afix: use mock',
    ]);
  });

  it('escapes what GitHub would read as its own', () => {
    expect(annotations({ file: 'a:b,c%.yaml', message: '100%\r\n::error::x', severity: 'warning' })).toEqual([
      '::warning file=a%3Ab%2Cc%25.yaml,line=3,col=11,endLine=3,endColumn=14,title=BW2003::100%25%0D%0A::error::x',
    ]);
  });

  it('has no columns when it spans lines: GitHub would drop them', () => {
    const range = { start: { line: 3, column: 11 }, end: { line: 4, column: 2 } };
    expect(annotations({ range })).toEqual([
      '::error file=api/a.yaml,line=3,endLine=4,title=BW2003::unknown mode',
    ]);
  });

  it('of a file as a whole has no line', () => {
    expect(annotations({ range: FILE_START, pointer: '' })).toEqual([
      '::error file=api/a.yaml,title=BW2003::unknown mode',
    ]);
  });

  it('of an error comes before those of warnings', () => {
    const lines = annotations({ severity: 'warning' }, {}, { severity: 'warning' }, {});
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['::error', '::error', '::warning', '::warning']);
  });

  it('that GitHub would drop is counted in one last notice', () => {
    const lines = annotations(...Array(12).fill({ severity: 'warning' }), ...Array(11).fill({}));
    expect(lines.length).toBe(21);
    expect(lines.at(-1)).toContain('::and 1 error, 2 warnings more: ');
  });
});
