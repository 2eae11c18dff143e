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

  it('with garbage behind several requests still get all answers', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /slow': answer });
    const client = served
      .connect()
      .send(`${get('/slow').replace('close', 'keep-alive').repeat(2)}garbage\r\n\r\n`);
    await first;
    while (waiting.length < 2) await new Promise(setImmediate);
    for (const [index, { exchange, sink }] of waiting.entries()) text(`answer ${index}`)(exchange, sink);
    expect(await client.toEnd()).toMatch(/answer 0HTTP[\s\S]*connection: close[\s\S]*answer 1$/i);
  });

  it('with garbage behind an answered request are told so', async () => {
    const served = await start({ 'GET /a': text('fine') });
    const client = served.connect().send(`${get('/a').replace('close', 'keep-alive')}garbage\r\n\r\n`);
    const received = await client.toEnd();
    expect(received).toMatch(/^HTTP\/1.1 200 OK[\s\S]*fineHTTP\/1.1 400 Bad Request/);
    expect(jsonOf(received)).toMatchObject({ code: 'BW6010' });
    expect((await served.ends(2)).map(({ status }) => status)).toEqual([200, 400]);
  });

  it('take 10,000 pipelined requests, but few of them at a time', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /slow': answer, 'GET /last': text('last') });
    const requests = get('/slow').replace('close', 'keep-alive').repeat(10_000);
    const client = served.connect().send(requests + get('/last'));
    await first;
    let most = 0;
    for (let done = 0; done < 10_000; done++) {
      while (waiting.length <= done) await new Promise(setImmediate);
      most = Math.max(most, served.engine.status.in_flight);
      const { sink } = waiting[done] as { sink: Sink };
      sink.head(200, []);
      sink.data(`answer ${done}.`);
      sink.end();
    }
    const received = await client.toEnd();
    expect(received).toMatch(/last$/);
    const order = [...received.matchAll(/answer (\d+)\./g)].map(([, number]) => Number(number));
    expect(order).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
    expect(most).toBeLessThan(5_000);
  });

  it('that are dropped unheard are counted in the log', async () => {
    const served = await start({}, { settings: { maxConnections: 1 } });
    const dropped = new Promise((resolve) => {
      served.onEvent((event) => event.type === 'log' && resolve(event));
    });
    const clients = Array.from({ length: 40 }, () => served.connect());
    const message = '1 connection dropped: server.max_connections is reached';
    expect(await dropped).toEqual({ type: 'log', level: 'warn', message });
    for (const client of clients) client.socket.destroy();
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
