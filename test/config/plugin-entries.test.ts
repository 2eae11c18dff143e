import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PluginEntry } from '../../src/contracts/plugin-host.ts';
import { temporaryFolder } from '../cli/program.ts';
import { tell } from '../support/plugin-inspector.ts';
import { findings, loadPlugins, type PluginOptions, resolvePlugins } from './plugin-project.ts';

const listed = (entries: string) => `plugins: ${entries}\nendpoints: {}\n`;

const found = (entries: string, options: PluginOptions = { told: {} }) => findings(listed(entries), options);

/** What the inspector is told of the one entry. */
async function entryOf(entry: string, official: readonly string[] = ['a']): Promise<PluginEntry> {
  const inspector = tell({ a: { configSchema: {} } }, official);
  const { diagnostics } = await loadPlugins(listed(`{ a: ${entry} }`), { told: inspector });
  expect(diagnostics).toEqual([]);
  const [first, ...rest] = inspector.seen;
  if (first === undefined || rest.length > 0) throw new Error('there is one entry');
  return first;
}

describe('an entry', () => {
  it('is all filled in when the plugin is looked at', async () => {
    expect(await entryOf('{ ttl: 3, config: { deep: { x: 1 } } }')).toEqual({
      name: 'a',
      pointer: '/plugins/a',
      file: '-',
      line: 1,
      source: { kind: 'official', name: 'a' },
      isolation: 'inline',
      sandbox: false,
      maxExecutionTime: undefined,
      critical: undefined,
      limits: { policy: 'recycle' },
      settings: { deep: { x: 1 }, ttl: 3 },
    });
  });

  it('has its limits in bytes and milliseconds', async () => {
    const text =
      '{ max_execution_time: 1.5s, critical: true, limits: { memory: 64mb, cpu_time: 2s, concurrent_operations: 5, file_handles: 9, policy: warn } }';
    expect(await entryOf(text)).toMatchObject({
      maxExecutionTime: 1_500,
      critical: true,
      limits: {
        memory: 64 * 1024 * 1024,
        cpuTime: 2_000,
        concurrentOperations: 5,
        fileHandles: 9,
        policy: 'warn',
      },
    });
  });

  it.each([
    ['{}', 'inline'],
    ['{ sandbox: true }', 'process'],
    ['{ isolation: process }', 'process'],
    ['{ isolation: process, sandbox: true }', 'process'],
    ['{ sandbox: false, isolation: inline }', 'inline'],
  ])('of an official plugin, %s, runs %s', async (entry, isolation) => {
    expect((await entryOf(entry)).isolation).toBe(isolation);
  });

  it('may be empty, and says nothing about a plugin that is disabled', async () => {
    const inspector = tell({ a: {}, b: { failures: [{ code: 'BW3402', message: 'x' }] } });
    const text = 'plugins:\n  a:\n  b: { enabled: false, any: thing }\nendpoints: {}\n';
    const { config, diagnostics } = await loadPlugins(text, { told: inspector });
    expect(diagnostics).toEqual([]);
    expect(config?.plugins.map(({ name }) => name)).toEqual(['a']);
    expect(inspector.seen.map(({ name }) => name)).toEqual(['a']);
  });

  it('may be a note of the user’s own', async () => {
    expect((await resolvePlugins(listed('{ x-note: 5, a: {} }'), { told: { a: {} } })).plugins).toHaveLength(
      1,
    );
  });

  it('with a variable in its own keys is what the variable makes of it', async () => {
    const options = { told: { a: {} }, environment: { ON: 'false' } };
    expect((await resolvePlugins(listed('{ a: { enabled: "${ON}" } }'), options)).plugins).toEqual([]);
  });
});

describe('plugins that are not written as entries', () => {
  it.each([
    ['[]', ['BW2004 1:10-12 `plugins` must be a mapping, not a list']],
    ['[a, b]', ['BW2004 1:10-16 `plugins` must be a mapping, not a list [write `{ a: {}, b: {} }`]']],
    ['a', ['BW2004 1:10-11 `plugins` must be a mapping, not text [write `{ a: {} }`]']],
    ['5', ['BW2004 1:10-11 `plugins` must be a mapping, not a number']],
    ['{ a: 1 }', ['BW2004 1:15-16 `a` must be a mapping or nothing, not a number']],
    ['{ a: true }', ['BW2004 1:15-19 `a` must be a mapping or nothing, not true or false [write `{}`]']],
    [
      '{ a: false }',
      ['BW2004 1:15-20 `a` must be a mapping or nothing, not true or false [write `{ enabled: false }`]'],
    ],
    [
      '{ a: ./a.ts }',
      ['BW2004 1:15-21 `a` must be a mapping or nothing, not text [write `{ module_path: ./a.ts }`]'],
    ],
    ['{ a: { config: 3 } }', ['BW2004 1:25-26 `config` must be a mapping, not a number']],
  ])('are told how to: %s', async (entries, expected) => {
    expect(await found(entries, { told: { a: {}, b: {} } })).toEqual(expected);
  });
});

