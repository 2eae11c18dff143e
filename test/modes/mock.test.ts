import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { App } from '../../src/contracts/app.ts';

let app: App | undefined;
const folders: string[] = [];

afterEach(async () => {
  await app?.stop({ grace: 0 });
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Serves one `mock:` block on every path below `/m/{id}` and asks it. */
async function answerOf(block: string, init: RequestInit = {}, files: Record<string, string | Buffer> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'backworks-mock-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const text = `name: t\nvars: { shop: { open: true, name: Ada’s } }\nendpoints:\n  /m/{id}:\n    mock: ${block}\n`;
  app = createApp({ source: { kind: 'text', text, folder }, port: 0, environment: {}, development: true });
  expect((await app.load()).diagnostics).toEqual([]);
  await app.start();
  const response = await fetch(`${app.url}/m/7?q=a&q=b`, init);
  return { response, text: await response.text() };
}

/** Findings of a `mock:` block, as `code line:column`. */
async function findingsOf(block: string): Promise<string[]> {
  const text = `name: t\nendpoints:\n  /m:\n    mock: ${block}\n`;
  const { diagnostics } = await createApp({
    source: { kind: 'text', text, folder: tmpdir() },
    environment: {},
  }).load();
  return diagnostics.map(({ code, range: { start } }) => `${code} ${start.line}:${start.column}`);
}

describe('the answer', () => {
  it('is 200 without a body when nothing is said', async () => {
    const { response, text } = await answerOf('{}');
    expect([response.status, text, response.headers.get('content-length')]).toEqual([200, '', '0']);
  });

  it('is a value as JSON', async () => {
    const { response, text } = await answerOf('{ body: { a: [1, null, "x"], b: { c: true } } }');
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(text).toBe('{"a":[1,null,"x"],"b":{"c":true}}');
  });

  it('is text, with its length in bytes', async () => {
    const { response, text } = await answerOf('{ text: "Grüße 🎉" }');
    expect(text).toBe('Grüße 🎉');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('content-length')).toBe('12');
  });

  it('is the bytes of a file, typed by its ending and never expanded', async () => {
    const bytes = Buffer.from([0, 255, 10, 36, 123, 97, 125]);
    const { response, text } = await answerOf('{ file: ./a.png }', {}, { 'a.png': bytes });
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(text).toBe(bytes.toString());
    const plain = await answerOf('{ file: ./a.html }', {}, { 'a.html': '${path.id}' });
    expect(plain.text).toBe('${path.id}');
    expect(plain.response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('has the status and the headers that are given, lists several times', async () => {
    const { response } = await answerOf(
      '{ status: 418, headers: { x-a: 1, set-cookie: [a=1, b=2] }, text: hi }',
    );
    expect(response.status).toBe(418);
    expect(response.headers.get('x-a')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('keeps a content type of the file’s own', async () => {
    const { response } = await answerOf('{ headers: { Content-Type: application/hal+json }, body: {} }');
    expect(response.headers.get('content-type')).toBe('application/hal+json');
  });

  it('is as large as the value', async () => {
    const { text } = await answerOf(`{ body: "${'x'.repeat(100_000)}" }`);
    expect(JSON.parse(text)).toHaveLength(100_000);
  });

  it.each([204, 304])('with status %i has no body and no length', async (status) => {
    const { response, text } = await answerOf(`{ status: ${status} }`);
    expect([response.status, text, response.headers.get('content-length')]).toEqual([status, '', null]);
  });

  it('to HEAD is the head of the answer to GET', async () => {
    const { response, text } = await answerOf('{ body: { id: "${path.id}" } }', { method: 'HEAD' });
    expect([response.status, text, response.headers.get('content-length')]).toEqual([200, '', '10']);
  });

  it('comes after its delay, and not before', async () => {
    const started = performance.now();
    await answerOf('{ delay: 120ms, text: late }');
    expect(performance.now() - started).toBeGreaterThanOrEqual(119);
  });
});

describe('templates', () => {
  it('keep types when they are the whole value, and are text inside one', async () => {
    const block = '{ body: { n: "${1 + 1}", ok: "${vars.shop.open}", t: "n = ${1 + 1}", q: "${query.q}" } }';
    expect(JSON.parse((await answerOf(block)).text)).toEqual({ n: 2, ok: true, t: 'n = 2', q: 'b' });
  });

  it('read parameters, query, headers, method and body', async () => {
    const block = '{ body: "${[path.id, query.q, headers[\'x-a\'], method, string(body.n)]}" }';
    const init = {
      method: 'POST',
      headers: { 'x-a': 'h', 'content-type': 'application/json' },
      body: '{"n":5}',
    };
    expect(JSON.parse((await answerOf(block, init)).text)).toEqual(['7', 'b', 'h', 'POST', '5']);
  });

  it('work in headers and in text', async () => {
    const { response, text } = await answerOf(
      '{ headers: { location: "/m/${path.id}" }, text: "${path.id} $${x}" }',
    );
    expect(response.headers.get('location')).toBe('/m/7');
    expect(text).toBe('7 ${x}');
  });

  it('cannot smuggle a header', async () => {
    const block = '{ headers: { x-a: "${body}" }, text: hi }';
    const init = {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'a\r\nset-cookie: evil=1',
    };
    const { response, text } = await answerOf(block, init);
    expect(response.status).toBe(500);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(JSON.parse(text).code).toBe('BW6601');
  });

  it('that fail are told with their expression', async () => {
    const { response, text } = await answerOf('{ body: { a: "${query.missing}" } }');
    expect(response.status).toBe(500);
    expect(JSON.parse(text).code).toMatch(/^BW4/);
    expect(text).toContain('query.missing');
  });
});

describe('the check', () => {
  it.each([
    ['{ body: 1, text: a }', ['BW3101 4:22']],
    ['{ status: 204, body: 1 }', ['BW3102 4:21']],
    ['{ headers: { Content-Length: 5 } }', ['BW3103 4:24']],
    ['{ headers: { x-a: "a\\nb" } }', ['BW3104 4:29']],
    ['{ delay: 30d }', ['BW3105 4:20']],
    ['{ headers: { "x a": 1 } }', [expect.stringMatching(/^BW2\d+ 4:24$/)]],
    ['{ status: 99 }', [expect.stringMatching(/^BW2\d+ 4:21$/)]],
    ['{ delay: 5 }', [expect.stringMatching(/^BW2\d+ 4:20$/)]],
  ])('finds the mistake in %s', async (block, findings) => {
    expect(await findingsOf(block)).toEqual(findings);
  });
});
