import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { raise, revoked } from '../../../test/support/plugins.ts';
import { digestOf, type Loading, loadPlugin, readDefinition } from './load-plugin.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-plugins-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
let folder = root;
/** Each test has a folder of its own: paths are what modules are known by. */
beforeEach(() => {
  count += 1;
  folder = join(root, String(count));
  mkdirSync(folder);
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function load(file: string): Promise<Loading> {
  return loadPlugin({ kind: 'module', path: join(folder, file) }, folder);
}

/** The description of the plugin, or why there is none, and the files that were looked at. */
async function told(loading: Promise<Loading>): Promise<[string | undefined | readonly string[], string[]]> {
  const result = await loading;
  const relative = (files: readonly string[]) => files.map((file) => file.slice(folder.length + 1));
  if ('manifest' in result) return [result.manifest.description, relative(result.manifest.files)];
  return [
    result.failures.map(({ code, message, at }) => `${code} ${at}: ${message}`),
    relative(result.files),
  ];
}

const named = (description: string) => `name: 'audit', version: '1.0.0', description: ${description}`;

describe('a module', () => {
  it.each<[string, Record<string, string>]>([
    ['plugin.ts', { 'plugin.ts': `const word: string = 'typed';\nexport default { ${named('word')} };` }],
    ['plugin.mjs', { 'plugin.mjs': `export default { ${named("'typed'")} };` }],
    ['plugin.js', { 'plugin.js': `export default { ${named("'typed'")} };` }],
    ['plugin.cjs', { 'plugin.cjs': `module.exports = { ${named("'typed'")} };` }],
    ['plugin.js', { 'plugin.js': `module.exports = { ${named("'typed'")} };` }],
    ['plugins/a b/ä.ts', { 'plugins/a b/ä.ts': `export default { ${named("'typed'")} };` }],
    [
      'plugin.ts',
      { 'plugin.ts': `const word = await Promise.resolve('typed');\nexport default { ${named('word')} };` },
    ],
  ])('%s is loaded as it is', async (file, files) => {
    write(files);
    expect(await told(load(file))).toEqual(['typed', [file]]);
  });

  it('may be awaited', async () => {
    const late = `export default Promise.resolve({ ${named("'late'")} });`;
    write({ 'plugin.ts': late, 'plugin.mjs': late });
    for (const file of ['plugin.ts', 'plugin.mjs']) expect((await told(load(file)))[0]).toBe('late');
  });

  it('may import others, which are its files; those of packages are not', async () => {
    write({
      'plugin.ts': `import { word } from './lib/word.ts';\nimport { end } from 'endings';\nexport default { ${named('word + end')} };`,
      'lib/word.ts': `import data from './data.json';\nexport const word: string = data.word;`,
      'lib/data.json': '{"word":"nested"}',
      'node_modules/endings/package.json': '{"name":"endings","version":"1.0.0","main":"index.js"}',
      'node_modules/endings/index.js': `exports.end = '!';`,
    });
    const [description, files] = await told(load('plugin.ts'));
    expect(description).toBe('nested!');
    expect(files.toSorted()).toEqual(['lib/data.json', 'lib/word.ts', 'plugin.ts']);
  });

  it.each(['ts', 'mjs'])('.%s is read again when it or what it imports has changed', async (ending) => {
    const nested = (word: string) => ({ [`word.${ending}`]: `export const word = '${word}';` });
    const whole = (mark: string) => ({
      [`plugin.${ending}`]: `import { word } from './word.${ending}';\nexport default { ${named(`word + '${mark}'`)} };`,
    });
    write({ ...nested('one'), ...whole('') });
    const first = await load(`plugin.${ending}`);
    expect(await told(Promise.resolve(first))).toEqual(['one', [`plugin.${ending}`, `word.${ending}`]]);
    write(nested('two'));
    const second = await load(`plugin.${ending}`);
    // Node keeps what it has loaded itself; that there is another plugin shows all the same.
    const word = ending === 'ts' ? 'two' : 'one';
    expect((await told(Promise.resolve(second)))[0]).toBe(word);
    write(whole('!'));
    expect((await told(load(`plugin.${ending}`)))[0]).toBe(`${word}!`);
    const digests = [first, second].map((one) => ('manifest' in one ? one.manifest.digest : undefined));
    expect(new Set(digests).size).toBe(2);
  });

  it('may import backworks/plugin, which is no file of its own', async () => {
    write({
      'plugin.ts': `import { definePlugin, type PluginDefinition } from 'backworks/plugin';\nconst made: PluginDefinition = definePlugin({ ${named("'ours'")} });\nexport default made;`,
    });
    expect(await told(load('plugin.ts'))).toEqual(['ours', ['plugin.ts']]);
  });

  it('knows its own files only, also when several are loaded at once', async () => {
    write({
      'a.ts': `import { word } from './a-word.ts';\nawait Promise.resolve();\nexport default { ${named('word')} };`,
      'a-word.ts': `await Promise.resolve();\nexport const word = 'a';`,
      'b.ts': `import { word } from './b-word.ts';\nexport default { ${named('word')} };`,
      'b-word.ts': `await Promise.resolve();\nexport const word = 'b';`,
      'c.ts': `await Promise.resolve();\nthrow new Error('no');`,
    });
    const [a, b, c] = await Promise.all(['a.ts', 'b.ts', 'c.ts'].map((file) => told(load(file))));
    expect(a).toEqual(['a', ['a.ts', 'a-word.ts']]);
    expect(b).toEqual(['b', ['b.ts', 'b-word.ts']]);
    expect(c?.[1]).toEqual(['c.ts']);
  });
});

describe('a package', () => {
  it('is found from the folder of the configuration', async () => {
    write({
      'node_modules/@own/audit/package.json':
        '{"name":"@own/audit","version":"1.0.0","type":"module","exports":"./main.js"}',
      'node_modules/@own/audit/main.js': `export default { ${named("'packed'")} };`,
    });
    expect(await told(loadPlugin({ kind: 'package', name: '@own/audit' }, folder))).toEqual(['packed', []]);
  });

  it('that is not there is named', async () => {
    const [failures] = await told(loadPlugin({ kind: 'package', name: 'not-there' }, folder));
    expect(failures).toEqual([
      expect.stringMatching(/^BW3402 package: not-there cannot be loaded: .*not-there/),
    ]);
  });
});

describe('a module that cannot be loaded', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'a mistake of syntax',
      { 'plugin.ts': 'export default {\n  name: "a",,\n};' },
      /^BW3402 module_path: plugin\.ts cannot be loaded: .*plugin\.ts:2:\d+\)?/,
    ],
    [
      'what it throws',
      { 'plugin.ts': "\nthrow new Error('no database');" },
      /: no database \(plugin\.ts:2:7\)$/,
    ],
    [
      'what a nested module throws',
      { 'plugin.ts': "import './lib/a.ts';", 'lib/a.ts': "\nthrow new TypeError('deep');" },
      /: deep \(lib\/a\.ts:2:7\)$/,
    ],
    [
      'an import that is not there',
      { 'plugin.ts': "import './none.ts';\nexport default {};" },
      /: Cannot find module '\.\/none\.ts'/,
    ],
    ['a text that is thrown', { 'plugin.ts': "throw 'just so';" }, /: just so$/],
    ['nothing that is thrown', { 'plugin.ts': 'throw undefined;' }, /: undefined$/],
    [
      'what cannot be read',
      {
        'plugin.ts':
          'throw (() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })();',
      },
      /: something was thrown that cannot be read$/,
    ],
    [
      'an error without a stack',
      { 'plugin.ts': "const error = new Error('bare');\nerror.stack = undefined;\nthrow error;" },
      /: bare$/,
    ],
  ])('says %s', async (_name, files, message) => {
    write(files);
    const [failures, seen] = await told(load('plugin.ts'));
    expect(failures).toEqual([expect.stringMatching(message)]);
    expect(seen).toContain('plugin.ts');
  });

  it('that is not there, is', async () => {
    const [failures, seen] = await told(load('none.ts'));
    expect(failures).toEqual([
      expect.stringMatching(/^BW3402 module_path: none\.ts cannot be loaded: Cannot find module/),
    ]);
    expect(seen).toEqual(['none.ts']);
  });

  it('is given up when it never comes, and holds up no other', async () => {
    write({
      'plugin.ts': 'await new Promise(() => undefined);\nexport default {};',
      'other.ts': `export default { ${named("'other'")} };`,
    });
    const source = { kind: 'module', path: join(folder, 'plugin.ts') } as const;
    const [hung, other] = await Promise.all([told(loadPlugin(source, folder, 100)), told(load('other.ts'))]);
    expect(hung).toEqual([
      ['BW3402 module_path: plugin.ts cannot be loaded: it took longer than 100 ms'],
      ['plugin.ts'],
    ]);
    expect(other).toEqual(['other', ['other.ts']]);
  });

  it('is looked at again once it was mended', async () => {
    write({ 'plugin.ts': "import './word.ts';", 'word.ts': "throw new Error('no');" });
    await load('plugin.ts');
    write({
      'plugin.ts': `import { word } from './word.ts';\nexport default { ${named('word')} };`,
      'word.ts': "export const word = 'mended';",
    });
    expect((await told(load('plugin.ts')))[0]).toBe('mended');
  });
});

