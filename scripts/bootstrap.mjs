// What `npm start` and `npm test` run on a fresh clone: install, build, go. Needs nothing but Node and npm,
// and works where npm runs no pre-scripts.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const NEEDED = [20, 19];
const EXAMPLE = 'examples/hello-world/backworks.yaml';

const tasks = {
  start: (words) => [join(root, 'bin/backworks.js'), 'dev', '-c', join(root, EXAMPLE), ...words],
  test: (words) => [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...coverageOf(words), ...words],
};

/** All of the tests cover as much as we promise; some of them, named by their files, need not. */
function coverageOf(words) {
  return words.every((word) => word.startsWith('-')) ? ['--coverage.enabled'] : [];
}

/** Milliseconds of the newest file below some paths; 0 when there is none. */
function newest(paths) {
  return Math.max(
    0,
    ...paths.flatMap((path) => filesBelow(join(root, path))).map((file) => statSync(file).mtimeMs),
  );
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => filesBelow(join(path, entry.name)));
}

function runToEnd(command, words) {
  const { status, error } = spawnSync(command, words, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error) fail(`${command} cannot be started: ${error.message}`, 4);
  if (status !== 0) fail(`${command} ${words.join(' ')} failed`, status ?? 1);
}

function fail(message, code) {
  process.stderr.write(`bootstrap: ${message}\n`);
  process.exit(code);
}

/** Development packages too, whatever NODE_ENV says. */
function install() {
  if (newest(['package-lock.json']) <= newest(['node_modules/.package-lock.json'])) return;
  // npm would empty the folder behind a link, and with it the packages of whoever shares it.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) {
    fail('node_modules is a link and older than package-lock.json: run npm ci where it leads', 4);
  }
  process.stderr.write('installing the packages of package-lock.json ...\n');
  runToEnd('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
}

function build() {
  if (newest(['src', 'scripts/build.mjs', 'tsconfig.json', 'tsconfig.build.json']) <= newest(['dist']))
    return;
  process.stderr.write('building ...\n');
  runToEnd('npm', ['run', '--silent', 'build']);
}

/** Becomes the child as far as that goes: same terminal, its exit code, our signals. */
function become(words) {
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to the child as well; anybody else sends it to us alone.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  fail(`backworks needs Node.js ${NEEDED.join('.')} or newer; this is ${process.versions.node}`, 4);
}
const [task = '', ...words] = process.argv.slice(2);
if (!(task in tasks)) fail('usage: node scripts/bootstrap.mjs start|test [args]', 2);
install();
build();
become(tasks[task](words));
