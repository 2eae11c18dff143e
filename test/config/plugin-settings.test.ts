import { describe, expect, it } from 'vitest';
import { DURATION_PATTERN } from '../../src/base/units.ts';
import type { PluginSchema } from '../../src/contracts/plugin.ts';
import { findings, loadPlugins, type PluginOptions, resolvePlugins } from './plugin-project.ts';

const listed = (settings: string) => `plugins: { a: ${settings} }\nendpoints: {}\n`;

const told = (configSchema: PluginSchema | undefined) => ({ told: { a: { configSchema } } });

const found = (settings: string, schema: PluginSchema | undefined, options: PluginOptions = {}) =>
  findings(listed(settings), { ...options, ...told(schema) });

async function settingsOf(settings: string, schema: PluginSchema, options: PluginOptions = {}) {
  const { plugins } = await resolvePlugins(listed(settings), { ...options, ...told(schema) });
  return plugins[0]?.settings;
}

const SCHEMA = {
  type: 'object',
  properties: {
    ttl: { type: 'integer', minimum: 1, default: 5 },
    on: { type: 'boolean' },
    wait: { type: 'string', pattern: DURATION_PATTERN },
    level: { enum: ['info', 'debug'] },
    version: { type: 'string' },
    list: { type: 'array', items: { type: 'integer' }, uniqueItems: true },
    nested: {
      type: 'object',
      additionalProperties: false,
      properties: { depth: { type: 'integer', exclusiveMaximum: 4, default: 2 } },
    },
    store: {
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          required: ['url'],
          additionalProperties: false,
          properties: { url: { type: 'string' } },
        },
      ],
    },
    code: { type: 'string', pattern: '^[a-z]+$' },
  },
};