describe('the name of an entry', () => {
  it.each([
    ['My Plugin', 'my-plugin'],
    ['myPlugin', 'my-plugin'],
    ['rate_limit', 'rate-limit'],
    ['@acme/audit', 'acme-audit'],
    ['a-', 'a'],
    ['__proto__', 'proto'],
    ['9', undefined],
    ['ü', undefined],
  ])('is not %s', async (name, meant) => {
    const edit = meant === undefined ? '' : ` [perhaps rename it to \`${meant}\`]`;
    const expected = /^BW2006 1:12-\d+ `.*` is no name of a plugin/;
    const [first = '', ...rest] = await found(`{ "${name}": {} }`);
    expect(first).toMatch(expected);
    expect(first.endsWith(`is no name of a plugin${edit}`)).toBe(true);
    expect(rest).toEqual([]);
  });

  it('may be that of a member of every object', async () => {
    const text = listed('{ constructor: {}, tostring: {} }');
    const { plugins } = await resolvePlugins(text, { told: { constructor: {}, tostring: {} } });
    expect(plugins.map(({ name }) => name)).toEqual(['constructor', 'tostring']);
    expect(await found('{ constructor: {} }', { told: tell({}) })).toEqual([
      'BW3401 1:12-23 there is no plugin `constructor`',
    ]);
  });

  it('is one mistake when it has a template in it', async () => {
    expect(await found('{ "${NAME}": {} }')).toEqual(['BW2006 1:12-21 `${NAME}` is no name of a plugin']);
  });
});

describe('the code of a plugin', () => {
  it('is the nearest official one, when the name is misspelt', async () => {
    expect(await found('{ cahce: {} }', { told: tell({}, ['auth', 'cache']) })).toEqual([
      'BW3401 1:12-17 there is no plugin `cahce` [perhaps rename it to `cache`]',
    ]);
  });

  it('is not the nearest one when that is listed, too', async () => {
    const { diagnostics } = await loadPlugins(listed('{ cache: {}, cachee: {} }'), { told: { cache: {} } });
    expect(diagnostics).toMatchObject([
      {
        code: 'BW3401',
        hint: 'run `npm install backworks-plugin-cachee`, or name a file of your own with `module_path:`',
        suggestions: [],
      },
    ]);
  });

  it('is a package in a folder above, by its name or by the entry’s', async () => {
    const folder = temporaryFolder();
    for (const name of ['backworks-plugin-audit', '@acme/audit'])
      mkdirSync(join(folder, 'node_modules', name), { recursive: true });
    const below = join(folder, 'deep');
    mkdirSync(below);
    const source = {
      kind: 'text',
      text: listed('{ audit: {}, other: { package: "@acme/audit" }, third: { package: missing } }'),
      folder: below,
    } as const;
    const { seen, ...inspector } = tell({});
    const { diagnostics } = await loadPlugins('', { told: { ...inspector, seen }, source });
    expect(seen.map(({ name, source: from, isolation }) => [name, from, isolation])).toEqual([
      ['audit', { kind: 'package', name: 'backworks-plugin-audit' }, 'process'],
      ['other', { kind: 'package', name: '@acme/audit' }, 'process'],
    ]);
    expect(diagnostics).toMatchObject([
      { code: 'BW3401', message: 'the package missing is not installed', pointer: '/plugins/third/package' },
    ]);
  });

  it.each([
    [
      '{ a: { package: ./a.ts } }',
      ['BW2006 1:26-32 ./a.ts is no name of an npm package [rename the key to `module_path`]'],
    ],
    ['{ a: { package: "A B" } }', ['BW2006 1:26-31 "A B" is no name of an npm package']],
    ['{ a: { package: "" } }', ['BW2006 1:26-28 `package` is empty']],
    ['{ a: { module_path: ./nope.ts } }', ['BW3011 1:30-39 the file ./nope.ts does not exist']],
    [
      '{ a: { module_path: ./nope.py } }',
      [
        'BW2006 1:30-39 ./nope.py is no file of JavaScript or TypeScript',
        'BW3011 1:30-39 the file ./nope.py does not exist',
      ],
    ],
  ])('is not looked at when its place makes no sense: %s', async (entries, expected) => {
    const { seen, ...inspector } = tell({ a: {} });
    expect(await found(entries, { told: { ...inspector, seen } })).toEqual(expected);
    expect(seen).toEqual([]);
  });

  it('is the module when a package is named, too, and that is said', async () => {
    const folder = temporaryFolder();
    const text = listed('{ a: { module_path: ./a.ts, package: acme } }');
    writeFileSync(join(folder, 'a.ts'), '');
    const inspector = tell({});
    const { diagnostics } = await loadPlugins('', {
      told: inspector,
      source: { kind: 'text', text, folder },
    });
    expect(diagnostics).toMatchObject([
      { code: 'BW3014', severity: 'warning', pointer: '/plugins/a/package' },
    ]);
    expect(inspector.seen).toMatchObject([{ source: { kind: 'module', path: join(folder, 'a.ts') } }]);
  });
});

