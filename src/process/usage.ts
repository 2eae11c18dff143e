import { readdirSync, readFileSync } from 'node:fs';
import { endianness } from 'node:os';

/** What a process with all its descendants uses. What cannot be known is undefined. */
export interface Usage {
  /** Bytes of memory that are resident, shared pages included. */
  readonly rss: number | undefined;
  /** Seconds of processor time since the start, of ended descendants, too. */
  readonly cpu: number | undefined;
  /** Open file descriptors. */
  readonly handles: number | undefined;
}

/** Descendants beyond are not looked at: reading about each takes about 50 µs. */
const MOST = 64;

/** Keys of the auxiliary vector, as in Linux' `uapi/linux/auxvec.h`. */
const AT_PAGESZ = 6n;
const AT_CLKTCK = 17n;

interface Units {
  /** Bytes of a page. */
  readonly page: number;
  /** Clock ticks in a second. */
  readonly ticks: number;
}

let units: Units | undefined;

/**
 * What a process uses as Linux tells it.
 *
 * @returns undefined where there is no `/proc`, or when the process is gone
 */
export function usageOf(pid: number): Usage | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    units ??= readUnits();
    const found = [...family(pid)].map((one) => readOne(one, units as Units));
    if (found[0] === undefined) return undefined;
    const alive = found.filter((one) => one !== undefined);
    return {
      rss: alive.reduce((sum, { rss }) => sum + rss, 0),
      cpu: alive.reduce((sum, { cpu }) => sum + cpu, 0),
      handles: alive.reduce((sum, { handles }) => sum + handles, 0),
    };
  } catch {
    // Without /proc, as in some containers: the pongs have to do.
    return undefined;
  }
}

/** What a child told about itself. */
export function usageFrom(figures: unknown): Usage {
  const { rss, cpu, handles } = (figures ?? {}) as Record<string, unknown>;
  const count = (value: unknown) => (typeof value === 'number' && value >= 0 ? value : undefined);
  return { rss: count(rss), cpu: count(cpu), handles: count(handles) };
}

/** What a child tells about itself in a pong, for systems without `/proc`. */
export function ownFigures(): Usage {
  const { user, system } = process.cpuUsage();
  const cpu = (user + system) / 1e6;
  // On Linux the parent reads better figures by itself.
  if (process.platform === 'linux') return { rss: undefined, cpu, handles: undefined };
  return { rss: process.memoryUsage.rss(), cpu, handles: countHandles('/dev/fd') };
}

/** The process and its descendants, as far as their main threads started them. */
function* family(pid: number): Generator<number> {
  const waiting = [pid];
  for (let seen = 0; seen < MOST && waiting.length > 0; seen++) {
    const next = waiting.shift() as number;
    yield next;
    waiting.push(...childrenOf(next));
  }
}

function childrenOf(pid: number): number[] {
  const text = read(`/proc/${pid}/task/${pid}/children`);
  return text === undefined || text === '' ? [] : text.trim().split(' ').map(Number);
}

function readOne(pid: number, { page, ticks }: Units): Record<keyof Usage, number> | undefined {
  const memory = read(`/proc/${pid}/statm`)?.split(' ');
  const text = read(`/proc/${pid}/stat`);
  if (memory === undefined || text === undefined) return undefined;
  // The name of the program comes second, in parentheses, and may contain anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // utime, stime, and the same of children that ended and were waited for.
  const cpu = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
  const handles = countHandles(`/proc/${pid}/fd`) ?? 0;
  return { rss: Number(memory[1]) * page, cpu: cpu / ticks, handles };
}

function countHandles(folder: string): number | undefined {
  try {
    return readdirSync(folder).length;
  } catch {
    // Gone, or another user's.
    return undefined;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    // Gone in between.
    return undefined;
  }
}

/** @throws unknown when the vector cannot be read */
function readUnits(): Units {
  const vector = readFileSync('/proc/self/auxv');
  const found = new Map<bigint, number>();
  const word = (at: number) =>
    endianness() === 'LE' ? vector.readBigUInt64LE(at) : vector.readBigUInt64BE(at);
  for (let at = 0; at + 16 <= vector.length; at += 16) found.set(word(at), Number(word(at + 8)));
  return { page: found.get(AT_PAGESZ) ?? 4_096, ticks: found.get(AT_CLKTCK) ?? 100 };
}
