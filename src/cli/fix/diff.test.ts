import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import kleur from 'kleur';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks } from '../../../test/require.ts';
import type { Paint } from '../../contracts/command.ts';
import { type ChangedText, prettyDiff, unifiedDiff } from './diff.ts';
import { EditedText, type TextEdit } from './edited-text.ts';

const noPatch = lacks('the program patch', spawnSync('patch', ['--version']).status === 0);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const plain: Paint = { bold: String, dim: String, red: String, yellow: String, green: String, cyan: String };

function changed(original: string, edits: readonly TextEdit[], file = 'a.yaml'): ChangedText {
  return { file, original, changes: new EditedText(original).edit(edits).changes() };
}

/** What the real program makes of the original with our diff. */
function patched(texts: readonly ChangedText[]): string[] {
  for (const { file, original } of texts) writeFileSync(join(folder, file), original);
  const { status, stdout } = spawnSync('patch', ['--binary', '-p0', '--fuzz=0'], {
    cwd: folder,
    input: unifiedDiff(texts),
    encoding: 'utf8',
  });
  expect(status, `${stdout}\n${unifiedDiff(texts)}`).toBe(0);
  return texts.map(({ file }) => readFileSync(join(folder, file), 'utf8'));
}

const ten = Array.from({ length: 10 }, (_, index) => `key${index}: ${index}\n`).join('');

describe('a unified diff', () => {
  it('shows the line, three lines around it and its numbers', () => {
    const five = changed(ten, [{ start: 46, end: 47, replace: 'five' }]);
    const body = ' key2: 2\n key3: 3\n key4: 4\n-key5: 5\n+key5: five\n key6: 6\n key7: 7\n key8: 8\n';
    expect(unifiedDiff([five])).toBe(`--- a.yaml\n+++ a.yaml\n@@ -3,7 +3,7 @@\n${body}`);
  });

  it('joins changes whose surroundings touch and counts lines that were added before', () => {
    const edits = [
      { start: 0, end: 0, replace: 'new: 0\n' },
      { start: 56, end: 64, replace: '' },
      { start: 72, end: 72, replace: 'x: 1\ny: 2\n' },
    ];
    const heads = unifiedDiff([changed(ten, edits)]).match(/^@@.*@@$/gm);
    expect(heads).toEqual(['@@ -1,3 +1,4 @@', '@@ -5,6 +6,7 @@']);
  });

  it('is empty when nothing changes', () => {
    expect(unifiedDiff([changed(ten, []), changed(ten, [{ start: 0, end: 3, replace: 'key' }])])).toBe('');
  });

  it('marks a last line without a line break', () => {
    expect(unifiedDiff([changed('a: 1', [{ start: 4, end: 4, replace: '\nb: 2' }])])).toBe(
      '--- a.yaml\n+++ a.yaml\n@@ -1,1 +1,2 @@\n-a: 1\n\\ No newline at end of file\n+a: 1\n+b: 2\n\\ No newline at end of file\n',
    );
  });
});

describe.skipIf(noPatch)('the program patch', () => {
  const cases: readonly (readonly [string, string, readonly TextEdit[]])[] = [
    ['an empty file', '', [{ start: 0, end: 0, replace: 'endpoints: {}\n' }]],
    ['a file that becomes empty', 'a: 1\n', [{ start: 0, end: 5, replace: '' }]],
    ['a last line without a break', 'a: 1\nb: 2', [{ start: 8, end: 9, replace: '3' }]],
    ['a break that is added', 'a: 1', [{ start: 4, end: 4, replace: '\n' }]],
    ['a break that is taken away', 'a: 1\nb: 2\n', [{ start: 9, end: 10, replace: '' }]],
    ['CRLF', 'a: 1\r\nb: 2\r\nc: 3\r\n', [{ start: 9, end: 10, replace: '5' }]],
    ['a byte order mark', '\uFEFFa: 1\nb: 2\n', [{ start: 4, end: 5, replace: '2' }]],
    ['a carriage return alone', 'a: 1\rb: 2\rc: 3', [{ start: 8, end: 9, replace: '5' }]],
    ['emoji', '"👍": 1\nb: 👍\n', [{ start: 11, end: 13, replace: '👎👎' }]],
    ['line separators that are none', 'a: "\u2028"\nb: 2\n', [{ start: 10, end: 11, replace: '3' }]],
    ['lines that look like a diff', '--- a\n+++ b\n@@ -1 +1 @@\n', [{ start: 4, end: 5, replace: 'c' }]],
    ['a line that goes at the start', 'a: 1\nb: 2\n', [{ start: 0, end: 5, replace: '' }]],
    ['a line that comes at the end', 'a: 1\n', [{ start: 5, end: 5, replace: 'b: 2\n' }]],
  ];

  it.each(cases)('makes the same of %s', (_, original, edits) => {
    expect(patched([changed(original, edits)])).toEqual([new EditedText(original).edit(edits).text]);
  });

  it.each([['a b.yaml'], ['naïve 👍.yaml'], ['quo"te\\.yaml'], ['tab\there.yaml']])(
    'finds the file %j',
    (file) => {
      const text = changed('a: 1\n', [{ start: 3, end: 4, replace: '2' }], file);
      expect(patched([text])).toEqual(['a: 2\n']);
    },
  );

  it('takes several files at once', () => {
    const texts = ['a.yaml', 'b.yaml'].map((file) =>
      changed(ten, [{ start: 0, end: 3, replace: 'k' }], file),
    );
    expect(patched(texts)).toEqual([ten.replace('key', 'k'), ten.replace('key', 'k')]);
  });

  it('makes the same of many edits all over a file', () => {
    let state = 7;
    const random = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let turn = 0; turn < 60; turn += 1) {
      const original = Array.from({ length: random(120) }, () => 'ab\n\n\r c'[random(7)]).join('');
      const edits: TextEdit[] = [];
      for (let at = random(9); at <= original.length; at += 1 + random(40)) {
        const end = Math.min(original.length, at + random(5));
        edits.push({ start: at, end, replace: 'X\nY\n\n'.slice(0, random(6)) });
        at = end;
      }
      const text = changed(original, edits);
      const wanted = new EditedText(original).edit(edits).text;
      if (wanted !== original) expect(patched([text])).toEqual([wanted]);
    }
  });
});

describe('a diff for people', () => {
  const text = changed(
    'a: 1\r\nb: "\u009B2J"\r\n---\r\n',
    [{ start: 3, end: 4, replace: '\u001B[2J' }],
    'a\u202E.yaml',
  );

  it('holds nothing a terminal would obey', () => {
    expect(prettyDiff([text], plain)).toBe(
      '--- a\\u202e.yaml\n+++ a\\u202e.yaml\n@@ -1,3 +1,3 @@\n-a: 1\n+a: \\x1b[2J\n b: "\\x9b2J"\n ---\n',
    );
  });

  it('has removed lines in red and added ones in green, whatever they begin with', () => {
    kleur.enabled = true;
    const lines = prettyDiff(
      [changed('---\n', [{ start: 0, end: 3, replace: '+++' }])],
      kleur as unknown as Paint,
    );
    expect(lines.split('\n').slice(3, 5)).toEqual([kleur.red('----'), kleur.green('++++')]);
  });
});
