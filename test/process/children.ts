import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';
import { type Child, type LaunchSpec, launch } from '../../src/process/launch.ts';

export const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** A child that runs a fixture, and what it printed. */
export interface Started extends Child {
  readonly lines: string[];
  /** Resolves with the first line that matches, also an earlier one. */
  line(pattern: RegExp): Promise<string>;
}

export interface StartOptions extends Partial<LaunchSpec> {
  /** For Node itself, before the file. */
  readonly flags?: readonly string[];
}

export function specOf(words: readonly string[], options: StartOptions = {}): LaunchSpec {
  const { flags = [], ...rest } = options;
  const args = [...flags, fixture(words[0] ?? ''), ...words.slice(1)];
  return { command: process.execPath, args, output: () => {}, answer: () => ({}), ...rest };
}

/** Starts a fixture, and ends it with the test. */
export async function start(words: readonly string[], options: StartOptions = {}): Promise<Started> {
  const lines: string[] = [];
  let look = () => {};
  const output: LaunchSpec['output'] = (line, from) => {
    lines.push(line);
    look();
    options.output?.(line, from);
  };
  const child = await launch({ ...specOf(words, options), output });
  onTestFinished(() => child.stop(0).then(() => {}));
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      look = () => {
        const found = lines.find((one) => pattern.test(one));
        if (found !== undefined) resolve(found);
      };
      look();
    });
  return Object.assign(child, { lines, line });
}

/** The child that does what it is asked, once it is ready. */
export async function startChild(options: StartOptions = {}): Promise<Started> {
  const child = await start(['child.mjs'], options);
  await child.channel.ready;
  return child;
}

/** Whether a process exists that is more than the record of one that ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** The system tells nobody when a process ends that is not ours. */
export async function gone(...pids: readonly number[]): Promise<void> {
  await vi.waitFor(() => {
    const left = pids.filter(isAlive);
    if (left.length > 0) throw new Error(`still alive: ${left}`);
  }, 10_000);
}

/** The first line of a stream. */
export async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  while (!text.includes('\n')) text += String((await once(stream, 'data'))[0]);
  return text.slice(0, text.indexOf('\n'));
}
