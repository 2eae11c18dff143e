import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ODD_THROWS, raise } from '../../../test/support/plugins.ts';
import { farPlugin, NO_PLAN, project, serve } from '../../../test/support/remote-plugins.ts';
import { ChildPlugin } from './child.ts';

const NEVER = new AbortController().signal;

describe('a plugin in a process of its own', () => {
  it('is warmed before anybody knows which one it will be', async () => {
    const { channel } = await serve();
    expect((await channel.call('warm', {})).value).toBeUndefined();
  });

  it('is loaded, and says what it is', async () => {
    const { manifest } = await farPlugin(
      `description: 'far away', hooks: { beforeRequest: { phase: 'guard', handler() {} } }`,
    );
    expect(manifest).toMatchObject({
      name: 'far',
      description: 'far away',
      hooks: [{ kind: 'beforeRequest', phase: 'guard', reads: 'head' }],
    });
  });

  it.each([
    ['does not parse', 'export default {', 'BW3402'],
    ['throws', `throw new Error('not today')`, 'BW3402'],
    ['is no plugin', `export default { name: 'Far' }`, 'BW3403'],
    ['is for another host', `export default { name: 'far', version: '1.0.0', contract: '^9.0.0' }`, 'BW3404'],
  ])('is not loaded when its module %s, and can be begun by nobody', async (_what, text, code) => {
    const { channel } = await serve();
    const folder = project({ 'far.ts': text });
    const path = join(folder, 'far.ts');
    const { value } = await channel.call('load', { source: { kind: 'module', path }, folder });
    expect(value).toMatchObject({
      failures: expect.arrayContaining([
        expect.objectContaining({ code, message: expect.stringContaining('far.ts'), at: 'module_path' }),
      ]),
      files: [path],
    });
    const begun = channel.call('begin', { name: 'far', folder, settings: {}, plan: NO_PLAN, vars: {} });
    await expect(begun).rejects.toThrow('the plugin is not loaded');
  });

  it.each(['step', 'reload', 'health', 'metrics', 'service', 'events'])(
    'does nothing before it is begun: %s',
    async (method) => {
      const { channel } = await serve();
      await expect(channel.call(method, {})).rejects.toThrow('the plugin is not begun');
    },
  );

  it.each(['fly', 'constructor', '__proto__', ''])('says that it has no call "%s"', async (method) => {
    const { channel } = await farPlugin('');
    await expect(channel.call(method, {})).rejects.toThrow(`there is no call "${method}"`);
    expect((await channel.call('health', {})).value).toEqual({ healthy: true });
  });

  it('ends with its channel', async () => {
    const { channel, ended } = await farPlugin('');
    channel.close();
    expect(await ended).toBe(0);
  });
});

describe('the life of a plugin in a process of its own', () => {
  it('has its steps in order, each with the context', async () => {
    const { port, notes } = await farPlugin(
      `
      initialize: (context) => context.emit('initialize', context.settings),
      start: async (context) => context.emit('start', context.name),
      onConfigReload: (settings, context) => context.emit('reload', [settings, context.settings]),
      stop: (context) => context.emit('stop', context.signal.aborted),
      cleanup: (context) => context.emit('cleanup', context.signal.aborted)`,
      { settings: { size: 1 } },
    );
    for (const step of ['initialize', 'start'] as const) await port.run(step, NEVER);
    await port.reload({ size: 2 }, NEVER);
    for (const step of ['stop', 'cleanup'] as const) await port.run(step, NEVER);
    await port.close();
    expect(notes.map(([, params]) => params)).toEqual([
      { event: 'initialize', data: { size: 1 } },
      { event: 'start', data: 'far' },
      { event: 'reload', data: [{ size: 2 }, { size: 2 }] },
      { event: 'stop', data: false },
      { event: 'cleanup', data: true },
    ]);
  });

  it('needs none of them', async () => {
    const { port } = await farPlugin('');
    for (const step of ['initialize', 'start', 'stop', 'cleanup'] as const) await port.run(step, NEVER);
    await port.reload({}, NEVER);
    await port.events([]);
    expect([await port.health(NEVER), await port.metrics(NEVER)]).toEqual([{ healthy: true }, {}]);
  });

  it('fails with what the plugin throws', async () => {
    const { port } = await farPlugin(
      `start() { throw new RangeError('no room'); }, cleanup: () => Promise.reject('gone')`,
    );
    await expect(port.run('start', NEVER)).rejects.toMatchObject({ name: 'RangeError', message: 'no room' });
    await expect(port.run('cleanup', NEVER)).rejects.toMatchObject({ message: 'gone' });
  });

  it('tells its health and its figures', async () => {
    const { port } = await farPlugin(
      `healthCheck: () => ({ healthy: false, message: 'tired' }), getMetrics: () => ({ sold: 7 })`,
    );
    expect([await port.health(NEVER), await port.metrics(NEVER)]).toEqual([
      { healthy: false, message: 'tired' },
      { sold: 7 },
    ]);
  });

  it('hears events in batches', async () => {
    const { port, notes } = await farPlugin(
      `onEvents: (events, context) => context.emit('heard', events.map(({ type }) => type))`,
    );
    await port.events([
      { type: 'plugin.breaker', plugin: 'a', state: 'open', id: 1, time: 0 } as never,
      { type: 'plugin.breaker', plugin: 'a', state: 'closed', id: 2, time: 0 } as never,
    ]);
    expect(notes).toEqual([['emit', { event: 'heard', data: ['plugin.breaker', 'plugin.breaker'] }]]);
  });
});

