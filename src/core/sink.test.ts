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

describe('an answer', () => {
  it('has one head and one body, and the exchange has the request', async () => {
    let seen: unknown;
    const served = await start({
      'GET /users/{id}': (exchange, sink) => {
        const { method, path, search, params, url, endpoint } = exchange;
        seen = { method, path, search, id: params.id, url, key: endpoint.key, ip: exchange.client.ip };
        text('hello')(exchange, sink);
      },
    });
    const answer = await ask(served, get('/users/a%20b?x=1&y'));
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(answer).toMatch(/\r\n\r\nhello$/);
    expect(seen).toEqual({
      method: 'GET',
      path: '/users/a%20b',
      search: 'x=1&y',
      id: 'a b',
      url: '/users/a%20b?x=1&y',
      key: 'GET /users/{id}',
      ip: '127.0.0.1',
    });
  });

  it('to HEAD has the head of GET alone', async () => {
    const served = await start({ 'GET /a': text('hello') });
    const answer = await ask(served, get('/a').replace('GET', 'HEAD'));
    expect(answer).toMatch(/content-length: 5\r\n/i);
    expect(answer).toMatch(/\r\n\r\n$/);
  });

  it('with status 204 has neither body nor length', async () => {
    const served = await start({ 'GET /a': text('hello', 204) });
    const answer = await ask(served, get('/a'));
    expect(answer).not.toMatch(/content-length|hello/i);
  });

  it('gets its length when it is given whole without one', async () => {
    const served = await start({
      'GET /a': (_exchange, sink) => {
        sink.head(200, []);
        sink.data('ünder');
        sink.end();
      },
      'GET /empty': (_exchange, sink) => {
        sink.head(200, []);
        sink.end();
      },
    });
    expect(await ask(served, get('/a'))).toMatch(/content-length: 6\r\n/);
    expect(await ask(served, get('/empty'))).toMatch(/content-length: 0\r\n/);
  });

  it('that takes its time is streamed as it comes', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /a': answer });
    const client = served.connect().send(get('/a'));
    await first;
    const sink = waiting.map((one) => one.sink)[0] as Sink;
    sink.head(200, ['content-type', 'text/plain']);
    expect(await client.until(/\r\n\r\n/)).toMatch(/transfer-encoding: chunked/i);
    sink.data('one');
    expect(await client.until(/one/)).toMatch(/3\r\none\r\n/);
    sink.data('two');
    sink.end(['x-sum', '6']);
    expect(await client.toEnd()).toMatch(/two\r\n0\r\nx-sum: 6\r\n\r\n$/);
  });

  it('waits for a slow client', async () => {
    const drained: number[] = [];
    const served = await start({
      'GET /a': (_exchange, sink) => {
        sink.head(200, []);
        let left = 40;
        const more = (): void => {
          while (left > 0) {
            left -= 1;
            if (!sink.data('x'.repeat(200_000)) && left > 0) {
              drained.push(left);
              sink.onDrain(more);
              return;
            }
          }
          sink.end();
        };
        more();
      },
    });
    const client = served.connect();
    client.socket.pause();
    client.send(get('/a'));
    while (drained.length === 0) await new Promise(setImmediate);
    expect(drained.at(-1)).toBeGreaterThan(0);
    client.socket.resume();
    expect((await client.toEnd()).split('x')).toHaveLength(40 * 200_000 + 1);
  });
});

describe('a mode that breaks its promise', () => {
  it.each<[string, Responder['answer']]>([
    [
      'throws',
      () => {
        throw new Error('secret inside');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('secret inside');
      },
    ],
    [
      'throws no error',
      () => {
        throw 'secret inside';
      },
    ],
    ['fails', (_exchange, sink) => sink.fail(new Error('secret inside'))],
    [
      'announces another length',
      (_exchange, sink) => {
        sink.head(200, ['content-length', '99']);
        sink.data('secret inside');
        sink.end();
      },
    ],
    [
      'gives a header that is none',
      (_exchange, sink) => {
        sink.head(200, ['x-a', 'secret inside\r\nx: y']);
        sink.end();
      },
    ],
    [
      'gives a status that is none',
      (_exchange, sink) => {
        sink.head(99, []);
        sink.end();
      },
    ],
    ['ends before it begins', (_exchange, sink) => sink.end()],
  ])('and %s is answered with 500, and nothing of the inside', async (_name, answer) => {
    const served = await start({ 'GET /a': answer, 'GET /b': text('fine') });
    const received = await ask(served, get('/a'));
    expect(received).toMatch(/^HTTP\/1.1 500 /);
    expect(received).toMatch(/content-type: application\/problem\+json/);
    expect(received).not.toMatch(/secret|at .*\.ts/);
    expect(jsonOf(received)).toMatchObject({
      type: 'about:blank',
      status: 500,
      code: /^BW(9001|6018)$/.test(String(jsonOf(received).code)) ? jsonOf(received).code : 'BW',
    });
    expect(await ask(served, get('/b'))).toMatch(/fine$/);
  });

  it('is explained while developing', async () => {
    const served = await start(
      {
        'GET /a': () => {
          throw new Error('outer', { cause: new Error('inner') });
        },
      },
      { development: true },
    );
    expect(jsonOf(await ask(served, get('/a')))).toMatchObject({
      detail: 'outer',
      causes: ['inner'],
      stack: expect.arrayContaining([expect.stringMatching(/sink\.test/)]),
    });
  });

  it('after the head costs the connection, so that no client takes half for whole', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /a': answer });
    const client = served.connect().send(get('/a'));
    await first;
    waiting[0]?.sink.head(200, ['content-length', '10']);
    waiting[0]?.sink.data('12345');
    await client.until(/12345/);
    waiting[0]?.sink.fail(new Error('lost'));
    expect(await client.toEnd()).toMatch(/12345$/);
    expect((await served.ends(1))[0]).toMatchObject({ status: 200, outcome: 'failed', note: 'lost' });
  });

  it('and sends more than it announced is cut off', async () => {
    const { answer, waiting, first } = held();
    const served = await start({ 'GET /a': answer });
    const client = served.connect().send(get('/a'));
    await first;
    waiting[0]?.sink.head(200, ['content-length', '5']);
    waiting[0]?.sink.data('12345');
    await client.until(/12345/);
    waiting[0]?.sink.data('HTTP/1.1 200 smuggled');
    expect(await client.toEnd()).not.toMatch(/smuggled/);
  });
});
