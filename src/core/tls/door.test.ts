import { connect } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { get, jsonOf, type Served, text } from '../../../test/support/engine.ts';
import { authorityOf, certificateFolder, serveTls } from '../../../test/support/tls.ts';

const folder = certificateFolder();
const stops: Served[] = [];
afterEach(async () => {
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

async function start(
  ...[endpoints, options]: [Parameters<typeof serveTls>[1], Parameters<typeof serveTls>[2]?]
) {
  const served = await serveTls(folder, endpoints, options);
  stops.push(served);
  return served;
}

/** A client of HTTP/1 that sends bytes as they are. @returns everything received until the end */
async function ask(served: Served, bytes: string, protocols = ['http/1.1']): Promise<string> {
  const { port } = served.service;
  const socket = connect({ port, host: 'localhost', ca: authorityOf(folder), ALPNProtocols: protocols });
  socket.setEncoding('latin1').write(bytes);
  let received = '';
  for await (const chunk of socket) received += chunk;
  return received;
}

describe('HTTP/1 over TLS', () => {
  it('is spoken with clients that choose it, and with those that choose nothing', async () => {
    const served = await start({
      'GET /a': (exchange, sink) => text(`${exchange.scheme} ${exchange.httpVersion}`)(exchange, sink),
    });
    expect(served.service.url).toMatch(/^https:/);
    expect(await ask(served, get('/a'))).toMatch(/^HTTP\/1.1 200 [\s\S]*https 1\.1$/);
    expect(await ask(served, get('/a'), [])).toMatch(/https 1\.1$/);
  });

  it('refuses what is no request as it does without TLS', async () => {
    const served = await start({ 'GET /a': text('a') });
    expect(await ask(served, 'garbage\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    const version = await ask(served, 'GET /a HTTP/2.0\r\nHost: a\r\n\r\n');
    expect(jsonOf(version)).toMatchObject({ code: 'BW6017' });
  });

  it('tells clients that speak plain HTTP to use https', async () => {
    const served = await start({ 'GET /a': text('a') });
    const answer = await served.connect().send(get('/a')).toEnd();
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*connection: close/i);
    expect(jsonOf(answer)).toMatchObject({ code: 'BW6010', detail: expect.stringContaining('HTTPS') });
    expect(await served.ends(1)).toMatchObject([{ status: 400, outcome: 'answered', code: 'BW6010' }]);
    expect(await served.connect().send('no HTTP at all\r\n').toEnd()).toBe('');
  });

  it('bounds heads in time and connections in number', async () => {
    const served = await start(
      { 'GET /a': text('a') },
      { settings: { headersTimeout: 100, maxConnections: 1 } },
    );
    const slow = ask(served, 'GET /a HT');
    while (served.service.connections === 0) await new Promise(setImmediate);
    expect(await slow).toMatch(/^HTTP\/1.1 408 /);
    const kept = connect({ port: served.service.port, host: 'localhost', ca: authorityOf(folder) });
    kept.write(get('/a').replace('close', 'keep-alive'));
    await new Promise((resolve) => void kept.once('data', resolve));
    expect(await ask(served, get('/a'))).toMatch(/^HTTP\/1.1 503 [\s\S]*BW6011/);
    kept.destroy();
  });

  it('can become WebSocket, and ignores protocols nobody speaks', async () => {
    const served = await start({
      'GET /socket': {
        body: 'none',
        answer: text('no socket'),
        upgrade: (_exchange, { socket, opened }) => {
          opened();
          socket.end(
            'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello',
          );
        },
      },
      'GET /a': text('a'),
    });
    const upgrade = (path: string, protocol: string) =>
      get(path, `Upgrade: ${protocol}`).replace('Connection: close', 'Connection: Upgrade');
    expect(await ask(served, upgrade('/socket', 'websocket'))).toMatch(/^HTTP\/1.1 101 [\s\S]*hello$/);
    expect(await ask(served, upgrade('/a', 'h2c'))).toMatch(
      /^HTTP\/1.1 200 [\s\S]*connection: close[\s\S]*a$/i,
    );
  });

  it('lets requests in flight finish when the server stops', async () => {
    let answer: () => void = () => {};
    const arrived = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let finish: () => void = () => {};
    const served = await start({
      'GET /slow': (exchange, sink) => {
        finish = () => text('late')(exchange, sink);
        answer();
      },
    });
    const asked = ask(served, get('/slow').replace('close', 'keep-alive'));
    await arrived;
    const stopped = served.engine.stop(5_000);
    finish();
    expect(await asked).toMatch(/connection: close[\s\S]*late$/i);
    expect(await stopped).toMatchObject({ cut: 0, finished: 1 });
  });
});
