import { type Clock, systemClock } from '../base/clock.ts';
import { type BeginOptions, begin, type Running } from './begin.ts';
import { CrashLoop } from './crash-loop.ts';
import { type Child, describeExit, type Exit } from './launch.ts';
import { EndedError } from './process-error.ts';
import {
  type Action,
  actionOn,
  describeViolation,
  type SupervisorEvent,
  type SupervisorOptions,
  type SupervisorState,
  thresholdOf,
} from './supervision.ts';
import type { Usage } from './usage.ts';
import { type Guard, type Violation, watchOf } from './watch.ts';

export type { Action, Policy, SupervisorEvent, SupervisorOptions, SupervisorState } from './supervision.ts';

/** Milliseconds. */
const SILENCE = 1_000;
const START_TIME = 10_000;
const DRAIN_TIME = 5_000;
/** For a child that has nothing left to do. */
const STOP_GRACE = 2_000;
/** A violation that lasts is told about once in this time. */
const TELL_EVERY = 10_000;

/** Keeps one child alive, within its limits, and replaces it without losing a call. */
export class Supervisor<Instance> {
  readonly #options: SupervisorOptions<Instance>;
  readonly #begin: BeginOptions<Instance>;
  readonly #clock: Clock;
  readonly #crashes: CrashLoop;
  #state: SupervisorState = 'stopped';
  #current: Running<Instance> | undefined;
  #guard: Guard | undefined;
  /** The start that is under way. */
  #beginning: Promise<Running<Instance>> | undefined;
  #callOff = new AbortController();
  #replacing: Promise<void> | undefined;
  #cancelRetry = () => {};
  /** Children that were replaced and finish what they began. */
  readonly #retiring = new Set<Child>();
  #lostAt = 0;
  #nextHandOver = Number.NEGATIVE_INFINITY;
  readonly #told = new Map<Violation['limit'], number>();

