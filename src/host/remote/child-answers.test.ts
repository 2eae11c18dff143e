import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readAll, socketPair } from '../../../test/support/channels.ts';
import { exchangeOf } from '../../../test/support/plugins.ts';
import { callFor, type FarPlugin, farPlugin } from '../../../test/support/remote-plugins.ts';
import type { HookedExchange } from '../../contracts/hooks.ts';
import type { TakenConnection } from '../port.ts';
import { PLUGIN_CHANNEL } from './plugin-channel.ts';

const handler = (text: string) => farPlugin(`handlers: { one: ${text} }`);

async function answerOf({ port }: FarPlugin, parts: Partial<HookedExchange> = {}, stream?: Readable) {
  const { body, ...head } = await port.handle('one', callFor(exchangeOf(parts)), stream);
  return {
    ...head,
    isStream: body instanceof Readable,
    body: body instanceof Readable ? await readAll(body) : body,
  };
}

describe('a handler in a process of its own', () => {
  it.each([
    ['a value', '() => ({ sold: 7 })', 200, 'application/json', '{"sold":7}'],
    ['a text', `() => 'seven'`, 200, 'text/plain; charset=utf-8', 'seven'],
    ['bytes', '() => new Uint8Array([55])', 200, 'application/octet-stream', '7'],
    [
      'an answer in full',
      `() => ({ status: 201, headers: { 'X-A': ['1', '2'] }, body: 'made' })`,
      201,
      'text/plain; charset=utf-8',
      'made',
    ],
    ['nothing', '() => {}', 204, undefined, ''],
  ])('answers with %s', async (_what, text, status, type, body) => {
    const answer = await answerOf(await handler(text));
    expect({ ...answer, body: String(answer.body) }).toMatchObject({ status, isStream: false, body });
    expect(answer.type).toBe(type);
    expect(answer.headers).toEqual(status === 201 ? [['x-a', ['1', '2']]] : []);
  });

  it('gets the body as bytes, and what it is called for', async () => {
    const far = await handler(
      `({ body, bytes, stream }, call) => ({ body, length: bytes.length, stream: stream ?? 'none', settings: call.settings, memo: (call.memo = 1) })`,
    );
    const answer = await answerOf(far, {
      headers: { 'content-type': 'application/json' },
      rawBody: Buffer.from('[1]'),
    });
    expect(JSON.parse(String(answer.body))).toEqual({
      body: [1],
      length: 3,
      stream: 'none',
      settings: {},
      memo: 1,
    });
  });

  it('reads a body as it comes, and sends one as it is made', async () => {
    const far = await handler(`{ reads: 'stream', handler: ({ stream, bytes }) => (async function* () {
      yield bytes === undefined ? 'streamed:' : 'read:';
      for await (const chunk of stream) yield chunk.toString().toUpperCase();
    })() }`);
    const answer = await answerOf(
      far,
      { rawBody: Buffer.from('never sent') },
      Readable.from(['one ', 'two']),
    );
    expect([answer.isStream, String(answer.body)]).toEqual([true, 'streamed:ONE TWO']);
  });

  it('sends what is longer than a frame in pieces', async () => {
    const size = PLUGIN_CHANNEL.maxPayload;
    const far = await handler(`({ url }) => 'y'.repeat(Number(url.slice(1)))`);
    const [longest, longer] = [
      await answerOf(far, { url: `/${size}` }),
      await answerOf(far, { url: `/${size + 1}` }),
    ];
    expect([longest.isStream, longest.body.length]).toEqual([false, size]);
    expect([longer.isStream, longer.body.length, longer.body.every((byte) => byte === 0x79)]).toEqual([
      true,
      size + 1,
      true,
    ]);
  });

  it('gets bodies that are longer than a frame only as streams', async () => {
    const far = await farPlugin(`handlers: { one: { reads: { buffer: '32mb' }, handler: () => 'read' } }`);
    const rawBody = Buffer.alloc(PLUGIN_CHANNEL.maxPayload + 1);
    await expect(answerOf(far, { rawBody })).rejects.toThrow(
      'more than 16 MiB reaches the process of a plugin only as a stream',
    );
    expect(String((await answerOf(far)).body)).toBe('read');
  });

  it('is told apart from routes by its name', async () => {
    const { port } = await farPlugin(`handlers: { one: () => 'handler' }, routes: [
      { path: '/head', reads: 'head', handler: ({ bytes }) => bytes ?? 'no body' },
      { path: '/whole', handler: ({ bytes }) => bytes ?? 'no body' },
      { path: '/socket', upgrade() {} },
    ]`);
    const call = callFor(exchangeOf({ rawBody: Buffer.from('body') }));
    const told = async (target: string | number) => String((await port.handle(target, call, undefined)).body);
    expect([await told('one'), await told(0), await told(1)]).toEqual(['handler', 'no body', 'body']);
    for (const none of ['two', 2, 3]) await expect(told(none)).rejects.toThrow(`there is no handler ${none}`);
  });

  it.each([
    ['throws', `() => { throw new RangeError('no data'); }`, 'no data'],
    ['rejects', `() => Promise.reject(new RangeError('no data'))`, 'no data'],
    [
      'returns what cannot be sent',
      '() => ({ n: 1n })',
      /the handler returned a body that cannot be sent as JSON/,
    ],
  ])('fails when it %s', async (_what, text, message) => {
    await expect(answerOf(await handler(text))).rejects.toThrow(message);
  });

  it('breaks off where it fails, and hears that nobody reads on', async () => {
    const far = await handler(`({ path }, call, context) => (async function* () {
      try { for (;;) { yield 'x'.repeat(1_000); if (path === '/fails') throw new Error('torn'); } } finally { context.emit('over'); }
    })()`);
    await expect(answerOf(far, { path: '/fails' })).rejects.toThrow('torn');
    const { body } = await far.port.handle('one', callFor(exchangeOf()), undefined);
    await once(body as Readable, 'readable');
    (body as Readable).destroy();
    await far.channel.idle();
    await far.channel.ping();
    expect(far.notes).toEqual([
      ['emit', { event: 'over' }],
      ['emit', { event: 'over' }],
    ]);
  });
});

