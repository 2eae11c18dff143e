import { once } from 'node:events';
import { get as httpGet, request as httpRequest, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { byteOrigin, freePort, jsonOf, origin, proxied } from './proxied.ts';

const echo = () =>
  origin(async (request, response) => {
    const body = await textOf(request);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body,
        raw: request.rawHeaders,
      }),
    );
  });

/** A GET that ends the connection, with more header lines. */
const get = (path: string, ...lines: readonly string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: shop.test', 'Connection: close', ...lines, '', ''].join('\r\n');

describe('a request', () => {
  it('reaches the target with its method, path, query and body, byte for byte', async () => {
    const up = await echo();
    const { url } = await proxied(up);
    const answer = await fetch(`${url}/a%2Fb//c?x=/y&z=%20`, { method: 'PUT', body: 'some body' });
    expect(await answer.json()).toMatchObject({
      method: 'PUT',
      url: '/a%2Fb//c?x=/y&z=%20',
      body: 'some body',
    });
  });

  it('says who asked, and how', async () => {
    const up = await echo();
    const { connect } = await proxied(up);
    const answer = jsonOf(await connect().send(get('/')).toEnd());
    expect(answer.headers).toMatchObject({
      host: new URL(up.url).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'shop.test',
      'x-forwarded-proto': 'http',
    });
  });

  it("does not pass on a client's own word about that", async () => {
    const up = await echo();
    const { connect } = await proxied(up);
    const lies = [
      'X-Forwarded-For: 6.6.6.6',
      'x-forwarded-proto: https',
      'X-Forwarded-Port: 1',
      'Forwarded: for=6.6.6.6',
      'X-Real-IP: 6.6.6.6',
    ];
    const { headers } = jsonOf(
      await connect()
        .send(get('/', ...lies))
        .toEnd(),
    );
    expect(JSON.stringify(headers)).not.toContain('6.6.6.6');
    expect(headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' });
    expect(headers).not.toHaveProperty('x-forwarded-port');
  });

  it('loses what is for one hop alone, in both directions', async () => {
    const up = await byteOrigin((received, socket) => {
      if (received.includes('\r\n\r\n'))
        socket.write(
          'HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Inner\r\nKeep-Alive: timeout=9\r\nX-Inner: 1\r\nProxy-Authenticate: Basic\r\nX-Outer: 2\r\nContent-Length: 2\r\n\r\nok',
        );
    });
    const { connect } = await proxied(up);
    const lines = [
      'Keep-Alive: 5',
      'Proxy-Authorization: x',
      'TE: gzip',
      'X-Hop: 1',
      'Trailer: x-t',
      'X-Stays: 1',
    ];
    const answer = await connect()
      .send(get('/', ...lines).replace('Connection: close', 'Connection: close, X-Hop'))
      .toEnd();
    expect(up.received()).toMatch(/x-stays: 1/i);
    expect(up.received()).not.toMatch(/x-hop|proxy-authorization|^te:|trailer|keep-alive: 5|close/im);
    expect(answer).toMatch(/x-outer: 2/i);
    expect(answer).not.toMatch(/x-inner|proxy-authenticate|timeout=9/i);
    expect(answer).toMatch(/\r\n\r\nok$/);
  });

  it('keeps repeated headers, their letters and their order', async () => {
    const up = await echo();
    const { connect } = await proxied(up);
    const { raw } = jsonOf(
      await connect()
        .send(get('/', 'X-a: 1', 'x-B: 2', 'X-A: 3'))
        .toEnd(),
    );
    const names = (raw as string[]).filter((_, i) => i % 2 === 0);
    expect(names.filter((name) => /^x-[ab]$/i.test(name))).toEqual(['X-a', 'x-B', 'X-A']);
  });

  it('uses one connection for twenty requests, one after the other', async () => {
    const up = await echo();
    const { url } = await proxied(up);
    for (let i = 0; i < 20; i++) await (await fetch(url)).text();
    expect(up.accepted()).toBe(1);
  });

  it('with a body in chunks goes on in chunks', async () => {
    const up = await echo();
    const { connect } = await proxied(up);
    const body = 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;ext=1\r\ndefg\r\n0\r\nX-Late: 1\r\n\r\n';
    const answer = jsonOf(
      await connect().send(`POST /up HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${body}`).toEnd(),
    );
    expect(answer).toMatchObject({ body: 'abcdefg', headers: { 'transfer-encoding': 'chunked' } });
  });

  it('that expects 100-continue is told so once the target is there', async () => {
    const up = await echo();
    const { connect } = await proxied(up);
    const client = connect().send(
      'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n',
    );
    expect(await client.until(/\r\n\r\n/)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    const answer = jsonOf(await client.send('abc').toEnd());
    expect(answer).toMatchObject({ body: 'abc' });
    expect(answer.headers).not.toHaveProperty('expect');
  });

  it('that expects 100-continue gets 502 without sending its body when no target is there', async () => {
    const { connect } = await proxied({ url: 'http://127.0.0.1:1' });
    const answer = await connect()
      .send('POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n')
      .toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 502 /);
  });
});

describe('an answer', () => {
  it('to HEAD has the headers and no body', async () => {
    const up = await origin((_request, response) => {
      response.setHeader('content-length', '1234');
      response.end();
    });
    const { url } = await proxied(up);
    const answer = await fetch(url, { method: 'HEAD' });
    expect(answer.headers.get('content-length')).toBe('1234');
  });

  it.each([204, 304])('with status %d has no body', async (status) => {
    const up = await origin((_request, response) => {
      response.statusCode = status;
      response.setHeader('etag', '"x"');
      response.end();
    });
    const { connect } = await proxied(up);
    const answer = await connect().send(get('/')).toEnd();
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/etag: "x"/i);
    expect(answer).toMatch(/\r\n\r\n$/);
  });

  it('has its trailers', async () => {
    const up = await origin((_request, response) => {
      response.writeHead(200, { trailer: 'x-sum' });
      response.write('abc');
      response.addTrailers({ 'x-sum': '7' });
      response.end();
    });
    const { port } = await proxied(up);
    const request = httpGet({ port, host: '127.0.0.1', path: '/', headers: { te: 'trailers' } });
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    expect(await textOf(answer)).toBe('abc');
    expect(answer.trailers).toEqual({ 'x-sum': '7' });
  });

  it('has no Trailer where no trailers can follow', async () => {
    const up = await byteOrigin((received, socket) => {
      if (received.endsWith('\r\n\r\n'))
        socket.write('HTTP/1.1 200 OK\r\nTrailer: x-sum\r\nContent-Length: 2\r\n\r\nok');
    });
    const { connect } = await proxied(up);
    const answer = await connect().send(get('/', 'Trailer: x-sum')).toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 200 OK/);
    expect(answer).not.toMatch(/trailer/i);
    expect(answer).toMatch(/ok$/);
  });

  it('may have early hints before it', async () => {
    const up = await origin((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
      response.end('done');
    });
    const { connect } = await proxied(up);
    const answer = await connect().send(get('/')).toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 103 Early Hints\r\nlink: <\/style.css>; rel=preload; as=style\r\n/i);
    expect(answer).toMatch(/HTTP\/1.1 200 OK[\s\S]*done$/);
  });

  it('may have a few of them, and not as many as the target likes', async () => {
    const hint = 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n';
    const up = await byteOrigin((received, socket) => {
      if (received.endsWith('\r\n\r\n'))
        socket.write(`${hint.repeat(1_000)}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone`);
    });
    const { connect } = await proxied(up);
    const answer = await connect().send(get('/')).toEnd();
    expect(answer.match(/103 Early Hints/g)).toHaveLength(8);
    expect(answer).toMatch(/HTTP\/1.1 200 OK[\s\S]*done$/);
  });

  it('of events comes as they happen', async () => {
    let send = (_text: string) => {};
    const up = await origin((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      send = (text) => response.write(`data: ${text}\n\n`);
    });
    const { connect } = await proxied(up);
    const client = connect().send(get('/').replace('close', 'keep-alive'));
    await client.until(/text\/event-stream/);
    send('one');
    await client.until(/data: one/);
    send('two');
    await client.until(/data: two/);
    client.socket.destroy();
    await vi.waitFor(() => expect(up.open()).toBe(0));
  });

  it('that redirects to the target itself leads back to this server', async () => {
    const up = await origin((request, response) => {
      response.writeHead(302, { location: `${up.url}/api/next?from=${request.url}` });
      response.end();
    });
    const { url } = await proxied(
      up,
      `endpoints: { /old/*: { proxy: { target: TARGET, strip_prefix: /old, add_prefix: /api } } }`,
    );
    const answer = await fetch(`${url}/old/here`, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe('/old/next?from=/api/here');
  });
});