  constructor(options: SupervisorOptions<Instance>) {
    const { launch, prepare, clock = systemClock, startTime = START_TIME } = options;
    this.#options = options;
    this.#clock = clock;
    this.#begin = {
      launch,
      prepare: (child, signal) => prepare.call(options, child, signal),
      clock,
      startTime,
    };
    this.#crashes = new CrashLoop(options.backOff, options.crashLoop);
  }

  get state(): SupervisorState {
    return this.#state;
  }

  /** What `prepare` made of the child that serves now; undefined while none does. */
  get instance(): Instance | undefined {
    return this.#current?.instance;
  }

  get pid(): number | undefined {
    return this.#current?.child.pid;
  }

  /** What the child used when it was last looked at, a quarter of a second ago at most. */
  get usage(): Usage | undefined {
    return this.#guard?.usage;
  }

  /**
   * Starts the first child. When that fails it goes on trying; whoever does not want that calls `stop`.
   *
   * @throws unknown why the first attempt failed
   */
  async start(): Promise<void> {
    if (this.#state !== 'stopped') throw new Error('it is started already');
    this.#state = 'starting';
    this.#callOff = new AbortController();
    this.#lostAt = this.#clock.now();
    this.#crashes.reset();
    try {
      this.#install(await this.#beginOne(), 'started');
    } catch (error) {
      this.#fail(error as Error);
      throw error;
    }
  }

  /**
   * Puts another child in the place of this one. The old one goes on until the new one is proven, then finishes what
   * it began. Without an old one it is a start, at once.
   *
   * @throws unknown why there is no new one; the old one serves on
   */
  replace(): Promise<void> {
    this.#replacing ??= this.#replace().finally(() => {
      this.#replacing = undefined;
    });
    return this.#replacing;
  }

  /** Ends all of it. @param grace milliseconds, as of {@link Child.stop} */
  async stop(grace: number): Promise<void> {
    this.#state = 'stopped';
    this.#cancelRetry();
    this.#callOff.abort(new Error('it was stopped'));
    const children = [...this.#retiring, ...(this.#current ? [this.#current.child] : [])];
    this.#lose();
    const began = await this.#beginning?.catch(() => undefined);
    if (began !== undefined) children.push(began.child);
    await Promise.all(children.map((child) => child.stop(grace)));
  }

  async #replace(): Promise<void> {
    await this.#beginning?.catch(() => undefined);
    if (this.#state === 'stopped') throw new Error('it is stopped');
    this.#cancelRetry();
    let next: Running<Instance>;
    try {
      next = await this.#beginOne();
    } catch (error) {
      this.#fail(error as Error);
      this.#replacing = undefined;
      if (this.#current === undefined) this.#tryAgain(error as Error);
      throw error;
    }
    const old = this.#current;
    this.#install(next, old === undefined ? 'restarted' : undefined);
    if (old === undefined) return;
    this.#tell({ type: 'handed_over', from: old.child.pid, to: next.child.pid, took: next.took });
    void this.#retire(old);
  }

  async #beginOne(): Promise<Running<Instance>> {
    this.#beginning = begin(this.#begin, this.#callOff.signal);
    try {
      return await this.#beginning;
    } finally {
      this.#beginning = undefined;
    }
  }

  #install(running: Running<Instance>, how: 'started' | 'restarted' | 'recovered' | undefined): void {
    const { child, took } = running;
    const { pid } = child;
    if (this.#state === 'stopped') {
      child.kill('it was stopped');
      throw new Error('it was stopped');
    }
    this.#current = running;
    this.#state = 'running';
    this.#guard = this.#watch(running);
    void child.exited.then((exit) => this.#exited(running, exit));
    if (how === 'restarted') {
      this.#tell({ type: how, pid, took, down: this.#clock.now() - this.#lostAt });
    } else if (how !== undefined) {
      this.#tell({ type: how, pid, took });
    }
  }

  #watch(running: Running<Instance>): Guard {
    const { limits, policy, silence = SILENCE, longestCall } = this.#options;
    const guard = watchOf(this.#clock).add({
      child: running.child,
      limits,
      silence,
      longestCall,
      threshold: thresholdOf(policy),
      violated: (violation) => this.#violated(running, violation),
    });
    // Also a child that only finishes what it began is watched: it may still grow without end.
    void running.child.exited.then(() => guard.stop());
    return guard;
  }

  #exited(running: Running<Instance>, exit: Exit): void {
    if (running !== this.#current) return;
    this.#lose();
    this.#tell({ type: 'exited', pid: running.child.pid, exit });
    // Its successor is on its way already.
    if (this.#replacing !== undefined) this.#state = 'recovering';
    else this.#tryAgain(new EndedError(describeExit(exit)));
  }

  #lose(): void {
    this.#current = undefined;
    this.#guard = undefined;
    this.#lostAt = this.#clock.now();
  }

  #fail(cause: Error): void {
    if (this.#state !== 'stopped') this.#tell({ type: 'failed', cause });
    // Whoever replaces it begins anew by himself.
    if (this.#replacing === undefined) this.#tryAgain(cause);
  }

  #tryAgain(cause: Error): void {
    if (this.#state === 'stopped') return;
    const { isOpen, wait } = this.#crashes.failed(this.#clock.now());
    this.#state = isOpen ? 'open' : 'recovering';
    if (isOpen) this.#tell({ type: 'open', cause, trialIn: wait });
    const how = isOpen ? 'recovered' : 'restarted';
    if (wait === 0) void this.#retry(how);
    else this.#cancelRetry = this.#clock.after(wait, () => void this.#retry(how));
  }

  async #retry(how: 'restarted' | 'recovered'): Promise<void> {
    if (how === 'recovered') this.#crashes.tried(this.#clock.now());
    try {
      this.#install(await this.#beginOne(), how);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Lets a child that was replaced finish what it began, for a while. */
  async #retire({ child, instance }: Running<Instance>): Promise<void> {
    const { drainTime = DRAIN_TIME } = this.#options;
    this.#retiring.add(child);
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.#clock.after(drainTime, resolve);
    });
    const finished = this.#options.retire?.(instance, child) ?? child.channel.idle();
    // What goes wrong while a child ends is of no interest: it ends.
    await Promise.race([finished.catch(() => {}), late, child.exited]);
    cancel();
    await child.stop(STOP_GRACE);
    this.#retiring.delete(child);
  }

  #violated(running: Running<Instance>, violation: Violation): void {
    const { child } = running;
    const action = actionOn(this.#options.policy, violation);
    if (running !== this.#current) {
      if (action === 'kill' || action === 'disable') child.kill(describeViolation(violation));
      return;
    }
    if (action === 'hand_over') {
      this.#handOver(child.pid, violation);
      return;
    }
    this.#report(child.pid, violation, action);
    if (action === 'kill') child.kill(describeViolation(violation));
    else if (action === 'disable') this.#disable(child, new Error(describeViolation(violation)));
  }

  #handOver(pid: number, violation: Violation): void {
    if (this.#replacing !== undefined) return;
    const now = this.#clock.now();
    // A child that is over its limit from the beginning is not replaced all the time.
    if (now < this.#nextHandOver) {
      this.#report(pid, violation, 'none');
      return;
    }
    this.#nextHandOver = now + this.#crashes.spacing;
    this.#tell({ type: 'violation', pid, action: 'hand_over', ...violation });
    // It was told why it failed.
    this.replace().catch(() => {});
  }

  /** Tells about a violation, but not at every look. */
  #report(pid: number, violation: Violation, action: Action): void {
    const now = this.#clock.now();
    const toldAt = this.#told.get(violation.limit) ?? Number.NEGATIVE_INFINITY;
    if (action === 'none' && now - toldAt < TELL_EVERY) return;
    this.#told.set(violation.limit, now);
    this.#tell({ type: 'violation', pid, action, ...violation });
  }

  #disable(child: Child, cause: Error): void {
    this.#lose();
    child.kill(cause.message);
    this.#state = 'open';
    this.#tell({ type: 'open', cause, trialIn: undefined });
  }

  #tell(event: SupervisorEvent): void {
    this.#options.hear(event);
  }
}
