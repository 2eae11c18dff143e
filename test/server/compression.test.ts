import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, createGunzip, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Responder } from '../../src/contracts/mode.ts';
import type { Sink } from '../../src/contracts/sink.ts';
import { codecFor } from '../../src/core/compression/codecs.ts';
import type { Plan } from '../../src/core/plan.ts';
import { type Endpoints, get, type Served, serve } from '../support/engine.ts';

const LONG = JSON.stringify(Array.from({ length: 100 }, (_, id) => ({ id, name: `user ${id}` })));
const HUGE = LONG.repeat(100);

/** Answers with headers and chunks, in one turn. */
function whole(content: string, ...headers: string[]): Responder['answer'] {
  return (_exchange, sink) => {
    sink.head(200, ['content-type', 'application/json', ...headers]);
    sink.data(content);
    sink.end();
  };
}

const length = (content: string) => ['content-length', String(Buffer.byteLength(content))];

async function started(endpoints: Endpoints, plan?: (plan: Plan) => Plan): Promise<Served> {
  const options = { settings: { compression: true }, ...(plan !== undefined && { plan }) };
  const served = await serve(endpoints, options);
  onTestFinished(async () => void (await served.engine.stop(0)));
  return served;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(
  served: { readonly service: { readonly port: number } },
  accepted: string | undefined,
  path = '/',
  method = 'GET',
): Promise<Answer> {
  const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
  return new Promise((resolve, reject) => {
    const options = { port: served.service.port, path, method, headers, agent: false };
    httpRequest(options, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('an answer to a client that takes compression', () => {
  it.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
    ['deflate', inflateSync],
  ])('is compressed with %s', async (coding, decode) => {
    const served = await started({
      '/': whole(LONG, ...length(LONG), 'etag', '"v1"', 'accept-ranges', 'bytes'),
    });
    const { headers, body } = await ask(served, coding);
    expect(headers['accept-ranges']).toBeUndefined();
    expect(headers).toMatchObject({
      'content-encoding': coding,
      'content-length': String(body.length),
      vary: 'Accept-Encoding',
      etag: 'W/"v1"',
    });
    expect(body.length).toBeLessThan(LONG.length / 3);
    expect(String(decode(body))).toBe(LONG);
  });

  it.each([
    ['gzip;q=0.5, br;q=1', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['identity;q=1, gzip;q=0.1', undefined],
    ['identity', undefined],
    ['gzip;q=0', undefined],
    ['snappy', undefined],
  ])('that sends %s has the coding %s, and varies', async (accepted, coding) => {
    const served = await started({ '/': whole(LONG, ...length(LONG), 'vary', 'Origin') });
    // zstd, where Node has it, comes before gzip.
    const { headers, body } = await ask(
      served,
      accepted === '*' ? '*, zstd;q=0' : accepted.replace(', *', ', *, zstd;q=0'),
    );
    expect(headers['content-encoding']).toBe(coding);
    expect(headers.vary).toBe('Origin, Accept-Encoding');
    if (coding === undefined) expect(String(body)).toBe(LONG);
  });

  it.each<[string, Responder['answer']]>([
    ['is small', whole('{"id":1}', ...length('{"id":1}'))],
    ['is small and does not say so', whole('{"id":1}')],
    ['is empty', whole('')],
    ['is coded already', whole(LONG, 'content-encoding', 'x-own')],
    ['must not be changed', whole(LONG, 'cache-control', 'public, no-transform')],
    ['is vouched for', whole(LONG, 'repr-digest', 'sha-256=:AAAA:')],
    ['has no type', (_exchange, sink) => send(sink, 200, [], LONG)],
    [
      'is a stream of events',
      (_exchange, sink) => send(sink, 200, ['content-type', 'text/event-stream'], LONG),
    ],
    [
      'is a part',
      (_exchange, sink) =>
        send(sink, 206, ['content-type', 'text/plain', 'content-range', 'bytes 0-1/2'], LONG),
    ],
    ['is a picture', (_exchange, sink) => send(sink, 200, ['content-type', 'image/webp'], LONG)],
  ])('stays as it is when it %s', async (what, answer) => {
    const served = await started({ '/': answer });
    const { headers, body } = await ask(served, 'gzip, br');
    expect(headers['content-encoding']).toBe(what === 'is coded already' ? 'x-own' : undefined);
    expect(headers.vary).toBeUndefined();
    expect(headers['content-length']).toBe(String(body.length));
  });

  it.each([204, 304])('stays without a body with status %d', async (status) => {
    const served = await started({
      '/': (_exchange, sink) => {
        sink.head(status, ['content-type', 'application/json', 'etag', '"v1"']);
        sink.end();
      },
    });
    const { headers, body } = await ask(served, 'gzip');
    expect(body).toHaveLength(0);
    expect(headers['content-encoding']).toBeUndefined();
    expect(headers.etag).toBe('"v1"');
  });

  it('to HEAD has the head of GET, but for a length that nobody knows', async () => {
    const served = await started({
      '/long': whole(LONG, ...length(LONG), 'etag', '"v1"'),
      '/untold': whole(LONG, 'etag', '"v1"'),
      '/short': whole('{}', ...length('{}')),
    });
    for (const path of ['/long', '/untold']) {
      const asked = await ask(served, 'gzip', path, 'HEAD');
      const got = await ask(served, 'gzip', path);
      expect(asked.headers).toMatchObject({
        'content-encoding': 'gzip',
        etag: 'W/"v1"',
        vary: 'Accept-Encoding',
      });
      expect(asked.headers['content-length']).toBeUndefined();
      expect(asked.headers['transfer-encoding']).toBeUndefined();
      expect(got.headers['content-encoding']).toBe('gzip');
    }
    expect((await ask(served, 'gzip', '/short', 'HEAD')).headers['content-length']).toBe('2');
  });

  it('is compressed when it is an error, too', async () => {
    const served = await started({
      '/': () => {
        throw new Error('x'.repeat(3_000));
      },
    });
    const { status, headers } = await ask(served, 'gzip');
    expect(status).toBe(500);
    expect(headers['content-encoding']).toBeUndefined();
    const noisy = await serve(
      {
        '/': () => {
          throw new Error('x'.repeat(3_000));
        },
      },
      { settings: { compression: true }, development: true },
    );
    onTestFinished(async () => void (await noisy.engine.stop(0)));
    const answer = await ask(noisy, 'gzip');
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(String(gunzipSync(answer.body))).toContain('BW9001');
  });

  it('that cannot be sent becomes an error that can', async () => {
    const served = await started({
      '/length': whole(LONG, 'content-length', '5000000'),
      '/header': whole(LONG, 'x-bad', 'a\nb'),
    });
    for (const path of ['/length', '/header']) {
      const { status, body } = await ask(served, 'gzip', path);
      expect(status).toBe(500);
      expect(String(body)).toContain('BW6018');
    }
  });

  it('is seen by after hooks as the endpoint gave it', async () => {
    const seen: unknown[] = [];
    const served = await started({ '/': whole(LONG, ...length(LONG)) }, (plan) => {
      for (const endpoint of plan.endpoints)
        Object.assign(endpoint, {
          hooks: {
            ...endpoint.hooks,
            after: [
              {
                run: (_exchange: unknown, head: { headers: readonly string[] }) => {
                  seen.push(head.headers);
                  return head;
                },
              },
            ],
          },
        });
      return plan;
    });
    expect((await ask(served, 'gzip')).headers['content-encoding']).toBe('gzip');
    expect(seen).toEqual([['content-type', 'application/json', ...length(LONG)]]);
  });
});

describe('an answer to a client that says nothing of compression', () => {
  it('stays as it is', async () => {
    const served = await started({ '/': whole(LONG, ...length(LONG), 'etag', '"v1"') });
    const { headers, body } = await ask(served, undefined);
    expect(String(body)).toBe(LONG);
    expect(headers).toMatchObject({ 'content-length': String(LONG.length), etag: '"v1"' });
    expect(headers['content-encoding']).toBeUndefined();
  });
});

describe('a stream', () => {
  it('comes through in one piece, whatever its chunks are', async () => {
    const served = await started({
      '/': async (_exchange, sink) => {
        sink.head(200, ['content-type', 'text/plain', ...length(HUGE)]);
        for (let at = 0; at < HUGE.length; at += 10_007) {
          if (!sink.data(HUGE.slice(at, at + 10_007)))
            await new Promise<void>((resolve) => sink.onDrain(resolve));
        }
        sink.end();
      },
      '/once': whole(HUGE, ...length(HUGE)),
    });
    for (const path of ['/', '/once'])
      for (const [coding, decode] of [
        ['gzip', gunzipSync],
        ['br', brotliDecompressSync],
        ['deflate', inflateSync],
      ] as const) {
        const { headers, body } = await ask(served, coding, path);
        expect(headers['content-encoding']).toBe(coding);
        expect(headers['content-length']).toBeUndefined();
        expect(String(decode(body))).toBe(HUGE);
      }
  });

  it('comes through whatever its source does', async () => {
    let state = 11;
    const random = (limit: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * limit);
    };
    let sent = '';
    const served = await started({
      '/': async (_exchange, sink) => {
        sent = '';
        if (random(2) === 0) await turn();
        sink.head(200, ['content-type', 'text/plain']);
        for (let chunks = random(12); chunks > 0; chunks--) {
          const chunk = String(random(1e9)).repeat(random(3) === 0 ? random(20_000) : random(50));
          sent += chunk;
          const more = sink.data(random(2) === 0 ? chunk : Buffer.from(chunk));
          if (!more) await new Promise<void>((resolve) => sink.onDrain(resolve));
          if (random(3) === 0) await turn();
        }
        sink.end();
      },
    });
    const decoders = { gzip: gunzipSync, br: brotliDecompressSync, deflate: inflateSync };
    for (let round = 0; round < 150; round++) {
      const { headers, body } = await ask(served, ['gzip', 'br', 'deflate', 'identity'][round % 4]);
      const decode = decoders[headers['content-encoding'] as 'gzip'];
      expect(String(decode === undefined ? body : decode(body)), `round ${round}`).toBe(sent);
    }
  });

  it('does not hold chunks back while its source pauses', async () => {
    let say: (chunk: string) => void = () => {};
    const served = await started({
      '/': (_exchange, sink) => {
        sink.head(200, ['content-type', 'application/x-ndjson']);
        sink.data('{"n":0}\n');
        say = (chunk) => (chunk === '' ? sink.end() : sink.data(chunk));
      },
    });
    const heard = await new Promise<string[]>((resolve, reject) => {
      const lines: string[] = [];
      const headers = { 'accept-encoding': 'gzip' };
      httpRequest({ port: served.service.port, headers, agent: false }, (response) => {
        const unpacked = response.pipe(createGunzip());
        unpacked.setEncoding('utf8').on('data', (text: string) => {
          lines.push(text);
          say(lines.length < 5 ? `{"n":${lines.length}}\n` : '');
        });
        unpacked.on('end', () => resolve(lines));
      })
        .on('error', reject)
        .end();
    });
    // Each line was said only when the one before had been heard.
    expect(heard).toEqual(['{"n":0}\n', '{"n":1}\n', '{"n":2}\n', '{"n":3}\n', '{"n":4}\n']);
  });

  it('with a wrong length is cut off, so that nobody takes it for whole', async () => {
    const served = await started({
      '/short': streamOf(['content-length', '100000'], LONG, LONG),
      '/long': streamOf(['content-length', '2000'], LONG, LONG),
    });
    for (const path of ['/short', '/long'])
      await expect(ask(served, 'gzip', path)).rejects.toThrow(/aborted|hang up|reset/);
    expect((await served.ends(2)).map(({ outcome, code }) => [outcome, code])).toEqual([
      ['failed', 'BW6018'],
      ['failed', 'BW6018'],
    ]);
  });

  it('passes trailers on', async () => {
    const served = await started({
      '/': (_exchange, sink) => {
        sink.head(200, ['content-type', 'text/plain', 'trailer', 'x-sum']);
        sink.data(LONG);
        sink.end(['x-sum', '42']);
      },
    });
    const answer = await served.connect().send(get('/', 'Accept-Encoding: gzip')).toEnd();
    expect(answer).toContain('content-encoding: gzip');
    expect(answer).toMatch(/x-sum: 42\r\n\r\n$/i);
  });
});

describe('answers whose clients go away', () => {
  it('give the memory of their compression back at once', async () => {
    const codec = codecFor('gzip')!;
    const { stream } = codec;
    let made = 0;
    let closed = 0;
    const counted = (): ReturnType<typeof stream> => {
      const one = stream();
      made += 1;
      one.stream.once('close', () => {
        closed += 1;
      });
      return one;
    };
    Object.assign(codec, { stream: counted });
    onTestFinished(() => void Object.assign(codec, { stream }));
    const served = await started({
      '/': (_exchange, sink) => {
        sink.head(200, ['content-type', 'text/plain']);
        sink.data(LONG);
      },
    });
    const abort = () =>
      new Promise<void>((resolve) => {
        const socket = connectTcp(served.service.port, '127.0.0.1', () => {
          socket.write(get('/', 'Accept-Encoding: gzip'));
        });
        socket.on('error', () => {}).once('data', () => socket.resetAndDestroy());
        socket.once('close', () => resolve());
      });
    for (let batch = 0; batch < 20; batch++) await Promise.all(Array.from({ length: 50 }, abort));
    expect(made).toBe(1_000);
    while (closed < made) await turn();
    expect(served.engine.status.in_flight).toBe(0);
  });
});

function send(sink: Sink, status: number, headers: readonly string[], content: string): void {
  sink.head(status, headers);
  sink.data(content);
  sink.end();
}

/** Sends chunks in turns of their own. */
function streamOf(headers: readonly string[], ...chunks: readonly string[]): Responder['answer'] {
  return async (_exchange, sink) => {
    sink.head(200, ['content-type', 'text/plain', ...headers]);
    for (const chunk of chunks) {
      sink.data(chunk);
      await turn();
    }
    sink.end();
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** How often bytes were compressed with each coding, from now on. */
function countPacking(): Record<'br' | 'gzip', () => number> {
  const spyOn = (coding: string) => {
    const spy = vi.spyOn(codecFor(coding)!, 'whole');
    onTestFinished(() => spy.mockRestore());
    return () => spy.mock.calls.length;
  };
  return { br: spyOn('br'), gzip: spyOn('gzip') };
}

describe('a body that never changes', () => {
  it('is compressed once for each coding that clients like', async () => {
    const packed = countPacking();
    const answer = whole(HUGE.slice(0, 100_000), 'x-fixed', '1');
    const served = await started({
      '/': { body: 'none', fixed: { content: HUGE.slice(0, 100_000) }, answer },
    });
    for (let round = 0; round < 3; round++) {
      const [br, gzip] = [await ask(served, 'br'), await ask(served, 'gzip')];
      expect(String(brotliDecompressSync(br.body))).toBe(HUGE.slice(0, 100_000));
      expect(String(gunzipSync(gzip.body))).toBe(HUGE.slice(0, 100_000));
      expect(br.headers).toMatchObject({
        'content-encoding': 'br',
        'content-length': String(br.body.length),
      });
      expect((await ask(served, 'identity')).body.length).toBe(100_000);
    }
    expect([packed.br(), packed.gzip()]).toEqual([1, 1]);
  });

  it('that compressing does not shorten is tried once, and sent as it is', async () => {
    const packed = countPacking();
    const noise = randomBytes(2_000);
    const answer: Responder['answer'] = (_exchange, sink) => {
      sink.head(200, ['content-type', 'application/json']);
      sink.data(noise);
      sink.end();
    };
    const served = await started({ '/': { body: 'none', fixed: { content: noise }, answer } });
    for (let round = 0; round < 2; round++) {
      const { headers, body } = await ask(served, 'br');
      expect(body).toEqual(noise);
      expect(headers['content-encoding']).toBeUndefined();
    }
    expect(packed.br()).toBe(1);
  });

  it('does not stand in for an answer with another one', async () => {
    const other = LONG.replaceAll('user', 'name');
    let content = LONG;
    const answer: Responder['answer'] = (exchange, sink) => whole(content)(exchange, sink);
    const served = await started({ '/': { body: 'none', fixed: { content: LONG }, answer } });
    expect(String(gunzipSync((await ask(served, 'gzip')).body))).toBe(LONG);
    content = other;
    expect(String(gunzipSync((await ask(served, 'gzip')).body))).toBe(other);
  });

  it('is what a mock has without templates, until it is loaded anew', async () => {
    const packed = countPacking();
    const text = (word: string) => `
      server: { compression: true }
      endpoints:
        GET /fixed: { mock: { body: { text: ${word.repeat(1_000)} } } }
        GET /query: { mock: { body: { text: "${word.repeat(1_000)}", id: "\${query.id}" } } }`;
    const folder = mkdtempSync(join(tmpdir(), 'backworks-packed-'));
    const file = join(folder, 'backworks.yaml');
    writeFileSync(file, text('one'));
    const app = createApp({ source: { kind: 'file', path: file }, port: 0, environment: {} });
    onTestFinished(async () => {
      await app.stop({ grace: 0 });
      rmSync(folder, { recursive: true });
    });
    await app.load();
    await app.start();
    const { port } = new URL(app.url ?? '');
    const fetched = async (path: string) => {
      const { body } = await ask({ service: { port: Number(port) } }, 'br', path);
      return JSON.parse(String(brotliDecompressSync(body)));
    };
    for (const id of ['1', '2']) {
      expect(await fetched('/fixed')).toEqual({ text: 'one'.repeat(1_000) });
      expect(await fetched(`/query?id=${id}`)).toEqual({ text: 'one'.repeat(1_000), id });
    }
    expect(packed.br()).toBe(1 + 2);
    writeFileSync(file, text('two'));
    expect(await app.reload()).toMatchObject({ swapped: true });
    expect(await fetched('/fixed')).toEqual({ text: 'two'.repeat(1_000) });
    expect(packed.br()).toBe(1 + 2 + 1);
  });
});
