import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp, type Socket } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerSettings } from '../../src/contracts/config.ts';
import { type Endpoints, get, jsonOf, type Served } from '../support/engine.ts';
import { authorityOf, certificateFolder, Http2Client, serveTls } from '../support/tls.ts';

const folder = certificateFolder();

const HEADER = 'PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\n';

const LONG = 'hello '.repeat(1_000);

const endpoints: Endpoints = {
  '/': ({ client, scheme }, sink) => {
    sink.head(200, ['content-type', 'application/json']);
    sink.data(JSON.stringify({ ...client, scheme }));
    sink.end();
  },
  '/long': (_exchange, sink) => {
    sink.head(200, ['content-type', 'text/plain', 'content-length', String(LONG.length)]);
    sink.data(LONG);
    sink.end();
  },
};

async function started(settings: Partial<ServerSettings>): Promise<Served> {
  const served = await serveTls(folder, endpoints, { settings });
  onTestFinished(async () => void (await served.engine.stop(0)));
  return served;
}

/** A connection whose first bytes are plain text. */
function greet(served: Served, header: string): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connectTcp(served.service.port, '127.0.0.1', () => {
      socket.write(header, () => resolve(socket));
    });
    socket.on('error', () => {});
    onTestFinished(() => void socket.destroy());
  });
}

const expected = { ip: '2001:db8::1', port: 56_324, scheme: 'https' };

describe('a PROXY header before TLS', () => {
  it('names the client of requests over HTTP/1', async () => {
    const served = await started({ proxyProtocol: true });
    const socket = await greet(served, HEADER);
    const secured = connectTls({ socket, servername: 'localhost', ca: authorityOf(folder) });
    secured.write(get('/'));
    expect(jsonOf(await textOf(secured))).toEqual(expected);
    expect((await served.ends(1))[0]).toMatchObject({ client: '2001:db8::1' });
  });

  it('names the client of requests over HTTP/2', async () => {
    const served = await started({ proxyProtocol: true });
    const socket = await greet(served, HEADER);
    const session = connectHttp2(`https://localhost:${served.service.port}`, {
      createConnection: () =>
        connectTls({ socket, servername: 'localhost', ca: authorityOf(folder), ALPNProtocols: ['h2'] }),
    });
    onTestFinished(() => session.destroy());
    const answers = await Promise.all([1, 2].map(() => textOf(session.request({ ':path': '/' }))));
    expect(answers.map((body) => JSON.parse(body))).toEqual([expected, expected]);
  });

  it('is required: a TLS greeting alone closes the connection', async () => {
    const served = await started({ proxyProtocol: true });
    const secured = connectTls({ port: served.service.port, host: '127.0.0.1', ca: authorityOf(folder) });
    await new Promise<void>((resolve) => secured.on('error', () => {}).once('close', () => resolve()));
    expect(served.events).toContainEqual(
      expect.objectContaining({ type: 'log', message: expect.stringContaining('no PROXY header') }),
    );
  });

  it('is no way around TLS', async () => {
    const served = await started({ proxyProtocol: true });
    const socket = await greet(served, HEADER + get('/'));
    expect(await textOf(socket)).not.toContain('2001:db8');
  });
});

describe('over HTTP/2', () => {
  it('a trusted proxy tells of the client', async () => {
    const served = await started({ trustedProxies: ['loopback'] });
    const client = new Http2Client(served.service.port, authorityOf(folder));
    onTestFinished(() => client.session.destroy());
    const { body } = await client.ask({ ':path': '/', forwarded: 'for=192.0.2.1;proto=http' });
    expect(JSON.parse(body)).toEqual({ ip: '192.0.2.1', port: 0, scheme: 'http' });
  });

  it('the rate limit counts streams, and answers are compressed', async () => {
    const rateLimit = { requests: 2, per: 60_000, burst: 2, header: undefined };
    const served = await started({ rateLimit, compression: true });
    const { session } = new Http2Client(served.service.port, authorityOf(folder));
    onTestFinished(() => session.destroy());
    const stream = session.request({ ':path': '/long', 'accept-encoding': 'br' });
    const headers = new Promise<Record<string, unknown>>((resolve) => stream.once('response', resolve));
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    expect(await headers).toMatchObject({
      'content-encoding': 'br',
      'ratelimit-policy': '"default";q=2;w=60',
      ratelimit: '"default";r=1;t=30',
    });
    expect(String(brotliDecompressSync(Buffer.concat(chunks)))).toBe(LONG);
    const bodies = await Promise.all([1, 2].map(() => textOf(session.request({ ':path': '/' }))));
    expect(bodies.filter((body) => body.includes('BW6060'))).toHaveLength(1);
  });
});