describe('strip_prefix', () => {
  it.each([
    ['/old/here', '/api/here', '/old', '/old/next'],
    ['/older', '/api/older', undefined, '/next'],
  ])('of %s shows only where the path begins with it', async (path, reached, prefix, location) => {
    const up = await origin((request, response) => {
      response.writeHead(302, {
        location: '/api/next',
        'x-seen': `${request.url} ${request.headers['x-forwarded-prefix']}`,
      });
      response.end();
    });
    const { url } = await proxied(
      up,
      `endpoints: { /*: { proxy: { target: TARGET, strip_prefix: /old, add_prefix: /api } } }`,
    );
    const { headers } = await fetch(`${url}${path}`, { redirect: 'manual' });
    expect(headers.get('x-seen')).toBe(`${reached} ${prefix}`);
    expect(headers.get('location')).toBe(location);
  });
});

describe('a client that goes away', () => {
  it('cancels its request at the target while it streams', async () => {
    const up = await origin((_request, response) => {
      response.writeHead(200);
      response.write('first');
    });
    const { connect } = await proxied(up);
    const clients = Array.from({ length: 20 }, () => connect().send(get('/').replace('close', 'keep-alive')));
    for (const client of clients) await client.until(/first/);
    for (const client of clients) client.socket.destroy();
    await vi.waitFor(() => expect(up.open()).toBe(0));
  });

  it('cancels it while the target is silent', async () => {
    let waiting = 0;
    const up = await origin(() => {
      waiting += 1;
    });
    const { connect } = await proxied(up);
    const clients = Array.from({ length: 20 }, () => connect().send(get('/')));
    await vi.waitFor(() => expect(waiting).toBe(20));
    for (const client of clients) client.socket.destroy();
    await vi.waitFor(() => expect(up.open()).toBe(0));
  });

  it('cancels it in the middle of its own body', async () => {
    let begun = 0;
    const up = await origin((request) => {
      begun += 1;
      request.resume().on('error', () => {});
    });
    const { connect } = await proxied(up);
    const clients = Array.from({ length: 20 }, () =>
      connect().send('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc'),
    );
    await vi.waitFor(() => expect(begun).toBe(20));
    for (const client of clients) client.socket.destroy();
    await vi.waitFor(() => expect(up.open()).toBe(0));
  });
});

