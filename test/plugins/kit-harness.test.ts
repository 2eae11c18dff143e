import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { definePlugin, type PluginDefinition } from '../../src/plugin.ts';
import { type PluginHarness, type TestPluginOptions, testPlugin } from '../../src/testing.ts';
import { project } from '../cli/program.ts';
import { plugin as moduleOf } from './plugged.ts';

const base = { name: 'probe', version: '1.0.0' } as const;

/** A harness that was started. */
async function started(
  parts: Partial<PluginDefinition>,
  options: TestPluginOptions = {},
): Promise<PluginHarness> {
  const harness = await testPlugin({ ...base, ...parts }, options);
  onTestFinished(() => harness.stop());
  await harness.start();
  return harness;
}

describe('a request in a harness', () => {
  it('tells what was changed, what reached the endpoint, and what the client gets', async () => {
    const harness = await started({
      provides: { identity: '1.0.0' },
      hooks: {
        beforeRequest: {
          reads: { buffer: '1kb' },
          handler: (request) => ({
            headers: { 'X-Seen': ['1', '2'], accept: null },
            query: { a: null, b: '2' },
            path: '/other',
            body: { was: request.body },
            principal: { sub: 'ada' },
          }),
        },
        afterResponse: (response) => ({ status: 202, headers: { 'x-was': String(response.status) } }),
      },
    });
    const { patch, request, response, faults, id } = await harness.request({
      method: 'POST',
      path: '/orders?a=1&c=3',
      headers: { Accept: 'text/plain' },
      body: { n: 1 },
      answer: { status: 201, body: { made: true } },
    });
    expect(patch).toEqual({
      headers: { 'x-seen': ['1', '2'], accept: null },
      query: { b: '2', c: '3' },
      path: '/other',
      body: { was: { n: 1 } },
      principal: { sub: 'ada' },
    });
    expect(request).toMatchObject({
      method: 'POST',
      path: '/other',
      query: { b: '2', c: '3' },
      headers: { 'x-seen': '1, 2' },
      body: { was: { n: 1 } },
      principal: { sub: 'ada' },
    });
    expect(request?.headers).not.toHaveProperty('accept');
    expect(response).toMatchObject({ status: 202, headers: { 'x-was': '201' }, body: { made: true } });
    expect([faults, id.length > 0]).toEqual([[], true]);
  });

  it('does not reach the endpoint when the plugin answers', async () => {
    const guard = {
      phase: 'guard',
      handler: () => ({ response: { status: 401, body: { no: true } } }),
    } as const;
    const harness = await started({ hooks: { beforeRequest: guard } });
    const { patch, request, response } = await harness.request();
    expect([patch, request, response.status, response.body]).toEqual([
      undefined,
      undefined,
      401,
      { no: true },
    ]);
  });

  it('has settings, checked and with defaults, and those of the endpoint', async () => {
    const configSchema = { properties: { level: { type: 'string' }, size: { default: 3 } } };
    const endpointSchema = { properties: { role: { type: 'string', default: 'any' } } };
    const hooks: PluginDefinition['hooks'] = {
      beforeRequest: (_request, call, context) => ({ response: { body: [context.settings, call.settings] } }),
    };
    const parts = { configSchema, endpointSchema, hooks };
    const one = await started(parts, { settings: { level: '${path}' }, endpointSettings: { role: 'admin' } });
    expect((await one.request()).response.body).toEqual([{ level: '${path}', size: 3 }, { role: 'admin' }]);
    const endpoints = { 'GET /a': {}, 'GET /b/{id}': { role: 'admin' }, 'GET /off': false };
    const other = await started(parts, { endpoints });
    expect((await other.request({ path: '/a' })).response.body).toEqual([{ size: 3 }, { role: 'any' }]);
    expect((await other.request({ path: '/b/7' })).response.body).toMatchObject([{}, { role: 'admin' }]);
    expect((await other.request({ path: '/off' })).request?.path).toBe('/off');
    const miss = await started(
      { hooks: { afterResponse: () => ({ headers: { 'x-a': '1' } }) } },
      { endpoints: { 'GET /a': true } },
    );
    const { response, request } = await miss.request({ path: '/none' });
    expect([request, response.status, response.headers['x-a']]).toEqual([undefined, 404, '1']);
  });

  it('is answered by a handler of the plugin, or by one of its routes', async () => {
    const parts: Partial<PluginDefinition> = {
      endpointSchema: { properties: { vat: { type: 'number', default: 0 } } },
      handlers: {
        price: (request, call) => ({
          status: 201,
          body: [(request.body as { net: number }).net, request.params.id, call.settings],
        }),
        fails: () => Promise.reject(new Error('no')),
      },
      hooks: { afterResponse: () => ({ headers: { 'x-a': '1' } }) },
      routes: [{ path: '/own', handler: () => ({ own: true }) }],
    };
    const handlers = { 'POST /price/{id}': 'price', 'GET /fails': 'fails' };
    const harness = await started(parts, { handlers, endpoints: { 'POST /price/{id}': { vat: 0.2 } } });
    const price = await harness.request({ method: 'POST', path: '/price/7', body: { net: 10 } });
    expect([price.response.status, price.response.body]).toEqual([201, [10, '7', { vat: 0.2 }]]);
    expect(price.request).toMatchObject({ path: '/price/7', body: { net: 10 } });
    const failed = await harness.request({ path: '/fails' });
    expect([failed.response.status, failed.response.headers['x-a']]).toEqual([502, '1']);
    expect(failed.response.body).toMatchObject({ code: 'BW6081', detail: expect.stringContaining('no') });
    const own = await harness.request({ path: '/own' });
    expect([own.response.body, own.response.headers['x-a']]).toEqual([{ own: true }, '1']);
    await expect(testPlugin({ ...base, ...parts }, { handlers: { 'GET /a': 'prise' } })).rejects.toThrow(
      'BW3417',
    );
  });

  it('keeps requests at the same time apart', async () => {
    const harness = await started({
      hooks: { beforeRequest: async ({ path }) => ({ headers: { 'x-path': path } }) },
    });
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
    const all = await Promise.all(paths.map((path) => harness.request({ path, answer: { body: path } })));
    expect(all.map(({ patch, response }) => [patch?.headers, response.body])).toEqual(
      paths.map((path) => [{ 'x-path': path }, path]),
    );
  });

  it('ends for the plugin when it is answered, or when the client goes away', async () => {
    const ends: unknown[] = [];
    let reach = () => {};
    const reached = new Promise<void>((resolve) => {
      reach = resolve;
    });
    const harness = await started({
      max_execution_time: '10s',
      hooks: {
        beforeRequest: async ({ path }, call) => {
          call.memo = path;
          if (path !== '/slow') return undefined;
          reach();
          await new Promise((resolve) => call.signal.addEventListener('abort', resolve));
          return undefined;
        },
      },
      exchangeEnd: ({ outcome, status }, call) => void ends.push([call.memo, outcome, status]),
    });
    await harness.response({ status: 204 }, { path: '/quick' });
    const leaving = new AbortController();
    const cut = harness.request({ path: '/slow', signal: leaving.signal });
    await reached;
    leaving.abort();
    await expect(cut).rejects.toThrow('cut off');
    expect(ends).toEqual([
      ['/quick', 'answered', 204],
      ['/slow', 'aborted', 0],
    ]);
  });
});

