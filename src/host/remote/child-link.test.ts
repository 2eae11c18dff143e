import { describe, expect, it } from 'vitest';
import { readAll } from '../../../test/support/channels.ts';
import { exchangeOf } from '../../../test/support/plugins.ts';
import { callFor, farPlugin, NO_PLAN } from '../../../test/support/remote-plugins.ts';
import type { IncomingCall, Reply } from '../../process/channel.ts';

/** What a plugin makes of its context in a hook, and what it asked of the host for that. */
async function asking(
  text: string,
  answer: (call: IncomingCall) => Reply | Promise<Reply> = () => ({}),
  parts = {},
) {
  const asked: [string, unknown, string | undefined][] = [];
  const far = await farPlugin(
    `hooks: { beforeRequest: async (request, call, context) => ({ response: { body: await (async () => { ${text} })() ?? 'none' } }) }`,
    {
      async answer(call) {
        asked.push([call.method, call.params, call.stream && String(await readAll(call.stream))]);
        return answer(call);
      },
      ...parts,
    },
  );
  const ask = async () => {
    const given = (await far.port.before(0, callFor(exchangeOf()))) as { response: { body: unknown } };
    return given.response.body;
  };
  return { ...far, asked, ask };
}

describe('the context of a plugin in a process of its own', () => {
  it.each<[string, unknown, unknown, unknown]>([
    [`get('k')`, { op: 'get', key: 'k' }, { a: 1 }, { a: 1 }],
    [`get('k')`, { op: 'get', key: 'k' }, undefined, 'none'],
    [`set('k', [1])`, { op: 'set', key: 'k', value: [1] }, 'whatever', 'none'],
    [`set('k', null, { ttl: 5 })`, { op: 'set', key: 'k', value: null, ttl: 5 }, undefined, 'none'],
    [`set('k', 1, { ttl: Infinity })`, { op: 'set', key: 'k', value: 1 }, undefined, 'none'],
    [`delete('k')`, { op: 'delete', key: 'k' }, 'whatever', 'none'],
    [`compareAndSet('k', undefined, 1)`, { op: 'compareAndSet', key: 'k', value: 1 }, true, true],
    [
      `compareAndSet('k', null, 1)`,
      { op: 'compareAndSet', key: 'k', expected: null, value: 1 },
      undefined,
      false,
    ],
    [`keys()`, { op: 'keys', prefix: '' }, ['a'], ['a']],
    [`keys('x:')`, { op: 'keys', prefix: 'x:' }, [], []],
  ])('asks the store: %s', async (text, message, value, given) => {
    const { ask, asked } = await asking(`return context.store.${text};`, () => ({ value }));
    expect(await ask()).toEqual(given);
    expect(asked).toEqual([['store', message, undefined]]);
  });

  it('hears why something cannot be done', async () => {
    const { ask } = await asking(
      `return context.store.get('k').catch((error) => [error.name, error.message, error.code]);`,
      () => {
        throw Object.assign(new RangeError('full'), { code: 'E_FULL' });
      },
    );
    expect(await ask()).toEqual(['RangeError', 'full', 'E_FULL']);
  });

  it('calls services of others', async () => {
    const { ask, asked } = await asking(
      `const maker = context.service('maker'); return [await maker.make(1, { a: 2 }), (await maker.nothing()) ?? 'nothing', (await maker) === maker, maker[Symbol.iterator] ?? 'no symbol'];`,
      ({ params }) => ((params as { method: string }).method === 'make' ? { value: 'made' } : {}),
    );
    expect(await ask()).toEqual(['made', 'nothing', true, 'no symbol']);
    expect(asked).toEqual([
      ['service', { service: 'maker', method: 'make', args: [1, { a: 2 }] }, undefined],
      ['service', { service: 'maker', method: 'nothing', args: [] }, undefined],
    ]);
  });

  it.each([
    ['nothing', '', { path: '/a' }, undefined],
    ['a text', `, body: 'text'`, { path: '/a', body: 'text' }, undefined],
    ['a value', ', body: { a: [1] }', { path: '/a', body: { a: [1] } }, undefined],
    ['bytes', `, body: Buffer.from('raw')`, { path: '/a' }, 'raw'],
    ['no bytes', ', body: new Uint8Array()', { path: '/a' }, ''],
    ['a part of bytes', `, body: new TextEncoder().encode('raw').subarray(1)`, { path: '/a' }, 'aw'],
  ])('asks the API itself with %s', async (_what, body, request, bytes) => {
    const { ask, asked } = await asking(
      `const { status, headers, bytes, body } = await context.execute({ path: '/a'${body} }); return [status, headers, bytes.length, body];`,
      () => ({
        value: { status: 201, headers: { 'content-type': 'application/json' } },
        payload: Buffer.from('{"b":1}'),
      }),
    );
    expect(await ask()).toEqual([201, { 'content-type': 'application/json' }, 7, { b: 1 }]);
    expect(asked).toEqual([['execute', { request }, bytes]]);
  });

  it('gets answers of the API without a body', async () => {
    const { ask } = await asking(
      `const { bytes, body } = await context.execute({ path: '/a' }); return [bytes.length, body];`,
      () => ({ value: { status: 204, headers: {} } }),
    );
    expect(await ask()).toEqual([0, null]);
  });

  it('publishes events, with data or without, and only under names that are some', async () => {
    const { ask, notes } = await asking(`
      context.emit('bare'); context.emit('with.data', null);
      try { context.emit('no name'); } catch (error) { return [error.name, error.message]; }`);
    expect(await ask()).toEqual(['TypeError', '"no name" is no name for an event']);
    expect(notes).toEqual([
      ['emit', { event: 'bare' }],
      ['emit', { event: 'with.data', data: null }],
    ]);
  });

  it('knows the plan and the vars, and learns of others', async () => {
    const { ask, channel } = await asking(
      `const rule = await context.expression('vars.limit'); return [context.plan.name, await rule(request)];`,
      undefined,
      { vars: { limit: 3 } },
    );
    expect(await ask()).toEqual(['shop', 3]);
    channel.notify('surroundings', { plan: { ...NO_PLAN, name: 'market' }, vars: { limit: 4 } });
    channel.notify('weather', { plan: { ...NO_PLAN, name: 'sun' } });
    expect(await ask()).toEqual(['market', 4]);
  });
});