describe('a target that breaks off', () => {
  it('in the middle of its answer costs the client its connection', async () => {
    const up = await byteOrigin((received, socket) => {
      if (!received.endsWith('\r\n\r\n')) return;
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf');
      setImmediate(() => socket.destroy());
    });
    const { connect, ends } = await proxied(up);
    const answer = await connect().send(get('/').replace('close', 'keep-alive')).toEnd();
    expect(answer).toMatch(/half$/);
    await vi.waitFor(() => expect(ends).toMatchObject([{ outcome: 'failed', code: 'BW6041', status: 200 }]));
  });

  it('before its answer is told to the client as BW6041, with target, cause and timings', async () => {
    const up = await byteOrigin((_received, socket) => socket.destroy());
    const { connect } = await proxied(up);
    const problem = jsonOf(await connect().send(get('/').replace('GET', 'POST')).toEnd());
    expect(problem).toMatchObject({
      status: 502,
      code: 'BW6041',
      target: up.url,
      cause: 'connection closed',
      timings: { connect: expect.any(Number), send: expect.any(Number), first_byte: expect.any(Number) },
    });
  });

  it('with something that is no HTTP is told so', async () => {
    const up = await byteOrigin((_received, socket) => socket.write('SSH-2.0-OpenSSH\r\n'));
    const { connect } = await proxied(up);
    const problem = jsonOf(await connect().send(get('/')).toEnd());
    expect(problem).toMatchObject({
      status: 502,
      code: 'BW6041',
      cause: expect.stringContaining('not HTTP'),
    });
  });

  it.each(['099', '600', '999'])('with the status %s is told so', async (status) => {
    const up = await byteOrigin((_received, socket) =>
      socket.write(`HTTP/1.1 ${status} What\r\nContent-Length: 2\r\n\r\nok`),
    );
    const { connect } = await proxied(up);
    const problem = jsonOf(await connect().send(get('/')).toEnd());
    expect(problem).toMatchObject({ status: 502, code: 'BW6041', cause: 'its status is none of HTTP' });
  });

  it('on a kept connection is asked again, if asking twice does no harm', async () => {
    let count = 0;
    const up = await byteOrigin((received, socket) => {
      if (!received.endsWith('\r\n\r\n')) return;
      count += 1;
      if (count === 2) socket.destroy();
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
    });
    const { url } = await proxied(up);
    expect(await (await fetch(url)).text()).toBe('ok');
    expect(await (await fetch(url)).text()).toBe('ok');
    expect(up.accepted()).toBe(2);
    expect((up.received().match(/GET /g) ?? []).length).toBe(3);
  });
});

