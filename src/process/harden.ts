import { ChildProcess } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

export interface HardenOptions {
  /** Whether native addons may be loaded: a mistake in one ends the process in ways no JavaScript can. */
  readonly addons?: boolean;
}

/**
 * Takes away from this process what only mistakes use: signals to processes it did not start, Node's internals, and
 * native addons. It helps against slips, not against an enemy: that is what a sandbox is for.
 */
export function harden(target: NodeJS.Process, { addons = false }: HardenOptions): void {
  replace(target, 'kill', guardedKill(target));
  for (const name of ['abort', '_debugProcess', '_debugPause', '_debugEnd', 'binding', '_linkedBinding']) {
    replace(target, name, denied(`process.${name}`));
  }
  if (!addons) replace(target, 'dlopen', denied('loading a native addon'));
  // For those who import the functions by name.
  syncBuiltinESMExports();
}

/** Signals reach this process, those it started, and their groups; asking whether one lives is free. */
function guardedKill(target: NodeJS.Process): typeof process.kill {
  const kill = target.kill.bind(target);
  const started = rememberStarted();
  return (pid, signal) => {
    const isOwn = Math.abs(pid) === target.pid || started.has(Math.abs(pid));
    if (!isOwn && signal !== 0) throw denial(`a signal to process ${pid}, which this one did not start,`);
    return kill(pid, signal);
  };
}

/** @returns the ids of all processes started from now on, until they end */
function rememberStarted(): ReadonlySet<number> {
  const started = new Set<number>();
  // Not in the types: every way of starting a process comes by here.
  const prototype = ChildProcess.prototype as unknown as {
    spawn(this: ChildProcess, options: unknown): number;
  };
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    const result = spawn.call(this, options);
    const { pid } = this;
    if (pid !== undefined) {
      started.add(pid);
      this.once('exit', () => started.delete(pid));
    }
    return result;
  };
  return started;
}

function replace(target: NodeJS.Process, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: false, configurable: false });
}

function denied(what: string): () => never {
  return () => {
    throw denial(what);
  };
}

function denial(what: string): Error {
  return Object.assign(new Error(`${what} is not allowed in a child of Backworks`), { code: 'EPERM' });
}
