import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Suggestion } from '../../src/base/diagnostic.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { LoadReport } from '../../src/contracts/app.ts';
import { modes } from '../../src/modes/index.ts';
import { brokenFiles } from './broken-files.ts';

const environment = { SECRET: 'hunter2', EMPTY: '', HUGE: '123456' };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backworks-config-'));
  writeFileSync(join(folder, 'present.txt'), 'here');
  mkdirSync(join(folder, 'folder'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string): Promise<LoadReport> {
  return loadConfig({ source: { kind: 'text', text, folder }, modes, environment, cwd: folder });
}

/** Applies edits from the end to the beginning; of two that overlap, the earlier one in the list. */
function applyAll(text: string, suggestions: readonly Suggestion[]): string {
  const starts = [0, ...[...text.matchAll(/\r\n?|\n/g)].map(({ index, 0: ending }) => index + ending.length)];
  const offset = ({ line, column }: { line: number; column: number }) => (starts[line - 1] ?? 0) + column - 1;
  const edits = suggestions.map(({ range, replace }) => ({
    start: offset(range.start),
    end: offset(range.end),
    replace,
  }));
  const chosen: typeof edits = [];
  for (const edit of edits) {
    const clashes = chosen.some((other) => edit.start <= other.end && other.start <= edit.end);
    if (!clashes) chosen.push(edit);
  }
  return chosen
    .sort((a, b) => b.start - a.start)
    .reduce((edited, { start, end, replace }) => edited.slice(0, start) + replace + edited.slice(end), text);
}

describe('a broken file', () => {
  it.each(brokenFiles)('is explained: $name', async ({ text, expected, says = '', fix = '' }) => {
    const { config, diagnostics } = await load(text);
    const found = diagnostics.map(({ code, range: { start } }) => `${code} ${start.line}:${start.column}`);
    expect(found).toEqual(expected);
    expect(diagnostics[0]?.message).toContain(says);
    const [{ suggestions, hint, label } = { suggestions: [] }] = diagnostics;
    expect(suggestions[0]?.text ?? `${label} ${hint}`).toContain(fix);
    expect(config).toBeUndefined();
  });

  it.each(brokenFiles)('is always told with what to do: $name', async ({ text }) => {
    for (const { hint, suggestions } of (await load(text)).diagnostics) {
      expect(suggestions.length > 0 || (hint ?? '') !== '').toBe(true);
    }
  });

  it.each(brokenFiles.filter(({ mendable }) => mendable === true))(
    'is mended by its suggestions: $name',
    async ({ text }) => {
      let mended = text.replace(/^\uFEFF/, '');
      let report = await load(mended);
      // An edit that clashes with another one waits for the next round.
      for (let round = 0; round < 3 && report.diagnostics.length > 0; round += 1) {
        mended = applyAll(
          mended,
          report.diagnostics.flatMap(({ suggestions }) => suggestions),
        );
        report = await load(mended);
      }
      expect(report.diagnostics, mended).toEqual([]);
      expect(report.config).toBeDefined();
    },
  );

  it.each(brokenFiles.filter(({ mendable }) => mendable !== true))(
    'that no edit mends says so: $name',
    async ({ text }) => {
      const { diagnostics } = await load(text);
      expect(diagnostics.some(({ suggestions }) => suggestions.length === 0)).toBe(true);
    },
  );

  it.each(brokenFiles)(
    'keeps every place inside the file and every secret outside the report: $name',
    async ({ text }) => {
      const { diagnostics } = await load(text);
      const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
      for (const { range, related, suggestions } of diagnostics) {
        for (const { start, end } of [range, ...[...related, ...suggestions].map((one) => one.range)]) {
          for (const { line, column } of [start, end]) {
            expect(line).toBeLessThanOrEqual(lines.length);
            expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
          }
          expect(end.line * 1e6 + end.column).toBeGreaterThanOrEqual(start.line * 1e6 + start.column);
        }
      }
      expect(JSON.stringify(diagnostics)).not.toMatch(/hunter2|123456/);
    },
  );
});

describe('an edit', () => {
  const editsOf = async (text: string) =>
    (await load(text)).diagnostics.flatMap(({ suggestions }) => suggestions);

  it.each(brokenFiles)('that only removes says what: $name', async ({ text }) => {
    const removals = (await editsOf(text)).filter(({ replace }) => replace === '');
    for (const removal of removals) expect(removal.text).toMatch(/^remove (?:`[^`]+`|\d+ blanks?)$/);
  });

  it.each([
    ['a name gets a path', 'endpoints:\n  users: { mock: {} }\n'],
    ['a URL becomes a path', 'endpoints:\n  GET http://localhost/q: { mock: {} }\n'],
    ['a query is left out', 'endpoints:\n  GET /a?x=1: { mock: {} }\n'],
    ['a method gets another name', 'endpoints:\n  GTE /a: { mock: {} }\n'],
    [
      'all other origins are left out',
      'server: { cors: { origins: ["*", https://a.example] } }\nendpoints: {}\n',
    ],
    ['credentials are left out', 'server: { cors: { origins: ["*"], credentials: true } }\nendpoints: {}\n'],
    ['a line is moved that may be right', 'server:\nport: 1\n    host: x\nendpoints: {}\n'],
    ['a line is moved between two others', 'endpoints:\n  GET /a:\n    mock: {}\n   GET /b:\n    mock: {}\n'],
  ])('that may not be what is meant is a guess: %s', async (_, text) => {
    const edits = await editsOf(text);
    expect(edits.map(({ guess }) => guess)).toEqual([true]);
  });

  it('mends the tabs of all lines at once', async () => {
    const edits = await editsOf('endpoints:\n\tGET /a:\n  \n\t\tmock: {}\n');
    expect(edits.map(({ replace }) => replace)).toEqual(['  GET /a:\n  \n    ']);
  });
});

describe('a mistake with two places', () => {
  const relatedOf = async (text: string) => {
    const [diagnostic] = (await load(text)).diagnostics;
    return diagnostic?.related.map(
      ({ message, range: { start } }) => `${message} ${start.line}:${start.column}`,
    );
  };

  it('names the text an alias stands for', async () => {
    const text = 'x-mock: &m { stauts: 201 }\nendpoints:\n  GET /a: { mock: *m }\n';
    expect(await relatedOf(text)).toEqual(['the text stands here 1:14']);
  });

  it('names the text a merge key brings in', async () => {
    const text = 'x-mock: &m { status: 99 }\nendpoints:\n  GET /a: { mock: { <<: *m } }\n';
    expect(await relatedOf(text)).toEqual(['the text stands here 1:22']);
  });

  it('names the first of two equal keys', async () => {
    expect(await relatedOf('name: a\nname: b\nendpoints: {}\n')).toEqual(['first here 1:1']);
  });

  it('names the endpoint that has the route', async () => {
    const text = 'endpoints:\n  GET /a: { mock: {} }\n  POST,GET /a: { mock: {} }\n';
    expect(await relatedOf(text)).toEqual(['the first one is here 2:3']);
  });
});