describe('a target that closes a new connection', () => {
  it.each(['GET', 'DELETE', 'PUT'])('gets %s once', async (method) => {
    const up = await byteOrigin((_received, socket) => socket.destroy());
    const { connect } = await proxied(up);
    const answer = await connect().send(get('/').replace('GET', method)).toEnd();
    expect(jsonOf(answer)).toMatchObject({ code: 'BW6041' });
    expect(up.accepted()).toBe(1);
  });

  it('after an interim answer gets the request once, on a kept connection, too', async () => {
    const answers = ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 'HTTP/1.1 103 Early Hints\r\n\r\n'];
    const up = await byteOrigin((received, socket) => {
      if (!received.endsWith('\r\n\r\n')) return;
      const answer = answers.shift() ?? '';
      socket.write(answer);
      if (answer.includes('103')) setImmediate(() => socket.destroy());
    });
    const { url } = await proxied(up);
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url)).status).toBe(502);
    expect(up.accepted()).toBe(1);
  });
});

describe('what leads elsewhere', () => {
  it.each(['/a/..%2fadmin', '/a/..\\admin', '/..;/admin'])('%s is refused', async (path) => {
    const up = await echo();
    const { connect } = await proxied(up);
    expect(jsonOf(await connect().send(get(path)).toEnd())).toMatchObject({ status: 400, code: 'BW6004' });
  });

  it('TRACE is refused: its answer would show what was added', async () => {
    const up = await echo();
    const { connect } = await proxied(up);
    const answer = await connect().send(get('/').replace('GET', 'TRACE')).toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 405 /);
    expect(up.accepted()).toBe(0);
  });
});

describe('a body that a template reads', () => {
  it('goes on as it was sent, with its coding and length', async () => {
    const packed = gzipSync(JSON.stringify({ a: 'read' }));
    let received = Buffer.alloc(0);
    const up = await origin(async (request, response) => {
      received = Buffer.concat(await request.toArray());
      response.end(`${request.headers['content-encoding']} ${request.headers['x-a']}`);
    });
    const text = 'endpoints: { /*: { proxy: { target: TARGET, headers: { x-a: "${body.a}" } } } }';
    const { url } = await proxied(up, text);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    const answer = await fetch(url, { method: 'POST', body: packed, headers });
    expect(await answer.text()).toBe('gzip read');
    expect(received.equals(packed)).toBe(true);
  });
});

