import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { Channel, type ChannelLimits, type Handlers } from './channel.ts';
import { OutputGate } from './output-gate.ts';
import { EndedError, LaunchError } from './process-error.ts';

/** Hears a line that a child printed. It has at most 8,192 bytes, and there are at most 1,000 in a second. */
export type Output = (line: string, from: 'stdout' | 'stderr') => void;

export interface LaunchSpec extends Handlers {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** All variables the child gets; ours when absent. BACKWORKS_CHANNEL_FD is added. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly limits?: Partial<ChannelLimits>;
}

/** What a running child does for its user; another user may take it over. */
export interface ChildUser extends Handlers {
  readonly output: Output;
}

/** How a child ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why we ended it, if we did. */
  readonly reason: string | undefined;
}

/** A running child, with everything that it started. */
export interface Child {
  readonly pid: number;
  readonly channel: Channel;
  readonly exited: Promise<Exit>;
  readonly hasExited: boolean;
  /** Answers and prints from now on for somebody else. */
  adopt(user: ChildUser): void;
  /**
   * Closes the channel, which ends a child that keeps to the protocol; after half of the grace, at most a second,
   * asks with SIGTERM, and kills what is left in the end.
   *
   * @param grace milliseconds
   */
  stop(grace: number): Promise<Exit>;
  /** Kills it with everything that it started. */
  kill(reason: string): void;
}

/** The descriptor of the channel in the child: what it prints cannot get between the frames. */
const DESCRIPTOR = 3;

/** Without groups, as on Windows, a signal reaches the child alone. */
const HAS_GROUPS = process.platform !== 'win32';

/** Milliseconds between the end of a child's channel and its own end, whichever comes first. */
const LAST_MOMENTS = 200;

const CLOSED = 'it closed its channel';

/** Milliseconds for a child whose channel was closed by us. */
const CLOSE_GRACE = 1_000;

/** The longest wait before SIGTERM, in milliseconds. */
const ASK_AFTER = 1_000;

/** How a child ended, in words. */
export function describeExit({ code, signal, reason }: Exit): string {
  if (reason !== undefined) return `it was ended: ${reason}`;
  return signal === null ? `it exited with code ${code}` : `it was ended by ${signal}`;
}

/**
 * Starts a child in a process group of its own, with a channel on a descriptor of its own.
 *
 * It uses Node's own function: importing execa takes some 30 to 80 ms, and of what it adds only the handling of errors
 * would be used: the channel, the capped output and the group are handled here.
 *
 * @throws LaunchError when it cannot be started
 */
export async function launch(spec: LaunchSpec): Promise<Child> {
  const process_ = start(spec);
  if (process_.pid !== undefined) return new Launched(process_, process_.pid, spec);
  throw await new Promise<LaunchError>((resolve) => {
    process_.once('error', (error) => resolve(launchError(spec, error)));
  });
}

function start({ command, args, cwd, env = process.env }: LaunchSpec): ChildProcess {
  try {
    return spawn(command, args, {
      cwd,
      env: { ...env, BACKWORKS_CHANNEL_FD: String(DESCRIPTOR) },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      detached: HAS_GROUPS,
      windowsHide: true,
    });
  } catch (error) {
    throw launchError({ command, cwd }, error as NodeJS.ErrnoException);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such command',
  EACCES: 'it may not be run',
  EAGAIN: 'the system has no room for another process',
  EMFILE: 'this process has too many open files',
  ENFILE: 'the system has too many open files',
  ENOMEM: 'the system has no memory left',
};

function launchError(spec: Pick<LaunchSpec, 'command' | 'cwd'>, error: NodeJS.ErrnoException): LaunchError {
  const { code, message } = error;
  const hasFolder = spec.cwd === undefined || existsSync(spec.cwd);
  const reason = hasFolder ? (REASONS[code ?? ''] ?? message) : `there is no folder ${spec.cwd}`;
  return new LaunchError(`"${spec.command}" cannot be started: ${reason}`, code, { cause: error });
}

/** When the whole machine is out of memory, Linux is to end this process and what it starts rather than us. */
function sacrifice(pid: number): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '500');
  } catch {
    // Gone already, or not ours to say.
  }
}

/** Process groups to be killed when this process ends. */
const alive = new Set<number>();

function killAll(): void {
  for (const pid of alive) signalGroup(pid, 'SIGKILL');
}

