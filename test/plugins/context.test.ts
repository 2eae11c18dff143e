import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HOSTS, plugged, plugin } from './plugged.ts';

describe.each(HOSTS)('the context of a plugin (%s)', (host) => {
  it('has its name, its settings, the folder and the plan', async () => {
    const { json, folder } = await plugged(
      host,
      {
        who: `configSchema: { type: 'object', properties: { level: { type: 'integer', default: 3 }, words: { type: 'array' } } },
          hooks: { beforeRequest: (request, call, context) => ({ response: { body: {
            name: context.name, settings: context.settings, folder: context.folder, endpoints: context.plan.endpoints.map(({ key }) => key) } } }) }`,
      },
      { entries: { who: 'words: [a]' } },
    );
    expect(await json('/hello')).toEqual({
      name: 'who',
      settings: { level: 3, words: ['a'] },
      folder,
      endpoints: ['GET /hello', 'POST /echo', 'GET /page'],
    });
  });

  it('may be taken apart', async () => {
    const { json, events } = await plugged(host, {
      apart: `hooks: { beforeRequest: async (request, call, { fetch, execute, emit, expression, store: { get, set }, log: { warn } }) => {
        await set('a', 1);
        emit('seen');
        warn('taken apart');
        const own = await execute({ path: '/page' });
        const path = await (await expression('request.path'))(request);
        const fetched = await fetch('data:text/plain,there').then((answer) => answer.text());
        return { response: { body: [await get('a'), own.status, path, fetched] } };
      } }`,
    });
    expect(await json('/hello')).toEqual([1, 200, '/hello', 'there']);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'plugin.event', name: 'plugin.apart.seen' }),
    );
  });

  it('keeps values in a store of its own, also when the plugin is replaced', async () => {
    const count = `hooks: { beforeRequest: async (request, call, context) => {
      const n = (await context.store.get('n')) ?? 0;
      const swapped = await context.store.compareAndSet('n', n === 0 ? undefined : n, n + 1);
      await context.store.set('gone', true, { ttl: 0 });
      await context.store.set('x:1', { a: [1] });
      await context.store.delete('x:2');
      return { response: { body: { n, swapped, gone: await context.store.get('gone'), keys: await context.store.keys('x:'), x: await context.store.get('x:1') } } };
    } }`;
    const { json, write, app } = await plugged(host, { count, other: count });
    const first = { n: 0, swapped: true, keys: ['x:1'], x: { a: [1] } };
    expect(await json('/hello')).toEqual(first);
    expect(await json('/hello')).toEqual({ ...first, n: 1 });
    write({ 'count.ts': `// changed\n${plugin('count', count)}` });
    expect((await app.reload()).swapped).toBe(true);
    expect(await json('/hello')).toEqual({ ...first, n: 2 });
  });

  it('hears of no request that it sent itself: each would be followed by the next', async () => {
    const { fetch, event, of } = await plugged(host, {
      ping: `onEvents: { types: ['request.end'], async handler(events, context) {
        for (const { path } of events) {
          await context.execute({ path: '/page' });
          context.emit('heard', path);
        }
      } }`,
    });
    await fetch('/hello');
    await event((one) => one.type === 'plugin.event' && one.data === '/hello');
    await fetch('/hello?again');
    await event(() => of('plugin.event').length >= 2);
    expect(of('plugin.event').map(({ data }) => data)).toEqual(['/hello', '/hello']);
    expect(of('request.end').map(({ path, asked_by }) => [path, asked_by])).toContainEqual(['/page', 'ping']);
  });

  it('sends requests through the API itself, which its own hooks do not see', async () => {
    const { json } = await plugged(host, {
      ask: `hooks: { beforeRequest: async (request, call, context) => {
        const { status, body, headers } = await context.execute({ path: '/echo', method: 'post', body: { a: 1 }, headers: { 'x-in': '1' } });
        return { response: { body: { status, body, type: headers['content-type'] } } };
      } }`,
    });
    expect(await json('/hello')).toEqual({ status: 200, body: { a: 1 }, type: 'application/json' });
  });

  it('publishes events, and hears those of others in batches', async () => {
    const { fetch, event } = await plugged(host, {
      tell: `hooks: { beforeRequest: (request, call, context) => { context.emit('seen', { path: request.path }); } }`,
      hear: `onEvents: { types: ['plugin.tell.*', 'request.end'], handler: (events, context) => {
        for (const event of events) context.emit('heard', event.type === 'plugin.event' ? event.data.path : event.path);
      } }`,
    });
    await fetch('/hello');
    await event(
      (one) => one.type === 'plugin.event' && one.name === 'plugin.hear.heard' && one.data === '/hello',
    );
  });

  it('calls services of plugins that it needs, with versions', async () => {
    const { json } = await plugged(host, {
      tokens: `provides: { 'token-maker': '1.2.0' }, services: { 'token-maker': {
        issue: async ([user], call, context) => ({ token: user + '@' + context.name, caller: call.caller }),
        fail: () => { throw new Error('no more tokens'); },
      } }`,
      user: `needs: { 'token-maker': '^1.1.0' }, hooks: { beforeRequest: async (request, call, context) => {
        const tokens = context.service('token-maker');
        const failure = await tokens.fail().catch((error) => error.message);
        const unknown = await tokens.nothing().catch((error) => error.message);
        return { response: { body: { issued: await tokens.issue('ada'), failure, unknown } } };
      } }`,
    });
    expect(await json('/hello')).toEqual({
      issued: { token: 'ada@tokens', caller: 'user' },
      failure: 'no more tokens',
      unknown: 'no plugin that runs provides "token-maker" with a method "nothing"',
    });
  });

  it('calls no service that it does not say it needs', async () => {
    const { json } = await plugged(host, {
      tokens: "provides: { coins: '1.0.0' }, services: { coins: { issue: () => 'one' } }",
      user: `hooks: { beforeRequest: async (request, call, context) => {
        const failed = (name) => context.service(name).issue().catch((error) => error.message);
        return { response: { body: { there: await failed('coins'), nowhere: await failed('notes') } } };
      } }`,
    });
    expect(await json('/hello')).toEqual({
      there: 'the service "coins" does not stand in the `needs` of the plugin "user"',
      nowhere: 'the service "notes" does not stand in the `needs` of the plugin "user"',
    });
  });

  it('compiles expressions over what the plugin sees', async () => {
    const { json } = await plugged(
      host,
      {
        rule: `hooks: { beforeRequest: async (request, call, context) => {
        const rule = await context.expression("method == 'GET' && query.n == '1' && headers['x-a'] == 'b' && vars.limit > 2");
        const wrong = await context.expression('1 +').catch((error) => error.code);
        return { response: { body: { is: await rule(request), wrong } } };
      } }`,
      },
      { endpoints: '\n  GET /hello: { mock: { body: ok } }\nvars: { limit: 3 }\n' },
    );
    expect(await json('/hello?n=1', { headers: { 'x-a': 'b' } })).toMatchObject({ is: true });
    expect(await json('/hello?n=2', { headers: { 'x-a': 'b' } })).toMatchObject({ is: false });
  });

  it('fetches from elsewhere, and logs under its own name', async () => {
    const server = createServer((_request, response) => response.end('elsewhere')).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const { json, event } = await plugged(host, {
      far: `hooks: { beforeRequest: async (request, call, context) => {
        call.log.warn('asking');
        const answer = await context.fetch('http://127.0.0.1:${port}/');
        return { response: { body: { told: await answer.text() } } };
      } }`,
    });
    expect(await json('/hello')).toEqual({ told: 'elsewhere' });
    await event(
      (one) => one.type === 'log' && one.plugin === 'far' && one.level === 'warn' && one.message === 'asking',
    );
  });
});