describe('headers of our own', () => {
  it('can be set and removed as well', async () => {
    const up = await echo();
    const block =
      '{ target: TARGET, headers: { x-forwarded-proto: https }, remove_headers: [x-forwarded-host, via] }';
    const { connect } = await proxied(up, `endpoints: { /*: { proxy: ${block} } }`);
    const { headers } = jsonOf(await connect().send(get('/')).toEnd());
    expect(headers).toMatchObject({ 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' });
    expect(headers).not.toHaveProperty('x-forwarded-host');
    expect(headers).not.toHaveProperty('via');
  });
});

describe('a target that is not there', () => {
  it('is BW6040 with the reason', async () => {
    const { connect, ends } = await proxied({ url: 'http://127.0.0.1:1' });
    const problem = jsonOf(await connect().send(get('/')).toEnd());
    expect(problem).toMatchObject({
      status: 502,
      code: 'BW6040',
      target: 'http://127.0.0.1:1',
      cause: 'connection refused',
    });
    expect(ends).toMatchObject([
      { outcome: 'failed', code: 'BW6040', note: expect.stringContaining('refused') },
    ]);
  });

  it.each([
    ['with Expect', 'Expect: 100-continue\r\nContent-Length: 3000000\r\n\r\n'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'],
  ])('is told in the log once it is answered, while a body %s is still awaited', async (_, rest) => {
    const { connect, ends } = await proxied({ url: 'http://127.0.0.1:1' });
    const client = connect().send(`PUT / HTTP/1.1\r\nHost: a\r\n${rest}`);
    await client.until(/BW6040/);
    expect(client.socket.readyState).toBe('open');
    await vi.waitFor(() => expect(ends).toMatchObject([{ status: 502, outcome: 'failed', code: 'BW6040' }]), {
      interval: 1,
    });
    expect(client.socket.readyState).toBe('open');
    await client.toEnd();
    expect(ends).toHaveLength(1);
  });

  it('speaks TLS although its URL does not say so', async () => {
    const up = await byteOrigin((_received, socket) => socket.end(Buffer.from('15030300020228', 'hex')));
    const { connect } = await proxied(up);
    const problem = jsonOf(await connect().send(get('/')).toEnd());
    expect(problem).toMatchObject({
      status: 502,
      code: 'BW6041',
      cause: 'it speaks TLS there: use https://',
    });
  });

  it('is this server: BW6044 ends the round', async () => {
    const port = await freePort();
    const { connect } = await proxied({ url: `http://127.0.0.1:${port}` }, undefined, { port });
    const problem = jsonOf(await connect().send(get('/')).toEnd());
    expect(problem).toMatchObject({ status: 508, code: 'BW6044' });
  });
});

describe('time limits', () => {
  const limited = (limits: string) =>
    `endpoints: { /*: { proxy: { target: TARGET, timeouts: { ${limits} } } } }`;

  it('connect ends the wait for a connection with BW6042', async () => {
    const up = await byteOrigin(() => {});
    const silent = { url: up.url.replace('http:', 'https:') };
    const { connect } = await proxied(silent, limited('connect: 100ms'));
    const problem = jsonOf(await connect().send(get('/')).toEnd());
    expect(problem).toMatchObject({
      status: 504,
      code: 'BW6042',
      cause: 'timeouts.connect',
      target: silent.url,
    });
  });

  it('first_byte ends the wait for an answer with 504', async () => {
    const up = await origin(() => {});
    const { connect } = await proxied(up, limited('first_byte: 100ms'));
    const problem = jsonOf(await connect().send(get('/')).toEnd());
    expect(problem).toMatchObject({
      status: 504,
      code: 'BW6043',
      cause: 'timeouts.first_byte',
      target: up.url,
    });
    await vi.waitFor(() => expect(up.open()).toBe(0));
  });

  it('total ends an answer that is never done', async () => {
    const up = await origin((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const { connect, ends } = await proxied(up, limited('total: 300ms'));
    expect(await connect().send(get('/')).toEnd()).toMatch(/^HTTP\/1.1 200 /);
    await vi.waitFor(() => expect(ends).toMatchObject([{ outcome: 'failed', code: 'BW6043' }]));
    await vi.waitFor(() => expect(up.open()).toBe(0));
  });

  it('idle ends an answer that stops in the middle', async () => {
    const up = await origin((_request, response) => {
      response.writeHead(200);
      response.write('half');
    });
    const { connect, ends } = await proxied(up, limited('idle: 150ms'));
    expect(await connect().send(get('/')).toEnd()).toMatch(/half/);
    await vi.waitFor(() => expect(ends).toMatchObject([{ outcome: 'failed', code: 'BW6043' }]));
  });

  it('idle does not count what a slow client takes', async () => {
    const size = 8 * 1024 * 1024;
    const up = await origin((_request, response) => void response.end(Buffer.alloc(size, 97)));
    const { port } = await proxied(up, limited('idle: 150ms'));
    const request = httpRequest({ port, host: '127.0.0.1', path: '/' }).end();
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    answer.pause();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect((await textOf(answer)).length).toBe(size);
  });
});
