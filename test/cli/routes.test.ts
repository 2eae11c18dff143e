import { describe, expect, it } from 'vitest';
import { project, run, serve } from './program.ts';

const FILE = `name: shop
endpoints:
  GET /users/{id}:
    mock: { body: one }
  GET /users/me:
    mock: { body: me }
  POST,PUT /users:
    mock: { body: made }
  /files/*rest:
    mock: { body: file }
  GET /reports/{year}-{month}.pdf:
    mock: { body: report }
`;

const shop = () => project({ 'backworks.yaml': FILE });

async function routes(...words: string[]) {
  return run(['routes', ...words], { cwd: shop() });
}

describe('routes', () => {
  it('lists endpoints in the order in which they are tried, in aligned columns', async () => {
    expect(await routes()).toEqual({
      code: 0,
      signal: null,
      stderr: '',
      stdout: [
        'any       /files/*rest                 mock  backworks.yaml:9',
        'GET       /reports/{year}-{month}.pdf  mock  backworks.yaml:11',
        'POST,PUT  /users                       mock  backworks.yaml:7',
        'GET       /users/me                    mock  backworks.yaml:5',
        'GET       /users/{id}                  mock  backworks.yaml:3',
        '',
      ].join('\n'),
    });
  });

  it('lists them as one JSON document', async () => {
    const { code, stdout } = await routes('--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      ok: true,
      routes: [
        { key: '/files/*rest', methods: [], path: '/files/*rest', mode: 'mock', line: 9 },
        {},
        {},
        {},
        {},
      ],
      nextSteps: expect.any(Array),
    });
  });

  it('explains which endpoint takes a request, where it stands, and what was tried before', async () => {
    const { code, stdout } = await routes('GET', '/users/7');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: [
        'GET /users/7 is answered by GET /users/{id}',
        '  at       backworks.yaml:3:3',
        '  mode     mock',
        '  path.id  "7"',
        '',
        'tried before, in this order:',
        '  GET /users/me  backworks.yaml:5:3  text differs at segment 2',
        '',
      ].join('\n'),
    });
  });

  it.each([
    [['/users/7']],
    [['get', '/users/7']],
    [['GET /users/7']],
    [['/users/7?page=2#top']],
    [['GET', 'http://127.0.0.1:4000/users/7?page=2']],
    [['HEAD', 'https://example.com/users/7']],
  ])('reads %j', async (words) => {
    const { code, stdout } = await routes(...words);
    expect(code).toBe(0);
    expect(stdout).toContain('/users/7 is answered by GET /users/{id}\n');
  });

  it('gives the values of parameters as expressions read them', async () => {
    expect((await routes('/files/a/b%2Fc')).stdout).toContain('path.rest  "a/b%2Fc"');
    expect((await routes('/reports/2024-07.pdf')).stdout).toContain('path.month  "07"');
  });

  it.each([
    ['/user/7', '404 BW6001, no endpoint has this path', 'GET /users/{id}'],
    ['/users/7/', 'fix: there is one for /users/7: a trailing slash makes another path', 'GET /users/{id}'],
    ['/Users/me', '404 BW6001', 'segment 1, in upper and lower case'],
    ['/users/7/orders', '404 BW6001', 'the path goes on behind segment 2'],
    ['/users/%zz', '400 BW6003, segment 2 is not percent-encoded UTF-8', '%25'],
    ['/users/../me', '400 BW6004, segment 2 is "." or ".."', 'clients send /me'],
    ['/__backworks/health', 'belong to backworks itself', 'no endpoint'],
  ])('explains why nothing takes GET %s', async (path, message, more) => {
    const { code, stdout, stderr } = await routes(path);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(message);
    expect(stdout).toContain(more);
  });

  it('names the methods a path takes', async () => {
    const { code, stdout } = await routes('DELETE', '/users');
    expect(code).toBe(1);
    expect(stdout).toContain('405 BW6002, the path takes OPTIONS, POST, PUT\n');
    expect(stdout).toContain('POST,PUT /users  backworks.yaml:7:3  takes POST, PUT, not DELETE\n');
    expect((await routes('OPTIONS', '/users')).stdout).toContain('backworks answers OPTIONS itself');
  });

  it('explains as one JSON document, too', async () => {
    const match = await routes('--json', '/users/7');
    expect(JSON.parse(match.stdout)).toMatchObject({
      version: 1,
      ok: true,
      request: { method: 'GET', path: '/users/7' },
      match: { path: '/users/{id}', file: 'backworks.yaml', line: 3, column: 3, params: { id: '7' } },
      tried: [{ path: '/users/me', reason: 'text differs at segment 2', line: 5, column: 3 }],
    });
    const miss = await routes('--json', '/user/7');
    expect(miss.code).toBe(1);
    expect(JSON.parse(miss.stdout)).toMatchObject({
      version: 1,
      ok: false,
      miss: { kind: 'path', code: 'BW6001', status: 404 },
      nearest: [{ path: '/users/{id}' }, {}, {}],
      nextSteps: [{}, { command: 'backworks explain BW6001' }],
    });
  });

  it.each([
    [[], 'backworks routes GET /'],
    [['GET', '/a'], 'backworks routes'],
    [['/b'], 'backworks routes'],
  ])('names the next step with the flags that chose the configuration: %j', async (words, command) => {
    const file = 'endpoints: { /a: { mock: { body: x } } }\nenvironments: { live: {} }\n';
    const cwd = project({ 'api/my api.yaml': file });
    const flags = ['-C', 'api', '-c', 'my api.yaml', '--env', 'live'];
    const { stdout } = await run(['routes', '--json', ...flags, ...words], { cwd });
    const [next] = JSON.parse(stdout).nextSteps;
    expect(next.command).toBe(`${command} -C api -c 'my api.yaml' --env live`);
  });

  it('shows nothing a terminal would obey', async () => {
    const file = 'endpoints:\n  "GET /a\\e[2J{id}":\n    mock: { body: x }\n';
    const { stdout } = await run(['routes'], { cwd: project({ 'backworks.yaml': file }) });
    expect(stdout).toContain('/a\\x1b[2J{id}');
  });

  it('answers for a broken configuration with its diagnostics', async () => {
    const cwd = project({ 'backworks.yaml': 'endpoints:\n  GET /a:\n    moc: { body: x }\n' });
    const words = await run(['routes'], { cwd });
    expect(words).toMatchObject({ code: 3, stdout: '' });
    expect(words.stderr).toContain('backworks.yaml:3:5');
    const json = await run(['routes', '--json', '/a'], { cwd });
    expect(json.code).toBe(3);
    expect(JSON.parse(json.stdout)).toMatchObject({
      version: 1,
      ok: false,
      diagnostics: [{ severity: 'error' }],
    });
  });

  it.each([
    [['GTE', '/a'], 'did you mean GET?'],
    [['GET'], 'for example backworks routes GET /users/7'],
    [['GET', 'users'], '"/": /users'],
  ])('takes %j for a mistake', async (words, hint) => {
    const { code, stdout, stderr } = await routes(...words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(hint);
  });
});