describe('settings that do not match the schema', () => {
  it.each([
    ['{ tll: 1 }', ['BW3405 1:17-20 `a` has no setting `tll` [rename it to `ttl`]']],
    ['{ nothing: 1 }', ['BW3405 1:17-24 `a` has no setting `nothing`']],
    ['{ enabeld: false }', ['BW3405 1:17-24 `a` has no setting `enabeld` [rename it to `enabled`]']],
    ['{ ttl: "7" }', ['BW3406 1:22-25 `ttl` must be a whole number, not text [write `7`]']],
    ['{ ttl: 0 }', ['BW3406 1:22-23 `ttl` must be 1 or more']],
    ['{ ttl: }', ['BW3406 1:17-20 `ttl` must be a whole number, not nothing [remove `ttl`]']],
    ['{ on: yes }', ['BW3406 1:21-24 `on` must be true or false, not text [write `true`]']],
    ['{ wait: 30 }', ['BW3406 1:23-25 `wait` needs a unit: 30ms or 30s? [write `30ms`] [write `30s`]']],
    ['{ wait: 5sec }', ['BW3406 1:23-27 `5sec` is not a duration [write `5s`]']],
    ['{ level: inof }', ['BW3406 1:24-28 unknown level `inof` [did you mean `info`?]']],
    ['{ version: 1.10 }', ['BW3406 1:26-30 `version` must be text, not a number [write `"1.10"`]']],
    ['{ list: 3 }', ['BW3406 1:23-24 `list` must be a list, not a number [write `[3]`]']],
    ['{ list: [1, x] }', ['BW3406 1:27-28 item 2 of `list` must be a whole number, not text']],
    ['{ list: [1, 1] }', ['BW3406 1:23-29 `list` has the same item twice']],
    ['{ nested: { dept: 1 } }', ['BW3405 1:27-31 `a` knows no `dept` here [rename it to `depth`]']],
    ['{ nested: { depth: 4 } }', ['BW3406 1:34-35 `depth` must be less than 4']],
    ['{ store: 5 }', ['BW3406 1:24-25 `store` must be text or a mapping, not a number [write `"5"`]']],
    ['{ store: {} }', ['BW3406 1:17-22 the setting `url` of `a` is missing [perhaps add `url`]']],
    ['{ store: { uri: x } }', ['BW3405 1:26-29 `a` knows no `uri` here [rename it to `url`]']],
    ['{ code: A }', ['BW3406 1:23-24 `code` must match the pattern ^[a-z]+$']],
  ])('are told flat and below `config:`: %s', async (settings, expected) => {
    expect(await found(settings, SCHEMA)).toEqual(expected);
    const below = await found(`{ config: ${settings} }`, SCHEMA);
    const moved = expected.map((one) =>
      one.replace(/1:(\d+)-(\d+)/, (_, from, to) => `1:${Number(from) + 10}-${Number(to) + 10}`),
    );
    // Our own keys do not stand there.
    expect(below).toEqual(settings.includes('enabeld') ? [moved[0]?.replace(/ \[.*/, '')] : moved);
  });

  it('are all told at once, in the order of the file', async () => {
    expect(await found('{ ttl: x, config: { on: 1, levle: info }, code: 3 }', SCHEMA)).toEqual([
      'BW3406 1:22-23 `ttl` must be a whole number, not text',
      'BW3406 1:39-40 `on` must be true or false, not a number',
      'BW3405 1:42-47 `a` has no setting `levle` [rename it to `level`]',
      'BW3406 1:63-64 `code` must be text, not a number [write `"3"`]',
    ]);
  });

  it('may lack what must be there', async () => {
    const schema = {
      required: ['url', 'n'],
      properties: { url: { type: 'string', examples: ['http://a'] }, n: {} },
    };
    expect(await found('', schema)).toEqual([
      'BW3406 1:12-13 the setting `url` of `a` is missing [perhaps add `url`]',
      'BW3406 1:12-13 the setting `n` of `a` is missing [perhaps add `n`]',
    ]);
    const { diagnostics } = await loadPlugins(listed('{ config: { n: 1 } }'), told(schema));
    expect(diagnostics).toMatchObject([
      { pointer: '/plugins/a/config/url', suggestions: [{ replace: ', url: http://a' }] },
    ]);
  });

  it('need what other settings ask for', async () => {
    const schema = { properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } };
    expect(await found('{ a: 1 }', schema)).toEqual([
      'BW3406 1:12-13 the setting `b` of `a` is missing, which `a` needs [perhaps add `b`]',
    ]);
  });

  it('have the mistakes of the form they come nearest to', async () => {
    const form = (kind: string) => ({
      type: 'object',
      required: ['kind'],
      properties: { kind: { const: kind }, n: { type: 'integer' } },
    });
    const schema = {
      properties: { x: { oneOf: [form('one'), { $ref: '#/$defs/two' }] } },
      $defs: { two: form('two') },
    };
    expect(await found('{ x: { kind: two, n: a } }', schema)).toEqual([
      'BW3406 1:36-37 `n` must be a whole number, not text',
    ]);
    expect(await found('{ x: { kind: three } }', schema)).toEqual(['BW3406 1:28-33 unknown kind `three`']);
    expect(await found('{ x: { kind: tow } }', schema)).toEqual([
      'BW3406 1:28-31 unknown kind `tow` [did you mean `two`?]',
    ]);
    const words = { properties: { x: { anyOf: [{ const: 'on' }, { const: 5 }] } } };
    expect(await found('{ x: off }', words)).toEqual(['BW3406 1:20-23 unknown x `off`']);
    expect(await found('{ x: 3 }', schema)).toEqual(['BW3406 1:20-21 `x` must be a mapping, not a number']);
  });

  it('may be refused by rules that have no words of ours', async () => {
    const schema = {
      properties: {
        x: { not: { type: 'integer' } },
        y: { format: 'ipv4' },
        z: false,
        names: { propertyNames: { maxLength: 2 } },
      },
    };
    expect(await found('{ x: 1, y: a, z: 1, names: { abc: 1 } }', schema)).toEqual([
      'BW3406 1:20-21 `x` is what the plugin excludes',
      'BW3406 1:26-27 `y` has not the format `ipv4`',
      'BW3406 1:29-30 `z` is not allowed here',
      'BW3406 1:44-47 the key `abc` must have 2 characters or less',
    ]);
  });
});

describe('names of settings', () => {
  it('are those of the schema alone, unless it says more about names', async () => {
    expect(await found('{ x: 1 }', { properties: {} })).toEqual(['BW3405 1:17-18 `a` has no setting `x`']);
    for (const open of [
      {},
      { type: 'object' },
      { properties: {}, additionalProperties: true },
      { properties: {}, patternProperties: { '^x$': {} } },
      { properties: {}, allOf: [{ properties: { x: {} } }] },
    ])
      expect(await found('{ x: 1 }', open)).toEqual([]);
  });

  it('are none without a schema', async () => {
    const { diagnostics } = await loadPlugins(listed('{ x: 1 }'), told(undefined));
    expect(diagnostics).toMatchObject([{ code: 'BW3405', hint: 'it takes none: remove the key' }]);
  });

  it('of the user’s own begin with x-, where no other unknown ones are taken', async () => {
    const closed = { properties: { nested: { type: 'object', additionalProperties: false } } };
    expect(await settingsOf('{ x-a: 1, nested: { x-b: 2 } }', closed)).toEqual({ nested: {} });
    expect(await settingsOf('{ x-a: 1 }', { type: 'object' })).toEqual({ 'x-a': 1 });
  });

  it('are never those of our own keys', async () => {
    const hint = 'it belongs one level higher, beside `config:`';
    const { diagnostics } = await loadPlugins(listed('{ config: { enabled: false } }'), told({}));
    expect(diagnostics).toMatchObject([{ code: 'BW3405', hint, pointer: '/plugins/a/config/enabled' }]);
  });

  it('may be those of members of every object', async () => {
    const schema = { properties: { constructor: { type: 'integer' } } };
    expect(await settingsOf('{}', schema)).toEqual({});
    expect(await found('{ constructor: x }', schema)).toHaveLength(1);
    expect(await found('{ __proto__: { polluted: 1 } }', schema)).toEqual([
      'BW3405 1:17-26 `a` has no setting `__proto__`',
    ]);
    const open = await settingsOf('{ __proto__: { polluted: 1 } }', {});
    expect(Object.getPrototypeOf(open)).toBe(Object.prototype);
    expect(Object.hasOwn(open ?? {}, '__proto__')).toBe(true);
  });
});