describe('faults', () => {
  it('of a hook are told, and leave the request as it was', async () => {
    const harness = await started({
      hooks: {
        beforeRequest: () => {
          throw new Error('no');
        },
      },
    });
    const { faults, patch, response } = await harness.request();
    expect([faults, patch, response.status]).toEqual([['beforeRequest: no'], undefined, 200]);
    for (let count = 0; count < 4; count += 1) await harness.request();
    expect(harness.breaker).toBe('open');
    await harness.clock.advance(30_000);
    await harness.request();
    expect(harness.events.filter(({ type }) => type === 'plugin.breaker')).toMatchObject([
      { state: 'open' },
      { state: 'half-open' },
      { state: 'open' },
    ]);
  });

  it('of a critical plugin end its requests with 503', async () => {
    const hooks = { beforeRequest: () => Promise.reject(new Error('no')) };
    const harness = await started({ hooks }, { critical: true });
    const { request, response } = await harness.request();
    expect([request, response.status, response.body]).toMatchObject([undefined, 503, { code: 'BW6080' }]);
  });

  const counting: Partial<PluginDefinition> = {
    hooks: {
      beforeRequest: async (_request, _call, { store }) => {
        const seen = Number((await store.get('seen')) ?? 0) + 1;
        await store.set('seen', seen, { ttl: 1_000 });
        return { headers: { 'x-seen': String(seen) } };
      },
    },
  };

  it('of the store are injected and healed; what is kept can be read', async () => {
    const harness = await started(counting);
    await harness.request();
    harness.fail('store.set', new Error('disk full'));
    const { faults } = await harness.request();
    expect(faults).toEqual(['beforeRequest: disk full']);
    harness.heal('store.set');
    harness.fail('store');
    expect((await harness.request()).faults).toEqual(['beforeRequest: store fails, as the test wants']);
    harness.heal();
    expect((await harness.request()).patch?.headers).toEqual({ 'x-seen': '2' });
    expect(await harness.store.get('seen')).toBe(2);
    await harness.clock.advance(1_000);
    expect(await harness.store.get('seen')).toBeUndefined();
  });

  it('in time are those of the clock', async () => {
    const harness = await started(counting, { max_execution_time: '50ms' });
    harness.slow('store.get', 20);
    const late = harness.request();
    await harness.clock.advance(20);
    expect((await late).patch).toEqual({ headers: { 'x-seen': '1' } });
    harness.hang('store.get');
    const never = harness.request();
    await harness.clock.advance(200);
    expect((await never).faults).toEqual(['beforeRequest: it took longer than 50 ms']);
  });
});

