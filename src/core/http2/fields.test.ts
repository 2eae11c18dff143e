import { constants } from 'node:http2';
import { afterEach, describe, expect, it } from 'vitest';
import { type Served, text } from '../../../test/support/engine.ts';
import { authorityOf, certificateFolder, Http2Client, serveTls } from '../../../test/support/tls.ts';
import type { Responder } from '../../contracts/mode.ts';

const folder = certificateFolder();
const stops: Served[] = [];
const clients: Http2Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.session.destroy();
  for (const served of stops.splice(0)) await served.engine.stop(0);
});

async function start(answer: Responder['answer']) {
  const served = await serveTls(folder, { '/': answer, '/fine': text('fine') });
  stops.push(served);
  const client = new Http2Client(served.service.port, authorityOf(folder));
  clients.push(client);
  return { served, client };
}

const NAMES = Object.entries(constants)
  .filter(([name]) => name.startsWith('HTTP2_HEADER_'))
  .map(([, value]) => String(value))
  .filter((name) => !name.startsWith(':') && name !== 'content-length');

/** Answers once its own call is over, so that the head is sent without its body. */
function later(
  status: number,
  headers: readonly string[],
  trailers?: readonly string[],
): Responder['answer'] {
  return (_exchange, sink) => {
    setImmediate(() => {
      sink.head(status, headers);
      setImmediate(() => {
        sink.data('late');
        sink.end(trailers);
      });
    });
  };
}

describe('the headers of an HTTP/2 answer', () => {
  it('may come twice, whatever their name', async () => {
    const names = NAMES.flatMap((name) => [name, 'a', name, 'b']);
    const { client } = await start(later(200, names));
    const answer = await client.ask({ ':path': '/' });
    expect(answer).toMatchObject({ status: 200, body: 'late' });
    expect(answer.headers).toMatchObject({ etag: 'a', location: 'a', 'content-type': 'a', vary: 'a, b' });
  });

  it('may come twice in trailers', async () => {
    const trailers = ['etag', 'a', 'etag', 'b', 'x-a', '1', 'x-a', '2', 'te', 'gzip'];
    const { client } = await start(later(200, [], trailers));
    const answer = await client.ask({ ':path': '/' });
    expect(answer).toMatchObject({ body: 'late', trailers: { etag: 'a', 'x-a': '1, 2' } });
  });

  it('may have names that objects have, too', async () => {
    const { client } = await start(later(200, ['constructor', 'a', '__proto__', 'b', '__proto__', 'c']));
    const stream = client.open({ ':path': '/' });
    const raw = await new Promise<string[]>((resolve) => {
      stream.once('response', (...all: unknown[]) => resolve(all[2] as string[]));
    });
    expect(raw.join(' ')).toContain('constructor a __proto__ b __proto__ c');
    stream.close();
  });

  it.each([600, 999])('with status %i, which HTTP does not have, become an error', async (status) => {
    const { client, served } = await start(later(status, []));
    const answer = await client.ask({ ':path': '/' });
    expect(answer.status).toBe(500);
    expect(await served.ends(1)).toMatchObject([{ status: 500, code: 'BW6018' }]);
  });

  it('with status 205 have no body', async () => {
    const { client } = await start(text('not seen', 205));
    const answer = await client.ask({ ':path': '/' });
    expect(answer).toMatchObject({ status: 205, body: '' });
    expect(await client.ask({ ':path': '/fine' })).toMatchObject({ body: 'fine' });
  });

  it('of early hints may not be valid', async () => {
    const { client } = await start((exchange, sink) => {
      sink.inform?.(103, ['link', 'a\0\nb']);
      text('here')(exchange, sink);
    });
    expect(await client.ask({ ':path': '/' })).toMatchObject({ status: 200, body: 'here' });
  });

  it('that trailers may not have end that answer alone', async () => {
    const { client, served } = await start(later(200, [], ['x a', 'b']));
    await expect(client.ask({ ':path': '/' })).rejects.toThrow(/INTERNAL_ERROR|reset/);
    expect(await served.ends(1)).toMatchObject([{ outcome: 'failed' }]);
    expect(await client.ask({ ':path': '/fine' })).toMatchObject({ body: 'fine' });
  });
});

describe('the cookies of an HTTP/2 request', () => {
  it('that come one by one are one header (RFC 9113, section 8.2.3)', async () => {
    let seen: unknown;
    const { client } = await start((exchange, sink) => {
      seen = { one: exchange.headers.cookie, raw: exchange.rawHeaders.slice(2) };
      text('fine')(exchange, sink);
    });
    await client.ask({ ':path': '/', cookie: ['a=1', 'b=2'], 'x-a': '1' });
    expect(seen).toEqual({ one: 'a=1; b=2', raw: ['cookie', 'a=1; b=2', 'x-a', '1'] });
  });
});
