import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/base/diagnostic.ts';
import { loadConfig } from '../../src/config/load.ts';
import { modes } from '../../src/modes/index.ts';
import { attempt } from './attempt.ts';
import { brokenFiles } from './broken-files.ts';

const environment = { SECRET: 'hunter2', EMPTY: '', HUGE: '123456' };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backworks-suggestions-'));
  writeFileSync(join(folder, 'present.txt'), 'here');
  mkdirSync(join(folder, 'folder'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function diagnose(text: string): Promise<readonly Diagnostic[]> {
  const source = { kind: 'text', text, folder } as const;
  return (await loadConfig({ source, modes, environment, cwd: folder, everyEnvironment: true })).diagnostics;
}

/** Texts whose suggestions once mended nothing, beside the broken files. */
const others: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'an anchor without a colon', text: 'x-d &d\n  status: 200\nendpoints:\n  GET /a: { mock: *d }\n' },
  { name: 'a value without a colon', text: 'endpoints:\n  files:\n    path /n/*\n    mock: {}\n' },
  { name: 'a last value without a colon', text: 'endpoints:\n  files:\n    mock: {}\n    path /n/*\n' },
  { name: 'an endpoint that is a text', text: 'endpoints:\n  path /n/*\n' },
  { name: 'a path with something below it', text: 'endpoints:\n  path /n/*\n    mock: {}\n' },
  { name: 'an endpoint without its path', text: 'endpoints:\n  files:\n    path /n/*\n' },
  {
    name: 'a text of several lines',
    text: 'endpoints:\n  GET /a:\n    mock:\n      fold: >\n        a\n\n        b\n',
  },
  { name: 'a mode at the top', text: 'mock: {}\nendpoints: {}\n' },
  { name: 'a mode in an environment', text: 'endpoints: {}\nenvironments: { dev: { mock: {} } }\n' },
  { name: 'keys that only say nothing', text: 'name: # why\nversion:\nendpoints: {}\n' },
];

describe('an edit that is proposed as sure', () => {
  it.each([...brokenFiles, ...others])('removes its mistake: $name', async ({ text: written }) => {
    const text = written.replace(/^\uFEFF/, '');
    for (const diagnostic of await diagnose(text)) {
      for (const suggestion of diagnostic.suggestions.filter(({ guess }) => guess !== true)) {
        const { edited, remains } = await attempt(text, diagnostic, suggestion, diagnose);
        expect(remains, edited).toBe(false);
      }
    }
  });
});

describe('a mistake', () => {
  const told = async (text: string) => {
    const [{ message, hint, range, suggestions } = { suggestions: [] }, ...rest] = await diagnose(text);
    return { message, hint, line: range?.start.line, edits: suggestions.map(({ text }) => text), rest };
  };

  it.each([
    ['x-d &d\n  status: 200\nendpoints:\n  GET /a: { mock: *d }\n', 'x-d', 1],
    ['endpoints:\n  files:\n    path /n/*\n    mock: {}\n', 'path', 3],
    ['endpoints:\n  files:\n    mock: {}\n    path /n/*\n', 'path', 4],
  ])('of a forgotten colon names the key alone: %j', async (text, key, line) => {
    expect(await told(text)).toMatchObject({
      message: `a \`:\` is missing behind \`${key}\``,
      line,
      edits: [`add \`:\` behind \`${key}\``],
      rest: [],
    });
  });

  it('of a forgotten colon behind a route names the route, in small letters, too', async () => {
    const text = 'endpoints:\n  get /a\n    mock: {}\n';
    expect(await told(text)).toMatchObject({
      message: 'a `:` is missing behind `get /a`',
      edits: ['add `:`'],
    });
    expect((await diagnose(text))[0]?.suggestions[0]?.guess).toBeUndefined();
  });

  it.each([
    'mock: {}\nendpoints: {}\n',
    'static: { dir: . }\nendpoints: {}\n',
    'server: { mock: {} }\nendpoints: {}\n',
    'endpoints: {}\nenvironments: { dev: { mock: {} } }\n',
  ])('of a mode at a wrong level says where it belongs: %j', async (text) => {
    expect(await told(text)).toMatchObject({
      hint: 'it belongs under an endpoint, such as `GET /path:`',
      edits: [],
      rest: [],
    });
  });

  it('of a key that holds several lines is not taken for the name of a file', async () => {
    const text = 'endpoints:\n  GET /a:\n    mock:\n      fold: |\n        a\n        b\n';
    expect(await told(text)).toMatchObject({ message: 'unknown key `fold`', edits: [], rest: [] });
  });
});

const LINES = [
  'name: shop',
  'version: 1.0.0',
  'server:',
  '  host: 127.0.0.1',
  '  port: 4000',
  'endpoints:',
  ...[1, 2, 3, 4, 5, 6].flatMap((number) => [
    `  GET /a${number}:`,
    `    description: number ${number}`,
    '    mock:',
    '      status: 200',
    `      body: ${number}`,
    '      delay: 1s',
  ]),
];

describe('one line that is indented wrong by one blank', () => {
  const wrong = LINES.flatMap((line, index) => [
    { number: index + 1, line: ` ${line}` },
    ...(line.startsWith(' ') ? [{ number: index + 1, line: line.slice(1) }] : []),
  ]);

  it.each(wrong)('is the one mistake, in its own line: $number $line', async ({ number, line }) => {
    const text = LINES.with(number - 1, line).join('\n');
    const found = await diagnose(`${text}\n`);
    expect(found.map(({ code, range: { start } }) => `${code} ${start.line}`)).toEqual([`BW1010 ${number}`]);
  });

  it('may be the first one of the file', async () => {
    for (const head of ['', '# a comment\n\n']) {
      const [{ range, suggestions } = { suggestions: [] }, ...rest] = await diagnose(
        `${head} name: shop\nversion: 1.0.0\nendpoints: {}\n`,
      );
      expect({ line: range?.start.line, edits: suggestions.map(({ text }) => text), rest }).toEqual({
        line: head === '' ? 1 : 3,
        edits: ['remove 1 blank'],
        rest: [],
      });
    }
  });
});
