import { describe, expect, it } from 'vitest';
import { project, run } from './program.ts';

const plugin = (name: string, members: string) =>
  `export default { name: '${name}', version: '1.0.0', ${members} };\n`;

const FILES = {
  'backworks.yaml': `plugins:
  seen: { module_path: ./seen.js, word: "\${WORD:-x}" }
  users: { module_path: ./users.js }
  gate: { module_path: ./gate.js }
  idle: { module_path: ./idle.js }
  bad: { module_path: ./bad.js }
endpoints:
  GET /a: { mock: { body: a } }
`,
  'seen.js': plugin(
    'seen',
    `needs: { people: '^1.0.0' }, configSchema: { properties: { word: { type: 'string' } } },
     hooks: {
       beforeRequest: { routes: ['/users/{id}'], methods: ['POST'], reads: { buffer: '1kb' }, handler: async (request, call, context) => {
         const found = await context.service('people').find(request.params['*'] ?? '');
         if (request.body?.n !== 1 || context.settings.word !== 'x' || found !== 'ada') throw new Error('not as it should be');
       } },
       afterResponse: () => ({ headers: { a: 'b' } }),
     }`,
  ),
  'users.js': plugin(
    'users',
    "provides: { people: '1.0.0' }, services: { people: { find: () => 'ada' } }, hooks: { beforeRequest: () => ({ response: { status: 500 } }) }",
  ),
  'gate.js': plugin(
    'gate',
    "hooks: { beforeRequest: { phase: 'guard', handler: () => ({ response: { status: 401 } }) } }",
  ),
  'idle.js': plugin('idle', ''),
  'bad.js': plugin('bad', "hooks: { beforeRequest() { throw new Error('no'); } }"),
};

const bench = (...words: string[]) => run(['plugin', 'bench', ...words], { cwd: project(FILES) });

describe('plugin bench', () => {
  it('times the hooks of a plugin with those it needs, inline and in a process', async () => {
    const { code, stdout, stderr } = await bench('seen', '--requests', '50');
    expect([code, stderr]).toEqual([0, 'one request at a time, with all that the host does for a call\n']);
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(rows[0]).toEqual(['hook', 'host', 'p50', 'p99', 'calls']);
    expect(rows.slice(1).map(([hook, host]) => [hook, host])).toEqual([
      ['beforeRequest', 'inline'],
      ['afterResponse', 'inline'],
      ['beforeRequest', 'process'],
      ['afterResponse', 'process'],
    ]);
    for (const [, , p50, p99] of rows.slice(1))
      expect([p50, p99]).toEqual([expect.stringMatching(/^[\d.e-]+ ms$/), expect.stringMatching(/ ms$/)]);
  });

  it('prints one document for programs', async () => {
    const { code, stdout } = await bench('seen', '--requests', '20', '--json');
    expect(code).toBe(0);
    const { name, hosts } = JSON.parse(stdout);
    expect(name).toBe('seen');
    expect(hosts).toMatchObject([
      {
        host: 'inline',
        requests: 20,
        failures: 0,
        hooks: [{ kind: 'beforeRequest' }, { kind: 'afterResponse', calls: 20 }],
      },
      { host: 'process', requests: 20, failures: 0 },
    ]);
    for (const { hooks } of hosts) for (const { p50, p99 } of hooks) expect(p99).toBeGreaterThanOrEqual(p50);
  });

  it('says when what was timed were failures, and ends with 1', async () => {
    const { code, stderr } = await bench('bad', '--requests', '5');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^inline: \d of 5 requests met a failure: beforeRequest: no \(bad\.js:1:\d+\)$/m);
  });

  it.each([
    [[], 'say which plugin is to be timed'],
    [['idle'], 'the plugin "idle" has no hooks to be timed'],
    [['senn'], 'did you mean seen?'],
    [['seen', '--requests', '0'], '--requests 0 is no number of requests'],
    [['seen', '--requests', '1e3'], 'from 1 to 1000000'],
  ])('refuses %j', async (words, message) => {
    const { code, stderr } = await bench(...words);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
