import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { temporaryFolder } from '../cli/program.ts';
import { codeOf, serveFolder, WRITTEN, WRITTEN_TEXT } from './static-site.ts';

const page = '<h1>Grüße</h1>\n';

describe('a file', () => {
  it('comes with its type, length, validators, and without guesses', async () => {
    const site = await serveFolder({ 'public/a/page.html': page });
    const { status, headers, body } = await site.ask('GET /a/page.html?x=1');
    expect([status, Buffer.from(body, 'latin1').toString()]).toEqual([200, page]);
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': '17',
      'accept-ranges': 'bytes',
      'last-modified': WRITTEN_TEXT,
      etag: expect.stringMatching(/^"[^"]+"$/),
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    });
  });

  it.each([
    ['a.js', 'text/javascript; charset=utf-8'],
    ['a.json', 'application/json'],
    ['a.png', 'image/png'],
    ['a', 'application/octet-stream'],
    ['a.unheardof', 'application/octet-stream'],
  ])('called %s is %s', async (name, type) => {
    const site = await serveFolder({ [`public/${name}`]: 'x' });
    expect((await site.ask(`GET /${name}`)).headers['content-type']).toBe(type);
  });

  it('of any size is sent as it is', async () => {
    const sizes = [0, 1, 65_535, 65_536, 65_537, 1_000_003];
    const files = sizes.map((size) => [`public/${size}`, Buffer.alloc(size, `${size}-`)] as const);
    const site = await serveFolder(Object.fromEntries(files));
    for (const [name, content] of files) {
      const answer = await site.ask(`GET /${name.slice('public/'.length)}`);
      expect(answer.headers['content-length']).toBe(String(content.length));
      expect(Buffer.from(answer.body, 'latin1').equals(content)).toBe(true);
    }
  });

  it('has its name percent-decoded, once', async () => {
    const site = await serveFolder({ 'public/ä b+%41.txt': 'found' });
    expect((await site.ask('GET /%C3%A4%20b+%2541.txt')).body).toBe('found');
    expect((await site.ask('GET /%C3%A4%20b+%41.txt')).status).toBe(404);
  });

  it('to HEAD is the head of the answer to GET', async () => {
    const site = await serveFolder({ 'public/small': 'abc', 'public/large': Buffer.alloc(100_000) });
    for (const name of ['small', 'large']) {
      const get = await site.ask(`GET /${name}`);
      const head = await site.ask(`HEAD /${name}`, 'Range: bytes=0-1');
      const { date: _, ...rest } = get.headers;
      expect(head).toMatchObject({ status: 200, body: '', headers: rest });
    }
  });

  it('has the headers of the block, which win over ours', async () => {
    const block = 'dir: public, headers: { Cache-Control: max-age=60, x-a: 1, link: [a, b] }';
    const site = await serveFolder({ 'public/a': 'a' }, { block });
    const response = await fetch(`${site.url}/a`);
    expect(response.headers.get('cache-control')).toBe('max-age=60');
    expect([response.headers.get('x-a'), response.headers.get('link')]).toEqual(['1', 'a, b']);
  });

  it('that is changed counts at once', async () => {
    const site = await serveFolder({ 'public/a': 'one' });
    const asked: string[] = [];
    for (const text of ['two', 'six', 'ten']) {
      await site.ask('GET /a');
      writeFileSync(join(site.folder, 'public/a'), text);
      asked.push((await site.ask('GET /a')).body);
    }
    expect(asked).toEqual(['two', 'six', 'ten']);
  });

  it('that was just written has a weak tag, which becomes a strong one', async () => {
    const site = await serveFolder({});
    writeFileSync(join(site.folder, 'public/a'), 'a');
    const { headers } = await site.ask('GET /a');
    expect(headers.etag).toMatch(/^W\/"/);
    expect((await site.ask('GET /a', `If-None-Match: ${headers.etag?.slice(2)}`)).status).toBe(304);
  });

  it('from the future was changed now', async () => {
    const site = await serveFolder({ 'public/a': 'a' });
    const future = Date.now() / 1000 + 86_400;
    utimesSync(join(site.folder, 'public/a'), future, future);
    const { headers } = await site.ask('GET /a');
    expect(Date.parse(headers['last-modified'] ?? '')).toBeLessThanOrEqual(Date.parse(headers.date ?? ''));
  });
});