describe('the surroundings of a plugin', () => {
  it('answer what it fetches and asks of its own API', async () => {
    const parts: Partial<PluginDefinition> = {
      hooks: {
        beforeRequest: async (_request, _call, context) => {
          const told = await (await context.fetch('https://example.com/keys', { method: 'POST' })).json();
          const own = await context.execute({ path: '/own?a=1', method: 'POST', body: { n: 1 } });
          return { response: { body: [told, own.status, own.body] } };
        },
      },
    };
    const harness = await started(parts, {
      fetch: (url, { method }) => Response.json({ url, method }),
      execute: ({ path, body }) => ({ status: 201, body: { path, body } }),
    });
    expect((await harness.request()).response.body).toEqual([
      { url: 'https://example.com/keys', method: 'POST' },
      201,
      { path: '/own?a=1', body: { n: 1 } },
    ]);
    expect(harness.fetched).toMatchObject([{ url: 'https://example.com/keys', init: { method: 'POST' } }]);
    expect(harness.executed).toMatchObject([{ method: 'POST', path: '/own?a=1', body: { n: 1 } }]);
    harness.fail('fetch', new TypeError('network is down'));
    expect((await harness.request()).faults).toEqual(['beforeRequest: network is down']);
    harness.heal();
    harness.fail('execute');
    expect((await harness.request()).faults).toEqual(['beforeRequest: execute fails, as the test wants']);
    const bare = await started(parts);
    expect((await bare.request()).faults[0]).toContain('say what it gets, such as testPlugin(');
    const asking = await started({
      hooks: {
        beforeRequest: async (_request, _call, context) => void (await context.execute({ path: '/x' })),
      },
    });
    expect((await asking.request()).faults[0]).toContain('the plugin asks for GET /x: say what it gets');
  });

  it('have the services it needs', async () => {
    const harness = await started(
      {
        needs: { users: '^2.1.0' },
        hooks: {
          beforeRequest: async (_request, _call, context) => ({
            response: { body: (await context.service('users').find?.('ada')) as never },
          }),
        },
      },
      { services: { users: { find: (name) => ({ name, roles: ['admin'] }) } } },
    );
    expect((await harness.request()).response.body).toEqual({ name: 'ada', roles: ['admin'] });
    harness.fail('services.users.find', new Error('users are out'));
    expect((await harness.request()).faults).toEqual(['beforeRequest: users are out']);
  });

  it('hear what it says, and tell it what happens', async () => {
    const heard: string[] = [];
    const harness = await started({
      onEvents: {
        types: ['log'],
        handler: async (events, context) => {
          for (const event of events) if (event.type === 'log') heard.push(event.message);
          context.log.warn(`heard ${events.length}`);
          context.emit('heard', { count: events.length });
        },
      },
    });
    const say = (message: string) => ({ type: 'log', level: 'info', message }) as const;
    await harness.deliver(say('one'), { type: 'server.listening', url: '' }, say('two'));
    expect(heard).toEqual(['one', 'two']);
    expect(harness.logs).toEqual([{ level: 'warn', message: 'heard 2' }]);
    expect(harness.emitted).toEqual([{ event: 'heard', data: { count: 2 } }]);
  });

  it('call its services, and ask how it is', async () => {
    const harness = await started({
      provides: { kv: '1.0.0' },
      services: { kv: { double: ([value], { caller }) => [Number(value) * 2, caller] } },
      healthCheck: () => ({ healthy: false, message: 'tired' }) as never,
    }).catch((error: unknown) => error);
    expect(harness).toMatchObject({ code: 'BW7040' });
    const sound = await started({
      provides: { kv: '1.0.0' },
      services: { kv: { double: ([value], { caller }) => [Number(value) * 2, caller] } },
      getMetrics: () => ({ kept: 3 }),
    });
    expect(await sound.call('kv', 'double', 4)).toEqual([8, 'test']);
    expect([await sound.health(), await sound.metrics()]).toEqual([{ healthy: true }, { kept: 3 }]);
  });
});

