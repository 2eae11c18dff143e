import { afterEach, describe, expect, it } from 'vitest';
import { get, jsonOf, type Served, type ServeOptions, serve, text } from '../../test/support/engine.ts';
import type { Responder } from '../contracts/mode.ts';

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

const echoBody: Responder = {
  body: 'buffer',
  answer: (exchange, sink) => text(`got ${exchange.rawBody.toString()}`)(exchange, sink),
};

describe('a request body', () => {
  const post = (body: string, ...headers: string[]) =>
    `POST /b HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n${body}`;

  it('is there as bytes when it is needed', async () => {
    const served = await start({ 'POST /b': echoBody });
    expect(await ask(served, post('abc', 'Content-Length: 3'))).toMatch(/got abc$/);
    expect(await ask(served, post('3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n', 'Transfer-Encoding: chunked'))).toMatch(
      /got abcde$/,
    );
    expect(await ask(served, post(''))).toMatch(/got $/);
  });

  it('that is announced too large is refused unread', async () => {
    const served = await start({ 'POST /b': echoBody });
    const client = served.connect().send(post('', 'Content-Length: 1001'));
    const answer = await client.until(/BW6007/);
    expect(answer).toMatch(/^HTTP\/1.1 413 [\s\S]*connection: close/i);
    client.socket.destroy();
  });

  it('that turns out too large is refused, and the client can read why', async () => {
    const served = await start({ 'POST /b': echoBody });
    const chunk = `190\r\n${'x'.repeat(400)}\r\n`;
    const client = served.connect().send(post(chunk.repeat(3), 'Transfer-Encoding: chunked'));
    expect(await client.until(/BW6007/)).toMatch(/^HTTP\/1.1 413 /);
    client.send(`${chunk}0\r\n\r\n`);
    await client.toEnd();
  });

  it.each([
    ['that its sender gives up', 'Content-Length: 10', 'ab', ''],
    ['that goes on as garbage', 'Transfer-Encoding: chunked', '', 'zz\r\n'],
  ])('nobody wants, %s, gets one answer and one event', async (_what, framing, first, later) => {
    const served = await start({ 'POST /none': text('no thanks') });
    const head = `POST /none HTTP/1.1\r\nHost: a\r\n${framing}\r\n\r\n`;
    const client = served.connect().send(head + first);
    await client.until(/no thanks/);
    if (later === '') client.socket.end();
    else client.send(later);
    const received = await client.toEnd();
    expect(received.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
    await served.engine.stop(0);
    expect(served.events.filter(({ type }) => type === 'request.end')).toHaveLength(1);
  });

  it('is asked for only when it will be read', async () => {
    const served = await start({ 'POST /b': echoBody, 'POST /none': text('no thanks') });
    const expecting = post('', 'Content-Length: 3', 'Expect: 100-continue');
    const client = served.connect().send(expecting);
    await client.until(/^HTTP\/1.1 100 Continue\r\n\r\n/);
    expect(await client.send('abc').toEnd()).toMatch(/got abc$/);
    const other = served.connect().send(expecting.replace('/b', '/none'));
    expect(await other.until(/no thanks/)).toMatch(/^HTTP\/1.1 200 [\s\S]*connection: close/i);
    other.socket.destroy();
    const large = served.connect().send(expecting.replace('Length: 3', 'Length: 2000'));
    expect(await large.until(/BW6007/)).toMatch(/^HTTP\/1.1 413 /);
    large.socket.destroy();
  });

  it.each([
    ['no body', 'PUT', 204, ''],
    ['a body', 'POST', 200, 'no thanks'],
    ['a body that streams', 'PATCH', 200, 'no thanks'],
  ])('does not hold back an answer with %s, nor word of it', async (_, method, status, content) => {
    const served = await start({
      'PUT /b': (_exchange, sink) => {
        sink.head(204, []);
        sink.end();
      },
      'POST /b': text('no thanks'),
      'PATCH /b': async (_exchange, sink) => {
        sink.head(200, ['content-length', '9']);
        sink.data('no ');
        await new Promise(setImmediate);
        sink.data('thanks');
        sink.end();
      },
    });
    const client = served.connect();
    client.send(`${method} /b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n`);
    expect(await client.until(new RegExp(`\r\n\r\n${content}$`))).toContain(`HTTP/1.1 ${status} `);
    expect(await served.ends(1)).toMatchObject([{ status, outcome: 'answered' }]);
    expect(served.engine.status.connections).toBe(1);
    client.send('abc');
    await client.toEnd();
    expect(await served.ends(1)).toHaveLength(1);
  });

  it('that nobody wants is read away, and the connection lives on', async () => {
    const served = await start({ 'POST /b': text('first'), 'GET /a': text('second') });
    for (const body of [
      `Content-Length: 70000\r\n\r\n${'x'.repeat(70_000)}`,
      `Transfer-Encoding: chunked\r\n\r\n11170\r\n${'x'.repeat(70_000)}\r\n0\r\n\r\n`,
    ]) {
      const client = served.connect().send(`POST /b HTTP/1.1\r\nHost: a\r\n${body}`);
      await client.until(/first/);
      expect(await client.send(get('/a')).toEnd()).toMatch(/second$/);
    }
  });

  it('that nobody wants and never ends costs the connection', async () => {
    const served = await start({ 'POST /b': text('first') });
    const client = served.connect().send('POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    await client.until(/first/);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const pump = () => {
      while (!client.socket.destroyed && client.socket.write(chunk)) {}
    };
    client.socket.on('drain', pump);
    pump();
    await client.toEnd();
    expect(client.socket.destroyed).toBe(true);
  });

  it('that stops in the middle is reported', async () => {
    const served = await start({ 'POST /b': echoBody });
    const client = served.connect().send(post('ab', 'Content-Length: 3'));
    while (served.engine.status.in_flight === 0) await new Promise(setImmediate);
    client.socket.destroy();
    expect(await served.ends(1)).toMatchObject([{ code: 'BW6016', path: '/b' }]);
  });

  it('that is no valid chunk is a 400', async () => {
    const served = await start({ 'POST /b': echoBody });
    const answer = await ask(served, post('zz\r\n', 'Transfer-Encoding: chunked'));
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(jsonOf(answer)).toMatchObject({ code: 'BW6010' });
  });

  it('that comes too slowly is a 408', async () => {
    const served = await start(
      { 'POST /b': echoBody },
      { settings: { headersTimeout: 100, requestTimeout: 100 } },
    );
    const answer = await ask(served, post('a', 'Content-Length: 3'));
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
  });
});
