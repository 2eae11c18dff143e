import { getEventListeners } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bareChild, channelPair, readAll, socketPair } from '../../test/support/channels.ts';
import { Channel, type IncomingCall } from './channel.ts';

const echo = ({ params, payload }: IncomingCall) => ({ value: params, ...(payload && { payload }) });

/** Answers only when told. */
function held() {
  const calls: IncomingCall[] = [];
  let next: (call: IncomingCall) => void = () => {};
  return {
    calls,
    answer: (call: IncomingCall) => {
      calls.push(call);
      next(call);
      return new Promise<never>(() => {});
    },
    arrived: () => new Promise<IncomingCall>((resolve) => (next = resolve)),
  };
}

describe('calls', () => {
  it('go both ways at once', async () => {
    const [parent, child] = await channelPair({ answer: echo }, { answer: echo });
    const answers = await Promise.all([
      parent.call('a', { text: 'ü\n' }),
      child.call('b', [1]),
      parent.call('c', null, { payload: Buffer.from('raw\n') }),
    ]);
    expect(answers.map(({ value }) => value)).toEqual([{ text: 'ü\n' }, [1], null]);
    expect(answers[2]?.payload?.toString()).toBe('raw\n');
    expect(answers[0]?.payload).toBeUndefined();
  });

  it('may be answered later and in any order', async () => {
    const resolvers: (() => void)[] = [];
    const answer = ({ params }: IncomingCall) =>
      new Promise<{ value: unknown }>((resolve) => resolvers.push(() => resolve({ value: params })));
    const [parent] = await channelPair({ answer });
    const order: number[] = [];
    const calls = [1, 2, 3].map(async (n) => void order.push((await parent.call('x', n)).value as number));
    await parent.ping();
    expect(parent.pending).toBe(3);
    expect(parent.oldestCall).toBeLessThanOrEqual(performance.now());
    for (const resolve of resolvers.reverse()) resolve();
    await Promise.all(calls);
    expect(order).toEqual([3, 2, 1]);
    expect(parent.oldestCall).toBeUndefined();
  });

  it('leave together, however many one turn makes', async () => {
    const [near, far] = await socketPair();
    const parent = new Channel(near, { side: 'parent', answer: echo });
    const child = new Channel(far, { side: 'child', answer: echo });
    await Promise.all([parent.ready, child.ready]);
    let writes = 0;
    const { write } = near;
    near.write = ((...args: Parameters<typeof write>) => {
      writes++;
      return write.apply(near, args);
    }) as typeof write;
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => parent.call('x', n, { payload: Buffer.alloc(10) })),
    );
    expect(writes).toBe(1);
  });

  it('carry errors with name, message, stack and code', async () => {
    const answer = ({ params }: IncomingCall) => {
      const error = Object.assign(new TypeError('no such shoe'), { code: 'E_SHOE' });
      if (params === 'later') return Promise.reject(error);
      throw params === 'text' ? 'a text' : error;
    };
    const [parent] = await channelPair({ answer });
    for (const when of ['now', 'later']) {
      const error = await parent.call('x', when).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(error).toMatchObject({ name: 'TypeError', message: 'no such shoe', code: 'E_SHOE' });
      expect((error as Error).stack).toContain('channel.test.ts');
    }
    await expect(parent.call('x', 'text')).rejects.toMatchObject({ name: 'Error', message: 'a text' });
  });

  it('survive errors that throw when they are read', async () => {
    const hostile = Object.defineProperty(new Error(), 'message', {
      get() {
        throw new Error('never');
      },
    });
    const [parent] = await channelPair({ answer: () => Promise.reject(hostile) });
    await expect(parent.call('x', 1)).rejects.toThrow('cannot be read');
  });

  it('are refused here when JSON cannot say them, or they are too large', async () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const answer = ({ method }: IncomingCall) =>
      method === 'cycle' ? { value: cycle } : { payload: Buffer.alloc(2_000_000) };
    const [parent] = await channelPair({ answer });
    const stream = new PassThrough();
    await expect(parent.call('x', cycle, { stream })).rejects.toThrow(TypeError);
    expect(stream.destroyed).toBe(true);
    await expect(parent.call('x', 'ä'.repeat(600_000))).rejects.toMatchObject({ code: 'too_large' });
    await expect(parent.call('x', 1, { payload: Buffer.alloc(1_048_577) })).rejects.toMatchObject({
      code: 'too_large',
    });
    await expect(parent.call('cycle', 1)).rejects.toThrow('circular');
    await expect(parent.call('large', 1)).rejects.toMatchObject({ code: 'too_large' });
    expect(() => parent.notify('x', 1, Buffer.alloc(1_048_577))).toThrow('use a stream');
    expect(parent.pending).toBe(0);
  });

  it('are refused beyond the allowed number', async () => {
    const hold = held();
    const [parent] = await channelPair({ answer: hold.answer }, { limits: { maxPending: 2 } });
    const waiting = [parent.call('x', 1), parent.call('x', 2)];
    await expect(parent.call('x', 3)).rejects.toMatchObject({ code: 'busy' });
    parent.close();
    await Promise.allSettled(waiting);
  });

  it('are refused while too much waits to be sent', async () => {
    const [parent, far] = await bareChild({ limits: { maxQueued: 1_000_000 } });
    far.pause();
    const payload = Buffer.alloc(1_000_000);
    const waiting: Promise<unknown>[] = [];
    const refused = async () => {
      for (;;) {
        const call = parent.call('x', 1, { payload });
        waiting.push(call.catch((error: unknown) => error));
        if (parent.pending < waiting.length) return call;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await expect(refused()).rejects.toMatchObject({ code: 'busy' });
    expect(parent.notify('x', 1)).toBe(false);
    expect(waiting.length).toBeLessThan(30);
    parent.close();
    await Promise.all(waiting);
  });

  it('of the other side beyond the allowed number are refused there', async () => {
    const hold = held();
    const [parent] = await channelPair({ answer: hold.answer, limits: { maxInboundCalls: 1 } });
    const first = parent.call('x', 1).catch((error: unknown) => error);
    await expect(parent.call('x', 2)).rejects.toMatchObject({ code: 'busy', name: 'ChannelError' });
    await expect(parent.call('x', 3, { stream: Readable.from(['a']) })).rejects.toMatchObject({
      code: 'busy',
    });
    parent.close();
    await first;
  });
});

