import { describe, expect, it } from 'vitest';
import { exchangeOf, hookOf, manifestOf, SILENT } from '../../../test/support/plugins.ts';
import { callFor } from '../../../test/support/remote-plugins.ts';
import type { PluginDefinition } from '../../contracts/plugin.ts';
import { type ContextLink, HostContext } from '../context.ts';
import { DefinitionPort } from './definition-port.ts';

const LINK = { log: SILENT, store: {}, plan: {}, vars: {}, emit() {} } as unknown as ContextLink;

/** A plugin of these members, however odd they are. */
function portOf(members: Record<string, unknown> = {}) {
  const context = new HostContext({ name: 'shop', folder: '/api', settings: { size: 1 }, link: LINK });
  const definition = { name: 'shop', version: '1.0.0', ...members } as PluginDefinition;
  const kinds = ['beforeRequest', 'afterResponse'] as const;
  const hooks = kinds
    .filter((kind) => definition.hooks?.[kind] !== undefined)
    .map((kind) => hookOf({ kind }));
  return { context, port: new DefinitionPort(definition, manifestOf({ hooks }), context) };
}

describe('the health of a plugin', () => {
  it.each<[string, unknown, unknown]>([
    ['true', true, { healthy: true }],
    ['false', false, { healthy: false }],
    ['nothing', undefined, { healthy: true }],
    ['null', null, { healthy: true }],
    ['with a message', { healthy: false, message: 'tired' }, { healthy: false, message: 'tired' }],
  ])('is what it says: %s', async (_what, told, health) => {
    expect(await portOf({ healthCheck: () => told }).port.health()).toEqual(health);
    expect(await portOf({ healthCheck: async () => told }).port.health()).toEqual(health);
  });

  it.each<[string, unknown]>([
    ['a text', 'fine'],
    ['a number', 1],
    ['a list', [true]],
    ['an object', {}],
    ['an object', { healthy: 'yes' }],
  ])('is not to be told as %s', async (what, told) => {
    await expect(portOf({ healthCheck: () => told }).port.health()).rejects.toThrow(
      `healthCheck returned ${what}: return true, false or { healthy, message }`,
    );
  });
});

describe('the figures of a plugin', () => {
  it('are numbers, or none', async () => {
    expect(await portOf({ getMetrics: async () => ({ sold: 7 }) }).port.metrics()).toEqual({ sold: 7 });
    for (const none of [undefined, null, {}])
      expect(await portOf({ getMetrics: () => none }).port.metrics()).toEqual({});
    expect(await portOf().port.metrics()).toEqual({});
  });

  it.each<[unknown, string]>([
    ['many', 'getMetrics returned a text: return { name: number }'],
    [[1], 'getMetrics returned a list: return { name: number }'],
    [7, 'getMetrics returned a number: return { name: number }'],
    [{ sold: 7, left: 'few' }, 'getMetrics returned a text for `left`: return numbers'],
    [{ sold: null }, 'getMetrics returned null for `sold`: return numbers'],
  ])('are refused when they are %j', async (told, message) => {
    await expect(portOf({ getMetrics: () => told }).port.metrics()).rejects.toThrow(message);
  });
});

describe('a plugin in this process', () => {
  it('has hooks as functions or with what they are for', () => {
    const { port, context } = portOf({
      hooks: {
        beforeRequest: (...given: unknown[]) => given,
        afterResponse: { handler: (...given: unknown[]) => given, phase: 'cache' },
      },
    });
    const call = callFor(exchangeOf());
    expect(port.before(0, call)).toEqual([call.request, call, context]);
    const [response, ...rest] = port.after(1, call, { status: 201, headers: [] }) as [{ status: number }];
    expect([response.status, ...rest]).toEqual([201, call, context]);
  });

  it('hears events as it wants to', async () => {
    const heard: unknown[] = [];
    const hear = (...given: unknown[]) => void heard.push(given);
    for (const onEvents of [hear, { handler: hear, types: ['log'] }, undefined]) {
      const { port, context } = portOf({ onEvents });
      await port.events([]);
      if (onEvents !== undefined) expect(heard.pop()).toEqual([[], context]);
    }
    expect(heard).toEqual([]);
  });

  it('gives as a service what another process could send', async () => {
    const { port } = portOf({
      services: { maker: { date: () => new Date(0), odd: () => Symbol('s'), none() {} } },
    });
    const ask = (method: string) => port.service('maker', method, [], 'me', new AbortController().signal);
    expect(await ask('date')).toBe('1970-01-01T00:00:00.000Z');
    expect([await ask('odd'), await ask('none'), await ask('missing')]).toEqual([null, undefined, undefined]);
  });

  it('ends its context when it is cleaned up or closed', async () => {
    for (const end of ['cleanup', 'close'] as const) {
      const { port, context } = portOf({
        cleanup: (own: HostContext) => expect(own.signal.aborted).toBe(true),
      });
      await port.run('stop');
      expect(context.signal.aborted).toBe(false);
      await (end === 'close' ? port.close() : port.run(end));
      expect(context.signal.aborted).toBe(true);
    }
  });

  it('learns of other settings, whether it wants to hear of them or not', async () => {
    const heard: unknown[] = [];
    for (const onConfigReload of [undefined, (settings: unknown) => void heard.push(settings)]) {
      const { port, context } = portOf({ onConfigReload });
      await port.reload({ size: 2 });
      expect(context.settings).toEqual({ size: 2 });
    }
    expect(heard).toEqual([{ size: 2 }]);
  });
});
