import { constants } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from 'execa';
import { BackworksError } from '../../base/errors.ts';

/** Without groups, as on Windows, a signal reaches the command alone. */
const HAS_GROUPS = process.platform !== 'win32';

/** How long what a command leaves behind may take to end, in milliseconds. */
const LAST_MOMENTS = 1_000;

/** Milliseconds between two looks at whether something is left: the system tells only about our own children. */
const LOOK_EVERY = 20;

/** Where a command runs. */
export interface ChildSettings {
  readonly cwd: string;
  /** Variables that it gets besides ours. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A running command with everything that it started. */
export interface Child {
  /** Resolves, once nothing of it is left, with the exit code a shell would give. */
  readonly ended: Promise<number>;
  /** Asks all of it to end; what is left `grace` milliseconds later is killed. */
  end(signal: string, grace: number): void;
}

/**
 * Runs a command on our own streams, in a process group of its own.
 *
 * @param command its name or path, and its arguments: no shell reads them
 * @throws BackworksError BW7030 when there is no such command, BW7031 when it cannot be run
 */
export async function startChild(
  [file = '', ...words]: readonly string[],
  { cwd, environment }: ChildSettings,
): Promise<Child> {
  const { execa } = await import('execa');
  const options = { cwd, env: environment, stdio: 'inherit', reject: false, detached: HAS_GROUPS } as const;
  const running = execa(file, words, options);
  const { pid } = running;
  if (pid === undefined) throw startError(file, await running);
  const kill = () => void signalAll(pid, 'SIGKILL');
  process.on('exit', kill);
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  const ended = running.then(async (result) => {
    await clearOut(pid);
    // The system may give its number to somebody else.
    isOver = true;
    clearTimeout(timer);
    process.off('exit', kill);
    return exitCodeOf(result);
  });
  return {
    ended,
    end(signal, grace) {
      if (isOver) return;
      signalAll(pid, signal);
      timer ??= setTimeout(kill, grace);
    },
  };
}

/** Ends what a command left running. */
async function clearOut(pid: number): Promise<void> {
  const limit = performance.now() + LAST_MOMENTS;
  let isLeft = HAS_GROUPS && signalAll(pid, 'SIGTERM');
  while (isLeft && performance.now() < limit) {
    await pause(LOOK_EVERY);
    isLeft = signalAll(pid, 0);
  }
  if (isLeft) signalAll(pid, 'SIGKILL');
}

/** @returns false when nobody is left who may get it. */
function signalAll(pid: number, signal: string | 0): boolean {
  try {
    return process.kill(HAS_GROUPS ? -pid : pid, signal);
  } catch {
    // Gone, or somebody else's by now, such as a command that became another user.
    return false;
  }
}

function exitCodeOf({ exitCode, signal }: Pick<Result, 'exitCode' | 'signal'>): number {
  return exitCode ?? 128 + (signal === undefined ? 0 : constants.signals[signal]);
}

function startError(file: string, { code, cause }: Pick<Result, 'code' | 'cause'>): BackworksError {
  if (code === 'ENOENT') return new BackworksError('BW7030', `there is no command "${file}"`, { cause });
  return new BackworksError('BW7031', `"${file}" cannot be run (${code})`, { cause });
}
