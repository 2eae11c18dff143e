import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { bareChild, channelPair, readAll } from '../../test/support/channels.ts';
import type { IncomingCall } from './channel.ts';

const SIZE = 3_000_000;
const content = Buffer.from(Array.from({ length: SIZE }, (_, n) => n % 251));

function inPieces(bytes: Buffer, size: number): Readable {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  return Readable.from(pieces, { objectMode: true });
}

/** A source without end that counts what was taken of it. */
function endless() {
  const counter = { taken: 0 };
  const source = new Readable({
    read() {
      counter.taken += 10_000;
      this.push(Buffer.alloc(10_000));
    },
  });
  return { source, counter };
}

describe('streams', () => {
  it.each([7_001, 65_536, 1_000_000])('pass both ways at once, in pieces of %i bytes', async (size) => {
    const answer = ({ stream }: IncomingCall) => ({ stream: (stream as Readable).pipe(new PassThrough()) });
    const [parent, child] = await channelPair({ answer });
    const { stream } = await parent.call('x', 1, { stream: inPieces(content, size) });
    expect((await readAll(stream)).equals(content)).toBe(true);
    await Promise.all([parent.idle(), child.idle()]);
  });

  it('may be empty, ended before they are sent, or text', async () => {
    const answer = async ({ stream }: IncomingCall) => ({ value: (await readAll(stream)).toString() });
    const [parent] = await channelPair({ answer });
    const ended = Readable.from(['x']);
    await readAll(ended);
    expect((await parent.call('x', 1, { stream: Readable.from([]) })).value).toBe('');
    expect((await parent.call('x', 1, { stream: ended })).value).toBe('');
    expect((await parent.call('x', 1, { stream: Readable.from(['größe']) })).value).toBe('größe');
  });

  it('are taken from their source only as fast as they are read', async () => {
    const { source, counter } = endless();
    const [parent] = await channelPair({ answer: () => ({ stream: source }) });
    const { stream } = await parent.call('x', 1);
    for (let count = 0; count < 20; count++) await parent.ping();
    // Nobody reads yet: the first window, and what the source holds ready.
    expect(counter.taken).toBeLessThan(200_000);
    let read = 0;
    for await (const chunk of stream ?? []) {
      read += (chunk as Buffer).length;
      if (read > 2_000_000) break;
    }
    await parent.ping();
    await parent.ping();
    expect(counter.taken).toBeLessThan(read + 600_000);
    expect(source.destroyed).toBe(true);
  });

  it('stop at their source when the reader has enough', async () => {
    const { source } = endless();
    let signal: AbortSignal | undefined;
    const [parent, child] = await channelPair({
      answer: (call) => {
        signal = call.signal;
        return { stream: source };
      },
    });
    const { stream } = await parent.call('x', 1);
    stream?.destroy();
    await once(source, 'close');
    expect(signal?.aborted).toBe(true);
    await Promise.all([parent.idle(), child.idle()]);
  });

  it('that the one who answers does not read stop at their source', async () => {
    const { source } = endless();
    const [parent] = await channelPair({ answer: () => ({ value: 'enough' }) });
    expect((await parent.call('x', 1, { stream: source })).value).toBe('enough');
    if (!source.destroyed) await once(source, 'close');
    await parent.idle();
  });

  it('that the one who answers destroys leave the call alone', async () => {
    const { source } = endless();
    const answer = async ({ stream }: IncomingCall) => {
      stream?.destroy(new Error('enough'));
      await new Promise((resolve) => stream?.once('close', resolve));
      return { value: 'answered' };
    };
    const [parent] = await channelPair({ answer });
    expect((await parent.call('x', 1, { stream: source })).value).toBe('answered');
    expect(source.destroyed).toBe(true);
  });

  it('that break in an answer break for the reader, with the reason', async () => {
    const source = new PassThrough();
    const [parent, child] = await channelPair({ answer: () => ({ stream: source }) });
    const { stream } = await parent.call('x', 1);
    source.write('half');
    source.destroy(new Error('the disk is full'));
    await expect(readAll(stream)).rejects.toThrow('the disk is full');
    await Promise.all([parent.idle(), child.idle()]);
  });

  it('that break in a call fail the call, on both sides', async () => {
    const source = new PassThrough();
    let tell: (error: Error) => void = () => {};
    const seen = new Promise<Error>((resolve) => (tell = resolve));
    const answer = ({ stream }: IncomingCall) =>
      readAll(stream)
        .then(() => ({}), tell)
        .then(() => ({}));
    const [parent, child] = await channelPair({ answer });
    const call = parent.call('x', 1, { stream: source });
    source.write('half');
    await parent.ping();
    source.destroy(new Error('the disk is full'));
    await expect(call).rejects.toThrow('the disk is full');
    expect((await seen).message).toBe('the disk is full');
    await child.idle();
  });

  it('that break after the answer began break that, too', async () => {
    const source = new PassThrough();
    const answer = ({ stream }: IncomingCall) => ({ stream: (stream as Readable).pipe(new PassThrough()) });
    const [parent, child] = await channelPair({ answer });
    const { stream } = await parent.call('x', 1, { stream: source });
    source.destroy(new Error('the disk is full'));
    await once(stream as Readable, 'close');
    await Promise.all([parent.idle(), child.idle()]);
  });

  it('that are closed early or hold no bytes are errors', async () => {
    const [parent] = await channelPair({ answer: ({ stream }) => readAll(stream).then(() => ({})) });
    const closed = new PassThrough();
    closed.destroy();
    await expect(parent.call('x', 1, { stream: closed })).rejects.toThrow('closed before its end');
    const objects = Readable.from([{ a: 1 }]);
    await expect(parent.call('x', 1, { stream: objects })).rejects.toThrow('bytes or text');
  });

  it('of an aborted call end on both sides', async () => {
    const { source } = endless();
    const controller = new AbortController();
    let incoming: IncomingCall | undefined;
    const answer = (call: IncomingCall) => {
      incoming = call;
      return new Promise<never>(() => {});
    };
    const [parent, child] = await channelPair({ answer });
    const call = parent.call('x', 1, { stream: source, signal: controller.signal });
    await parent.ping();
    controller.abort();
    await expect(call).rejects.toThrow(/aborted/);
    expect(source.destroyed).toBe(true);
    await child.idle();
    expect(incoming?.stream?.destroyed).toBe(true);
  });

  it('break with their channel, whether anybody listens or not', async () => {
    const { source } = endless();
    const [parent, child] = await channelPair({ answer: () => ({ stream: source }) });
    const { stream } = await parent.call('x', 1);
    const reading = readAll(stream);
    const { stream: unread } = await parent.call('x', 2, { stream: new PassThrough() });
    child.close();
    await expect(reading).rejects.toThrow(/the channel is closed/);
    await parent.closed;
    expect(unread?.destroyed).toBe(true);
    expect(source.destroyed).toBe(true);
  });

  it('with more bytes than were granted break the channel', async () => {
    const [parent, far] = await bareChild({ answer: () => new Promise<never>(() => {}) });
    const frame = `{"t":"data","i":1,"n":40000}\n${'x'.repeat(40_000)}`;
    far.write(`{"t":"call","i":1,"m":"x","s":1}\n${frame}${frame}`);
    expect((await parent.closed)?.message).toMatch(/more bytes than were granted/);
  });

  it('may begin with a window that nobody asked for', async () => {
    const [parent, far] = await bareChild({
      answer: () => new Promise<never>(() => {}),
      limits: { maxUnasked: 200_000 },
    });
    const data = (id: number) => `{"t":"call","i":${id},"m":"x","s":1}\n{"t":"data","i":${id},"n":60000}\n`;
    for (let id = 1; id < 20; id += 2) far.write(data(id) + 'x'.repeat(60_000));
    expect((await parent.closed)?.message).toMatch(/nobody asked for/);
  });

  it('are read again once answers were taken', async () => {
    const payload = Buffer.alloc(400_000);
    const [parent, child] = await channelPair(
      {},
      { answer: () => ({ payload }), limits: { maxQueued: 1_000_000 } },
    );
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => child.call('x', n)));
    expect(answers).toHaveLength(50);
    await parent.idle();
  });
});