describe('one setting in two places', () => {
  it('is one mistake, with both places: BW3409', async () => {
    const { diagnostics } = await loadPlugins(listed('{ ttl: 1, config: { ttl: 2 } }'), told(SCHEMA));
    expect(diagnostics).toMatchObject([
      {
        code: 'BW3409',
        message: '`ttl` stands flat and below `config:`',
        range: { start: { line: 1, column: 35 } },
        related: [{ message: 'here, too', range: { start: { line: 1, column: 17 } } }],
        suggestions: [{ guess: true }],
      },
    ]);
  });
});

describe('settings that are taken', () => {
  it('have the defaults of the schema', async () => {
    expect(await settingsOf('{ nested: {} }', SCHEMA)).toEqual({ ttl: 5, nested: { depth: 2 } });
    const deep = {
      properties: { a: { default: {}, properties: { b: { default: 1 } } }, c: { anyOf: [{ default: 2 }] } },
    };
    expect(await settingsOf('{}', deep)).toEqual({ a: { b: 1 } });
  });

  it('are no part of the text that is loaded next', async () => {
    const text = listed('{ nested: {} }');
    const first = await resolvePlugins(text, told(SCHEMA));
    const second = await resolvePlugins(text, told(SCHEMA));
    expect(first.plugins).toEqual(second.plugins);
    expect(first.hash).toBe(second.hash);
  });
});

describe('a variable in settings', () => {
  const environment = { N: '7', F: '1.5', ON: 'TRUE', TEXT: 'hunter2', EMPTY: '' };

  it('becomes what the schema wants in its place', async () => {
    const schema = {
      $defs: { n: { type: 'integer' } },
      properties: {
        n: { $ref: '#/$defs/n' },
        f: { type: ['number', 'null'] },
        on: { anyOf: [{ type: 'boolean' }, { type: 'object' }] },
        text: { type: ['string', 'integer'] },
        choice: { enum: [7, 8] },
        list: { items: { type: 'integer' } },
        free: {},
      },
    };
    const text =
      '{ n: "${N}", f: "${F}", on: "${ON}", text: "${N}", choice: "${N}", list: ["${N}", "${M:-8}"], free: "${N}" }';
    expect(await settingsOf(text, schema, { environment })).toEqual({
      n: 7,
      f: 1.5,
      on: true,
      text: '7',
      choice: 7,
      list: [7, 8],
      free: '7',
    });
  });

  it('stays a text that stands in quotes', async () => {
    expect(await found('{ ttl: "7" }', SCHEMA, { environment })).toHaveLength(1);
  });

  it('that is not what is wanted is mended where it is set, and its value is not shown', async () => {
    const options = { ...told(SCHEMA), environment };
    const { diagnostics } = await loadPlugins(listed('{ ttl: "${TEXT}", level: "${TEXT}" }'), options);
    expect(diagnostics).toMatchObject([
      { code: 'BW3406', message: '`ttl` must be a whole number, not text', suggestions: [] },
      { code: 'BW3406', message: 'unknown level `"${TEXT}"`', hint: 'mend TEXT, which the environment sets' },
    ]);
    expect(JSON.stringify(diagnostics)).not.toContain('hunter2');
  });

  it('that is not set is one mistake: nothing is missing besides', async () => {
    const schema = { required: ['url'], properties: { url: {}, n: { type: 'integer' } } };
    for (const text of ['{ url: "${NO}", n: x }', '{ config: { url: "${NO}" }, n: x }']) {
      const codes = (await found(text, schema, { environment })).map((one) => one.slice(0, 6));
      expect(codes).toEqual(['BW5001', 'BW3406']);
    }
  });

  it('is the only thing that is read there: expressions are none', async () => {
    expect(await found('{ version: "${path.id}" }', SCHEMA)).toEqual([
      'BW5003 1:27-37 expressions do not work here: this is read once, not per request [write `$${` for the characters themselves]',
    ]);
    expect(await settingsOf('{ version: "$${path.id}" }', SCHEMA)).toMatchObject({ version: '${path.id}' });
  });
});
