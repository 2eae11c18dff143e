import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Ended, project, type RunOptions, run, serve, temporaryFolder } from './program.ts';

const config = 'endpoints:\n  GET /a:\n    mock: { text: "${GREETING:-hello}" }\n';

/** A mistake that follows when something is printed for the first time. */
const onFirstWrite = (stream: 'stdout' | 'stderr', mistake: string) => `
  const { write } = process.${stream};
  let isFirst = true;
  process.${stream}.write = function (...words) {
    if (isFirst) {
      isFirst = false;
      ${mistake};
    }
    return write.apply(this, words);
  };`;

/** The first thing a command prints does not work. */
const brokenStdout = onFirstWrite(
  'stdout',
  "throw new TypeError(MESSAGE, { cause: new RangeError('underneath') })",
);

/** No server can be made. */
const brokenServer = `
  import http from 'node:http';
  import { syncBuiltinESMExports } from 'node:module';
  http.createServer = () => { throw new TypeError(MESSAGE); };
  syncBuiltinESMExports();`;

/** A request for /crash is followed by a mistake that nobody catches. */
const crashOnRequest = (mistake: string) => `
  import { Server } from 'node:http';
  const { emit } = Server.prototype;
  Server.prototype.emit = function (type, ...words) {
    if (type === 'request' && words[0].url === '/crash') ${mistake};
    return emit.call(this, type, ...words);
  };`;

interface Crashing extends RunOptions {
  readonly message?: string;
}

/** Options for a program in which something of Node's is broken. */
function broken(code: string, { message = 'boom', environment, ...rest }: Crashing = {}) {
  const temporary = temporaryFolder();
  const module = join(temporary, 'broken.mjs');
  writeFileSync(module, `const MESSAGE = ${JSON.stringify(message)};\n${code}`);
  const reports = join(temporary, 'reports');
  mkdirSync(reports);
  return {
    reports,
    options: {
      cwd: project({ 'backworks.yaml': config }),
      ...rest,
      environment: { NODE_OPTIONS: `--import ${module}`, TMPDIR: reports, ...environment },
    },
  };
}

/** The one report in a folder. */
function reportIn(folder: string): { path: string; text: string } {
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  const path = join(folder, names.join(''));
  return { path, text: readFileSync(path, 'utf8') };
}

const STACK = /^ +at /m;

function expectOneSentence({ stderr }: Ended, report: string): void {
  expect(stderr).toMatch(/^error\[BW9001\]: this is a bug in backworks \(TypeError: boom\); .*\n$/);
  expect(stderr).toContain(report);
}

describe('a bug in a command', () => {
  it('ends it with 70 and one sentence that names a report', async () => {
    const { reports, options } = broken(brokenStdout);
    const ended = await run(['validate', '--json'], options);
    const { path, text } = reportIn(reports);
    expect(ended.code).toBe(70);
    expectOneSentence(ended, path);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      version: 1,
      ok: false,
      error: { code: 'BW9001', message: 'TypeError: boom', report: path },
    });
    for (const fact of [/^time +\d{4}-\d\d-\d\dT/m, /^backworks +\d/m, /^platform +\w+ \w+/m])
      expect(text).toMatch(fact);
    expect(text).toContain(process.version);
    expect(text).toContain('backworks validate --json\n');
    expect(text).toMatch(/^TypeError: boom\n +at .*\n(?: .*\n)*caused by: RangeError: underneath\n +at /m);
  });

  it('shows the stack with -v', async () => {
    const { options } = broken(brokenStdout);
    expect((await run(['validate', '--json', '-v'], options)).stderr).toMatch(STACK);
  });

  it('is kept to its owner', async () => {
    const { reports, options } = broken(brokenStdout);
    await run(['help'], options);
    expect(statSync(reportIn(reports).path).mode & 0o777).toBe(0o600);
  });

  it('is reported beside the configuration where there is a folder for it', async () => {
    const { reports, options } = broken(brokenStdout);
    const folder = join(options.cwd, '.backworks/reports');
    mkdirSync(folder, { recursive: true });
    const ended = await run(['validate', '--json'], options);
    expectOneSentence(ended, reportIn(folder).path);
    expect(readdirSync(reports)).toEqual([]);
  });

  it('is told with its stack when no report can be written', async () => {
    const { options } = broken(brokenStdout, { environment: { TMPDIR: join(temporaryFolder(), 'nowhere') } });
    const { code, stdout, stderr } = await run(['validate', '--json'], options);
    expect(code).toBe(70);
    expect(stderr).toMatch(/^error\[BW9001\]: .*no report could be written: .*ENOENT/);
    expect(stderr).toMatch(STACK);
    expect(JSON.parse(stdout).error).not.toHaveProperty('report');
  });

  it.each([
    ['undefined', 'undefined'],
    ['a text', '"boom"'],
    ['an object that cannot be read', '{ get message() { throw 1 }, toString() { throw 2 } }'],
    ['an error without a stack', 'Object.assign(new Error("x"), { stack: undefined })'],
    ['an error that causes itself', '(() => { const e = new Error("x"); e.cause = e; return e })()'],
    ['many errors', 'new AggregateError([new Error("one"), new Error("two")], "several")'],
  ])('may be that %s was thrown', async (_, thrown) => {
    const { reports, options } = broken(`process.stdout.write = () => { throw ${thrown}; };`);
    const { code, stderr } = await run(['help'], options);
    expect(code).toBe(70);
    expect(stderr).toContain(reportIn(reports).path);
    expect(stderr.split('\n')).toHaveLength(2);
  });

  it('may be a promise that nobody waits for', async () => {
    const { reports, options } = broken(
      onFirstWrite('stdout', 'void Promise.reject(new TypeError(MESSAGE))'),
    );
    const ended = await run(['help'], options);
    expect(ended.code).toBe(70);
    expectOneSentence(ended, reportIn(reports).path);
  });
});