describe('an aborted call', () => {
  it('rejects at once with the reason and tells the other side', async () => {
    const hold = held();
    const [parent] = await channelPair({ answer: hold.answer });
    const controller = new AbortController();
    const arrived = hold.arrived();
    const call = parent.call('x', 1, { signal: controller.signal });
    const incoming = await arrived;
    expect(incoming.signal.aborted).toBe(false);
    const told = new Promise((resolve) => incoming.signal.addEventListener('abort', resolve));
    controller.abort(new Error('too slow'));
    await expect(call).rejects.toThrow('too slow');
    await told;
    expect((incoming.signal.reason as Error).message).toBe('too slow');
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(parent.pending).toBe(0);
  });

  it('is never sent when the signal was aborted before', async () => {
    const hold = held();
    const [parent] = await channelPair({ answer: hold.answer });
    await expect(parent.call('x', 1, { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/);
    await parent.ping();
    expect(hold.calls).toEqual([]);
  });

  it('ignores the answer that was on its way, and those that come in spite of it', async () => {
    let finish = () => {};
    const source = new PassThrough();
    const answer = ({ params }: IncomingCall) =>
      new Promise<{ stream: Readable }>((resolve, reject) => {
        finish = () => (params === 'fail' ? reject(new Error('late')) : resolve({ stream: source }));
      });
    const [parent, child] = await channelPair({ answer });
    for (const how of ['fail', 'stream']) {
      const controller = new AbortController();
      const call = parent.call('x', how, { signal: controller.signal });
      await parent.ping();
      controller.abort();
      await expect(call).rejects.toThrow(/aborted/);
      await parent.ping();
      finish();
      await parent.ping();
    }
    expect(source.destroyed).toBe(true);
    await child.idle();
  });

  it('has an aborted signal also when it is asked for only then', async () => {
    const hold = held();
    const [parent] = await channelPair({ answer: hold.answer });
    const controller = new AbortController();
    const call = parent.call('x', 1, { signal: controller.signal });
    await parent.ping();
    controller.abort();
    await expect(call).rejects.toThrow();
    await parent.ping();
    expect(hold.calls[0]?.signal.aborted).toBe(true);
  });
});

describe('a call with a timeout', () => {
  it('is given up when there is no answer, and the other side is told', async () => {
    const hold = held();
    const [parent, child] = await channelPair({ answer: hold.answer });
    const calls = [60, 20, 40].map((timeout) => parent.call('x', timeout, { timeout }));
    const other = parent.call('x', 1, { timeout: 60_000 });
    const ended = await Promise.all(calls.map((call) => call.catch((error: unknown) => error)));
    expect(ended).toMatchObject(
      [60, 20, 40].map((timeout) => ({ code: 'late', message: `there was no answer within ${timeout} ms` })),
    );
    await parent.ping();
    expect(hold.calls.map(({ signal }) => signal.aborted)).toEqual([true, true, true, false]);
    parent.close();
    await expect(other).rejects.toMatchObject({ code: 'closed' });
    await child.closed;
  });

  it('that is answered in time is as any other', async () => {
    const [parent] = await channelPair({ answer: echo });
    for (let n = 0; n < 100; n++) expect((await parent.call('x', n, { timeout: 10_000 })).value).toBe(n);
    parent.close();
  });
});

describe('notes and pings', () => {
  it('notes arrive in order, without an answer', async () => {
    const heard: unknown[] = [];
    const note = (method: string, params: unknown, payload: Buffer | undefined) =>
      void heard.push([method, params, payload?.toString()]);
    const [parent] = await channelPair({ note });
    expect(parent.notify('a', 1)).toBe(true);
    expect(parent.notify('b', 2, Buffer.from('raw'))).toBe(true);
    await parent.ping();
    expect(heard).toEqual([
      ['a', 1, undefined],
      ['b', 2, 'raw'],
    ]);
  });

  it('nobody has to hear notes', async () => {
    const [parent] = await channelPair();
    parent.notify('a', 1);
    expect(await parent.ping()).toBeGreaterThan(0);
  });

  it('a pong brings figures', async () => {
    const [parent] = await channelPair({ figures: () => ({ rss: 5 }) });
    await parent.ping();
    expect(parent.figures).toEqual({ rss: 5 });
  });

  it('what hears notes may serve somebody else later', async () => {
    const [parent, child] = await channelPair({ answer: () => ({ value: 'old' }) });
    child.serve({ answer: () => ({ value: 'new' }) });
    expect((await parent.call('x', 1)).value).toBe('new');
  });

  it('a handler of notes that throws closes the channel', async () => {
    const note = () => {
      throw new Error('a bug');
    };
    const [parent, child] = await channelPair({ note });
    parent.notify('x', 1);
    expect((await child.closed)?.message).toBe('a bug');
    await parent.closed;
  });
});

describe('the end of a channel', () => {
  it('rejects whatever waits, and says why', async () => {
    const hold = held();
    const [parent, child] = await channelPair({ answer: hold.answer });
    const arrived = hold.arrived();
    const call = parent.call('x', 1);
    const { signal } = await arrived;
    const ping = parent.ping();
    parent.close(new Error('it exited with code 3'));
    await expect(call).rejects.toMatchObject({
      code: 'closed',
      message: expect.stringMatching(/it exited with code 3/),
    });
    await expect(ping).rejects.toMatchObject({ code: 'closed' });
    expect((await parent.closed)?.message).toBe('it exited with code 3');
    expect((await child.closed)?.name).toBe('EndedError');
    expect(signal.aborted).toBe(true);
    await expect(parent.call('x', 1)).rejects.toMatchObject({ code: 'closed' });
    await expect(parent.ping()).rejects.toMatchObject({ code: 'closed' });
    expect(parent.notify('x', 1)).toBe(false);
    const stream = new PassThrough();
    await expect(parent.call('x', 1, { stream })).rejects.toMatchObject({ code: 'closed' });
    expect(stream.destroyed).toBe(true);
    parent.close();
    await parent.idle();
  });

  it('sends before it ends what was to be sent', async () => {
    const heard: string[] = [];
    const [parent, child] = await channelPair({ note: (method) => void heard.push(method) });
    parent.notify('last', 1);
    parent.close();
    await child.closed;
    expect(heard).toEqual(['last']);
    expect(await parent.closed).toBeUndefined();
  });

  it('may be explained by somebody who knows more', async () => {
    const reasonOfEnd = () => Promise.resolve(new Error('killed by a cat'));
    const [parent, child] = await channelPair({}, { reasonOfEnd });
    child.close();
    expect((await parent.closed)?.message).toBe('killed by a cat');
  });

  it('inside of a frame is a broken rule', async () => {
    const [parent, far] = await bareChild();
    far.end('{"t":"ca');
    expect(await parent.closed).toMatchObject({
      name: 'ProtocolError',
      message: expect.stringMatching(/middle of a frame/),
    });
  });

  it('comes with a connection that breaks, too', async () => {
    const [parent, far] = await bareChild();
    far.resetAndDestroy();
    expect(await parent.closed).toMatchObject({ name: 'EndedError' });
  });

  it.each([
    ['{"t":"call","i":2,"m":"x"}\n', /with our number 2/],
    ['{"t":"call","i":3,"m":"x"}\n{"t":"call","i":3,"m":"x"}\n', /call 3 comes after call 3/],
    ['{"t":"hello","v":1}\n', /hello twice/],
    ['garbage\n', /not JSON/],
  ])('comes when the other side sends %j', async (bytes, reason) => {
    const [parent, far] = await bareChild();
    far.write(bytes);
    expect((await parent.closed)?.message).toMatch(reason);
    await new Promise((resolve) => far.once('close', resolve));
  });

  it.each([
    ['{"t":"hello","v":2}\n', /speaks version 2, not 1/],
    ['{"t":"ping","i":1}\n', /first frame is ping/],
  ])('comes before the beginning when it starts with %j', async (bytes, reason) => {
    const [near, far] = await socketPair();
    far.on('error', () => {});
    far.write(bytes);
    const parent = new Channel(near, { side: 'parent', answer: () => ({}) });
    await expect(parent.ready).rejects.toThrow(reason);
    expect((await parent.closed)?.message).toMatch(reason);
  });

  it('idle waits for calls and streams of both sides', async () => {
    const source = new PassThrough();
    const [parent, child] = await channelPair({ answer: () => ({ stream: source }) });
    const { stream } = await parent.call('x', 1);
    let isIdle = false;
    const idle = Promise.all([parent.idle(), child.idle()]).then(() => {
      isIdle = true;
    });
    await parent.ping();
    expect(isIdle).toBe(false);
    source.end('done');
    expect((await readAll(stream)).toString()).toBe('done');
    await idle;
  });
});

describe('what nobody asked for', () => {
  it.each([
    ['notes', `{"t":"note","m":"x","p":"${'y'.repeat(1_000)}"}\n`],
    ['pings', '{"t":"ping","i":1}\n'],
    ['pongs', '{"t":"pong","i":1}\n'],
    ['answers to nothing', '{"t":"ok","i":0}\n'],
    ['errors about nothing', '{"t":"err","i":0,"e":{"name":"a","message":"b"}}\n'],
    ['ends of nothing', '{"t":"end","i":0}\n'],
    ['cancels of nothing', '{"t":"cancel","i":1}\n{"t":"cancel","i":0}\n'],
    ['credit for nothing', '{"t":"credit","i":0,"b":1}\n'],
    ['data of nothing', `{"t":"data","i":0,"n":1000}\n${'y'.repeat(1_000)}`],
  ])('%s are taken up to a limit', async (_what, frame) => {
    const [parent, far] = await bareChild({ limits: { maxUnasked: 100_000 } });
    far.write(frame.repeat(10_000));
    expect((await parent.closed)?.message).toMatch(/more than 100000 bytes in a second/);
  });

  it('does not include answers', async () => {
    const [parent] = await channelPair(
      { answer: () => ({ payload: Buffer.alloc(100_000) }) },
      { limits: { maxUnasked: 100_000 } },
    );
    for (let count = 0; count < 100; count++) await parent.call('x', 1);
  });

  it('does not include what was on its way when a call was given up', async () => {
    const answer = () => ({ stream: Readable.from(chunks(300)) });
    const [parent] = await channelPair({ answer }, { limits: { maxUnasked: 100_000 } });
    for (let count = 0; count < 50; count++) {
      const { stream } = await parent.call('x', 1);
      for await (const _chunk of stream ?? []) break;
    }
    await parent.ping();
  });
});

function* chunks(count: number, size = 1_000): Generator<Buffer> {
  for (let n = 0; n < count; n++) yield Buffer.alloc(size, n);
}

describe('100,000 calls', () => {
  it('leave nothing behind', async () => {
    const [near, far] = await socketPair();
    const parent = new Channel(near, { side: 'parent', answer: echo });
    const child = new Channel(far, { side: 'child', answer: echo });
    const controller = new AbortController();
    const work = async (count: number) => {
      const options = { signal: controller.signal };
      for (let n = 0; n < count; n += 50) {
        await Promise.all(Array.from({ length: 50 }, () => parent.call('x', n, options)));
      }
    };
    await work(10_000);
    const names = near.eventNames();
    const listeners = () => names.map((name) => near.listenerCount(name));
    const before = listeners();
    await work(100_000);
    expect(listeners()).toEqual(before);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(parent.pending).toBe(0);
    await Promise.all([parent.idle(), child.idle()]);
  });
});
