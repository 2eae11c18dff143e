import { describe, expect, it } from 'vitest';
import type { PluginSchema } from '../../src/contracts/plugin.ts';
import { findings, loadPlugins } from './plugin-project.ts';

const listed = (settings: string) => `plugins: { a: ${settings} }\nendpoints: {}\n`;

const told = (configSchema: PluginSchema) => ({ told: { a: { configSchema } } });

const found = (settings: string, schema: PluginSchema) => findings(listed(settings), told(schema));

describe('a schema that cannot be used', () => {
  it.each([
    [{ type: 'array' }, 'settings are a mapping, which its `type` excludes (/type)'],
    [{ properties: { x: { type: 'int' } } }, '"int" is no `type` of JSON Schema (/properties/x/type)'],
    [{ propertys: {} }, '`propertys` is no keyword of JSON Schema 2020-12 (/propertys)'],
    [{ $ref: 'https://example.com/a.json' }, 'schemas are not fetched from other hosts (/$ref)'],
    [
      { $schema: 'http://json-schema.org/draft-04/schema#' },
      'only draft-07 and 2020-12 are understood (/$schema)',
    ],
    [{ properties: { x: { pattern: '(?=a)b' } } }, expect.stringContaining('(/properties/x/pattern)')],
  ])('is the plugin’s mistake: %j', async (schema, reason) => {
    const { diagnostics } = await loadPlugins(listed('{ any: thing }'), told(schema));
    const [{ message = '', ...first } = {}, ...rest] = diagnostics;
    expect(first).toMatchObject({ code: 'BW3407', pointer: '/plugins/a' });
    expect(message.replace('the `configSchema` of a cannot be used: ', '')).toEqual(reason);
    expect(rest).toEqual([]);
  });

  it('may have circles', async () => {
    const schema: Record<string, unknown> = {};
    schema.properties = { schema };
    expect(await found('{}', schema)).toEqual([
      'BW3407 1:12-13 the `configSchema` of a cannot be used: it is no JSON',
    ]);
  });

  it('may be of characters that YAML would not read', async () => {
    const pattern = `^[\u0085\u2028é]$`;
    expect(await found('{ x: é }', { properties: { x: { pattern } } })).toEqual([]);
  });

  it('may describe a key of ours: BW3408', async () => {
    const schema = { properties: { limits: {}, x: {} }, allOf: [{ properties: { enabled: {} } }] };
    expect(await found('{ x: 1 }', schema)).toEqual([
      'BW3408 1:12-13 the `configSchema` of a has `limits`, `enabled`, which Backworks reads itself',
    ]);
  });

  it('may be the one of endpoints, whose mistakes are told once', async () => {
    const text = 'plugins: { a: {} }\nendpoints:\n  GET /a: { mock: {}, plugins: { a: { x: 1 } } }\n';
    expect(await findings(text, { told: { a: { endpointSchema: { type: 'text' } } } })).toEqual([
      'BW3407 1:12-13 the `endpointSchema` of a cannot be used: "text" is no `type` of JSON Schema (/type)',
    ]);
  });

  it('may be draft-07, when it says so', async () => {
    const schema = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      properties: { x: { items: [{ type: 'integer' }], additionalItems: false } },
    };
    expect(await found('{ x: [a] }', schema)).toEqual([
      'BW3406 1:21-22 item 1 of `x` must be a whole number, not text',
    ]);
  });
});