describe('a sandbox', () => {
  it('and limits of processes mean nothing without one: BW3014', async () => {
    const text = '{ a: { isolation: inline, limits: { memory: 64mb, concurrent_operations: 3 } } }';
    expect(await found(text, { told: { a: {} } })).toEqual([
      expect.stringMatching(/^BW3014 .*`memory` does not count for a plugin that is `inline`/),
    ]);
  });

  it('is a mistake without a process: BW3416', async () => {
    expect(await found('{ a: { sandbox: true, isolation: inline } }', { told: { a: {} } })).toEqual([
      "BW3416 1:43-49 a sandbox is around a process, and `inline` is the server's own [perhaps write `process`]",
    ]);
  });
});

describe('the keys of an entry', () => {
  it('have limits and forms', async () => {
    const text =
      '{ a: { max_execution_time: 20m, limits: { memory: 3, cpu_time: 1x, policy: recyle, file_handles: 0, ram: 1 } } }';
    expect(await found(text, { told: { a: {} } })).toEqual([
      'BW2005 1:37-40 `max_execution_time` must be at most 10m [write `10m`]',
      'BW2007 1:60-61 `memory` needs a unit: 3b or 3kb? [write `3b`] [write `3kb`]',
      'BW2006 1:73-75 `1x` is not a duration',
      'BW2003 1:85-91 unknown policy `recyle` [did you mean `recycle`?]',
      'BW2005 1:107-108 `file_handles` must be from 1 to 1000000',
      'BW2001 1:110-113 unknown key `ram`',
    ]);
  });
});

describe('what the inspector reports', () => {
  const failing = (at?: 'module_path' | 'sandbox') => ({
    a: { failures: [{ code: 'BW3402' as const, message: 'boom', hint: 'mend it', ...(at && { at }) }] },
  });

  it.each([
    [undefined, '1:12-13'],
    ['module_path' as const, '1:12-13'],
    ['sandbox' as const, '1:26-30'],
  ])('about %s stands at %s', async (at, place) => {
    expect(await found('{ a: { sandbox: true } }', { told: failing(at) })).toEqual([`BW3402 ${place} boom`]);
  });

  it('hides no mistake elsewhere', async () => {
    const text = 'plugins: { a: {}, b: { n: 1 } }\nendpoints:\n  get /a: { mock: {} }\n';
    const expected = ['BW3402 1:12-13 boom', 'BW3405 1:24-25 `b` has no setting `n`'];
    const codes = await findings(text, { told: { ...failing(), b: {} } });
    expect(codes.slice(0, 2)).toEqual(expected);
    expect(codes[2]).toMatch(/^BW3002 3:3-6/);
  });
});

describe('without loading plugins', () => {
  it('only what stands in the file is checked', async () => {
    const text =
      'plugins: { a: { n: 1, config: { n: 2 } }, b: { sandbox: true, isolation: inline }, nobody-knows: {} }\n' +
      'endpoints:\n  GET /a: { mock: {}, plugins: { c: {} } }\n';
    expect((await findings(text)).map((one) => one.slice(0, 6))).toEqual(['BW3409', 'BW3416', 'BW3410']);
    expect((await resolvePlugins(listed('{ nobody-knows: { any: thing } }'))).plugins).toEqual([]);
  });
});
