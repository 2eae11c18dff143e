import { describe, expect, it, vi } from 'vitest';
import { nearRunner, startedRunner, telling } from '../../../test/support/near-runner.ts';

const NEVER = new AbortController().signal;

const body = (value: unknown) => ({ response: { body: value } });

describe('what a plugin asks of its host', () => {
  it('is its store', async () => {
    const near = await startedRunner(
      telling(`
      const { store } = context;
      await store.set('a', { n: 1 }); await store.set('b', 2, { ttl: 0 }); await store.set('x:1', 3); await store.delete('x:1');
      return [await store.get('a'), await store.get('b') ?? 'gone', await store.keys(), await store.compareAndSet('a', { n: 1 }, 4), await store.compareAndSet('a', undefined, 5), await store.get('a')];`),
    );
    expect(await near.ask()).toEqual(body([{ n: 1 }, 'gone', ['a'], true, false, 4]));
    await near.runner.stop();
  });

  it('is a service of another', async () => {
    const near = await startedRunner(telling(`return context.service('maker').make(1);`), {
      callService: async (...asked) => asked as never,
    });
    expect(await near.ask()).toEqual(body(['maker', 'make', [1]]));
    await near.runner.stop();
  });

  it('is a request to the API', async () => {
    const asked: unknown[] = [];
    const near = await startedRunner(
      telling(
        `const { status, headers, body } = await context.execute({ path: '/own', method: 'put', body: request.path === '/raw' ? Buffer.from([0, 255]) : ['json'] }); return [status, headers, body];`,
      ),
      {
        async ask({ headers, body: sent, ...request }) {
          asked.push([request, new Map(headers).get('content-type'), [...sent]]);
          return { status: 201, headers: ['content-type', 'text/plain'], body: Buffer.from('made') };
        },
      },
    );
    const told = body([201, { 'content-type': 'text/plain' }, 'made']);
    expect([await near.ask(), await near.ask('/raw')]).toEqual([told, told]);
    const request = { method: 'PUT', url: '/own', plugin: 'far' };
    expect(asked).toEqual([
      [request, ['application/json'], [...Buffer.from('["json"]')]],
      [request, ['application/octet-stream'], [0, 255]],
    ]);
    await near.runner.stop();
  });

  it('may be many bytes, as long as each request has no more than a body may have', async () => {
    const sizes: number[] = [];
    const near = await startedRunner(
      telling(`
        const send = (size) => context.execute({ path: '/own', body: Buffer.alloc(size) });
        for (let n = 0; n < 4; n += 1) await send(5_000_000);
        return send(16 * 1024 * 1024 + 1).catch((error) => error.message);`),
      {
        async ask({ body: sent }) {
          sizes.push(sent.length);
          return { status: 204, headers: [], body: Buffer.alloc(0) };
        },
      },
    );
    expect(await near.ask()).toEqual(body('execute got a body of more than 16 MiB'));
    expect(sizes).toEqual([5_000_000, 5_000_000, 5_000_000, 5_000_000]);
    await near.runner.stop();
  });

  it.each<[string, unknown, RegExp]>([
    ['fly', {}, /there is no call "fly"/],
    ['store', null, /null/],
    ['service', null, /null/],
    ['execute', null, /null/],
    ['execute', {}, /execute takes \{ path \} that starts with \//],
    ['execute', { request: { path: 'own' } }, /execute takes \{ path \} that starts with \//],
    ['execute', { request: { path: '/own', headers: 7 } }, /execute got/],
  ])('is refused when it makes no sense, and harms nobody: %s(%j)', async (method, params, message) => {
    const near = await startedRunner(telling(`return 'served';`));
    // What the context would not send; but a plugin's process may speak for itself.
    await expect(near.children[0]?.far.call(method, params)).rejects.toThrow(message);
    expect(await near.ask()).toEqual(body('served'));
    await near.runner.stop();
  });
});

describe('what a plugin tells its host', () => {
  it('is logged, published or counted, whatever it is', async () => {
    const near = await startedRunner(telling(`return 'served';`));
    const { far } = near.children[0] ?? {};
    for (const level of ['debug', 'info', 'warn', 'error', 'loud', 'constructor'])
      far?.notify('log', { level, message: level });
    far?.notify('log', { level: 'info', message: { an: 'object' } });
    far?.notify('emit', { event: 'sold', data: [1] });
    far?.notify('emit', { event: 'bare' });
    far?.notify('stray', { message: 'lost' });
    far?.notify('weather', { is: 'fine' });
    expect(await near.ask()).toEqual(body('served'));
    expect(near.lines()).toEqual([
      'debug: debug',
      'info: info',
      'warn: warn',
      'error: error',
      'info: loud',
      'info: constructor',
      'info: [object Object]',
    ]);
    const told = near.events.filter(({ type }) => type === 'plugin.event' || type === 'plugin.fault');
    expect(told).toMatchObject([
      { name: 'sold', data: [1] },
      { name: 'bare' },
      { plugin: 'far', at: 'work that nobody waits for', message: 'lost' },
    ]);
    await near.runner.stop();
  });
});

describe('the plan that a plugin knows', () => {
  it('is the one that is in service, also when that came while it started', async () => {
    let name = 'first';
    let open = () => {};
    const gate = new Promise<undefined>((resolve) => {
      open = () => resolve(undefined);
    });
    let isWaiting = false;
    const near = await nearRunner(
      `${telling('return context.plan.name;')} start: (context) => context.service('gate').pass(),`,
      {
        planName: () => name,
        callService: () => {
          isWaiting = true;
          return gate;
        },
      },
    );
    const start = near.runner.start(NEVER);
    await vi.waitFor(() => expect(isWaiting).toBe(true));
    name = 'second';
    near.runner.learn();
    open();
    await start;
    expect(await near.ask()).toEqual(body('second'));
    name = 'third';
    near.runner.learn();
    expect(await near.ask()).toEqual(body('third'));
    await near.runner.stop();
  });

  it('stays the one it was when the next one is too long to be told', async () => {
    let name = 'short';
    const near = await startedRunner(telling('return context.plan.name;'), { planName: () => name });
    name = 'x'.repeat(2_000_000);
    near.runner.learn();
    expect(near.lines()).toEqual([expect.stringMatching(/^error: it does not learn of the plan: /)]);
    expect(await near.ask()).toEqual(body('short'));
    await near.runner.stop();
  });
});
