import { describe, expect, it } from 'vitest';
import { findings, loadPlugins, resolvePlugins } from './plugin-project.ts';

const SCHEMA = {
  type: 'object',
  properties: { ttl: { type: 'integer', default: 9 }, roles: { type: 'array', items: { type: 'string' } } },
};

const told = { auth: { endpointSchema: SCHEMA }, cache: {}, off: { endpointSchema: SCHEMA } };

const text = (entries: string) =>
  `plugins: { auth: {}, cache: {}, off: { enabled: false } }\nendpoints:\n  GET /a: { mock: {}, plugins: ${entries} }\n`;

const found = (entries: string) => findings(text(entries), { told });

describe('an endpoint', () => {
  it('has settings with their defaults for the plugins it names', async () => {
    const { endpoints } = await resolvePlugins(
      `plugins: { a: {}, auth: {}, cache: {} }
endpoints:
  GET /1: { mock: {}, plugins: { auth: { roles: [x] }, cache: false, x-note: 1 } }
  GET /2: { mock: {}, plugins: { auth: true, cache: } }
  GET /3: { mock: {}, plugins: {} }
  GET /4: { mock: {} }
`,
      { told: { ...told, a: {} } },
    );
    expect(endpoints.map(({ plugins }) => plugins)).toEqual([
      { auth: { roles: ['x'], ttl: 9 }, cache: false },
      { auth: { ttl: 9 }, cache: {} },
      undefined,
      undefined,
    ]);
  });

  it('may have them from variables', async () => {
    const options = { told, environment: { TTL: '3', ON: 'false' } };
    const { endpoints } = await resolvePlugins(text('{ auth: { ttl: "${TTL}" }, cache: "${ON}" }'), options);
    expect(endpoints[0]?.plugins).toEqual({ auth: { ttl: 3 }, cache: false });
  });

  it.each([
    ['{ auth: { rols: [a] } }', ['BW3405 3:42-46 `auth` has no setting `rols` [rename it to `roles`]']],
    ['{ auth: { enabeld: true } }', ['BW3405 3:42-49 `auth` has no setting `enabeld`']],
    ['{ auth: { ttl: x } }', ['BW3406 3:47-48 `ttl` must be a whole number, not text']],
    ['{ auth: 5 }', ['BW2004 3:40-41 `auth` must be a mapping, true or false or nothing, not a number']],
    ['[auth]', ['BW2004 3:32-38 `plugins` must be a mapping, not a list [write `{ auth: {} }`]']],
    ['5', ['BW2004 3:32-33 `plugins` must be a mapping, not a number']],
  ])('is told what is wrong with its settings: %s', async (entries, expected) => {
    expect(await found(entries)).toEqual(expected);
  });

  it('may lack what must be there, also where it only says true', async () => {
    const options = {
      told: { a: { endpointSchema: { required: ['n'], properties: { n: { type: 'integer' } } } } },
    };
    const one = (value: string) =>
      findings(`plugins: { a: {} }\nendpoints:\n  GET /a: { mock: {}, plugins: { a: ${value} } }\n`, options);
    const missing = ['BW3406 3:34-35 the setting `n` of `a` is missing [perhaps add `n`]'];
    for (const value of ['true', '{}', '']) expect(await one(value)).toEqual(missing);
    expect(await one('false')).toEqual([]);
  });

  it('gives no settings to a plugin that takes none there: BW3411', async () => {
    expect(await found('{ cache: { a: 1 } }')).toEqual([
      'BW3411 3:41-49 `cache` takes no settings at endpoints [perhaps write `true`]',
    ]);
    expect(await found('{ cache: {} }')).toEqual([]);
  });

  it('names plugins that are listed: BW3410', async () => {
    expect(await found('{ auht: {}, zz: false }')).toEqual([
      'BW3410 3:34-38 `plugins:` of the file lists no `auht` [rename it to `auth`]',
      'BW3410 3:44-46 `plugins:` of the file lists no `zz` [perhaps list `zz` there]',
    ]);
    const { diagnostics } = await loadPlugins('endpoints:\n  GET /a: { mock: {}, plugins: { auth: {} } }\n');
    expect(diagnostics).toMatchObject([
      { code: 'BW3410', hint: 'add `plugins: { auth: {} }`', suggestions: [] },
    ]);
  });

  it('is told of a disabled plugin, unless it leaves it out anyway', async () => {
    expect(await found('{ off: { ttl: 1 } }')).toEqual([
      'BW3410 warning 3:34-37 the plugin `off` is disabled, so this does nothing',
    ]);
    expect(await found('{ off: false }')).toEqual([]);
  });

  it('is not told that a plugin is missing whose entry is wrong, or may stand in a file that cannot be read', async () => {
    const endpoint = 'endpoints:\n  GET /a: { mock: {}, plugins: { a: {} } }\n';
    expect(await findings(`plugins: { a: 5 }\n${endpoint}`, { told: {} })).toHaveLength(1);
    expect(await findings(`plugins: 5\n${endpoint}`, { told: {} })).toHaveLength(1);
    const codes = await findings(`include: ./missing.yaml\n${endpoint}`, {
      told: {},
      source: {
        kind: 'text',
        text: `include: ./missing.yaml\n${endpoint}`,
        folder: '/nowhere',
        name: 'a.yaml',
      },
    });
    expect(codes.map((one) => one.slice(0, 6))).toEqual(['BW3011']);
  });
});
