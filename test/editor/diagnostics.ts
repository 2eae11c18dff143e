import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { modes } from '../../src/modes/index.ts';
import { run } from '../cli/program.ts';
import type { LanguageServer } from './language-server.ts';
import { marksOf, openAll, root, schemaUrl } from './workbench.ts';

const read = (file: string) => readFileSync(join(root, file), 'utf8');

const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => join(folder, file));

/** Its own would win over ours, and name a file that is not there. */
const withoutModeline = (text: string) => text.replace(/^# yaml-language-server:.*\n/m, '');

const configurations = ['examples', 'templates'].flatMap((folder) =>
  filesIn(folder, /backworks\.ya?ml$/).map((file) => ({
    name: file,
    text: withoutModeline(read(file).replaceAll(/\{\{\w+\}\}/g, 'sample')),
  })),
);

/** A text that would fill the page. */
const SHORTENED = /\.\.\. \(\d+ characters\)$/m;

/** Pages about mistakes show them first. */
const samplesOf = (page: string) =>
  /\berrors[/\\]BW/.test(page) ? (read(page).split('## Good')[1] ?? '') : read(page);

const samples = ['README.md', ...filesIn('docs', /\.md$/)].flatMap((page) =>
  [...samplesOf(page).matchAll(/^```yaml\n([\s\S]*?)^```/gm)]
    .map(([, text = ''], index) => ({ name: `${page}, sample ${index + 1}`, text: withoutModeline(text) }))
    .filter(({ text }) => /^endpoints:/m.test(text) && !SHORTENED.test(text)),
);

/** What the loader takes, so that no editor may mark it. */
const sound: readonly [name: string, text: string][] = [
  ['a variable for a number', 'server:\n  port: ${PORT}\nendpoints: {}\n'],
  ['a variable with a default for a number', 'server:\n  port: ${PORT:-4000}\nendpoints: {}\n'],
  ['a variable with a message', 'server:\n  port: ${PORT:?which port?}\nendpoints: {}\n'],
  ['a variable in quotes in a flow mapping', 'server: { port: "${PORT}" }\nendpoints: {}\n'],
  ['a variable for true or false', 'server:\n  cors: ${CORS}\nendpoints: {}\n'],
  [
    'a variable for true or false in a mapping',
    'server: { cors: { origins: [https://a.example], credentials: "${CORS}" } }\nendpoints: {}\n',
  ],
  ['a variable for a duration', 'server:\n  timeout: ${TIME}\nendpoints: {}\n'],
  ['a variable within a duration', 'server:\n  timeout: ${PORT}ms\nendpoints: {}\n'],
  ['a variable for a size', 'server:\n  max_body: ${SIZE:-1mb}\nendpoints: {}\n'],
  ['a variable for a delay', 'endpoints:\n  GET /a:\n    mock:\n      delay: ${TIME}\n'],
  ['a variable for a status', 'endpoints:\n  GET /a:\n    mock:\n      status: ${STATUS:-201}\n'],
  ['a variable for a mode', 'mode: ${MODE}\nendpoints:\n  GET /a:\n    mode: ${MODE:-mock}\n    mock: {}\n'],
  ['a variable for a text', 'name: ${NAME}\nversion: "${NAME:-1}"\nendpoints: {}\n'],
  ['a variable in a list', 'server:\n  cors:\n    origins: ["${ORIGIN}"]\nendpoints: {}\n'],
  ['a variable for a method', 'endpoints:\n  /a:\n    methods: ["${METHOD}"]\n    mock: {}\n'],
  ['expressions', 'endpoints:\n  GET /a/{id}:\n    mock:\n      body: { id: "${path.id}", n: 1 }\n'],
  [
    'expressions in headers',
    'endpoints:\n  GET /a:\n    mock:\n      headers: { x-a: "${method}", x-b: [1, true] }\n',
  ],
  ['a body that is a list', 'endpoints:\n  GET /a:\n    mock:\n      body: [1, { a: ~ }]\n'],
  [
    'keys of the user’s own',
    'x-a: 1\nserver: { x-b: [] }\nendpoints:\n  x-c: 1\n  GET /a: { x-d: ~, mock: { x-e: {} } }\n',
  ],
  [
    'anchors, aliases and merge keys',
    'x-m: &m { status: 201 }\nendpoints:\n  GET /a:\n    mock: { <<: *m, text: b }\n  GET /b: { mock: *m }\n',
  ],
  [
    'a list of merged mappings',
    'x-a: &a { status: 201 }\nx-b: &b { text: b }\nendpoints:\n  GET /a:\n    mock:\n      <<: [*a, *b]\n      delay: 1s\n',
  ],
  [
    'an environment that fills in a part',
    'server: { cors: { origins: [https://a.example] } }\nendpoints:\n  GET /a: { mock: { text: a } }\nenvironments:\n  test:\n    server: { cors: { credentials: true } }\n    endpoints: { GET /a: { mock: { status: 201 } } }\n',
  ],
  [
    'an environment that takes an endpoint away',
    'endpoints:\n  GET /a: { mock: {} }\nenvironments:\n  test:\n    endpoints: { GET /a: ~ }\n',
  ],
  ['an empty environment', 'endpoints: {}\nenvironments:\n  test: ~\n  x-note: 1\n'],
  ['Windows line ends', 'name: shop\r\nserver:\r\n  port: ${PORT}\r\nendpoints: {}\r\n'],
];

const variables = {
  PORT: '4000',
  CORS: 'true',
  TIME: '5s',
  SIZE: '1mb',
  MODE: 'mock',
  NAME: 'shop',
  ORIGIN: 'https://a.example',
  METHOD: 'GET',
};

/** Parts of other files are sound, though we cannot load them alone. */
const parts: readonly [name: string, text: string][] = [
  ['a file without endpoints', 'server: { port: 4000 }\n'],
  [
    'a file that fills in what another one has',
    'extends: ./a.yaml\nserver: { cors: { credentials: true } }\n',
  ],
  ['a file that takes away what another one has', 'include: ["./api/*.yaml"]\nendpoints:\n  GET /a: ~\n'],
];

const wrong: readonly [name: string, text: string, marks: readonly string[]][] = [
  [
    'an unknown mode',
    'endpoints:\n  GET /a:\n    mode: moc\n    mock: {}\n',
    [`3:11-14 Value is not accepted. Valid values: ${modes.map(({ name }) => `"${name}"`).join(', ')}.`],
  ],
  ['an unknown key', 'nme: shop\nendpoints: {}\n', ['1:1-4 Property nme is not allowed.']],
  [
    'an unknown key deep in a flow mapping',
    'endpoints:\n  GET /a: { mock: { stauts: 1 } }\n',
    ['2:21-27 Property stauts is not allowed.'],
  ],
  ['a wrong type', 'server: { port: x }\n', ['1:17-18 `port` takes a whole number']],
  ['a number out of range', 'server: { port: 70000 }\n', ['1:17-22 Value is above the maximum of 65535.']],
  ['a number as a text', 'version: 1.10\n', ['1:10-14 `version` takes text: put it in quotes']],
  [
    'a duration without a unit',
    'server: { timeout: 500 }\n',
    ['1:20-23 `timeout` takes a duration: a number and its unit, such as 250ms, 30s, 5m, 1h or 7d'],
  ],
  [
    'a duration in words',
    'endpoints:\n  GET /a:\n    mock:\n      delay: 2 seconds\n',
    ['4:14-23 `delay` takes a duration: a number and its unit, such as 250ms, 30s, 5m, 1h or 7d'],
  ],
  [
    'a size in capitals',
    'server: { max_body: 5MB }\n',
    ['1:21-24 `max_body` takes a size: a number and its unit, such as 512kb or 10mb'],
  ],
  ['a word for true', 'server: { cors: yes }\n', ['1:17-20 `cors` takes true or false or a mapping']],
  ['a missing key', 'server: { cors: { credentials: true } }\n', ['1:11-15 Missing property "origins".']],
  ['an endpoint without a value', 'endpoints:\n  GET /a: ~\n', ['2:11-12 a value is missing']],
  [
    'a wrong type in an environment',
    'environments:\n  test:\n    server: { port: x }\n',
    ['3:21-22 `port` takes a whole number'],
  ],
  [
    'what an environment does not have',
    'environments:\n  test:\n    extends: a.yaml\n',
    ['3:5-12 Property extends is not allowed.'],
  ],
];

const texts = [
  ...[...configurations, ...samples].map(({ text }) => text),
  ...[...sound, ...parts].map(([, text]) => text),
  ...wrong.map(([, text]) => text),
];

export function diagnostics(editor: () => LanguageServer, folder: string): void {
  beforeAll(() => openAll(editor(), texts));

  it('has something to look at', () => {
    expect(configurations.length).toBeGreaterThan(1);
    expect(samples.length).toBeGreaterThan(1);
  });

  it.each([...configurations, ...samples])('are none for $name', async ({ text }) => {
    expect(await marksOf(editor(), text)).toEqual([]);
  });

  it.each(sound)('are none for %s, which the loader takes', async (_name, text) => {
    const source = { kind: 'text', text, folder: root } as const;
    const options = { source, modes, environment: variables, cwd: root, everyEnvironment: true };
    expect((await loadConfig(options)).diagnostics).toEqual([]);
    expect(await marksOf(editor(), text)).toEqual([]);
  });

  it.each(parts)('are none for %s', async (_name, text) => {
    expect(await marksOf(editor(), text)).toEqual([]);
  });

  it.each(wrong)('mark %s', async (_name, text, marks) => {
    expect(await marksOf(editor(), text)).toEqual(marks);
  });

  it('come by the schema that init writes', async () => {
    expect((await run(['init', folder, '--yes', '--name', 'shop'])).code).toBe(0);
    const text = readFileSync(join(folder, 'backworks.yaml'), 'utf8');
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/\.backworks\/schema\.json\n/);
    expect(await editor().open(text, folder).marks).toEqual([]);
    const [mark] = await editor().open(text.replace('mock:', 'moc:'), folder).marks;
    expect(mark?.message).toBe('Property moc is not allowed.');
  });
  it('come by the comment that JetBrains’ editors read, too', async () => {
    const [mark] = await editor().open(`# $schema: ${schemaUrl}\nnme: shop\n`).marks;
    expect(mark?.message).toBe('Property nme is not allowed.');
  });

  it('are switched off by a comment on the line above', async () => {
    const text = 'server:\n  # yaml-language-server-disable\n  prot: 1\n';
    expect(await marksOf(editor(), text)).toEqual([]);
  });
}