describe('services of a plugin in a process of its own', () => {
  const MAKER = `provides: { maker: '1.0.0' }, services: { maker: {
    make: (args, { caller }) => ({ args, caller }),
    nothing() {},
    odd: () => () => 1,
    wait: (args, { signal }, context) => new Promise((resolve, reject) => {
      context.emit('waiting');
      signal.addEventListener('abort', () => { context.emit('left', signal.reason.message); reject(signal.reason); });
    }),
  } }`;

  it('get arguments and the caller, and give JSON', async () => {
    const { port, channel } = await farPlugin(MAKER);
    const args = [1, { a: null }];
    expect(await port.service('maker', 'make', args, 'shop', NEVER)).toEqual({ args, caller: 'shop' });
    expect(await port.service('maker', 'nothing', [], 'shop', NEVER)).toBeUndefined();
    expect(await port.service('maker', 'odd', [], 'shop', NEVER)).toBeNull();
    expect(await port.service('other', 'make', [], 'shop', NEVER)).toBeUndefined();
    const { value } = await channel.call('service', { service: 'maker', method: 'make', args: [] });
    expect(value).toEqual({ args: [], caller: '' });
  });

  it('hear that nobody waits any more', async () => {
    const { port, channel, notes } = await farPlugin(MAKER);
    const leaving = new AbortController();
    const call = port.service('maker', 'wait', [], 'shop', leaving.signal);
    await channel.ping();
    leaving.abort(new Error('too late'));
    await expect(call).rejects.toThrow('too late');
    await channel.ping();
    expect(notes).toEqual([
      ['emit', { event: 'waiting' }],
      ['emit', { event: 'left', data: 'too late' }],
    ]);
  });
});

describe('what goes wrong outside of calls', () => {
  it('is told with its stack, as much as is worth reading', async () => {
    const { plugin, channel, notes } = await farPlugin('');
    plugin.stray(new Error('lost'));
    plugin.stray(new Error('x'.repeat(10_000)));
    await channel.ping();
    const told = notes.map(([method, params]) => [method, (params as { message: string }).message] as const);
    expect(told[0]).toEqual(['stray', expect.stringMatching(/^Error: lost\n {4}at /)]);
    expect(told[1]?.[1]).toHaveLength(4_096);
  });

  it.each([
    ...ODD_THROWS,
    ['an error without a stack', () => Object.assign(new Error('bare'), { stack: undefined })],
    ['an error whose stack is no text', () => Object.assign(new Error('bare'), { stack: { a: 1 } })],
    ['an error whose stack throws', () => Object.defineProperty(new Error('bare'), 'stack', { get: raise })],
  ] as const)('is told when it is %s', async (_name, make) => {
    const { plugin, channel, notes } = await farPlugin('');
    plugin.stray(make());
    await channel.ping();
    expect(notes).toEqual([['stray', { message: expect.any(String) }]]);
  });

  it('is told to nobody before there is a channel', () => {
    expect(() => new ChildPlugin().stray(new Error('early'))).not.toThrow();
  });
});
