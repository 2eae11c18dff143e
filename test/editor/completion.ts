import { expect, it } from 'vitest';
import { shapeOf } from '../../src/config/shape.ts';
import { modes } from '../../src/modes/index.ts';
import type { LanguageServer } from './language-server.ts';
import type { CompletionItem } from './protocol.ts';
import { fileWith, keysOf } from './schema-keys.ts';
import { completionsOf, marksOf, openAll, schema, take } from './workbench.ts';

const PROPERTY = 10;

const top = shapeOf(schema);
const server = top.property('server');
const endpoint = top.property('endpoints')?.property('GET /a');
const mock = endpoint?.property('mock');
const modeNames = modes.map(({ name }) => name);

/** Where the cursor stands, and which keys exactly are offered there. */
const keyCases: readonly [name: string, text: string, keys: readonly string[] | undefined][] = [
  ['all keys in an empty file', '¦\n', top.keys()],
  ['the other keys below one', 'name: shop\n¦\n', top.keys().filter((key) => key !== 'name')],
  ['the keys that begin like a word', 'serv¦\n', top.keys()],
  ['the keys of `server`', 'server:\n  ¦\n', server?.keys()],
  ['the keys of `cors`', 'server:\n  cors:\n    ¦\n', server?.property('cors')?.keys()],
  ['the keys of an endpoint', 'endpoints:\n  GET /a:\n    ¦\n', endpoint?.keys()],
  ['the keys of `mock`', 'endpoints:\n  GET /a:\n    mock:\n      ¦\n', mock?.keys()],
  ['keys in a flow mapping', 'server: { po¦ }\n', server?.keys()],
  ['keys in a nested flow mapping', 'endpoints:\n  GET /a: { mock: { st¦ } }\n', mock?.keys()],
  [
    'further keys in a nested flow mapping',
    'endpoints:\n  GET /a: { mock: { status: 201, bo¦ } }\n',
    mock?.keys().filter((key) => key !== 'status'),
  ],
  [
    'what an environment has',
    'environments:\n  production:\n    ¦\n',
    top.keys().filter((key) => !['extends', 'include', 'environments'].includes(key)),
  ],
  [
    'the keys of `server` in an environment',
    'environments:\n  production:\n    server:\n      ¦\n',
    server?.keys(),
  ],
  [
    'the keys of `mock` in an environment',
    'environments:\n  production:\n    endpoints:\n      GET /a:\n        mock:\n          ¦\n',
    mock?.keys(),
  ],
];

/** Where the cursor stands, and which values exactly are offered there. */
const valueCases: readonly [name: string, text: string, values: readonly string[]][] = [
  ['the modes of an endpoint', 'endpoints:\n  GET /a:\n    mode: ¦\n    mock: {}\n', modeNames],
  ['the modes of the file', 'mode: ¦\nendpoints: {}\n', modeNames],
  ['the modes of an environment', 'environments:\n  test:\n    mode: ¦\n', modeNames],
  ['true and false', 'server:\n  cors:\n    origins: ["*"]\n    credentials: ¦\n', ['true', 'false']],
  [
    'methods in a list',
    'endpoints:\n  /a:\n    methods:\n      - ¦\n    mock: {}\n',
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  ],
  [
    'methods in a flow list',
    'endpoints:\n  /a:\n    methods: [GET, ¦]\n    mock: {}\n',
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  ],
];

const labels = (items: readonly { readonly label: string }[]) => items.map(({ label }) => label);

/** The server offers "header", too, where users choose the names. */
const keysAmong = (items: readonly CompletionItem[]) => labels(items.filter(({ kind }) => kind === PROPERTY));

/** Keys of scalars, which have values to offer. */
const scalars = keysOf(schema).filter(({ node }) => {
  const types = [...shapeOf(node).types];
  return types.length > 0 && !types.includes('object') && !types.includes('array');
});

export function completion(editor: () => LanguageServer): void {
  it.each(keyCases)('offers %s', async (_name, text, keys = []) => {
    expect(keys.length).toBeGreaterThan(0);
    expect(keysAmong(await completionsOf(editor(), text)).sort()).toEqual([...keys].sort());
  });

  it.each(valueCases)('offers %s', async (_name, text, values) => {
    expect(labels(await completionsOf(editor(), text)).sort()).toEqual([...values].sort());
  });

  it('explains what it offers', async () => {
    const items = await completionsOf(editor(), 'server:\n  ¦\n');
    for (const { label, documentation } of items) expect(documentation, label).not.toBe('');
  });

  it.concurrent.each(scalars.map(({ path }) => ({ path, name: path.join('.') })))(
    'offers only what belongs behind $name',
    async ({ path }) => {
      // The rest of its mapping may stand in another file.
      const text = `${fileWith(path, '¦')}extends: ./base.yaml\n`;
      const written = (await completionsOf(editor(), text)).map((item) => take(text, item));
      openAll(editor(), written);
      for (const one of written) expect(await marksOf(editor(), one), one).toEqual([]);
    },
  );

  it('needs the first letter of a key in a flow mapping', async () => {
    expect(await completionsOf(editor(), 'server: { ¦ }\n')).toEqual([]);
  });

  it('writes a mapping below its key and leaves the rest to the user', async () => {
    const written = async (text: string, key: string) => {
      const item = (await completionsOf(editor(), text)).find(({ label }) => label === key);
      return item === undefined ? undefined : take(text, item);
    };
    expect(await written('¦\n', 'server')).toBe('server:\n  \n');
    expect(await written('endpoints:\n  GET /a:\n    ¦\n', 'mock')).toBe(
      'endpoints:\n  GET /a:\n    mock:\n      \n',
    );
  });

  it('never opens the server to other machines or origins by itself', async () => {
    const items = await completionsOf(editor(), 'server:\n  ¦\n');
    const written = items.map((item) => take('server:\n  ¦\n', item));
    expect(written).toContain('server:\n  host: \n');
    const opening = /(?:cors|trusted_proxies): \S|\*|0\.0\.0\.0/;
    expect(written.filter((text) => opening.test(text))).toEqual([]);
  });
}
