import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runTestFile } from '../../src/cli/plugin/test-file.ts';
import { cleanEnvironment, project, run } from './program.ts';

const CONFIG = `plugins:
  seen: { module_path: ./plugins/seen/index.ts, level: 2 }
endpoints:
  GET /a: { mock: { body: a } }
`;

/** A plugin with a type in it, so that it has to be TypeScript. */
const PLUGIN = `import { definePlugin } from 'backworks/plugin';
import { word } from './word.ts';

interface Settings { readonly level: number }

export default definePlugin<Settings>({
  name: 'seen',
  version: '1.0.0',
  configSchema: { properties: { level: { type: 'integer', default: 1 } } },
  hooks: { beforeRequest: (_request, _call, { settings }) => ({ headers: { [word]: String(settings.level) } }) },
});
`;

const HEAD = `import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { testPlugin } from 'backworks/testing';
import plugin from './index.ts';
`;

const GOOD = `${HEAD}
test('says its level', async () => {
  const harness = await testPlugin(plugin, { settings: { level: 3 } });
  await harness.start();
  const { request } = await harness.request();
  assert.equal(request?.headers['x-seen'], '3');
  await harness.stop();
});

test('does so in a process', async () => {
  const harness = await testPlugin(new URL('./index.ts', import.meta.url), { isolation: 'process' });
  await harness.start();
  assert.equal((await harness.request()).patch?.headers?.['x-seen'], '1');
  await harness.stop();
});
`;

function files(test = GOOD, plugin = PLUGIN): Record<string, string> {
  return {
    'backworks.yaml': CONFIG,
    'plugins/seen/index.ts': plugin,
    'plugins/seen/word.ts': "export const word: string = 'x-seen';\n",
    'plugins/seen/index.test.ts': test,
  };
}

async function test(folder: string, ...words: string[]) {
  const { code, stdout, stderr } = await run(['plugin', 'test', ...words], { cwd: folder });
  return { code, stdout: stdout.replaceAll(/ {2}\d+ ms$/gm, ''), stderr };
}