describe('a module that is no plugin', () => {
  it('has its mistakes told, up to twenty', async () => {
    write({
      'plugin.ts': `export default { name: 'A', version: '1.0.0', ${Array.from({ length: 30 }, (_one, index) => `x${index}: 1`).join(', ')} };`,
      'none.ts': 'export const name = 1;',
    });
    const [failures] = await told(load('plugin.ts'));
    expect(failures).toHaveLength(20);
    expect(failures?.[0]).toMatch(/^BW3403 module_path: plugin\.ts: `x0` is not known: /);
    expect((await told(load('none.ts')))[0]?.[0]).toMatch(
      /^BW3403 module_path: none\.ts: `version` is missing/,
    );
  });

  it('or is one for another contract, is told', async () => {
    write({ 'plugin.ts': `export default { ${named("''")}, contract: '^2.0.0' };` });
    expect((await told(load('plugin.ts')))[0]).toEqual([
      'BW3404 module_path: plugin.ts: the plugin "audit" is written for version ^2.0.0 of the plugin contract, and this is 1.0.0',
    ]);
  });
});

describe('a definition as it was exported', () => {
  it('of our own names no key of the file', async () => {
    expect(await readDefinition({ name: 'a' }, [], 'auth', undefined)).toEqual({
      failures: [{ code: 'BW3403', message: 'auth: `version` is missing', hint: 'mend `version` in auth' }],
      files: [],
    });
  });

  it.each<[string, () => unknown]>([
    ['a revoked proxy', revoked],
    [
      'a getter that throws',
      () => Object.defineProperty({ version: '1.0.0' }, 'name', { get: raise, enumerable: true }),
    ],
  ])('that is %s is told', async (_name, make) => {
    expect(await readDefinition(make(), ['/a.ts'], 'a.ts', 'module_path')).toEqual({
      failures: [
        { code: 'BW3403', message: expect.stringMatching(/^a\.ts cannot be read: ./), at: 'module_path' },
      ],
      files: ['/a.ts'],
    });
  });
});

it('a digest is of names and contents; a file that is gone counts as empty', async () => {
  write({ a: '1', b: '1' });
  const of = (...names: string[]) => digestOf(names.map((name) => join(folder, name)));
  const [a, b, none, both] = await Promise.all([of('a'), of('b'), of('none'), of('a', 'b')]);
  expect(new Set([a, b, none, both]).size).toBe(4);
  expect(a).toMatch(/^[\w-]{22}$/);
  write({ a: '2' });
  expect(await of('a')).not.toBe(a);
});
