import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import zlib from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postOf, serveText } from './service.ts';

const SCHEMA = '{ type: object, required: [id], properties: { id: { type: integer } } }';

function answering(mock: string, validate?: string): string {
  const how = validate === undefined ? '' : `, validate: ${validate}`;
  return `server: { max_body: 1kb }\nendpoints:\n  GET /x:\n    response: { schema: ${SCHEMA}${how} }\n    mock: ${mock}\n`;
}

describe('an answer that does not match its schema', () => {
  it.each([undefined, 'log'])('goes out and is reported (%s)', async (validate) => {
    const { ask, log } = await serveText(answering('{ body: { id: "secret" } }', validate));
    const { status, json } = await ask('/x');
    expect([status, json]).toEqual([200, { id: 'secret' }]);
    expect(log).toEqual(['GET /x (-:3): the answer does not match response.schema: /id must be an integer']);
  });

  it('of another type altogether is reported as a body', async () => {
    const { ask, log } = await serveText(answering('{ body: [] }'));
    await ask('/x');
    expect(log).toEqual([
      'GET /x (-:3): the answer does not match response.schema: the body must be an object',
    ]);
  });

  it('is kept from the client with `fail`', async () => {
    const { ask, log } = await serveText(answering('{ headers: { x-a: b }, body: {} }', 'fail'));
    const { status, json, headers } = await ask('/x');
    expect([status, json.code, headers['x-a']]).toEqual([500, 'BW6054', undefined]);
    expect(json.errors).toEqual([{ pointer: '/id', message: 'is required' }]);
    expect(log).toHaveLength(1);
  });

  it('is nobody’s business with `off`', async () => {
    const { ask, log } = await serveText(answering('{ body: {} }', 'off'));
    expect((await ask('/x')).status).toBe(200);
    expect(log).toEqual([]);
  });

  it('says so when it is no JSON', async () => {
    const { ask } = await serveText(
      answering('{ headers: { content-type: application/json }, text: "{" }', 'fail'),
    );
    expect((await ask('/x')).json.errors).toEqual([{ pointer: '', message: 'is not valid JSON' }]);
  });
});

describe('an answer that matches', () => {
  it.each(['log', 'fail'])('is the same as ever (%s)', async (validate) => {
    const { ask, log } = await serveText(
      answering('{ status: 201, headers: { x-a: b }, body: { id: 1 } }', validate),
    );
    const { status, json, headers } = await ask('/x');
    expect([status, json, headers['x-a'], headers['content-length']]).toEqual([201, { id: 1 }, 'b', '8']);
    expect(log).toEqual([]);
    expect((await ask('/x', { method: 'HEAD' })).status).toBe(201);
  });
});

describe('an answer that is not looked at', () => {
  it.each([
    ['of an error', '{ status: 404, body: { title: none } }', []],
    ['without a body', '{ status: 204 }', []],
    ['of more than fits', `{ body: "${'x'.repeat(2_000)}" }`, ['of more than 1024 bytes']],
    [
      'of an event stream',
      '{ headers: { content-type: text/event-stream }, text: "data: 1" }',
      ['of type text/event-stream'],
    ],
    ['of an image', '{ headers: { content-type: image/png }, text: x }', ['of type image/png']],
  ])('%s goes out, and the log says so once', async (_, mock, reasons) => {
    const { ask, log } = await serveText(answering(mock, 'fail'));
    const first = await ask('/x');
    expect(first.json.code).toBeUndefined();
    await ask('/x');
    expect(log).toEqual(
      reasons.map((reason) => `GET /x (-:3): answers ${reason} are not checked against response.schema`),
    );
  });
});

/** A server that answers with bytes as they are. */
function upstream(headers: Record<string, string>, body: Buffer): Promise<string> {
  return listen((_request, response) => response.writeHead(200, headers).end(body));
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an answer of another server', () => {
  const proxied = (target: string, validate: string) =>
    `endpoints:\n  GET /x:\n    response: { schema: ${SCHEMA}, validate: ${validate} }\n    proxy: { target: "${target}" }\n`;

  it.each(['log', 'fail'])('is looked at where it is compressed (%s)', async (validate) => {
    const target = await upstream(
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      zlib.gzipSync('{"id":"x"}'),
    );
    const { ask, log } = await serveText(proxied(target, validate));
    const { status } = await ask('/x');
    expect(status).toBe(validate === 'fail' ? 500 : 200);
    await expect
      .poll(() => log)
      .toEqual(['GET /x (-:2): the answer does not match response.schema: /id must be an integer']);
  });
});

describe('a request to another server', () => {
  it('that matches arrives as it was sent, and any other does not', async () => {
    const arrived: string[] = [];
    const target = await listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        arrived.push(zlib.gunzipSync(Buffer.concat(chunks)).toString());
        response.end(request.headers['content-encoding']);
      });
    });
    const { ask } = await serveText(
      `endpoints:\n  POST /x:\n    request: { body: ${SCHEMA} }\n    proxy: { target: "${target}" }\n`,
    );
    const send = (value: unknown) => {
      const asked = postOf(value, { 'content-encoding': 'gzip' });
      return ask('/x', { ...asked, body: zlib.gzipSync(asked.body ?? '') });
    };
    expect((await send({ id: 1 })).text).toBe('gzip');
    expect((await send({ id: 'x' })).status).toBe(422);
    expect(arrived).toEqual(['{"id":1}']);
  });
});
