import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lacks } from '../require.ts';
import { launch, program, project, run, temporaryFolder } from './program.ts';
import { inTerminal, noTerminal } from './terminal.ts';

/** What the command may take to end when it is asked to, in milliseconds. */
const GRACE = 1_000;

const config = `server: { shutdown_timeout: ${GRACE}ms, port: 1 }
endpoints:
  GET /a: { mock: { text: "\${NAME:-one}" } }
  GET /broken: { mock: { status: 500, text: no } }
environments:
  live: { vars: { x: 1 }, endpoints: { GET /live: { mock: { text: live } } } }
`;

const folder = (more: Readonly<Record<string, string>> = {}) =>
  project({ 'backworks.yaml': config, ...more });

/** A command that prints what the API answers. */
const asking = (path: string) => [
  'node',
  '-e',
  `fetch(process.env.BACKWORKS_URL + '${path}').then((answer) => answer.text()).then(console.log)`,
];

const python = lacks('python3', spawnSync('python3', ['--version']).status === 0);

/** Ignores requests to end, as does what it started: both would live for a minute. */
const STUBBORN = `trap '' TERM INT HUP; sleep 60 & echo started; while :; do wait; done`;

describe('exec', () => {
  it('runs the command while the API answers, and leaves stdout to it', async () => {
    const ended = await run(['exec', '--', ...asking('/a')], { cwd: folder() });
    expect(ended).toMatchObject({ code: 0, stdout: 'one\n', stderr: '' });
  });

  it.skipIf(python)('runs a program of another language', async () => {
    const script = 'import os,urllib.request as u; print(u.urlopen(os.environ["BACKWORKS_URL"]+"/a").read())';
    const ended = await run(['exec', '--', 'python3', '-c', script], { cwd: folder() });
    expect(ended).toMatchObject({ code: 0, stdout: "b'one'\n", stderr: '' });
  });

  it('hands on standard input, the environment and every word as it stands', async () => {
    const words = ['--port', '-c', '--', 'a b', '"c"', "'", '$HOME', '*', '', '--json', '--help'];
    const script = 'process.stdin.pipe(process.stdout); console.log(JSON.stringify(process.argv.slice(1)))';
    const command = ['node', '-e', `${script}; console.log(process.env.NAME)`, '--', ...words];
    const options = { cwd: folder(), input: 'typed', environment: { NAME: 'Ada' } };
    const { code, stdout } = await run(['exec', '--', ...command], options);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${JSON.stringify(words)}\nAda\ntyped` });
  });

  it.each([
    ['-c', 'my nope.yaml'],
    ['-C', 'api', '-c', 'backworks.yaml', '--env', 'live'],
  ])('names a command that looks at the configuration it refused: %s %s', async (...words) => {
    const cwd = folder({ 'api/backworks.yaml': 'endpoints: {}\nenvironments: { live: {} }\nnope: 1\n' });
    const { code, stdout } = await run(['exec', '--json', ...words, '--', 'true'], { cwd });
    expect(code).toBe(3);
    const command = `backworks validate ${words.join(' ').replace('my nope.yaml', "'my nope.yaml'")}`;
    expect(JSON.parse(stdout).nextSteps).toEqual([{ text: 'see the whole report', command }]);
  });

  it('lets the command trust the certificate that was made', async () => {
    const cwd = project({ 'backworks.yaml': `server: { tls: auto }\n${config.replace(/^server.*\n/, '')}` });
    const ca = join(cwd, '.backworks/tls/cert.pem');
    const script = `${asking('/a')[2]}; console.log(process.env.BACKWORKS_CA, process.env.NODE_EXTRA_CA_CERTS)`;
    const ended = await run(['exec', '--', 'node', '-e', script], { cwd });
    expect(ended).toMatchObject({ code: 0, stdout: `${ca} ${ca}\none\n`, stderr: '' });
    expect(readFileSync(join(cwd, '.backworks/.gitignore'), 'utf8')).toBe('*\n');
    const own = { cwd, environment: { NODE_EXTRA_CA_CERTS: ca.replace('cert.pem', './cert.pem') } };
    const { stdout } = await run(['exec', '--', 'sh', '-c', 'echo $NODE_EXTRA_CA_CERTS'], own);
    expect(stdout).toBe(`${own.environment.NODE_EXTRA_CA_CERTS}\n`);
  });

  it('takes quoting within quoting as one word', async () => {
    const inner = `node -e "console.log('it is ' + \\"$(echo 'so')\\")"`;
    const { stdout } = await run(['exec', '--', 'sh', '-c', inner], { cwd: folder() });
    expect(stdout).toBe('it is so\n');
  });

  it('takes a free port whatever the file says, and the one of --port', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const taken = await run(['exec', '--port', String(port), '--', 'echo', 'ran'], { cwd: folder() });
    expect(taken).toMatchObject({ code: 4, stdout: '' });
    expect(taken.stderr).toContain('error[BW7001]');
    const script = 'console.log(process.env.BACKWORKS_URL)';
    const both = await Promise.all(
      ['a', 'b'].map(() => run(['exec', '--', 'node', '-e', script], { cwd: folder() })),
    );
    expect(new Set(both.map(({ stdout }) => stdout)).size).toBe(2);
    for (const { stdout } of both) expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d{4,5}\n$/);
  });

  it('works in the folder of --cwd, with the configuration and the environment that are named', async () => {
    const cwd = folder({ 'api/other.yaml': config.replace('one', 'other') });
    const named = await run(['exec', '-c', 'api/other.yaml', '--', ...asking('/a')], { cwd });
    expect(named.stdout).toBe('other\n');
    const moved = await run(['exec', '-C', 'api', '-c', 'other.yaml', '--', 'pwd', '-P'], { cwd });
    expect(moved.stdout).toBe(`${join(cwd, 'api')}\n`);
    expect((await run(['exec', '--env', 'live', '--', ...asking('/live')], { cwd })).stdout).toBe('live\n');
  });

  it('runs inside of itself', async () => {
    const inner = [process.execPath, program, 'exec', '-c', 'inner.yaml', '--', ...asking('/a')];
    const cwd = folder({ 'inner.yaml': config.replace('one', 'inner') });
    expect(await run(['exec', '--', ...inner], { cwd })).toMatchObject({ code: 0, stdout: 'inner\n' });
  });

  it('says with -v on stderr where it listens and what is asked, and otherwise only what fails', async () => {
    const quiet = await run(['exec', '--', ...asking('/broken')], { cwd: folder() });
    expect(quiet).toMatchObject({ code: 0, stdout: 'no\n' });
    expect(quiet.stderr).toMatch(/GET +\/broken/);
    const talkative = await run(['exec', '-v', '--json', '--', ...asking('/a')], { cwd: folder() });
    expect(talkative.stdout).toBe('one\n');
    for (const text of [/ready on http:\S+ with backworks\.yaml/, /GET +\/a/, /stopped: served 1, \d+ ms/])
      expect(talkative.stderr).toMatch(text);
  });
});

describe('the exit code of exec', () => {
  it.each([
    ['exit 0', 0],
    ['exit 1', 1],
    ['exit 42', 42],
    ['kill -TERM $$', 128 + constants.signals.SIGTERM],
    ['kill -KILL $$', 128 + constants.signals.SIGKILL],
  ])('is that of the command: %s', async (script, code) => {
    const ended = await run(['exec', '--', 'sh', '-c', script], { cwd: folder() });
    expect(ended).toMatchObject({ code, signal: null, stderr: '', stdout: '' });
  });

  it.each([
    ['no-such-command', 127, 'BW7030'],
    ['./missing.sh', 127, 'BW7030'],
    ['./plain.sh', 126, 'BW7031'],
    ['./folder', 126, 'BW7031'],
    ['./plain.sh/below', 126, 'BW7031'],
  ])('says that %s cannot be run: %i', async (command, code, error) => {
    const cwd = folder({ 'plain.sh': 'echo ran\n' });
    mkdirSync(join(cwd, 'folder'));
    const ended = await run(['exec', '--', command], { cwd });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(new RegExp(`^error\\[${error}\\]: .*"${command}".*\\n {2}fix: .+\\n$`));
  });

  it('is that of a script without a first line, as in shells', async () => {
    const cwd = folder({ 'script.sh': 'exit 7\n' });
    chmodSync(join(cwd, 'script.sh'), 0o755);
    expect(await run(['exec', '--', './script.sh'], { cwd })).toMatchObject({ code: 7, stderr: '' });
  });

  it.each([[[]], [['--json']]])('is 3 for a broken configuration, and nothing is run %j', async (flags) => {
    const cwd = project({ 'backworks.yaml': 'endpoints:\n  GET /a: { mock: { boddy: x } }\n' });
    const words = ['exec', ...flags, '--', 'touch', join(cwd, 'ran')];
    const { code, stdout, stderr } = await run(words, { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('error[BW2001]: unknown key `boddy`');
    if (flags.length === 0) expect(stdout).toBe('');
    else expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ code: 'BW2001' }] });
    expect(spawnSync('ls', { cwd, encoding: 'utf8' }).stdout).toBe('backworks.yaml\n');
  });

  it('is 3 without a configuration', async () => {
    const ended = await run(['exec', '--', 'echo', 'ran'], { cwd: temporaryFolder() });
    expect(ended).toMatchObject({ code: 3, stdout: '' });
  });
});

describe('a command line of exec that makes no sense', () => {
  it.each([
    [['exec'], 'no command stands behind --'],
    [['exec', '--'], 'no command stands behind --'],
    [['exec', '--', ''], 'the command behind -- is empty'],
    [['exec', 'npm', 'test'], '"npm" does not stand behind --'],
    [['exec', 'npm', '--', 'test'], '"npm" does not stand behind --'],
    [['exec', 'npm', '-v'], '"npm" does not stand behind --'],
    [['exec', 'npm', 'run', '--watch'], 'unknown option "--watch"'],
    [['exec', 'npm', '-x'], 'unknown option "-x"'],
  ])('%j ends with 2 and shows how', async (words, message) => {
    const { code, stdout, stderr } = await run(words, { cwd: folder() });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`: ${message}\n`);
    expect(stderr).toMatch(/^ {2}fix: .*backworks exec -- npm test$/m);
  });

  it.each([
    [['exec', '--prot', '1', '--', 'npm', '--watch'], 'did you mean --port?'],
    [['exec', '--port', 'x', '--', 'npm'], '--port'],
    [['exec', '-c'], 'give it a value: --config <file>'],
    [['exec', '-c', 'a', '-c', 'b', '--', 'npm', '--watch'], 'give --config once'],
  ])('%j is explained without a word about dashes', async (words, hint) => {
    const { code, stderr } = await run(words, { cwd: folder() });
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('behind --');
  });

  it('is a document with --json', async () => {
    const { code, stdout } = await run(['exec', '--json', 'npm'], { cwd: folder() });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'BW8003' } });
  });
});

// Every process below holds the pipes of its output: `ended` means that none of them is left.
describe('a signal to exec', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)('ends the command by %s', async (signal) => {
    const script = 'sleep 60 & echo started; wait';
    const running = launch(['exec', '--', 'sh', '-c', script], { cwd: folder() });
    await running.shows('stdout', 'started');
    running.child.kill(signal);
    const code = 128 + constants.signals[signal];
    expect(await running.ended).toMatchObject({ code, signal: null, stderr: '' });
  });

  it('lets the command end as it likes, while the API still answers', async () => {
    const script = `process.on('SIGTERM', async () => {
      const answer = await fetch(process.env.BACKWORKS_URL + '/a');
      console.log(await answer.text());
      process.exit(9);
    });
    setInterval(() => {}, 1000);
    console.log('started');`;
    const running = launch(['exec', '--', 'node', '-e', script], { cwd: folder() });
    await running.shows('stdout', 'started');
    running.child.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 9, stdout: 'started\none\n', stderr: '' });
  });

  it('kills a command that takes no notice, with all it started, once its time is over', async () => {
    const running = launch(['exec', '--', 'sh', '-c', STUBBORN], { cwd: folder() });
    await running.shows('stdout', 'started');
    const asked = performance.now();
    running.child.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ code: 128 + constants.signals.SIGKILL, stderr: '' });
    expect(performance.now() - asked).toBeLessThan(5 * GRACE);
  });

  it('kills it at once when it comes twice', async () => {
    const cwd = project({ 'backworks.yaml': config.replace(`${GRACE}ms`, '1h') });
    const script = `process.on('SIGINT', () => console.log('heard')); setInterval(() => {}, 1000); console.log('started')`;
    const running = launch(['exec', '--', 'node', '-e', script], { cwd });
    await running.shows('stdout', 'started');
    running.child.kill('SIGINT');
    await running.shows('stdout', 'heard');
    running.child.kill('SIGINT');
    expect(await running.ended).toMatchObject({ code: 130 });
  });

  it('is Ctrl-C on a terminal, too, from which the command reads', async ({ skip }) => {
    skip(noTerminal);
    const command = [
      "process.stdin.once('data', (name) => console.log('hello ' + name));",
      'setInterval(() => {}, 1000);',
    ];
    const cwd = folder({ 'greet.mjs': command.join('\n') });
    const exec = `"${process.execPath}" "${program}" exec -- node greet.mjs`;
    const terminal = inTerminal(`trap : INT; ${exec}; echo "code $?"`, { cwd });
    terminal.child.stdin.write('Ada\n');
    await terminal.shows('stdout', 'hello Ada');
    terminal.child.stdin.write('\u0003');
    await terminal.shows('stdout', `code ${128 + constants.signals.SIGINT}`);
    await terminal.ended;
  });
});

describe('what a command leaves running', () => {
  /** It says that it takes no notice of requests to end, and only then does the command end. */
  const stubborn = `mkfifo up; sh -c "trap '' TERM; echo > up; sleep 60; sleep 60" & read line < up; exit 5`;

  it.each(['sleep 60 & exit 5', stubborn])('ends with it: %s', async (script) => {
    const running = launch(['exec', '--', 'sh', '-c', script], { cwd: folder() });
    expect(await running.ended).toMatchObject({ code: 5, stderr: '' });
  });
});

describe('a server that dies', () => {
  /** A request for /crash is followed by a mistake that nobody catches. */
  const CRASH = `
    import { Server } from 'node:http';
    const { emit } = Server.prototype;
    Server.prototype.emit = function (type, ...words) {
      if (type === 'request' && words[0].url === '/crash') throw new TypeError('boom');
      return emit.call(this, type, ...words);
    };`;

  it.each([
    ['ends', 'sleep 60'],
    ['takes no notice', STUBBORN],
  ])('ends the command that %s, and writes nothing to its stdout', async (_, rest) => {
    const broken = temporaryFolder();
    writeFileSync(join(broken, 'broken.mjs'), CRASH);
    const ask = `node -e "fetch(process.env.BACKWORKS_URL + '/crash').catch(() => {})" & ${rest}`;
    const environment = { NODE_OPTIONS: `--import ${join(broken, 'broken.mjs')}`, TMPDIR: broken };
    const ended = await run(['exec', '--json', '--', 'sh', '-c', ask], { cwd: folder(), environment });
    expect(ended.code).toBe(70);
    expect(ended.stderr).toMatch(/^error\[BW9001\]: this is a bug in backworks \(TypeError: boom\)/);
    expect(ended.stdout.replace('started\n', '')).toBe('');
  });
});
