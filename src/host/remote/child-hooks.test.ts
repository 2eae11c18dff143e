import { describe, expect, it } from 'vitest';
import { exchangeOf, ODD_THROWS } from '../../../test/support/plugins.ts';
import { callFor, farPlugin } from '../../../test/support/remote-plugins.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import type { HookManifest } from '../../contracts/plugin-host.ts';

/** One hook of a far plugin, asked for an exchange. */
async function hooked(
  kind: HookManifest['kind'],
  hook: string,
  parts: Partial<HookedExchange> = {},
  more = '',
) {
  const far = await farPlugin(`hooks: { ${kind}: ${hook} }, ${more}`);
  const exchange = exchangeOf(parts);
  const call = callFor(exchange, { settings: { role: 'admin' } });
  const { port } = far;
  return {
    ...far,
    exchange,
    call,
    ask: () => port.before(0, call),
    show: (status: number, headers: readonly string[], body?: Buffer) =>
      port.after(0, call, { status, headers, ...(body && { body }) }),
  };
}

describe('a hook in a process of its own', () => {
  it('sees the request as plugins in this process do', async () => {
    const { ask } = await hooked(
      'beforeRequest',
      `(request, call, context) => ({ response: { body: { ...request, query: request.query, body: request.body ?? 'none', bytes: request.bytes ?? 'none',
        call: [call.id, call.settings, call.principal, call.memo ?? 'none', call.request === request], frozen: [Object.isFrozen(request.params), Object.isFrozen(request.headers)], context: context.name } } })`,
      {
        method: 'POST',
        path: '/users/7',
        url: '/users/7?a=1&a=2',
        params: { id: '7' },
        headers: { 'x-a': 'b' },
        rawBody: Buffer.from('not for heads'),
        principal: { sub: 'ada' },
      },
    );
    const { response } = (await ask()) as { response: { body: unknown } };
    expect(response.body).toEqual({
      id: 'r1',
      method: 'POST',
      path: '/users/7',
      url: '/users/7?a=1&a=2',
      query: { a: '2' },
      params: { id: '7' },
      headers: { 'x-a': 'b' },
      client: { ip: '127.0.0.1', port: 5 },
      scheme: 'http',
      host: 'localhost',
      endpoint: { key: 'GET /users/7', path: '/users/7', mode: 'mock' },
      body: 'none',
      bytes: 'none',
      call: ['r1', { role: 'admin' }, { sub: 'ada' }, 'none', true],
      frozen: [true, true],
      context: 'far',
    });
  });

  it('knows nobody, no query and no endpoint where there is none', async () => {
    const { ask } = await hooked(
      'beforeRequest',
      `(request, call) => ({ response: { body: [request.query, request.endpoint ?? 'none', call.principal] } })`,
      { routed: false },
    );
    expect(await ask()).toEqual({ response: { body: [{}, 'none', {}] } });
  });

  it('reads the body, decoded and as bytes', async () => {
    const { ask } = await hooked(
      'beforeRequest',
      `{ reads: { buffer: '1kb' }, handler: ({ body, bytes }) => ({ body: { body, length: bytes.length } }) }`,
      { headers: { 'content-type': 'application/json' }, rawBody: Buffer.from('{"a":1}') },
    );
    expect(await ask()).toEqual({ body: { body: { a: 1 }, length: 7 } });
  });

  it('sees an answer, with its body where that is read', async () => {
    const { show } = await hooked(
      'afterResponse',
      `(response) => ({ body: [response.status, response.headers, response.body ?? 'none', response.tap ?? 'none'] })`,
    );
    const headers = ['Content-Type', 'text/plain', 'Set-Cookie', 'a=1', 'set-cookie', 'b=2'];
    const values = { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] };
    expect(await show(201, headers)).toEqual({ body: [201, values, 'none', 'none'] });
    expect(await show(200, headers, Buffer.from('text'))).toEqual({ body: [200, values, 'text', 'none'] });
  });

  it.each([
    ['nothing', '() => {}', undefined],
    ['a promise of nothing', 'async () => {}', undefined],
    ['null', '() => null', undefined],
    ['a patch', `async () => ({ headers: { 'x-a': '1' } })`, { headers: { 'x-a': '1' } }],
    ['a text', `() => 'text'`, 'text'],
    ['a list', `() => [1]`, [1]],
    ['a body of text', `() => ({ body: 'text' })`, { body: 'text' }],
    ['a response of text', `() => ({ response: { body: 'text' } })`, { response: { body: 'text' } }],
    ['a response that is none', `() => ({ response: 7 })`, { response: 7 }],
  ])('gives %s', async (_what, hook, given) => {
    const { ask } = await hooked('beforeRequest', hook);
    expect(await ask()).toEqual(given);
  });

  it.each([
    [
      'a body',
      `() => ({ headers: { a: '1' }, body: new Uint8Array([0, 255]) })`,
      { headers: { a: '1' }, body: Buffer.from([0, 255]) },
    ],
    ['no bytes as a body', `() => ({ body: new Uint8Array() })`, { body: Buffer.alloc(0) }],
    [
      'a part of some bytes',
      `() => ({ body: new Uint8Array([1, 2, 3]).subarray(1, 2) })`,
      { body: Buffer.from([2]) },
    ],
    [
      'a response',
      `() => ({ response: { status: 201, body: Buffer.from('raw') } })`,
      { status: 201, body: Buffer.from('raw') },
    ],
    [
      'a response beside a body',
      `() => ({ body: new Uint8Array([1]), response: { status: 201, body: new Uint8Array([2]) } })`,
      { status: 201, body: Buffer.from([2]) },
    ],
  ])('gives bytes as they are: %s', async (_what, hook, given) => {
    const { ask } = await hooked('beforeRequest', hook);
    const patch = (await ask()) as { response?: unknown };
    expect(patch.response ?? patch).toStrictEqual(given);
  });

  it.each(ODD_THROWS.slice(0, 4))('fails with what can be said of %s', async (name) => {
    const thrown = { 'a text': `'text'`, nothing: 'undefined', null: 'null', 'a symbol': `Symbol('s')` }[
      name
    ];
    const { ask } = await hooked('beforeRequest', `() => { throw ${thrown}; }`);
    await expect(ask()).rejects.toMatchObject({
      name: 'Error',
      message: thrown?.replaceAll("'", '').replace(/^Symbol\(s\)$/, 'Symbol(s)'),
    });
  });

  it('fails when it gives what cannot be sent', async () => {
    const { ask } = await hooked('beforeRequest', '() => ({ response: { body: 1n } })');
    await expect(ask()).rejects.toThrow(/BigInt/);
  });

  it('logs under the name of its plugin, in lines that end', async () => {
    const { ask, notes } = await hooked(
      'beforeRequest',
      `(request, call, context) => { call.log.warn('careful'); context.log.debug({ toString: () => 'object' }); call.log.error('x'.repeat(9000)); context.log.info(Symbol('s')); }`,
    );
    await ask();
    expect(notes).toEqual([
      ['log', { level: 'warn', message: 'careful' }],
      ['log', { level: 'debug', message: 'object' }],
      ['log', { level: 'error', message: 'x'.repeat(8_192) }],
      ['log', { level: 'info', message: 'Symbol(s)' }],
    ]);
  });

  it('hears that the client went away', async () => {
    const { ask, exchange, channel, notes } = await hooked(
      'beforeRequest',
      `(request, { signal }, context) => new Promise((resolve, reject) => signal.addEventListener('abort', () => { context.emit('left', signal.reason.message); reject(signal.reason); }))`,
    );
    const asked = ask();
    await channel.ping();
    exchange.leave();
    await expect(asked).rejects.toThrow('the client went away');
    await channel.ping();
    expect(notes).toEqual([['emit', { event: 'left', data: 'the client went away' }]]);
  });
});