describe('a bug while a bug is told', () => {
  const telling: readonly (readonly [string, string])[] = [
    ['stderr', 'process.stderr.write = () => { throw new Error("stderr") };'],
    ['the disk', 'import fs from "node:fs"; fs.writeFileSync = () => { throw new Error("disk") };'],
    ['the system', 'import os from "node:os"; os.release = () => { throw new Error("system") };'],
    ['the timer', 'globalThis.setTimeout = () => { throw new Error("timer") };'],
  ];

  it.each(telling)('in %s still ends with 70 and a sentence', async (_, more) => {
    const sync = `import { syncBuiltinESMExports } from 'node:module';\n${more}\nsyncBuiltinESMExports();`;
    const { options } = broken(`${sync}\nprocess.stdout.write = () => { throw new TypeError(MESSAGE); };`);
    const { code, stderr } = await run(['help'], options);
    expect(code).toBe(70);
    expect(stderr.match(/this is a bug in backworks/g)).toHaveLength(1);
  });

  const brokenJson = 'JSON.stringify = () => { throw new TypeError(MESSAGE); };';

  it.each(['validate', 'explain', 'routes', 'start', 'dev', 'nonsense'])(
    'in what makes JSON, %s still ends with 70, a report, a sentence and JSON',
    async (command) => {
      const { reports, options } = broken(brokenJson);
      const ended = await run([command, '--json'], options);
      expect(ended.code).toBe(70);
      expect(ended.stderr.match(/this is a bug in backworks/g)).toHaveLength(1);
      expect(ended.stderr).toContain(reportIn(reports).path);
      const { error = {}, ...line } = JSON.parse(ended.stdout);
      expect({ ...line, ...error }).toMatchObject({ code: 'BW9001', hint: 'no report could be made' });
    },
  );

  it('in what masks secrets still ends with 70, a sentence and the place', async () => {
    const code = 'String.prototype.replaceAll = RegExp.prototype[Symbol.replace] = () => { throw MESSAGE; };';
    const { options } = broken(`process.stdout.write = () => { ${code} throw new TypeError(MESSAGE); };`);
    const { code: exit, stdout, stderr } = await run(['help'], options);
    expect({ exit, stdout }).toEqual({ exit: 70, stdout: '' });
    expect(stderr).toMatch(/^error\[BW9001\]: this is a bug in backworks; no report could be made\n +at /);
  });

  it('ends once, though mistakes go on', async () => {
    const code = onFirstWrite('stdout', 'setInterval(() => { throw new TypeError(MESSAGE); }, 1)');
    const { reports, options } = broken(code);
    const { code: exit, stderr } = await run(['start', '--json', '--port', '0'], options);
    expect(exit).toBe(70);
    expect(stderr.match(/this is a bug in backworks/g)).toHaveLength(1);
    expect(stderr).toContain(reportIn(reports).path);
  });
});

