import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cleanEnvironment, root, temporaryFolder } from './program.ts';

/** What npm would install, unpacked, beside the packages of this checkout. */
function installed(): string {
  const folder = temporaryFolder();
  const npm = { cwd: root, encoding: 'utf8' as const, env: { ...cleanEnvironment(), HOME: folder } };
  const packed = execFileSync(
    'npm',
    ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder],
    npm,
  );
  execFileSync('tar', ['-xzf', join(folder, packed.trim()), '-C', folder]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'package');
}

it('the packed package initialises, checks and is a library with types', async () => {
  const folder = installed();
  const run = (...words: string[]) =>
    spawnSync(process.execPath, [join(folder, 'bin/backworks.js'), ...words], {
      cwd: folder,
      env: cleanEnvironment(),
      encoding: 'utf8',
    });
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(run('--version').stdout).toBe(`${version}\n`);
  expect(run('init', 'shop', '--yes').stdout).toContain('created');
  expect(run('validate', 'shop/backworks.yaml').stderr).toMatch(/^ok /);
  expect(run('docs', 'routing').stdout).toMatch(/^# Routing\n/);
  expect(run('schema').stdout).toContain('json-schema.org');
  expect(run('completion', 'zsh').stdout).toMatch(/^#compdef backworks bw\n/);
  expect(run('plugin', 'new', 'hello', '--yes', '-C', 'shop').stdout).toContain('created');
  expect(run('plugin', 'test', '-C', 'shop').stdout).toContain('\n4 passed, 0 failed\n');
  const { createApp } = await import(join(folder, 'dist/index.js'));
  const app = createApp({ source: { kind: 'file', path: join(folder, 'shop/backworks.yaml') }, port: 0 });
  expect((await app.load()).diagnostics).toEqual([]);
});

it('the types of the package are complete and take a strict program', () => {
  const folder = installed();
  const consumer = join(folder, '../consumer');
  mkdirSync(consumer);
  const program = [
    "import { createApp, type LoadReport } from '../package/dist/index.js';",
    "const app = createApp({ source: { kind: 'file', path: 'backworks.yaml' }, port: 0 });",
    'const report: LoadReport = await app.load();',
    "import { definePlugin } from '../package/dist/plugin.js';",
    "import { type PluginHarness, testPlugin } from '../package/dist/testing.js';",
    "const plugin = definePlugin<{ n: number }>({ name: 'a', version: '1.0.0', start: ({ settings }) => console.log(settings.n) });",
    'export const harness: PluginHarness = await testPlugin(plugin, { settings: { n: 1 } });',
    'export const codes: string[] = report.diagnostics.map((diagnostic) => diagnostic.code);',
  ];
  writeFileSync(join(consumer, 'index.ts'), program.join('\n'));
  const settings = { strict: true, module: 'nodenext', target: 'es2023', types: [], noEmit: true };
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: settings }));
  writeFileSync(join(consumer, 'package.json'), '{ "type": "module" }');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', consumer], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

it('the packed package holds what it needs and nothing else', () => {
  const folder = installed();
  const names = ['LICENSE', 'README.md', 'bin', 'dist', 'docs', 'package.json', 'schema', 'templates'];
  expect(readdirSync(folder).sort()).toEqual(names);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const ours = files.filter((file) => !file.startsWith('templates/'));
  expect(ours.filter((file) => /\.test\.|\.map$|\.ts$/.test(file) && !file.endsWith('.d.ts'))).toEqual([]);
});