describe('methods', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
    const site = await serveFolder({ 'public/a': 'a' });
    const answer = await site.ask(`${method} /a`);
    expect([answer.status, codeOf(answer), answer.headers.allow]).toEqual([
      405,
      'BW6002',
      'GET, HEAD, OPTIONS',
    ]);
  });

  it('OPTIONS says which there are', async () => {
    const site = await serveFolder({ 'public/a': 'a' });
    const { status, headers } = await site.ask('OPTIONS /a');
    expect([status, headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });
});

describe('a folder', () => {
  it('answers with its index', async () => {
    const site = await serveFolder({ 'public/index.html': 'top', 'public/docs/index.html': 'docs' });
    expect((await site.ask('GET /')).body).toBe('top');
    expect((await site.ask('GET /docs/')).body).toBe('docs');
  });

  it('may have another index', async () => {
    const site = await serveFolder({ 'public/home.txt': 'home' }, { block: 'dir: public, index: home.txt' });
    expect((await site.ask('GET /')).body).toBe('home');
  });

  it('without a slash is redirected, relative to itself', async () => {
    const site = await serveFolder({ 'public/a/b c/index.html': 'x' });
    const answer = await site.ask('GET /a/b%20c?q=1&r=//x');
    expect([answer.status, answer.headers.location]).toEqual([301, './b%20c/?q=1&r=//x']);
    expect((await fetch(`${site.url}/a/b%20c`)).url).toBe(`${site.url}/a/b%20c/`);
  });

  it('without an index is not there, with a slash or without', async () => {
    const site = await serveFolder({ 'public/docs/a.txt': 'a' });
    expect((await site.ask('GET /docs/')).status).toBe(404);
    expect((await site.ask('GET /docs')).status).toBe(404);
    expect((await site.ask('GET /docs/a.txt/')).status).toBe(404);
  });

  it('behind a route without a wildcard is its index', async () => {
    const site = await serveFolder({ 'public/index.html': 'top' }, { route: 'GET /start' });
    expect((await site.ask('GET /start')).body).toBe('top');
  });

  it('below a route with parameters is what the wildcard matched', async () => {
    const site = await serveFolder({ 'public/a/b': 'b' }, { route: 'GET /t/{tenant}/files/*rest' });
    expect((await site.ask('GET /t/x/files/a/b')).body).toBe('b');
  });
});

describe('the fallback', () => {
  const files = { 'public/index.html': 'app', 'public/a.js': 'js' };
  const block = 'dir: public, fallback: index.html';
  const browser = 'Accept: text/html,application/xhtml+xml,*/*;q=0.8';

  it('answers pages without a file', async () => {
    const site = await serveFolder(files, { block });
    const answer = await site.ask('GET /users/7', browser);
    expect([answer.status, answer.body, answer.headers.vary]).toEqual([
      200,
      'app',
      'accept-encoding, accept',
    ]);
    expect((await site.ask('HEAD /users/7', browser)).status).toBe(200);
    expect((await site.ask('GET /users/', browser)).body).toBe('app');
  });

  it.each([
    ['GET /missing.js', browser],
    ['GET /users/7', 'Accept: */*'],
    ['GET /users/7', 'Accept: application/json'],
    ['GET /users/7', 'Accept: text/html;q=0'],
    ['GET /users/7', 'X-No-Accept: yes'],
    ['GET /.env', browser],
    ['GET /a%00b', browser],
  ])('does not answer %s with %s', async (request, line) => {
    const site = await serveFolder(files, { block });
    const answer = await site.ask(request, line);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'BW6030']);
  });

  it('that is missing itself is a miss', async () => {
    const site = await serveFolder({ 'public/a': 'a' }, { block });
    expect((await site.ask('GET /users/7', browser)).status).toBe(404);
  });
});