describe('the life of a plugin', () => {
  it('is started, stopped and started again', async () => {
    const steps: string[] = [];
    const note = (step: string) => async () => void steps.push(step);
    const harness = await started({
      initialize: note('initialize'),
      start: note('start'),
      healthCheck: () => steps.push('healthCheck') > 0,
      stop: note('stop'),
      cleanup: note('cleanup'),
    });
    expect(harness.state).toBe('running');
    await harness.stop();
    expect([steps, harness.state]).toEqual([
      ['initialize', 'start', 'healthCheck', 'stop', 'cleanup'],
      'stopped',
    ]);
    await expect(harness.request()).rejects.toThrow('await harness.start() first');
    await harness.start();
    expect(steps.slice(5)).toEqual(['initialize', 'start', 'healthCheck']);
  });

  it('goes on with other settings', async () => {
    const told: unknown[] = [];
    const configSchema = { properties: { level: { type: 'integer' } } };
    const hooks: PluginDefinition['hooks'] = {
      beforeRequest: (_request, _call, { settings }) => ({ response: { body: settings } }),
    };
    const onConfigReload = async (settings: unknown) => void told.push(settings);
    const harness = await started({ configSchema, hooks, onConfigReload }, { settings: { level: 1 } });
    await harness.reload({ level: 2 });
    expect([told, (await harness.request()).response.body]).toEqual([[{ level: 2 }], { level: 2 }]);
    await expect(harness.reload({ level: 'high' })).rejects.toThrow('BW3406');
    const replaced = await started({ configSchema, hooks }, { settings: { level: 1 } });
    await replaced.reload({ level: 2 });
    expect((await replaced.request()).response.body).toEqual({ level: 2 });
  });

  it('does not begin when it cannot start', async () => {
    const harness = await testPlugin({ ...base, start: () => Promise.reject(new Error('no key')) });
    await expect(harness.start()).rejects.toThrow(
      'the plugin "probe" cannot be started: start failed: no key',
    );
    expect(harness.state).toBe('failed');
  });
});

