import zlib from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Asked, serveText } from './service.ts';

const ECHO = 'server: { max_body: 100kb }\nendpoints:\n  /x: { mock: { body: "${body}" } }\n';

const TYPED = ECHO.replace('{ mock:', '{ request: { body: true_ }, mock:').replace(
  'true_',
  '{ type: object }',
);

function post(body: string | Buffer, type: string | undefined, coding?: string | string[]): Asked {
  return {
    method: 'POST',
    headers: { ...(type && { 'content-type': type }), ...(coding && { 'content-encoding': coding }) },
    body,
  };
}

const VALUE = Buffer.from('{"a":"é"}');
const JSON_TYPE = 'application/json';

describe('content codings', () => {
  it.each<[string, string | string[], Buffer]>([
    ['gzip', 'gzip', zlib.gzipSync(VALUE)],
    ['x-gzip in capitals', 'X-GZIP', zlib.gzipSync(VALUE)],
    ['deflate', 'deflate', zlib.deflateSync(VALUE)],
    ['deflate without its wrapper', 'deflate', zlib.deflateRawSync(VALUE)],
    ['br', 'br', zlib.brotliCompressSync(VALUE)],
    ['identity', 'identity', VALUE],
    ['three in a row', 'gzip, br, deflate', zlib.deflateSync(zlib.brotliCompressSync(zlib.gzipSync(VALUE)))],
    ['two headers', ['gzip', 'br'], zlib.brotliCompressSync(zlib.gzipSync(VALUE))],
    ['two gzip members', 'gzip', Buffer.concat([zlib.gzipSync('{"a":'), zlib.gzipSync('"é"}')])],
  ])('%s is undone', async (_, coding, body) => {
    const { ask } = await serveText(ECHO);
    const { status, json } = await ask('/x', post(body, JSON_TYPE, coding));
    expect([status, json]).toEqual([200, { a: 'é' }]);
  });

  it.each([
    ['snappy', VALUE],
    ['gzip, gzip, gzip, gzip', VALUE],
  ])('%s is refused with those there are', async (coding, body) => {
    const { ask } = await serveText(ECHO);
    const { status, json, headers } = await ask('/x', post(body, JSON_TYPE, coding));
    expect([status, json.code]).toEqual([415, 'BW6052']);
    expect(headers['accept-encoding']).toMatch(/^gzip, deflate, br(?:, zstd)?$/);
  });

  it('zstd is undone where Node.js has it, else refused', async () => {
    const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Buffer) => Buffer };
    const { ask } = await serveText(ECHO);
    const { status } = await ask('/x', post(zstdCompressSync?.(VALUE) ?? VALUE, JSON_TYPE, 'zstd'));
    expect(status).toBe(zstdCompressSync === undefined ? 415 : 200);
  });

  it.each([
    ['garbage', Buffer.from('no gzip at all')],
    ['cut off', zlib.gzipSync(VALUE).subarray(0, 15)],
  ])('that are %s are refused', async (_, body) => {
    const { ask } = await serveText(TYPED);
    const { status, json } = await ask('/x', post(body, JSON_TYPE, 'gzip'));
    expect([status, json.code]).toEqual([400, 'BW6053']);
  });

  it.each<[string, Buffer]>([
    ['gzip', zlib.gzipSync(Buffer.alloc(50_000_000))],
    ['br', zlib.brotliCompressSync(Buffer.alloc(50_000_000))],
    ['gzip, gzip', zlib.gzipSync(zlib.gzipSync(Buffer.alloc(50_000_000)))],
  ])('of %s are bounded by what comes out of them', async (coding, bomb) => {
    const { ask } = await serveText(ECHO);
    const { status, json } = await ask('/x', post(bomb, JSON_TYPE, coding));
    expect([status, json.code]).toEqual([413, 'BW6007']);
    expect((await ask('/x', post(VALUE, JSON_TYPE))).status).toBe(200);
  });

  it('bother nobody who does not read the body', async () => {
    const { ask } = await serveText('endpoints:\n  /x: { mock: { text: fine } }\n');
    expect((await ask('/x', post(VALUE, JSON_TYPE, 'snappy'))).text).toBe('fine');
  });
});

const FORM = [
  '--X',
  'Content-Disposition: form-data; name="title"',
  '',
  'Grüße',
  '--X',
  'Content-Disposition: form-data; name="file"; filename="../../a.txt"',
  'Content-Type: text/css',
  '',
  'body { }',
  '--X',
  'Content-Disposition: form-data; name="constructor"',
  '',
  'x',
  '--X--',
  '',
].join('\r\n');