describe('conditions, in the order of RFC 9110', () => {
  const before = 'Fri, 17 May 2024 08:30:11 GMT';
  const after = 'Fri, 17 May 2024 08:30:13 GMT';
  it.each<[expected: number, lines: readonly string[]]>([
    [200, ['If-Match: *']],
    [200, ['If-Match: "x", TAG']],
    [412, ['If-Match: "x"']],
    [412, ['If-Match: W/TAG']],
    [200, [`If-Match: TAG`, `If-Unmodified-Since: ${before}`]],
    [200, [`If-Unmodified-Since: ${WRITTEN_TEXT}`]],
    [200, [`If-Unmodified-Since: ${after}`]],
    [412, [`If-Unmodified-Since: ${before}`]],
    [200, ['If-Unmodified-Since: yesterday']],
    [412, [`If-Unmodified-Since: ${before}`, 'If-None-Match: TAG']],
    [304, ['If-None-Match: TAG']],
    [304, ['If-None-Match: W/TAG']],
    [304, ['If-None-Match: "a,b", "c" , TAG']],
    [304, ['If-None-Match: *']],
    [200, ['If-None-Match: "x"']],
    [200, ['If-None-Match: TAGx']],
    [200, ['If-None-Match: "x"', `If-Modified-Since: ${after}`]],
    [304, [`If-Modified-Since: ${WRITTEN_TEXT}`]],
    [304, [`If-Modified-Since: ${after}`]],
    [304, ['If-Modified-Since: Friday, 17-May-24 08:30:12 GMT']],
    [304, ['If-Modified-Since: Fri May 17 08:30:12 2024']],
    [200, [`If-Modified-Since: ${before}`]],
    [200, ['If-Modified-Since: 2030']],
    [206, ['Range: bytes=1-2']],
    [206, ['Range: bytes=1-2', 'If-Range: TAG']],
    [200, ['Range: bytes=1-2', 'If-Range: W/TAG']],
    [200, ['Range: bytes=1-2', 'If-Range: "x"']],
    [206, ['Range: bytes=1-2', `If-Range: ${WRITTEN_TEXT}`]],
    [200, ['Range: bytes=1-2', `If-Range: ${after}`]],
    [200, ['Range: bytes=1-2', 'If-Range: yesterday']],
    [304, ['Range: bytes=1-2', 'If-None-Match: TAG']],
    [412, ['Range: bytes=1-2', 'If-Match: "x"']],
    [206, ['Range: bytes=1-2', 'If-Match: TAG', 'If-Range: TAG']],
    [416, ['Range: bytes=99-']],
    [200, ['Range: bytes=99-', 'If-Range: "x"']],
  ])('%i for %j', async (expected, lines) => {
    const site = await serveFolder({ 'public/a.txt': '0123456789' });
    const { etag = '' } = (await site.ask('GET /a.txt')).headers;
    const answer = await site.ask(
      'GET /a.txt',
      ...lines.map((line) => line.replace('TAGx', `${etag.slice(0, -1)}x"`).replace('TAG', etag)),
    );
    expect(answer.status).toBe(expected);
    if (expected === 304) {
      expect(answer.headers).toMatchObject({ etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
      expect(answer.body).toBe('');
    }
    if (expected === 412) expect(codeOf(answer)).toBe('BW6032');
    if (expected === 200) expect(answer.body).toBe('0123456789');
  });
});

describe('compressed files', () => {
  const files = {
    'public/a.js': 'plain',
    'public/a.js.br': 'B',
    'public/a.js.gz': 'GZ',
    'public/a.js.zst': 'ZST',
    'public/b.css': 'plain',
    'public/b.css.gz': 'GZ',
    'public/c.png': 'plain',
    'public/c.png.gz': 'GZ',
  };
  it.each<[name: string, accept: string, coding: string | undefined]>([
    ['a.js', 'gzip, deflate, br, zstd', 'br'],
    ['a.js', 'gzip, zstd', 'zstd'],
    ['a.js', 'gzip;q=1, br;q=0.5', 'gzip'],
    ['a.js', 'br;q=0, *', 'zstd'],
    ['a.js', 'br;q=0, gzip;q=0, zstd;q=0', undefined],
    ['a.js', 'identity, br;q=0.9', undefined],
    ['a.js', 'BR', 'br'],
    ['a.js', 'br;q=oops', undefined],
    ['a.js', '', undefined],
    ['b.css', 'br, gzip;q=0.1', 'gzip'],
    ['b.css', 'br', undefined],
    ['c.png', 'gzip', undefined],
  ])('%s for "%s" is %s', async (name, accept, coding) => {
    const site = await serveFolder(files);
    const { headers, body } = await site.ask(`GET /${name}`, `Accept-Encoding: ${accept}`);
    expect(headers['content-encoding']).toBe(coding);
    expect(body).toBe({ br: 'B', zstd: 'ZST', gzip: 'GZ' }[coding ?? ''] ?? 'plain');
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers.vary).toBe(name === 'c.png' ? undefined : 'accept-encoding');
  });

  it('have the type of the plain file and tags of their own', async () => {
    const site = await serveFolder({ 'public/a.js': 'ab', 'public/a.js.br': 'cd' });
    const plain = await site.ask('GET /a.js');
    const packed = await site.ask('GET /a.js', 'Accept-Encoding: br');
    expect(packed.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(packed.headers.etag).not.toBe(plain.headers.etag);
    const again = await site.ask('GET /a.js', 'Accept-Encoding: br', `If-None-Match: ${plain.headers.etag}`);
    expect(again.status).toBe(200);
  });

  it('of an earlier build, outside, or without their plain file do not count', async () => {
    const site = await serveFolder({
      ...files,
      'secret.br': 'S',
      'public/d.js': 'plain',
      'public/e.js.br': 'E',
    });
    utimesSync(join(site.folder, 'public/a.js.br'), WRITTEN / 1000 - 60, WRITTEN / 1000 - 60);
    symlinkSync(join(site.folder, 'secret.br'), join(site.folder, 'public/d.js.br'));
    mkdirSync(join(site.folder, 'public/b.css.br'));
    const ask = async (name: string) => (await site.ask(`GET /${name}`, 'Accept-Encoding: br')).body;
    expect([await ask('a.js'), await ask('d.js'), await ask('b.css')]).toEqual(['plain', 'plain', 'plain']);
    expect((await site.ask('GET /e.js', 'Accept-Encoding: br')).status).toBe(404);
  });
});

describe('the check', () => {
  async function findingsOf(block: string, folder = tmpdir()): Promise<string[]> {
    const text = `name: t\nendpoints:\n  /*:\n    static: ${block}\n`;
    const app = createApp({ source: { kind: 'text', text, folder }, environment: {} });
    const { diagnostics } = await app.check();
    return diagnostics.map(({ code, range: { start }, suggestions }) => {
      const [fix] = suggestions;
      return `${code} ${start.line}:${start.column}${fix === undefined ? '' : ` ${fix.replace}`}`;
    });
  }

  it.each([
    ['{ dir: ., index: a/b.html }', ['BW3203 4:30']],
    ['{ dir: ., index: .. }', ['BW3203 4:30']],
    ['{ dir: ., fallback: /index.html }', ['BW3203 4:33']],
    ['{ dir: ., fallback: ../index.html }', ['BW3203 4:33']],
    ['{ dir: ., fallback: .htaccess }', ['BW3203 4:33']],
    ['{ dir: ., fallback: app/index.html, index: home.htm }', []],
    ['{ dir: ., headers: { etag: "1" } }', ['BW3103 4:34']],
    ['{ dir: ., headers: { Content-Length: 1 } }', ['BW3103 4:34']],
    ['{ dir: ., headers: { x-a: "a\\nb" } }', ['BW3104 4:39']],
    ['{}', ['BW2002 4:5']],
  ])('finds the mistake in %s', async (block, findings) => {
    expect(await findingsOf(block)).toEqual(
      findings.map((one) => expect.stringMatching(new RegExp(`^${one}`))),
    );
  });

  it('knows folders by name', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'public/site'), { recursive: true });
    writeFileSync(join(folder, 'notes'), '');
    expect(await findingsOf('{ dir: ./pulbic }', folder)).toEqual(['BW3201 4:20 public']);
    expect(await findingsOf('{ dir: ./public/sites/ }', folder)).toEqual(['BW3201 4:20 site']);
    expect(await findingsOf('{ dir: ./elsewhere }', folder)).toEqual(['BW3201 4:20']);
    expect(await findingsOf('{ dir: ./notes }', folder)).toEqual(['BW3202 4:20']);
    expect(await findingsOf('{ dir: ./public/ }', folder)).toEqual([]);
  });

  it('reads a folder from the file it stands in', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'parts/public'), { recursive: true });
    writeFileSync(join(folder, 'parts/site.yaml'), 'endpoints: { /*: { static: { dir: ./public } } }\n');
    const text = 'name: t\ninclude: ./parts/site.yaml\nendpoints: {}\n';
    const source = { kind: 'text', text, folder, name: join(folder, 'backworks.yaml') } as const;
    expect((await createApp({ source, environment: {} }).check()).diagnostics).toEqual([]);
  });
});
