import { once } from 'node:events';
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lacks } from '../require.ts';
import { launch, type Milestone, program, project, type Running } from './program.ts';

const noFullDevice = lacks('/dev/full, a disk without room', existsSync('/dev/full'));

const config = 'endpoints:\n  GET /a:\n    mock: { text: one }\n';
const configured = () => project({ 'backworks.yaml': config });

/** Runs the program behind a shell, which takes a stream away from it. */
function inShell(words: string, redirections: string, cwd = configured()): Running {
  return launch(['-c', `exec '${process.execPath}' '${program}' ${words} ${redirections}`], { cwd }, 'sh');
}

const jsonLines = (text: string): Milestone[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const answerOf = async (url: string) => (await fetch(`${url}/a`)).text();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}

/** Asks until somebody listens. */
async function firstAnswerOf(url: string): Promise<string> {
  return answerOf(url).catch(() => firstAnswerOf(url));
}

describe.skipIf(noFullDevice)('a server whose output is full', () => {
  it('goes on without a log, says so once and counts', async () => {
    const { child, shows, output, ended } = inShell('start --json --port 0', '2>/dev/full');
    await shows('stdout', 'output_lost');
    const [ready] = jsonLines(output.stdout);
    for (let request = 0; request < 3; request++) expect(await answerOf(ready!.url)).toBe('one');
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(jsonLines(stdout)).toMatchObject([
      { type: 'ready' },
      { type: 'output_lost', stream: 'stderr', lines: 1, reason: expect.stringContaining('ENOSPC') },
      { type: 'output_lost', stream: 'stderr', lines: 4 },
      { type: 'stopped', served: 3 },
    ]);
  });

  it('says it in a sentence where people read', async () => {
    const { child, shows, ended } = inShell('dev --port 0', '2>/dev/full');
    await shows('stdout', 'stderr takes no more lines, the server goes on: ENOSPC');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('goes on without its milestones and says so in the log', async () => {
    const { child, shows, output, ended } = inShell('start --json --port 0', '>/dev/full');
    await shows('stderr', 'output.lost');
    expect(await answerOf(jsonLines(output.stderr)[0]!.url)).toBe('one');
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    expect(jsonLines(stderr).filter(({ type }) => type === 'output.lost')).toMatchObject([
      { level: 'error', stream: 'stdout', lines: 1 },
      { level: 'error', stream: 'stdout', lines: 1 },
    ]);
  });

  it('goes on when nobody can be told', async () => {
    const port = await freePort();
    const { child, ended } = inShell(`start --json --port ${port}`, '>/dev/full 2>/dev/full');
    expect(await firstAnswerOf(`http://127.0.0.1:${port}`)).toBe('one');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('tells the log how many lines it misses once there is room again', async () => {
    const folder = configured();
    const log = join(folder, 'log');
    const line = `ulimit -f 8; exec '${process.execPath}' '${program}' start --json --port 0 2>>log`;
    const { child, shows, output, ended } = launch(['-c', line], { cwd: folder }, 'sh');
    await shows('stdout', 'ready');
    const [ready] = jsonLines(output.stdout);
    while (!output.stdout.includes('output_lost')) await answerOf(ready!.url);
    truncateSync(log);
    await answerOf(ready!.url);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
    expect(readFileSync(log, 'utf8')).toMatch(
      /"message":"\d+ lines? before this one could not be written: EFBIG/,
    );
  });
});

describe.skipIf(noFullDevice)('a result that cannot be written', () => {
  it.each([
    'validate --json',
    'validate --format json',
    'init shop',
    '--help',
    'help exit-codes',
    'explain BW2003',
    'schema',
    'docs routing',
    'routes',
    'start --check --json',
  ])('ends %s with 4 and one sentence', async (words) => {
    const { code, stderr } = await inShell(words, '>/dev/full').ended;
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error\[BW7004\]: stdout does not take the result: ENOSPC.*\n {2}fix: .*\n$/);
  });

  it('leaves the exit code to a failure that came first', async () => {
    expect(await inShell('validate --json -c nope.yaml', '>/dev/full').ended).toMatchObject({ code: 3 });
  });

  it('does not matter to a command that prints none', async () => {
    expect(await inShell('validate', '>/dev/full').ended).toMatchObject({ code: 0 });
  });

  it('does not matter when it is only the text beside the result', async () => {
    const { code, stdout } = await inShell('validate --json', '2>/dev/full').ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });
});

describe.skipIf(noFullDevice)('a version that cannot be written', () => {
  it.each(['--version', '-V'])('ends %s with 4 and one line', async (word) => {
    const { code, stderr } = await inShell(word, '>/dev/full').ended;
    expect(code).toBe(4);
    expect(stderr).toMatch(/^error\[BW7004\]: stdout does not take the result: ENOSPC.*\n$/);
  });

  it('ends with 4 when nobody can be told', async () => {
    expect(await inShell('--version', '>/dev/full 2>&1').ended).toMatchObject({ code: 4 });
  });
});

/** Runs the program behind a shell that waits until the reader of its stdout is gone. */
function unread(words: string): Running {
  const line = `exec > >(:); wait $!; exec '${process.execPath}' '${program}' ${words}`;
  return launch(['-c', line], { cwd: configured() }, 'bash');
}

describe('a result that nobody reads', () => {
  it.each([
    '--version',
    '--help',
    'explain',
    'explain BW2003',
    'schema',
    'docs',
    'routes',
    'validate --format json',
    'completion bash',
  ])('ends %s with 0 and without a word', async (words) => {
    const { code, stderr } = await unread(words).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
