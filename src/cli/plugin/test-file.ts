import { spawn } from 'node:child_process';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packagePath } from '../package.ts';
import type { TestMessage } from './test-messages.ts';

/** One test, or one file that could not be run. */
export interface TestResult {
  readonly name: string;
  /** As the user would name it, with line and column where they are known. */
  readonly place: string;
  readonly ok: boolean;
  readonly skipped: boolean;
  /** Milliseconds. */
  readonly duration: number;
  readonly message?: string;
  /** Where it failed. */
  readonly at?: string;
}

export interface TestFileOptions {
  /** Absolute path of the configuration's folder. */
  readonly folder: string;
  /** What names of files are relative to. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Takes what tests print. */
  readonly print: (text: string) => void;
  /** Milliseconds until a file is given up. */
  readonly limit?: number;
}

/** How long the tests of one file may take, in ms. */
const LIMIT = 60_000;

/** Runs the tests of one file in a process of their own, and never rejects for what they do. @param file absolute */
export function runTestFile(file: string, options: TestFileOptions): Promise<readonly TestResult[]> {
  const { folder, cwd, environment, print, limit = LIMIT } = options;
  const reporter = pathToFileURL(packagePath('dist/cli/plugin/test-reporter.js')).href;
  const entry = packagePath('dist/cli/plugin/test-child.js');
  const words = [`--test-reporter=${reporter}`, '--test-reporter-destination=stdout', entry, folder, file];
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
  const results: TestResult[] = [];
  const place = relative(cwd, file);
  const add = (message: TestMessage) => void results.push(resultOf(message, place, cwd));
  child.on('message', (message) => add(message as TestMessage));
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, limit);
  return new Promise((resolve) => {
    const end = (why: string | undefined) => {
      clearTimeout(timer);
      if (why !== undefined && results.every(({ ok }) => ok))
        add({ type: 'broken', message: why, stack: '' });
      resolve(results);
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => {
      if (isLate)
        end(`it did not end within ${limit / 1_000} s: does a test forget \`await harness.stop()\`?`);
      else if (code !== 0) end(`its process ended with ${signal ?? code} before all tests did`);
      else end(results.length === 0 ? 'it has no tests of node:test' : undefined);
    });
  });
}

function resultOf(message: TestMessage, place: string, cwd: string): TestResult {
  if (message.type === 'broken') {
    const failed = { ok: false, skipped: false, duration: 0 };
    return { name: place, place, ...failed, ...said(message.message, message.stack, cwd) };
  }
  const { name, ok, skipped, line, column, duration } = message;
  const where = line === 0 ? place : `${place}:${line}:${column}`;
  return { name, place: where, ok, skipped, duration, ...said(message.message, message.stack ?? '', cwd) };
}

/** What went wrong, and the first place of it in a file that is no package's. */
function said(message: string | undefined, stack: string, cwd: string): Pick<TestResult, 'message' | 'at'> {
  if (message === undefined) return {};
  for (const [, file = '', place = ''] of stack.matchAll(
    /(?:^|[\s(])(?:file:\/\/)?(\/[^\s():]+):(\d+:\d+)/gm,
  )) {
    const isOwn = file.startsWith(packagePath('dist')) || file.includes('node_modules');
    if (!isOwn) return { message, at: `${relative(cwd, file)}:${place}` };
  }
  return { message };
}
