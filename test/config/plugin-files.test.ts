import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LoadOptions } from '../../src/config/load.ts';
import { tell } from '../support/plugin-inspector.ts';
import { createProject } from './project.ts';

const cache = { configSchema: { properties: { ttl: { type: 'integer' }, zone: { type: 'string' } } } };

function project(files: Readonly<Record<string, string>>) {
  const created = createProject(files);
  onTestFinished(() => created.remove());
  return created;
}

const withTold = (told: Parameters<typeof tell>[0], more: Partial<LoadOptions> = {}) => ({
  plugins: tell(told),
  ...more,
});

describe('plugins of several files', () => {
  it('are merged setting by setting, and each mistake stands in its own file', async () => {
    const files = {
      'backworks.yaml':
        'extends: ./base.yaml\ninclude: ./api/a.yaml\nplugins: { cache: { zone: a } }\nendpoints: {}\n',
      'base.yaml': 'plugins: { cache: { ttl: 5, zone: b } }\n',
      'api/a.yaml': 'plugins: { audit: { module_path: ./audit.ts } }\n',
      'api/audit.ts': '',
    };
    const one = project(files);
    const { plugins } = await one.resolve(withTold({ cache }));
    const [audit, own] = [...plugins].sort((a, b) => (a.name < b.name ? -1 : 1));
    expect(plugins).toHaveLength(2);
    expect(audit).toMatchObject({
      settings: {},
      source: { kind: 'module', path: join(one.folder, 'api/audit.ts') },
      file: 'api/a.yaml',
      line: 1,
    });
    expect(own).toMatchObject({
      settings: { ttl: 5, zone: 'a' },
      source: { kind: 'official', name: 'cache' },
      file: 'backworks.yaml',
      line: 3,
    });
    one.write({ 'base.yaml': 'plugins:\n  cache: { ttl: x, tll: 1 }\n  cahce: {}\n' });
    expect(await one.found(withTold({ cache }))).toEqual([
      'BW3406 base.yaml:2:17',
      'BW3405 base.yaml:2:20',
      'BW3401 base.yaml:3:3',
    ]);
  });

  it('say which two places have one setting', async () => {
    const one = project({
      'backworks.yaml': 'extends: ./base.yaml\nplugins: { cache: { config: { ttl: 1 } } }\nendpoints: {}\n',
      'base.yaml': 'plugins: { cache: { ttl: 5 } }\n',
    });
    const { diagnostics } = await one.load(withTold({ cache }));
    expect(diagnostics).toMatchObject([
      { code: 'BW3409', file: 'backworks.yaml', related: [{ file: 'base.yaml' }] },
    ]);
  });

  it('are taken away by null, as settings are not', async () => {
    const one = project({
      'backworks.yaml':
        'extends: ./base.yaml\nplugins: { cache: , audit: { config: { level: null }, old: null } }\nendpoints: {}\n',
      'base.yaml': 'plugins: { cache: { ttl: 5 }, audit: {} }\n',
    });
    const { plugins } = await one.resolve(withTold({ cache, audit: { configSchema: {} } }));
    expect(plugins.map(({ name, settings }) => [name, settings])).toEqual([
      ['audit', { level: null, old: null }],
    ]);
  });

  it('are listed with `{}` where null would take nothing away', async () => {
    const one = project({
      'backworks.yaml': 'extends: ./base.yaml\nplugins: { cache: }\nendpoints: {}\n',
      'base.yaml': 'plugins: { audit: {} }\n',
    });
    const { diagnostics } = await one.load(withTold({ cache, audit: {} }));
    expect(diagnostics).toMatchObject([
      { code: 'BW1026', suggestions: [{ text: 'write `{}` to use it', guess: true }] },
    ]);
  });
});

describe('plugins of environments', () => {
  const files = {
    'backworks.yaml': `plugins: { cache: { ttl: 1 }, audit: {} }
environments:
  dev: { plugins: { audit: { enabled: false } } }
  test: { plugins: { cache: { tll: 1 } } }
endpoints: {}
`,
  };

  it('are those of the one that is used', async () => {
    const { plugins } = await project(files).resolve(withTold({ cache, audit: {} }, { env: 'dev' }));
    expect(plugins.map(({ name }) => name)).toEqual(['cache']);
  });

  it('are all checked, and looked at once where nothing differs', async () => {
    const inspector = tell({ cache, audit: {} });
    const one = project(files);
    expect(await one.found({ plugins: inspector, everyEnvironment: true })).toEqual([
      'BW3405 backworks.yaml:4:31',
    ]);
    expect(inspector.seen.map(({ name, settings }) => [name, settings])).toEqual([
      ['cache', { ttl: 1 }],
      ['audit', {}],
      ['cache', { ttl: 1, tll: 1 }],
    ]);
  });
});

describe('files of plugins', () => {
  it('are watched, also those of plugins that could not be loaded', async () => {
    const one = project({
      'backworks.yaml':
        'plugins: { a: { module_path: ./a.ts }, b: { module_path: ./b.ts }, c: { module_path: ./c.ts } }\nendpoints: {}\n',
      'a.ts': '',
      'b.ts': '',
    });
    const lib = join(one.folder, 'lib.ts');
    const plugins = tell({
      a: { files: [join(one.folder, 'a.ts'), lib] },
      b: { failures: [{ code: 'BW3402', message: 'boom' }] },
    });
    const { files } = await one.load({ plugins });
    expect(files).toEqual(
      expect.arrayContaining([...['a.ts', 'b.ts', 'c.ts'].map((name) => join(one.folder, name)), lib]),
    );
  });
});

describe('the hash of a configuration', () => {
  const hashOf = async (text: string, told: Parameters<typeof tell>[0] = { a: {}, b: {} }) =>
    (
      await project({ 'backworks.yaml': text }).resolve({
        ...withTold(told),
        source: { kind: 'text', text, folder: '/' },
      })
    ).hash;

  it('is that of what plugins do, wherever and in which order they stand', async () => {
    const first = await hashOf('plugins: { a: {}, b: {} }\nendpoints: {}\n');
    expect(await hashOf('# a note\nplugins:\n  b:\n  a: {}\nendpoints: {}\n')).toBe(first);
    expect(await hashOf('plugins: { a: {} }\nendpoints: {}\n')).not.toBe(first);
    expect(await hashOf('plugins: { a: { critical: true }, b: {} }\nendpoints: {}\n')).not.toBe(first);
    expect(
      await hashOf('plugins: { a: {}, b: {} }\nendpoints: {}\n', { a: { version: '2.0.0' }, b: {} }),
    ).not.toBe(first);
  });

  it('is another one with other settings of an endpoint', async () => {
    const text = (value: string) =>
      `plugins: { a: {} }\nendpoints:\n  GET /: { mock: {}, plugins: { a: ${value} } }\n`;
    expect(await hashOf(text('false'))).not.toBe(await hashOf(text('true')));
  });
});