describe('what cannot be tested', () => {
  it.each<[string, unknown, TestPluginOptions, string | RegExp]>([
    ['is no plugin', undefined, {}, 'BW3403: '],
    ['has mistakes', { ...base, name: 'A b', hooks: { before: 1 } }, {}, /`name` has letters.*\n.*BW3403/],
    ['has no such setting', base, { settings: { a: 1 } }, 'BW3405: '],
    ['needs what is not there', { ...base, needs: { users: '^1.0.0' } }, {}, 'users'],
    ['is a definition for a process', base, { isolation: 'process' }, 'testPlugin(new URL('],
    ['is no file', '/nowhere/plugin.ts', {}, 'plugin.ts cannot be loaded'],
    [
      'fakes fetch in a process',
      '/a.ts',
      { isolation: 'process', fetch: () => Response.json(1) },
      'inline only',
    ],
  ])('%s', async (_name, tested, options, message) => {
    await expect(testPlugin(tested as PluginDefinition, options)).rejects.toThrow(message);
  });
});

describe('a plugin in a process of its own', () => {
  it('is tested in the same words', async () => {
    const folder = project({
      'index.ts': moduleOf(
        'far',
        `configSchema: { properties: { level: { type: 'integer', default: 1 } } },
         needs: { users: '^1.0.0' },
         hooks: { beforeRequest: async (request, call, context) => {
           const seen = ((await context.store.get('seen')) ?? 0) + 1;
           await context.store.set('seen', seen);
           context.log.info('seen ' + seen);
           return { response: { body: [process.pid, context.settings.level, await context.service('users').find(seen)] } };
         } }`,
      ),
    });
    const file = new URL(`file://${join(folder, 'index.ts')}`);
    const harness = await testPlugin(file, {
      isolation: 'process',
      settings: { level: 2 },
      services: { users: { find: (seen) => ({ seen }) } },
    });
    onTestFinished(() => harness.stop());
    await harness.start();
    const { response } = await harness.request();
    const [pid, ...told] = response.body as unknown[];
    expect([pid === process.pid, told]).toEqual([false, [2, { seen: 1 }]]);
    expect(harness.logs).toEqual([{ level: 'info', message: 'seen 1' }]);
    harness.fail('store.get', new Error('disk full'));
    expect((await harness.request()).faults).toEqual(['beforeRequest: disk full']);
    expect(() => harness.fail('fetch')).toThrow('fetches by itself');
    await harness.stop();
    await harness.start();
    expect(harness.state).toBe('running');
  });

  it('may be given by its file inline, too', async () => {
    const folder = project({});
    writeFileSync(
      join(folder, 'near.ts'),
      moduleOf('near', 'hooks: { beforeRequest: () => ({ headers: { a: String(process.pid) } }) }'),
    );
    const harness = await testPlugin(join(folder, 'near.ts'));
    onTestFinished(() => harness.stop());
    await harness.start();
    expect((await harness.request()).patch).toEqual({ headers: { a: String(process.pid) } });
  });
});

it('takes typed definitions as they are', async () => {
  interface Settings {
    readonly level: number;
  }
  const typed = definePlugin<Settings>({
    ...base,
    configSchema: { properties: { level: { type: 'integer', default: 1 } } },
    hooks: {
      beforeRequest: (_request, _call, { settings }) => ({ headers: { level: String(settings.level) } }),
    },
  });
  const harness = await testPlugin(typed);
  await harness.start();
  expect((await harness.request()).patch).toEqual({ headers: { level: '1' } });
  await harness.stop();
});