describe('a path made of a variable', () => {
  const secret = 'q8Zt51';
  const folder = () =>
    project({
      'backworks.yaml': [
        'endpoints:',
        '  hook:',
        '    path: /hooks/${HOOK_TOKEN}',
        '    mock: { text: heard }',
        '  GET /hooks/list:',
        '    mock: { text: listed }',
        '',
      ].join('\n'),
    });
  const environment = { HOOK_TOKEN: secret };

  it.each([[['routes']], [['routes', '--json']], [['routes', '/hooks/q8Zt5']]])(
    'is shown as written by %j',
    async (words) => {
      const { stdout, stderr } = await run(words, { cwd: folder(), environment });
      expect(stdout).toContain('/hooks/${HOOK_TOKEN}');
      expect(stdout + stderr).not.toContain(secret);
    },
  );

  it('is proposed to no shell', async () => {
    const words = ['completion', 'complete', '--', 'routes', 'GET', '/ho'];
    const { stdout, stderr } = await run(words, { cwd: folder(), environment });
    expect(stdout).toContain('/hooks/list');
    expect(stdout + stderr).not.toContain(secret);
  });

  it('answers, and a miss beside it does not name it', async () => {
    const server = await serve(['start'], { cwd: folder(), environment });
    expect(await (await fetch(`${server.url}/hooks/${secret}`)).text()).toBe('heard');
    const miss = await (await fetch(`${server.url}/hooks/lisp`)).json();
    expect(miss).toMatchObject({ nearest: ['GET /hooks/list'] });
    const { stdout, stderr } = await server.stop();
    expect(stdout + stderr).not.toMatch(new RegExp(`near:.*${secret}`));
  });
});