describe('a multipart form', () => {
  it('has texts, and files by what is known of them', async () => {
    const { ask } = await serveText(ECHO);
    const { json } = await ask('/x', post(FORM, 'multipart/form-data; boundary="X"'));
    expect(json).toEqual({
      title: 'Grüße',
      file: { filename: 'a.txt', content_type: 'text/css', size: 8 },
      constructor: 'x',
    });
  });

  it('takes lists where a schema says so', async () => {
    const text = ECHO.replace(
      '{ mock:',
      '{ request: { body: { properties: { a: { type: array }, file: { properties: { size: { maximum: 3 } } } } } }, mock:',
    );
    const { ask } = await serveText(text);
    const part = (value: string) => `--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n${value}\r\n`;
    const type = 'multipart/form-data; boundary=X';
    const { json } = await ask('/x', post(`${part('1')}${part('2')}--X--\r\n`, type));
    expect(json).toEqual({ a: ['1', '2'] });
    expect((await ask('/x', post(FORM, type))).json.errors).toEqual([
      { in: 'body', pointer: '/file/size', message: 'must be at most 3' },
    ]);
  });

  it.each([
    ['without an end', FORM.slice(0, -8), 'multipart/form-data; boundary=X'],
    ['cut off in a file', FORM.slice(0, 180), 'multipart/form-data; boundary=X'],
    ['without a boundary', FORM, 'multipart/form-data'],
    ['that is none', 'garbage', 'multipart/form-data; boundary=X'],
  ])('%s is refused', async (_, body, type) => {
    const { ask } = await serveText(TYPED);
    const { status, json } = await ask('/x', post(body, type));
    expect([status, json.code]).toEqual([400, 'BW6053']);
  });

  it('has a bounded number of parts', async () => {
    const { ask } = await serveText(TYPED);
    const part = '--X\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n';
    const { status } = await ask(
      '/x',
      post(`${part.repeat(1_200)}--X--\r\n`, 'multipart/form-data; boundary=X'),
    );
    expect(status).toBe(413);
  });
});

describe('a body', () => {
  it.each<[string, string | undefined, Buffer, unknown]>([
    ['JSON with a charset', 'application/json; charset="utf-8"', VALUE, { a: 'é' }],
    ['JSON by its ending', 'application/vnd.api+json', VALUE, { a: 'é' }],
    ['text', 'text/plain', Buffer.from('é'), 'é'],
    ['text in Latin-1', 'text/plain; charset=ISO-8859-1', Buffer.from('é', 'latin1'), 'é'],
    [
      'a charset in quotes',
      'text/plain; x="; charset=utf-8"; charset="latin1"',
      Buffer.from('é', 'latin1'),
      'é',
    ],
    [
      'the first of two charsets',
      'text/plain; charset=latin1; charset=utf-8',
      Buffer.from('é', 'latin1'),
      'é',
    ],
    ['bytes', 'application/octet-stream', Buffer.from('ab'), 'YWI='],
    ['nothing', JSON_TYPE, Buffer.alloc(0), null],
  ])('is %s', async (_, type, body, value) => {
    const { ask } = await serveText(ECHO);
    const { text, status } = await ask('/x', post(body, type));
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual(value);
  });

  it.each<[string, number, string, string | undefined, string | Buffer]>([
    ['broken JSON', 400, 'BW6053', JSON_TYPE, '{"a":'],
    ['another charset', 415, 'BW6051', 'text/plain; charset=utf-16', 'a'],
    ['an unknown type', 415, 'BW6051', 'application/pdf', 'a'],
    ['no type', 415, 'BW6051', undefined, '{}'],
    ['a type that is none', 415, 'BW6051', ';', '{}'],
    ['text for an object', 422, 'BW6050', 'text/plain', '{}'],
  ])('with %s is refused with %d by a schema', async (_, status, code, type, body) => {
    const { ask } = await serveText(TYPED);
    const answer = await ask('/x', post(body, type));
    expect([answer.status, answer.json.code]).toEqual([status, code]);
  });

  it.each([
    ['application/jso; a=b', 'the request body is of the type application/jso, which is not decoded here'],
    [
      `x/${'y'.repeat(200)}`,
      `the request body is of the type x/${'y'.repeat(98)}, which is not decoded here`,
    ],
    ['x/\u0085', 'the request body is of the type x/â\\x85, which is not decoded here'],
    [undefined, 'the request body has no Content-Type that says how to decode it'],
  ])('of the type %s is refused by its name', async (type, detail) => {
    const { ask } = await serveText(TYPED);
    expect((await ask('/x', post('{}', type))).json).toMatchObject({ code: 'BW6051', detail });
  });

  it('that an expression cannot read is refused in its words', async () => {
    const { ask } = await serveText(ECHO);
    expect((await ask('/x', post('{"a":', JSON_TYPE))).json.code).toBe('BW4015');
  });

  it('keeps whole numbers that a schema took', async () => {
    const { ask } = await serveText(TYPED.replace('${body}', '${string(body.n)}'));
    expect((await ask('/x', post('{"n":9007199254740993}', JSON_TYPE))).text).toBe('"9007199254740993"');
  });
});
