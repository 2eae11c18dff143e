import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import type { LoadReport } from '../../src/contracts/app.ts';
import type { ResolvedConfig } from '../../src/contracts/config.ts';
import { modes } from '../../src/modes/index.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'backworks-load-'));
  writeFileSync(join(folder, 'answer.json'), '{}');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function load(text: string, environment: Record<string, string> = {}): Promise<LoadReport> {
  return loadConfig({ source: { kind: 'text', text, folder }, modes, environment, cwd: folder });
}

async function resolved(text: string, environment: Record<string, string> = {}): Promise<ResolvedConfig> {
  const { config, diagnostics } = await load(text, environment);
  if (config === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  return config;
}

describe('a configuration in order', () => {
  it('gets every default', async () => {
    const { name, version, vars, server } = await resolved('endpoints: {}\n');
    expect({ name, version, vars }).toEqual({ name: basename(folder), version: undefined, vars: {} });
    expect(server).toEqual({
      host: '127.0.0.1',
      port: 4000,
      portGiven: false,
      maxBody: 1024 ** 2,
      maxHeaders: 16 * 1024,
      maxConnections: 10_000,
      requestTimeout: 30_000,
      headersTimeout: 10_000,
      keepAliveTimeout: 5_000,
      shutdownTimeout: 5_000,
      cors: undefined,
      rateLimit: undefined,
      trustedProxies: [],
      proxyProtocol: false,
      compression: true,
    });
  });

  it('has its units resolved', async () => {
    const { server } = await resolved(
      'server: { port: 0, max_body: 0.5mb, timeout: 1.5s, shutdown_timeout: 24d, cors: { origins: [https://a.example], max_age: 1h } }\nendpoints: {}\n',
    );
    expect(server).toMatchObject({ port: 0, portGiven: true, maxBody: 524_288, requestTimeout: 1_500 });
    expect(server.shutdownTimeout).toBe(24 * 86_400_000);
    expect(server.cors).toEqual({
      origins: ['https://a.example'],
      headers: [],
      credentials: false,
      maxAge: 3_600,
    });
  });

  it('has its rate limit filled in', async () => {
    const limitOf = async (limit: string) =>
      (await resolved(`server: { rate_limit: ${limit} }\nendpoints: {}\n`)).server.rateLimit;
    expect(await limitOf('{ requests: 100 }')).toEqual({
      requests: 100,
      per: 60_000,
      burst: 100,
      header: undefined,
    });
    expect(await limitOf('{ requests: 10, per: 1.5s, burst: 3, header: X-API-Key }')).toEqual({
      requests: 10,
      per: 1_500,
      burst: 3,
      header: 'x-api-key',
    });
  });

  it.each([
    'localhost',
    'db.internal',
    'my_service',
    'münchen.example',
    '0.0.0.0',
    '::',
    'fe80::1%eth0',
    'api-1.',
  ])('may listen on %s', async (host) => {
    const { server } = await resolved(`server: { host: "${host}" }\nendpoints: {}\n`);
    expect(server.host).toBe(host);
  });

  it('allows every origin for `cors: true` and none for `cors: false`', async () => {
    const open = await resolved('server: { cors: true }\nendpoints: {}\n');
    expect(open.server.cors).toMatchObject({ origins: ['*'], credentials: false });
    expect((await resolved('server: { cors: false }\nendpoints: {}\n')).server.cors).toBeUndefined();
  });

  it('has its endpoints by key, route, mode and place', async () => {
    const { endpoints } = await resolved(
      [
        'endpoints:',
        '  GET, POST /users/{id}: { mock: { status: 201 } }',
        '  /every: { mock: {} }',
        '  /some: { methods: [PUT], mock: {} }',
        '  named: { path: /named, methods: [QUERY], mock: {} }',
        '  GET users: { path: /free, mock: {} }',
        '',
      ].join('\n'),
    );
    const seen = endpoints.map(({ key, methods, path, mode, line }) => [
      key,
      methods.join(),
      path,
      mode,
      line,
    ]);
    expect(seen).toEqual([
      ['GET, POST /users/{id}', 'GET,POST', '/users/{id}', 'mock', 2],
      ['/every', '', '/every', 'mock', 3],
      ['/some', 'PUT', '/some', 'mock', 4],
      ['named', 'QUERY', '/named', 'mock', 5],
      ['GET users', '', '/free', 'mock', 6],
    ]);
    expect(endpoints[0]).toMatchObject({
      file: '-',
      pointer: '/endpoints/GET, POST ~1users~1{id}',
      blocks: { mock: { status: 201 } },
    });
  });

  it('may list a method of a path that another endpoint takes with every method', async () => {
    expect(
      (await resolved('endpoints:\n  /a: { mock: {} }\n  GET /a: { mock: {} }\n')).endpoints,
    ).toHaveLength(2);
  });

  it('leaves out keys that are the user’s own, but no headers that look like them', async () => {
    const { endpoints } = await resolved(
      [
        'x-base: &base { headers: { x-a: 1 }, x-note: mine }',
        'endpoints:',
        '  x-unused: { nothing: "${path.id" }',
        '  GET /a: { mock: *base, x-more: 1 }',
        '',
      ].join('\n'),
    );
    expect(endpoints.map(({ blocks }) => blocks)).toEqual([{ mock: { headers: { 'x-a': 1 } } }]);
  });

  it('watches the files it names', async () => {
    const path = join(folder, 'backworks.yaml');
    writeFileSync(path, 'endpoints:\n  GET /a: { mock: { file: ./answer.json } }\n');
    const report = await loadConfig({ source: { kind: 'file', path }, modes, environment: {}, cwd: folder });
    expect(report.files).toEqual(expect.arrayContaining([path, join(folder, 'answer.json')]));
    expect([...report.sources.keys()]).toEqual(['backworks.yaml']);
    expect(report.config?.endpoints[0]?.file).toBe('backworks.yaml');
  });

  it('watches files that are missing, too', async () => {
    const { files } = await load('endpoints:\n  GET /a: { mock: { file: ./later.json } }\n');
    expect(files).toContain(join(folder, 'later.json'));
  });

  it('reads no device or pipe as a file of an endpoint', async () => {
    const { diagnostics } = await load('endpoints:\n  GET /a: { mock: { file: /dev/zero } }\n');
    expect(diagnostics).toMatchObject([{ code: 'BW3012', range: { start: { line: 2, column: 27 } } }]);
  });

  it('may be JSON, also with tabs', async () => {
    const json = JSON.stringify(
      { name: 't', endpoints: { 'GET /a': { mock: { body: { a: 1 } } } } },
      null,
      '\t',
    );
    expect((await resolved(json)).endpoints).toHaveLength(1);
  });
});

describe('the hash', () => {
  const BASE = 'name: t\nendpoints:\n  GET /a: { mock: { status: 200, body: { a: 1, b: 2 } } }\n';

  it.each([
    ['a comment', `# new\n${BASE}`],
    ['the order of keys', 'endpoints:\n  GET /a: { mock: { body: { b: 2, a: 1 }, status: 200 } }\nname: t\n'],
    ['a variable', BASE.replace('name: t', 'name: "${NAME}"')],
  ])('stays the same with another way to write %s', async (_name, text) => {
    expect((await resolved(text, { NAME: 't' })).hash).toBe((await resolved(BASE)).hash);
  });

  it.each([
    ['status', BASE.replace('200', '201')],
    ['name', BASE.replace('name: t', 'name: u')],
    ['key', BASE.replace('/a', '/b')],
    ['default that is written down', `${BASE}server: { port: 4000 }\n`],
  ])('changes with a %s', async (_name, text) => {
    expect((await resolved(text)).hash).not.toBe((await resolved(BASE)).hash);
  });
});

describe('variables', () => {
  it('take the type that belongs there', async () => {
    const { server, endpoints, vars } = await resolved(
      [
        'server: { port: "${PORT}", cors: "${CORS}", timeout: "${TIMEOUT:-250ms}" }',
        'vars: { number: "${PORT}", nested: ["${LIST:-a}"] }',
        'endpoints:',
        '  GET /a: { mode: "${MODE}", mock: { status: "${STATUS:-20}4" } }',
        '',
      ].join('\n'),
      { PORT: '8080', CORS: 'true', MODE: 'mock' },
    );
    expect(server).toMatchObject({ port: 8080, requestTimeout: 250, cors: { origins: ['*'] } });
    expect(vars).toEqual({ number: '8080', nested: ['a'] });
    expect(endpoints[0]?.blocks).toEqual({ mock: { status: 204 } });
  });

  it('may be empty, or fall back when they are', async () => {
    const { vars } = await resolved(
      'vars: { a: "[${EMPTY}]", b: "${EMPTY:-b}", c: "${UNSET:-${EMPTY:-c}}", d: "$${UNSET} ${UNSET:-}" }\nendpoints: {}\n',
      { EMPTY: '' },
    );
    expect(vars).toEqual({ a: '[]', b: 'b', c: 'c', d: '${UNSET} ' });
  });

  it('stand beside expressions, which stay as they are', async () => {
    const { endpoints } = await resolved(
      'endpoints:\n  GET /a/{id}: { mock: { body: ["${NAME}: ${path.id}", "$${x}", "${path.id}"] } }\n',
      { NAME: 'a ${b}' },
    );
    expect(endpoints[0]?.blocks).toEqual({
      mock: { body: ['a $${b}: ${path.id}', '$${x}', '${path.id}'] },
    });
  });

  it('never reach the names that objects inherit', async () => {
    const { diagnostics } = await load('name: "${CONSTRUCTOR}"\nendpoints: {}\n', {});
    expect(diagnostics.map(({ code }) => code)).toEqual(['BW5001']);
  });

  it('stay secret in what a mode says about them', async () => {
    const text = 'endpoints:\n  GET /a: { mock: { status: "${STATUS}", body: 1 } }\n';
    const { diagnostics } = await load(text, { STATUS: '204' });
    expect(diagnostics.map(({ code, message }) => [code, message.includes('204')])).toEqual([
      ['BW3102', false],
    ]);
    expect(diagnostics[0]?.message).toContain('${STATUS}');
  });
});
