import { afterEach, describe, expect, it } from 'vitest';
import { get, jsonOf, type Served, type ServeOptions, serve, text } from '../../test/support/engine.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { Responder } from '../contracts/mode.ts';
import type { Sink } from '../contracts/sink.ts';

const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

async function start(endpoints: Parameters<typeof serve>[0], options?: ServeOptions): Promise<Served> {
  const served = await serve(endpoints, options);
  stops.push(served);
  return served;
}

async function ask(served: Served, bytes: string): Promise<string> {
  return served.connect().send(bytes).toEnd();
}

/** Answers when the test says so. */
function held() {
  const waiting: { exchange: Exchange; sink: Sink }[] = [];
  let arrived: () => void = () => {};
  const answer: Responder['answer'] = (exchange, sink) => {
    waiting.push({ exchange, sink });
    arrived();
  };
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  return { answer, waiting, first };
}

describe('connections', () => {
  it('answer pipelined requests in their order', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /slow': answer, 'GET /fast': text('fast') });
    const client = served.connect().send(get('/slow').replace('close', 'keep-alive') + get('/fast'));
    await first;
    waiting[0]?.sink.head(200, []);
    waiting[0]?.sink.data('slow');
    waiting[0]?.sink.end();
    expect(await client.toEnd()).toMatch(/slow[\s\S]*fast$/);
    expect((await served.ends(2)).map(({ path }) => path).sort()).toEqual(['/fast', '/slow']);
  });

  it('that break end every request on them, also those behind others', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /slow': answer });
    const client = served.connect().send(get('/slow').replace('close', 'keep-alive').repeat(3));
    await first;
    while (waiting.length < 3) await new Promise(setImmediate);
    const signal = waiting.map(({ exchange }) => exchange.signal)[0] as AbortSignal;
    expect(signal.aborted).toBe(false);
    client.socket.destroy();
    expect((await served.ends(3)).map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted', 'aborted']);
    expect(signal.aborted).toBe(true);
    expect(waiting[2]?.exchange.signal.aborted).toBe(true);
    expect(served.engine.status).toMatchObject({ in_flight: 0 });
  });

  it('with garbage behind a request still get its answer', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /slow': answer });
    const client = served.connect().send(`${get('/slow').replace('close', 'keep-alive')}garbage\r\n\r\n`);
    await first;
    waiting[0]?.sink.head(200, []);
    waiting[0]?.sink.data('late');
    waiting[0]?.sink.end();
    expect(await client.toEnd()).toMatch(/connection: close[\s\S]*late$/i);
  });

  it('beyond the limit are told so, and the others go on', async () => {
    const { answer } = held();
    const served = await start(
      { 'GET /slow': answer, 'GET /a': text('fine') },
      { settings: { maxConnections: 2 } },
    );
    const kept = [served.connect(), served.connect()];
    for (const client of kept) await client.send(get('/a').replace('close', 'keep-alive')).until(/fine/);
    const third = await ask(served, get('/a').replace('close', 'keep-alive'));
    expect(third).toMatch(/^HTTP\/1.1 503 [\s\S]*retry-after: 1[\s\S]*connection: close/i);
    expect(jsonOf(third)).toMatchObject({ code: 'BW6011' });
    expect(await kept[0]?.send(get('/a')).toEnd()).toMatch(/fine[\s\S]*fine$/);
  });

  it('that are idle are closed after a while', async () => {
    const served = await start({ 'GET /a': text('fine') }, { settings: { keepAliveTimeout: 50 } });
    const client = served.connect().send(get('/a').replace('close', 'keep-alive'));
    expect(await client.toEnd()).toMatch(/fine$/);
  });
});

it('a port in use is named', async () => {
  const served = await start({});
  await expect(serve({}, { settings: { port: served.service.port } })).rejects.toMatchObject({
    code: 'BW7001',
    message: `127.0.0.1:${served.service.port} is already in use`,
  });
});
