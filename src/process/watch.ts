import type { Clock } from '../base/clock.ts';
import type { Child } from './launch.ts';
import { type Usage, usageFrom, usageOf } from './usage.ts';

/** What a child may use. What is absent is not limited. */
export interface UsageLimits {
  /** Bytes that are resident, of the child and what it started. */
  readonly memory?: number;
  /** Seconds of processor time in any ten seconds. */
  readonly cpu?: number;
  /** Open file descriptors. */
  readonly handles?: number;
}

export interface Violation {
  readonly limit: 'memory' | 'cpu' | 'handles' | 'silence' | 'call';
  /** In the unit of the limit: bytes, seconds, a count, milliseconds. */
  readonly used: number;
  readonly allowed: number;
}

/** A child that is watched. */
export interface Watched {
  readonly child: Child;
  readonly limits: UsageLimits;
  /** Milliseconds without an answer to a ping. */
  readonly silence: number;
  /** Milliseconds without an answer to a call, if they are limited. */
  readonly longestCall: number | undefined;
  /** The part of the limit of memory that counts as a violation. */
  readonly threshold: number;
  /** Called at every look while it lasts. */
  violated(violation: Violation): void;
}

/** Milliseconds between two looks. */
const EVERY = 250;

/** A child that has nothing to do is asked in every so many looks only. */
const IDLE_LOOKS = 4;

/** Milliseconds in which processor time is counted. */
const CPU_WINDOW = 10_000;

/** One timer for all children that are watched, only while there are some. */
export class Watch {
  readonly #clock: Clock;
  readonly #guards = new Set<Guard>();
  #cancel: (() => void) | undefined;
  #last = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(watched: Watched): Guard {
    const guard = new Guard(watched, this.#clock.now(), () => {
      this.#guards.delete(guard);
      if (this.#guards.size > 0) return;
      this.#cancel?.();
      this.#cancel = undefined;
    });
    this.#guards.add(guard);
    if (this.#cancel === undefined) this.#wait();
    return guard;
  }

  #wait(): void {
    this.#last = this.#clock.now();
    this.#cancel = this.#clock.after(EVERY, () => this.#look());
  }

  #look(): void {
    const now = this.#clock.now();
    // A look that comes late says that we were busy or asleep, and nothing about the children.
    const passed = Math.min(now - this.#last, 2 * EVERY);
    this.#wait();
    for (const guard of [...this.#guards]) guard.look(now, passed);
  }
}

const watches = new WeakMap<Clock, Watch>();

/** The one watch of a clock. */
export function watchOf(clock: Clock): Watch {
  const watch = watches.get(clock) ?? new Watch(clock);
  watches.set(clock, watch);
  return watch;
}

/** Looks after one child. */
export class Guard {
  readonly #watched: Watched;
  readonly #leave: () => void;
  #usage: Usage;
  #looks = 0;
  #isAsking = false;
  #silentFor = 0;
  /** Processor time at earlier looks, oldest first. */
  #cpu: { readonly at: number; readonly seconds: number }[];

  constructor(watched: Watched, now: number, leave: () => void) {
    this.#watched = watched;
    this.#leave = leave;
    this.#usage = this.#read();
    this.#cpu = [{ at: now, seconds: this.#usage.cpu ?? 0 }];
  }

  /** What the child used at the last look. */
  get usage(): Usage {
    return this.#usage;
  }

  stop(): void {
    this.#leave();
  }

  look(now: number, passed: number): void {
    this.#usage = this.#read();
    const violation = this.#silence(passed) ?? this.#waiting() ?? this.#excess(now);
    if (violation !== undefined) this.#watched.violated(violation);
  }

  #read(): Usage {
    const { pid, channel } = this.#watched.child;
    return usageOf(pid) ?? usageFrom(channel.figures);
  }

  #silence(passed: number): Violation | undefined {
    const { child, silence } = this.#watched;
    if (this.#isAsking) {
      this.#silentFor += passed;
      return this.#silentFor >= silence
        ? { limit: 'silence', used: this.#silentFor, allowed: silence }
        : undefined;
    }
    if (child.channel.pending > 0 || this.#looks++ % IDLE_LOOKS === 0) this.#ask();
    return undefined;
  }

  #ask(): void {
    this.#isAsking = true;
    this.#silentFor = 0;
    const heard = () => {
      this.#isAsking = false;
    };
    // A channel that is closed says more by itself.
    this.#watched.child.channel.ping().then(heard, heard);
  }

  #waiting(): Violation | undefined {
    const { child, longestCall } = this.#watched;
    const oldest = child.channel.oldestCall;
    if (longestCall === undefined || oldest === undefined) return undefined;
    const used = performance.now() - oldest;
    return used > longestCall ? { limit: 'call', used, allowed: longestCall } : undefined;
  }

  #excess(now: number): Violation | undefined {
    const { limits, threshold } = this.#watched;
    const { memory, cpu, handles } = limits;
    const { rss = 0, handles: open = 0 } = this.#usage;
    const seconds = this.#recentCpu(now);
    if (memory !== undefined && rss >= memory * threshold)
      return { limit: 'memory', used: rss, allowed: memory };
    if (cpu !== undefined && seconds > cpu) return { limit: 'cpu', used: seconds, allowed: cpu };
    if (handles !== undefined && open > handles) return { limit: 'handles', used: open, allowed: handles };
    return undefined;
  }

  /** Seconds of processor time in the last window. */
  #recentCpu(now: number): number {
    const { cpu: seconds } = this.#usage;
    if (seconds === undefined) return 0;
    this.#cpu.push({ at: now, seconds });
    while ((this.#cpu[1]?.at ?? now) <= now - CPU_WINDOW) this.#cpu.shift();
    return seconds - (this.#cpu[0]?.seconds ?? 0);
  }
}
