import { afterEach, describe, expect, it } from 'vitest';
import { get, jsonOf, type Served, type ServeOptions, serve, text } from '../../test/support/engine.ts';

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

describe('a miss', () => {
  const endpoints = { 'GET /users/{id}': text('one'), 'POST /users': text('new') };

  it('lists the nearest routes', async () => {
    const served = await start(endpoints);
    const problem = jsonOf(await ask(served, get('/user/7')));
    expect(problem).toMatchObject({
      status: 404,
      code: 'BW6001',
      title: 'Not Found',
      nearest: ['GET /users/{id}', 'POST /users'],
    });
    expect((await served.ends(1))[0]).toMatchObject({
      status: 404,
      endpoint: undefined,
      outcome: 'answered',
      note: 'no route GET /user/7; near: GET /users/{id}, POST /users',
    });
  });

  it('by a trailing slash names the other path', async () => {
    const served = await start(endpoints);
    expect(jsonOf(await ask(served, get('/users/7/')))).toMatchObject({
      hint: expect.stringContaining('/users/7:'),
    });
  });

  it('by the method is a 405 with Allow', async () => {
    const served = await start(endpoints);
    const answer = await ask(served, get('/users/7').replace('GET', 'DELETE'));
    expect(answer).toMatch(/^HTTP\/1.1 405 /);
    expect(answer).toMatch(/allow: GET, HEAD, OPTIONS\r\n/);
  });

  it('with OPTIONS is answered with Allow', async () => {
    const served = await start(endpoints);
    expect(await ask(served, get('/users/7').replace('GET', 'OPTIONS'))).toMatch(
      /^HTTP\/1.1 204 [\s\S]*allow: GET, HEAD, OPTIONS\r\n/,
    );
    expect(await ask(served, get('*').replace('GET', 'OPTIONS'))).toMatch(/^HTTP\/1.1 204 /);
  });
});

describe('a head that cannot be served', () => {
  it.each([
    ['a long target', get(`/${'x'.repeat(9_000)}`), 414, 'BW6006'],
    ['an endless target', get(`/${'x'.repeat(20_000)}`), 414, 'BW6006'],
    [
      'large headers',
      get('/', ...Array.from({ length: 40 }, (_, i) => `x-${i}: ${'v'.repeat(1_000)}`)),
      431,
      'BW6008',
    ],
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'BW6005'],
    ['no HTTP', 'hello\r\n\r\n', 400, 'BW6010'],
    ['another version', 'GET / HTTP/3.9\r\n\r\n', 505, 'BW6017'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'BW6010',
    ],
    [
      'length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'BW6010',
    ],
    ['an unknown expectation', get('/', 'Expect: tea'), 417, 'BW6015'],
    ['a broken path', get('/%zz'), 400, 'BW6003'],
    ['dot segments', get('/a/../b'), 400, 'BW6004'],
    ['a tunnel', 'CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n', 501, 'BW6014'],
    [
      'a WebSocket',
      get('/').replace('Connection: close', 'Upgrade: websocket\r\nConnection: Upgrade, close'),
      501,
      'BW6013',
    ],
  ])('because of %s is told so', async (_name, bytes, status, code) => {
    const served = await start({ 'GET /': text('root') });
    const answer = await ask(served, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(jsonOf(answer)).toMatchObject({ status, code });
    expect(await served.ends(1)).toMatchObject([{ status, code }]);
    expect(await ask(served, get('/'))).toMatch(/root$/);
  });

  it('an offer to upgrade to something else is passed over', async () => {
    const served = await start({ 'GET /': text('root') });
    const bytes = get('/').replace('Connection: close', 'Upgrade: h2c\r\nConnection: Upgrade, close');
    expect(await ask(served, bytes)).toMatch(/root$/);
  });

  it('that never ends is a 408', async () => {
    const served = await start(
      { 'GET /': text('root') },
      { settings: { headersTimeout: 100, requestTimeout: 200 } },
    );
    const client = served.connect().send('GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ');
    const answer = await client.toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(jsonOf(answer)).toMatchObject({ code: 'BW6009' });
  });

  it('whose body never ends is a 408 after the time for requests, though heads may take longer', async () => {
    const served = await start(
      { 'POST /': { body: 'buffer', answer: text('read') } },
      { settings: { headersTimeout: 60_000, requestTimeout: 100 } },
    );
    const client = served.connect().send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhalf');
    expect(jsonOf(await client.toEnd())).toMatchObject({ status: 408, code: 'BW6009' });
  });

  it('takes a target with scheme and host', async () => {
    const served = await start({ 'GET /a': text('one') });
    expect(await ask(served, get('http://example.test/a?b'))).toMatch(/one$/);
  });
});

describe('the request id', () => {
  it('is the client’s own when it is well-formed, in the event and in answers for errors', async () => {
    const served = await start({});
    expect(jsonOf(await ask(served, get('/', 'X-Request-Id: abc.1:2-3')))).toMatchObject({
      request_id: 'abc.1:2-3',
    });
    expect(await served.ends(1)).toMatchObject([{ id: 'abc.1:2-3' }]);
  });

  it('comes back to a client that sent one, and costs the others nothing', async () => {
    const served = await start({ 'GET /': text('root') });
    expect(await ask(served, get('/', 'X-Request-Id: mine'))).toMatch(/x-request-id: mine\r\n[\s\S]*root$/);
    expect(await ask(served, get('/'))).not.toMatch(/x-request-id/i);
  });

  it('is ours when the client’s could do harm', async () => {
    const served = await start({});
    for (const bad of ['a b', 'x'.repeat(129), '<script>']) {
      const answer = await ask(served, get('/', `X-Request-Id: ${bad}`));
      expect(jsonOf(answer).request_id).toMatch(/^[0-9a-f]{12}-\w+$/);
    }
    const ids = (await served.ends(3)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });
});