describe('what a plugin in a process of its own keeps for an exchange', () => {
  const END = { outcome: 'answered', status: 204, duration: 1.5 } as const;
  const TELL = `exchangeEnd: (outcome, call, context) => context.emit('end', [outcome, call.memo, call.settings])`;

  it('is there for its next hook, and until the end', async () => {
    const far = await farPlugin(`hooks: {
      beforeRequest: (request, call) => { call.memo = [request.path]; },
      afterResponse: (response, call) => ({ headers: { 'x-memo': call.memo[0] } }),
    }, ${TELL}`);
    const { port, notes } = far;
    const call = callFor(exchangeOf({ path: '/kept' }), { settings: { n: 1 } });
    expect(call.memo).toBeUndefined();
    expect(await port.before(0, call)).toBeUndefined();
    expect(call.memo).toBeDefined();
    expect(await port.after(1, call, { status: 200, headers: [] })).toEqual({
      headers: { 'x-memo': '/kept' },
    });
    await port.exchangeEnd(call, END);
    await port.exchangeEnd(call, END);
    expect(notes).toEqual([['emit', { event: 'end', data: [END, ['/kept'], { n: 1 }] }]]);
  });

  it('is asked for at the end also when the hook failed, for nobody knows', async () => {
    const far = await farPlugin(
      `hooks: { beforeRequest: (request, call) => { call.memo = 'begun'; throw new Error('half'); } }, ${TELL}`,
    );
    const { port, notes } = far;
    const call = callFor(exchangeOf());
    await expect(port.before(0, call)).rejects.toThrow('half');
    expect(call.memo).toBeDefined();
    await port.exchangeEnd(call, END);
    expect(notes).toEqual([['emit', { event: 'end', data: [END, 'begun', {}] }]]);
  });

  it('is forgotten also when the end fails, or nobody hears of it', async () => {
    for (const more of [`exchangeEnd() { throw new Error('no end'); }`, '']) {
      const { port } = await farPlugin(
        `hooks: { beforeRequest: (request, call) => { const { memo } = call; call.memo = 1; return { response: { body: memo ?? 'new' } }; } }, ${more}`,
      );
      const call = callFor(exchangeOf());
      const ask = () => port.before(0, call);
      expect([await ask(), await ask()]).toEqual([{ response: { body: 'new' } }, { response: { body: 1 } }]);
      const ended = port.exchangeEnd(call, END);
      if (more === '') await ended;
      else await expect(ended).rejects.toThrow('no end');
      expect(await ask()).toEqual({ response: { body: 'new' } });
    }
  });
});
