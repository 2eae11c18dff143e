import { describe, expect, it } from 'vitest';
import { DURATION_PATTERN } from '../../src/base/units.ts';
import { tell } from '../support/plugin-inspector.ts';
import { attempt } from './attempt.ts';
import { loadPlugins } from './plugin-project.ts';

const configSchema = {
  type: 'object',
  required: ['url'],
  properties: {
    url: { type: 'string', examples: ['http://127.0.0.1'] },
    ttl: { type: 'integer' },
    on: { type: 'boolean' },
    wait: { type: 'string', pattern: DURATION_PATTERN },
    level: { enum: ['info', 'debug'] },
    list: { type: 'array', items: { type: 'integer' } },
    nested: { type: 'object', additionalProperties: false, properties: { depth: { type: 'integer' } } },
    store: { anyOf: [{ type: 'string' }, { type: 'object', required: ['url'] }] },
  },
};

const endpointSchema = { properties: { ttl: { type: 'integer' }, roles: { type: 'array' } } };

const told = tell(
  { cache: { configSchema, endpointSchema }, auth: { needs: { store: '*' } }, store: {}, audit: {} },
  ['cache', 'auth', 'store', 'audit'],
);

const settings = [
  '{}',
  '{ ulr: x }',
  '{ url: x, tll: 1 }',
  '{ url: x, ttl: "7" }',
  '{ url: x, ttl: }',
  '{ url: x, on: yes }',
  '{ url: x, on: "off" }',
  '{ url: x, wait: 30 }',
  '{ url: x, wait: "30" }',
  '{ url: x, wait: 5 sec }',
  '{ url: x, level: inof }',
  '{ url: x, list: 3 }',
  '{ url: x, list: [1, "2"] }',
  '{ url: 1.10 }',
  '{ url: x, nested: { dept: 1 } }',
  '{ url: x, store: 5 }',
  '{ url: x, store: {} }',
  '{ url: x, enabeld: false }',
  '{ url: x, config: { ttl: 1 }, ttl: 2 }',
  '{ url: x, config: { enabled: true } }',
  '{ url: x, isolation: inline, sandbox: true }',
  '{ url: x, isolation: inlin }',
  '{ url: x, max_execution_time: 1h }',
  '{ url: x, limits: { memory: 5, polisy: warn } }',
  '{ url: x, package: ./nope.ts }',
];

const entries = [
  '[cache, audit]',
  'cache',
  '{ audit: true }',
  '{ audit: false }',
  '{ audit: ./audit.ts }',
  '{ cahce: {} }',
];

const others = [
  '{ "My Plugin": {} }',
  '{ rate_limit: {} }',
  '{ auth: {} }',
  '{ auth: {}, store: { enabled: false } }',
];

const atEndpoints = [
  '[cache]',
  '{ cahce: {} }',
  '{ auht: {} }',
  '{ cache: { tll: 1 } }',
  '{ cache: { rols: [] } }',
  '{ audit: { x: 1 } }',
];

const texts = [
  ...settings.map((one) => `plugins: { cache: ${one} }\nendpoints: {}\n`),
  ...settings.map((one) => `plugins:\n  cache:\n    config: ${one.replace('{}', '{ }')}\nendpoints: {}\n`),
  ...[...entries, ...others].map((one) => `plugins: ${one}\nendpoints: {}\n`),
  ...atEndpoints.map(
    (one) =>
      `plugins: { cache: { url: x }, audit: {} }\nendpoints:\n  GET /a:\n    mock: {}\n    plugins: ${one}\n`,
  ),
];

async function diagnose(text: string) {
  return (await loadPlugins(text, { told })).diagnostics;
}

describe('an edit that is proposed for plugins', () => {
  it.each(texts)('removes its mistake, sure or not: %j', async (text) => {
    const diagnostics = await diagnose(text);
    expect(diagnostics).not.toEqual([]);
    for (const diagnostic of diagnostics) {
      expect(
        diagnostic.suggestions.length + (diagnostic.hint ?? diagnostic.label ?? '').length,
      ).toBeGreaterThan(0);
      for (const suggestion of diagnostic.suggestions) {
        const { edited, remains } = await attempt(text, diagnostic, suggestion, diagnose);
        expect(remains, edited).toBe(false);
      }
    }
  });
});
