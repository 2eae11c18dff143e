import { describe, expect, it } from 'vitest';
import { tell } from '../support/plugin-inspector.ts';
import { loadPlugins, resolvePlugins } from './plugin-project.ts';

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

const SCHEMA = { properties: { ttl: { type: 'integer' } } };

describe('very many', () => {
  it('plugins that need one another are resolved', async () => {
    const text = `plugins:\n${range(1_000)
      .map((index) => `  p${index}: { ttl: ${index} }\n`)
      .join('')}endpoints: {}\n`;
    const told = Object.fromEntries(
      range(1_000).map((index) => [
        `p${index}`,
        { configSchema: SCHEMA, needs: index === 0 ? {} : { [`p${index - 1}`]: '^1.0.0' } },
      ]),
    );
    const { plugins } = await resolvePlugins(text, { told });
    expect(plugins.map(({ settings }) => settings.ttl)).toEqual(range(1_000));
  });

  it.each([
    ['unknown settings', range(18_000).map((index) => `    ttl${index}: 1\n`), 'BW3405'],
    ['wrong items', ['    list:\n', ...range(18_000).map(() => '      - { a: 1 }\n')], 'BW3405'],
  ])('%s are bounded in number', async (_name, lines, code) => {
    const text = `plugins:\n  cache:\n${lines.join('')}endpoints: {}\n`;
    const item = { type: 'object', additionalProperties: false, properties: { key: {} } };
    const configSchema = { properties: { ttl: {}, list: { items: { anyOf: [item, { type: 'string' }] } } } };
    const { diagnostics } = await loadPlugins(text, { told: { cache: { configSchema } } });
    expect(diagnostics).toHaveLength(10_001);
    expect(new Set(diagnostics.map((one) => one.code))).toEqual(new Set(['BW1019', code]));
  });

  it('unknown plugins are bounded in number, at the top and at endpoints', async () => {
    const names = range(18_000).map((index) => `  cachf${index}: {}\n`);
    const atTop = await loadPlugins(`plugins:\n${names.join('')}endpoints: {}\n`, {
      told: tell({ cache: {} }),
    });
    expect(atTop.diagnostics).toHaveLength(10_001);
    const endpoints = range(18_000).map((index) => `  GET /${index}: { mock: {}, plugins: { cahce: {} } }\n`);
    const below = await loadPlugins(`plugins: { cache: {} }\nendpoints:\n${endpoints.join('')}`, {
      told: { cache: {} },
    });
    expect(below.diagnostics).toHaveLength(10_001);
  });
});