/** A client, and its connection as a route gets it. */
async function client() {
  const [near, socket] = await socketPair();
  near.on('error', () => {});
  socket.on('error', () => {});
  const connection: TakenConnection = {
    readable: socket,
    write: (chunk) => socket.write(chunk),
    end: () => void socket.end(),
    taken: async () => {
      if (socket.writableNeedDrain && !socket.destroyed)
        await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    },
  };
  return { near, socket, connection };
}

describe('a connection of a plugin in a process of its own', () => {
  const upgrading = (text: string) => farPlugin(`routes: [{ path: '/socket', upgrade: ${text} }]`);

  it('carries bytes in both directions, until either end ends it', async () => {
    const { port } = await upgrading(`async (request, connection, context) => {
      connection.write(Buffer.from(context.name + ' at ' + request.path + '\\n'));
      for await (const chunk of connection.readable) connection.write(Buffer.from(chunk.toString().toUpperCase()));
      connection.end();
    }`);
    const { near, connection } = await client();
    const taken = port.upgrade(0, callFor(exchangeOf({ path: '/socket' })), connection);
    expect(String((await once(near, 'data'))[0])).toBe('far at /socket\n');
    near.write('hello');
    expect(String((await once(near, 'data'))[0])).toBe('HELLO');
    near.end();
    await taken;
  });

  it('is open when it is ended without a word', async () => {
    const { port } = await upgrading('(request, connection) => connection.end()');
    const { near, connection } = await client();
    await port.upgrade(0, callFor(exchangeOf()), connection);
    expect(await readAll(near)).toHaveLength(0);
  });

  it('ends with its client', async () => {
    const { port, channel, notes } = await upgrading(`async (request, connection, context) => {
      connection.write(Buffer.from('open'));
      try { for await (const chunk of connection.readable) context.emit('heard'); } finally { context.emit('over'); }
    }`);
    const { near, socket, connection } = await client();
    const exchange = exchangeOf();
    const taken = port.upgrade(0, callFor(exchange), connection);
    await once(near, 'data');
    near.destroy();
    await once(socket, 'close');
    exchange.leave();
    await expect(taken).rejects.toThrow();
    await channel.idle();
    await channel.ping();
    expect(notes).toEqual([['emit', { event: 'over' }]]);
  });

  it.each([
    ['throws', `() => { throw new Error('no room'); }`],
    ['rejects', `() => Promise.reject(new Error('no room'))`],
  ])('is none when the route %s before it writes, which harms nothing else', async (_how, text) => {
    const { port } = await upgrading(text);
    const { connection } = await client();
    await expect(port.upgrade(0, callFor(exchangeOf()), connection)).rejects.toThrow('no room');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await port.health(new AbortController().signal)).toEqual({ healthy: true });
  });

  it('breaks off when the route fails behind its first bytes', async () => {
    const { port } = await upgrading(
      `async (request, connection) => { connection.write(Buffer.from('open')); throw new Error('torn'); }`,
    );
    const { near, connection } = await client();
    await expect(port.upgrade(0, callFor(exchangeOf()), connection)).rejects.toThrow('torn');
    near.destroy();
  });

  it('breaks off when the route writes behind its end, which harms nothing else', async () => {
    const { port } = await upgrading(
      `(request, connection) => { connection.end(); connection.write(Buffer.from('late')); }`,
    );
    const { connection } = await client();
    await expect(port.upgrade(0, callFor(exchangeOf()), connection)).rejects.toThrow('closed before its end');
    expect(await port.health(new AbortController().signal)).toEqual({ healthy: true });
  });

  it('is refused where a route takes none', async () => {
    const { port } = await farPlugin(`routes: [{ path: '/', handler: () => 'x' }]`);
    for (const route of [0, 1]) {
      const { connection } = await client();
      await expect(port.upgrade(route, callFor(exchangeOf()), connection)).rejects.toThrow(
        `the route ${route} takes no connections`,
      );
    }
  });
});