describe('a bug in a server', () => {
  it.each(['dev', 'start'])('at the start of %s ends it with 70', async (command) => {
    const { reports, options } = broken(brokenServer);
    const ended = await run([command, '--json', '--port', '0'], options);
    expect(ended.code).toBe(70);
    const { path } = reportIn(reports);
    expectOneSentence(ended, path);
    expect(JSON.parse(ended.stdout)).toMatchObject({ type: 'error', code: 'BW9001', report: path });
  });

  it.each([
    ['dev', 'an exception', 'setImmediate(() => { throw new TypeError(MESSAGE) })'],
    ['start', 'an exception', 'setImmediate(() => { throw new TypeError(MESSAGE) })'],
    ['dev', 'a rejection', 'void Promise.reject(new TypeError(MESSAGE))'],
    ['start', 'a rejection', 'void Promise.reject(new TypeError(MESSAGE))'],
  ])('during a request closes %s after %s', async (command, _, mistake) => {
    const { reports, options } = broken(crashOnRequest(mistake));
    const server = await serve([command], options);
    const runs = join(options.cwd, '.backworks/run');
    expect(readdirSync(runs)).toHaveLength(1);
    for (let count = 0; count < 25; count++) await fetch(`${server.url}/a${count}`);
    await fetch(`${server.url}/crash`).catch(() => {});
    const ended = await server.ended;
    const { path, text } = reportIn(reports);
    expect(ended.code).toBe(70);
    expect(ended.stderr.match(/error\[BW9001\]/g)).toHaveLength(1);
    expect(ended.stderr).toContain(path);
    expect(ended.stderr).not.toMatch(STACK);
    expect(server.milestones().at(-1)).toMatchObject({ type: 'error', code: 'BW9001', report: path });
    expect(readdirSync(runs)).toEqual([]);
    const [, log = ''] = text.split('The last lines of the log:\n\n');
    expect(log.trimEnd().split('\n')).toHaveLength(20);
    expect(log).toContain('/a24');
    expect(log).not.toContain('/a2 ');
  });
});

describe('the report of a bug', () => {
  const SECRETS = ['swordfish-one', 'swordfish-two', 'swordfish three', 'swordfish4token'] as const;

  it('shows no secret, and names of variables only', async () => {
    const message = `${SECRETS.slice(0, 2).join(' then ')} at postgres://ada:${SECRETS[3]}@db/x`;
    const { reports, options } = broken(brokenStdout, {
      message,
      cwd: project({
        'backworks.yaml': 'endpoints:\n  GET /a:\n    mock: { text: "${GREETING} ${LOCAL}" }\n',
        '.env': `LOCAL=${SECRETS[1]}\n`,
      }),
      environment: { GREETING: SECRETS[0], BACKWORKS_THING: SECRETS[2] },
    });
    const { stdout, stderr } = await run(['validate', '--json', '-v'], options);
    const { text } = reportIn(reports);
    expect(text).toContain('BACKWORKS_THING');
    expect(stderr).toContain('TypeError: *** then *** at postgres://***@db/x');
    for (const secret of SECRETS) expect(stdout + stderr + text).not.toContain(secret);
  });

  it('shows no secret of the command line', async () => {
    const { reports, options } = broken(brokenStdout);
    await run(['validate', '--json', `postgres://ada:${SECRETS[3]}@db/x.yaml`], options);
    const { text } = reportIn(reports);
    expect(text).toContain('backworks validate --json postgres://***@db/x.yaml\n');
    expect(text).not.toContain(SECRETS[3]);
  });

  it('does not tell where the user is at home', async () => {
    const home = project({ 'backworks.yaml': config });
    const message = `${home}/x`;
    const { reports, options } = broken(brokenStdout, { message, cwd: home, environment: { HOME: home } });
    await run(['validate', '--json'], options);
    const { text } = reportIn(reports);
    expect(text).toContain('TypeError: ~/x');
    expect(text).not.toContain(home);
  });
});