describe('plugin test', () => {
  it('runs tests in TypeScript with nothing installed, and starts and stops the plugin in its host', async () => {
    expect(await test(project(files()), 'seen')).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        'seen  plugins/seen/index.test.ts',
        '  ok    says its level',
        '  ok    does so in a process',
        '  ok    seen starts and stops in its process',
        '',
        '3 passed, 0 failed',
        '',
      ].join('\n'),
    });
  });

  it('says what failed and where, in the lines of the file', async () => {
    const bad = `${HEAD}
describe('a plugin', () => {
  it('has a level', async () => {
    console.log('printed by a test');
    assert.equal(plugin.name, 'other');
  });
  it.skip('is skipped', () => {});
});

test('outer', async (context) => {
  await context.test('inner', () => {
    throw new TypeError('no');
  });
});
`;
    const cwd = project(files(bad));
    const { code, stdout, stderr } = await test(cwd);
    expect([code, stderr]).toEqual([1, 'printed by a test\n']);
    expect(stdout).toMatch(/^ {2}FAIL {2}a plugin > has a level\n {8}Expected values to be strictly equal:/m);
    expect(stdout).toMatch(/^ {8}at plugins\/seen\/index\.test\.ts:9:\d+$/m);
    expect(stdout).toContain('  skip  a plugin > is skipped\n');
    expect(stdout).toMatch(
      /^ {2}FAIL {2}outer > inner\n {8}no\n {8}at plugins\/seen\/index\.test\.ts:16:\d+$/m,
    );
    expect(stdout).toContain('\n1 passed, 2 failed, 1 skipped\n');
    const quiet = await test(cwd, '--quiet');
    expect(quiet.stdout).not.toContain('starts and stops');
    expect(quiet.stdout).toContain('FAIL  outer > inner');
    const { summary, plugins } = JSON.parse((await test(cwd, '--json')).stdout);
    expect(summary).toEqual({ passed: 1, failed: 2, skipped: 1 });
    expect(plugins).toMatchObject([
      {
        name: 'seen',
        tests: [
          { name: 'a plugin > has a level', ok: false, at: expect.stringContaining('index.test.ts:9') },
          { name: 'a plugin > is skipped', ok: true, skipped: true },
          { name: 'outer > inner', ok: false, message: 'no' },
        ],
        start: { ok: true },
      },
    ]);
  });

  it('runs the tests of all plugins, by the names of their files', async () => {
    const cwd = project({
      ...files(),
      'backworks.yaml': `${CONFIG.replace('endpoints', '  far: { module_path: ./far.ts }\n  quiet: { module_path: ./quiet.js, isolation: inline }\nendpoints')}`,
      'far.ts': "export default { name: 'far', version: '1.0.0' };\n",
      'far.test.ts':
        "import { test } from 'node:test';\nimport far from './far.ts';\ntest(`is ${far.name}`, () => {});\n",
      'quiet.js': "export default { name: 'quiet', version: '1.0.0' };\n",
    });
    const { code, stdout } = await test(cwd);
    expect(code).toBe(0);
    expect(stdout).toContain('far  far.test.ts\n  ok    is far\n');
    expect(stdout).toContain('quiet  no tests\n');
    expect(stdout).toContain('  ok    quiet starts and stops inline\n');
    expect(stdout).toContain('\n6 passed, 0 failed\n');
  });

  it.each<[string, string, string]>([
    ['a start that fails', "start() { throw new Error('no key'); },", 'start failed: no key'],
    ['a stop that fails', "stop() { throw new Error('not now'); },", 'stop failed: not now'],
    ['an illness', "healthCheck: () => ({ healthy: false, message: 'tired' }),", 'healthCheck failed: tired'],
    [
      'a start that fails, and is critical',
      "critical: true, start() { throw new Error('no key'); },",
      'no key',
    ],
  ])('tells of %s', async (_name, members, message) => {
    const cwd = project(
      files(
        "import { test } from 'node:test';\ntest('is there', () => {});\n",
        PLUGIN.replace("version: '1.0.0',", `version: '1.0.0', ${members}`),
      ),
    );
    const { code, stdout } = await test(cwd, 'seen');
    expect(code).toBe(1);
    expect(stdout).toContain('  ok    is there\n  FAIL  seen starts and stops in its process\n');
    expect(stdout).toContain(message);
  });

  it('is not kept from its work by a server that has the port of a plugin', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', () => resolve()));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const routes = `routes: [{ path: '/own', handler: () => 1, listener: { port: ${port} } }],`;
    const parts = PLUGIN.replace("version: '1.0.0',", `version: '1.0.0', ${routes}`);
    const { code, stdout } = await test(project(files(GOOD, parts)), 'seen');
    expect([code, stdout]).toEqual([0, expect.stringContaining('seen starts and stops in its process')]);
  });

  it.each<[string, string, string]>([
    ['cannot be loaded', "import './nowhere.ts';\n", "Cannot find module './nowhere.ts'"],
    ['has no tests', 'export {};\n', 'it has no tests of node:test'],
    ['ends its process', 'process.exit(3);\n', 'its process ended with 3 before all tests did'],
  ])('tells of a file that %s', async (_name, text, message) => {
    const { code, stdout } = await test(project(files(text)), 'seen');
    expect(code).toBe(1);
    expect(stdout).toContain('  FAIL  plugins/seen/index.test.ts\n');
    expect(stdout).toContain(message);
  });

  it('gives up a file that does not end', async () => {
    const folder = project(files(`${HEAD}test('passes', () => void setInterval(() => {}, 1_000));\n`));
    const file = join(folder, 'plugins/seen/index.test.ts');
    const options = { folder, cwd: folder, environment: cleanEnvironment(), print: () => {}, limit: 2_000 };
    expect(await runTestFile(file, options)).toMatchObject([
      { name: 'passes', ok: true },
      { name: 'plugins/seen/index.test.ts', ok: false, message: expect.stringContaining('harness.stop()') },
    ]);
  });

  it('brings the types up to date that a tsconfig leads to, and no others', async () => {
    const cwd = project({ 'backworks.yaml': 'endpoints: {}\n' });
    await run(['plugin', 'new', 'hello', '--yes'], { cwd });
    const types = join(cwd, '.backworks/types/plugin.d.ts');
    const fresh = readFileSync(types, 'utf8');
    writeFileSync(types, 'export {};\n');
    const { code, stdout } = await test(cwd);
    expect([code, stdout]).toEqual([0, expect.stringContaining('4 passed, 0 failed')]);
    expect(readFileSync(types, 'utf8')).toBe(fresh);
  });

  it.each<[string, string[], number, string]>([
    ['a name that is not listed', ['sene'], 2, 'did you mean seen?'],
    ['a flag of another action', ['--dry-run'], 2, 'plugin test takes no --dry-run'],
  ])('refuses %s', async (_name, words, expected, message) => {
    const { code, stderr } = await test(project(files()), ...words);
    expect([code, stderr]).toEqual([expected, expect.stringContaining(message)]);
  });

  it('reports a definition with mistakes, and ends with 3', async () => {
    const cwd = project(files(GOOD, PLUGIN.replace('hooks:', 'hoks:')));
    const { code, stderr } = await test(cwd, 'seen');
    expect([code, stderr]).toEqual([3, expect.stringContaining('did you mean `hooks`?')]);
  });
});
