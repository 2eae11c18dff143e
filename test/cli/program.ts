import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = join(root, 'bin/backworks.js');

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A line of `--json` output. */
export interface Milestone {
  readonly type: string;
  readonly url: string;
  readonly pid: number;
  readonly [field: string]: unknown;
}

/** Nothing of CI, agents or colour settings leaks into the program. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: tmpdir(), LANG: 'C.UTF-8', ...extra };
}

/** A folder of its own, gone when the test is over. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'backworks-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the built program to its end. */
export function run(words: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const running = launch(words, options);
  running.child.stdin.end(options.input ?? '');
  return running.ended;
}

export interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
  /** What was printed so far. */
  readonly output: { stdout: string; stderr: string };
  /** Resolves once stderr or stdout shows a text; fails when the program ends without. */
  shows(stream: 'stdout' | 'stderr', text: string | RegExp): Promise<void>;
}

/** Starts the built program; it is killed when the test is over, should it still run. */
export function launch(
  words: readonly string[],
  options: RunOptions = {},
  command = process.execPath,
): Running {
  const child = spawn(command, command === process.execPath ? [program, ...words] : words, {
    cwd: options.cwd ?? root,
    env: cleanEnvironment(options.environment),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  const waiting = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text;
      for (const look of [...waiting]) look();
    });
  }
  child.stdin.on('error', () => {});
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...output }));
  });
  const shows = (stream: 'stdout' | 'stderr', text: string | RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        const isThere = typeof text === 'string' ? output[stream].includes(text) : text.test(output[stream]);
        if (isThere && waiting.delete(look)) resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() => {
        if (waiting.delete(look))
          reject(new Error(`ended before it showed ${text}\n${JSON.stringify(output)}`));
      });
    });
  return { child, ended, output, shows };
}

export interface Server extends Running {
  readonly ready: Milestone;
  readonly url: string;
  /** Every NDJSON line so far. */
  milestones(): Milestone[];
  /** Resolves with the n-th line of a type. */
  milestone(type: string, count?: number): Promise<Milestone>;
  stop(signal?: NodeJS.Signals): Promise<Ended>;
}

/** Starts a serving command with `--json` on a free port and waits until it answers. */
export async function serve(words: readonly string[], options: RunOptions = {}): Promise<Server> {
  const running = launch([...words, '--json', '--port', '0'], options);
  const milestones = () =>
    running.output.stdout
      .split('\n')
      .slice(0, -1)
      .map((line): Milestone => JSON.parse(line));
  const milestone = async (type: string, count = 1): Promise<Milestone> => {
    await running.shows('stdout', new RegExp(`^(?:[^]*?^\\{"type":"${type}".*\\n){${count}}`, 'm'));
    return milestones().filter((line) => line.type === type)[count - 1]!;
  };
  const ready = await milestone('ready');
  return {
    ...running,
    ready,
    url: ready.url,
    milestones,
    milestone,
    stop(signal = 'SIGTERM') {
      process.kill(ready.pid, signal);
      return running.ended;
    },
  };
}

/** A folder of its own with these files in it. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}