/** What ends a process that does not listen to it, without `exit`. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Where nobody else listens to the signal, it ends this process as it would have, after what this one started. */
function endWith(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.off(signal, endWith);
  process.kill(process.pid, signal);
}

function remember(pid: number): void {
  if (alive.size === 0) {
    process.on('exit', killAll);
    for (const signal of ENDING) process.on(signal, endWith);
  }
  alive.add(pid);
}

function forget(pid: number): void {
  alive.delete(pid);
  if (alive.size > 0) return;
  process.off('exit', killAll);
  for (const signal of ENDING) process.off(signal, endWith);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(HAS_GROUPS ? -pid : pid, signal);
  } catch {
    // Nobody is left.
  }
}

class Launched implements Child {
  readonly pid: number;
  readonly channel: Channel;
  readonly exited: Promise<Exit>;
  #user: ChildUser;
  #reason: string | undefined;
  #isStopping = false;
  #hasExited = false;

  constructor(process_: ChildProcess, pid: number, spec: LaunchSpec) {
    this.pid = pid;
    this.#user = spec;
    remember(pid);
    sacrifice(pid);
    this.exited = new Promise((resolve) => {
      process_.once('exit', (code, signal) => resolve(this.#onExit(code, signal)));
    });
    // Also what a later signal could not do; the exit tells the rest.
    process_.on('error', () => {});
    for (const from of ['stdout', 'stderr'] as const) {
      new OutputGate(process_[from] as NonNullable<ChildProcess['stdout']>, (line) =>
        this.#user.output(line, from),
      );
    }
    this.channel = new Channel(process_.stdio[DESCRIPTOR] as Duplex, {
      side: 'parent',
      answer: (call) => this.#user.answer(call),
      note: (method, params, payload) => this.#user.note?.(method, params, payload),
      reasonOfEnd: () => this.#reasonOfEnd(),
      ...(spec.limits && { limits: spec.limits }),
    });
    void this.channel.closed.then((reason) => this.#onClosed(reason));
  }

  get hasExited(): boolean {
    return this.#hasExited;
  }

  adopt(user: ChildUser): void {
    this.#user = user;
  }

  async stop(grace: number): Promise<Exit> {
    this.#isStopping = true;
    this.#reason ??= 'it was stopped';
    this.channel.close(new Error(this.#reason));
    const ask = setTimeout(() => signalGroup(this.pid, 'SIGTERM'), Math.min(grace / 2, ASK_AFTER));
    const kill = setTimeout(() => signalGroup(this.pid, 'SIGKILL'), grace);
    const exit = await this.exited;
    clearTimeout(ask);
    clearTimeout(kill);
    return exit;
  }

  kill(reason: string): void {
    if (this.#hasExited) return;
    this.#reason ??= reason;
    signalGroup(this.pid, 'SIGKILL');
    const error = new EndedError(reason);
    setTimeout(() => this.channel.close(error), 5 * LAST_MOMENTS).unref();
  }

  #onExit(code: number | null, signal: NodeJS.Signals | null): Exit {
    this.#hasExited = true;
    // What it started and left running.
    signalGroup(this.pid, 'SIGKILL');
    forget(this.pid);
    const exit = { code, signal, reason: this.#reason };
    // Its last frames may still be on their way; if somebody else holds the descriptor, no end comes.
    setTimeout(() => this.channel.close(endedBy(exit)), LAST_MOMENTS).unref();
    return exit;
  }

  /** The child ended its channel: usually because it ended. */
  async #reasonOfEnd(): Promise<Error> {
    const timer = setTimeout(() => this.kill(CLOSED), LAST_MOMENTS);
    let late: NodeJS.Timeout | undefined;
    // Also a process that cannot be ended, such as one that waits for a broken disk, keeps nobody waiting.
    const none = new Promise<undefined>((resolve) => {
      late = setTimeout(() => resolve(undefined), 5 * LAST_MOMENTS);
    });
    const exit = await Promise.race([this.exited, none]);
    clearTimeout(timer);
    clearTimeout(late);
    return exit === undefined ? new EndedError(CLOSED) : endedBy(exit);
  }

  /** A child without a channel is of no use to anybody. */
  #onClosed(reason: Error | undefined): void {
    if (this.#isStopping || this.#hasExited) return;
    if (reason === undefined) void this.stop(CLOSE_GRACE);
    else this.kill(reason.message);
  }
}

function endedBy(exit: Exit): Error {
  return new EndedError(describeExit(exit));
}
