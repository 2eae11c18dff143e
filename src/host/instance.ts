import { types } from 'node:util';
import type { Clock } from '../base/clock.ts';
import { BackworksError } from '../base/errors.ts';
import { messageOf } from '../base/thrown.ts';
import type { BackworksEvent, Bus, PluginState } from '../contracts/events.ts';
import type { Exchange } from '../contracts/exchange.ts';
import type { ExchangeEnd, HookedAnswer, HookedExchange } from '../contracts/hooks.ts';
import type { UpgradeRequest } from '../contracts/mode.ts';
import type { Json, PluginLog } from '../contracts/plugin.ts';
import type { AnswerTarget, HookManifest, PluginManifest } from '../contracts/plugin-host.ts';
import type { Sink } from '../contracts/sink.ts';
import { answerWith } from './answering.ts';
import { blamedPlace } from './blamed-place.ts';
import { Call, type CallOwner } from './call.ts';
import { CannotBeAsked, isFailure, isOwnFailure, Overdue } from './call-failures.ts';
import { Breaker } from './guard/breaker.ts';
import type { Deadlines, Waiting } from './guard/deadlines.ts';
import { Monitor } from './guard/monitor.ts';
import { Offences } from './guard/offences.ts';
import { type CheckedRequestPatch, readRequestPatch } from './patch/request-patch.ts';
import { patchAnswer } from './patch/response-patch.ts';
import type { PluginPort } from './port.ts';
import { takeOver } from './taking-over.ts';

const NOT_RUNNING = 'it does not run';

/** Where something failed that no call is to blame for. */
export const STRAY = 'work that nobody waits for';

/** What all plugins of an application share. */
export interface HostServices {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
}

/** How one plugin is run; times in ms. */
export interface InstanceOptions {
  /** The key in `plugins:`. */
  readonly name: string;
  readonly maxExecutionTime: number;
  readonly critical: boolean;
  /** How long a handler may take until it begins to answer. */
  readonly handlerTime: number;
  /** Calls at once. */
  readonly concurrency: number;
  /** Of the configuration: places are relative to it. */
  readonly folder: string;
}

/** What a hook decided about a request; undefined when it lets it be. */
export type Verdict = CheckedRequestPatch | { readonly refused: BackworksError };

/** One hook on one endpoint. */
export interface HookPlace {
  /** Its place in the manifest. */
  readonly index: number;
  readonly hook: HookManifest;
  /** The endpoint's entry for the plugin. */
  readonly settings: unknown;
}

/** A plugin in service. Whatever it does wrong stays here: others get a verdict, or nothing. */
export class PluginInstance implements CallOwner {
  readonly name: string;
  readonly manifest: PluginManifest;
  readonly critical: boolean;
  readonly log: PluginLog;
  readonly monitor = new Monitor();
  readonly breaker: Breaker;
  readonly #strays: Offences;
  #state: PluginState = 'starting';
  #reason: string | undefined;
  /** Undefined while it does not run. */
  #port: PluginPort | undefined;
  readonly #options: InstanceOptions;
  readonly #services: HostServices;
  #pending = 0;
  /** What was said of bodies that hooks do not read. */
  readonly #passedOver = new Set<string>();

  constructor(manifest: PluginManifest, options: InstanceOptions, services: HostServices, log: PluginLog) {
    this.name = options.name;
    this.manifest = manifest;
    this.critical = options.critical;
    this.log = log;
    this.#options = options;
    this.#services = services;
    this.breaker = new Breaker(services.clock, (state) => {
      services.bus.publish({ type: 'plugin.breaker', plugin: this.name, state });
    });
    this.#strays = new Offences(services.clock);
  }

  get state(): PluginState {
    return this.#state;
  }

  /** Why it does not run as it should. */
  get reason(): string | undefined {
    return this.#reason;
  }

  get port(): PluginPort | undefined {
    return this.#port;
  }

  /** It runs: calls go to the port from now on. */
  attach(port: PluginPort): void {
    this.#port = port;
    this.breaker.renew();
    this.enter('running');
  }

  /** It does not run, for now or for good. @param retry milliseconds until the next trial, if there will be one */
  detach(state: PluginState, reason?: string, retry?: number): void {
    this.#port = undefined;
    this.enter(state, reason, retry);
  }

  enter(state: PluginState, reason?: string, retry?: number): void {
    if (state === this.#state && reason === this.#reason) return;
    this.#state = state;
    this.#reason = reason;
    const why = { ...(reason !== undefined && { reason }), ...(retry !== undefined && { retry }) };
    this.#services.bus.publish({ type: 'plugin.state', plugin: this.name, state, ...why });
  }

  /** Calls that are not answered yet. */
  get pending(): number {
    return this.#pending;
  }

  /** Asks a `beforeRequest` hook. Never throws, never rejects. */
  before(place: HookPlace, exchange: HookedExchange): Verdict | undefined | Promise<Verdict | undefined> {
    const port = this.#port;
    const obstacle = this.#obstacle();
    if (obstacle !== undefined || port === undefined) return this.#without(obstacle ?? NOT_RUNNING);
    const { index, hook, settings } = place;
    const { reads } = hook;
    const call = new Call(exchange, this, settings, typeof reads === 'number', undefined, reads === 'tap');
    const begun = this.monitor.begin();
    // Functions are made for those only that wait: bench/plugins.mjs.
    try {
      const given = port.before(index, call);
      if (!isPromise(given)) return this.#judge(given, place, exchange, begun);
      const fail = (error: unknown) => this.#notDone(error, hook.kind, call, port);
      return this.#wait(given, call, (value) => this.#judge(value, place, exchange, begun), fail);
    } catch (error) {
      return this.#notDone(error, hook.kind, call, port);
    }
  }

  #judge(value: unknown, { hook }: HookPlace, exchange: HookedExchange, begun: number): Verdict | undefined {
    this.monitor.end(begun);
    if (value === undefined || value === null) {
      this.#succeeded();
      return undefined;
    }
    try {
      const rights = { phase: hook.phase, mayIdentify: this.manifest.provides.identity !== undefined };
      const verdict = readRequestPatch(value, exchange, rights);
      this.#succeeded();
      return verdict;
    } catch (error) {
      return this.#failed(error, hook.kind, exchange);
    }
  }

  /**
   * Asks an `afterResponse` hook.
   *
   * @throws BackworksError BW6080 when the plugin is critical and fails
   */
  after(
    place: HookPlace,
    exchange: HookedExchange,
    answer: HookedAnswer,
  ): HookedAnswer | Promise<HookedAnswer> {
    const port = this.#port;
    const obstacle = this.#obstacle();
    if (obstacle !== undefined || port === undefined)
      return orThrow(this.#without(obstacle ?? NOT_RUNNING), answer);
    const { index, hook, settings } = place;
    const call = new Call(exchange, this, settings, false);
    const begun = this.monitor.begin();
    const fail = (error: unknown) => orThrow(this.#notDone(error, hook.kind, call, port), answer);
    const use = (value: unknown) => this.#use(value, place, exchange, answer, begun);
    let given: unknown;
    try {
      given = port.after(index, call, answer);
      if (isPromise(given)) return this.#wait(given, call, use, fail);
    } catch (error) {
      return fail(error);
    }
    return use(given);
  }

  #use(
    value: unknown,
    { hook }: HookPlace,
    exchange: HookedExchange,
    answer: HookedAnswer,
    begun: number,
  ): HookedAnswer {
    this.monitor.end(begun);
    if (value === undefined || value === null) {
      this.#succeeded();
      return answer;
    }
    try {
      const changed = patchAnswer(value, answer);
      this.#succeeded();
      return changed;
    } catch (error) {
      return orThrow(this.#failed(error, hook.kind, exchange), answer);
    }
  }

  /** A hook cannot be asked, because the body is none that it can read. */
  passOver({ hook }: HookPlace, exchange: HookedExchange, reason: string): Verdict | undefined {
    const message = `it was passed over: it does not read bodies ${reason}`;
    // Of a thousand downloads the first one says it all.
    const isNew = !this.#passedOver.has(message);
    this.#passedOver.add(message);
    if (isNew) this.#tell(message, hook.kind, exchange);
    return this.critical ? { refused: this.#refusal(message) } : undefined;
  }

  /** Something failed in it that belongs to no call. @returns whether it is left out for that from now on */
  strayed(message: string): boolean {
    const { bus } = this.#services;
    this.monitor.failures += 1;
    if (bus.wanted) bus.publish({ type: 'plugin.fault', plugin: this.name, at: STRAY, message });
    const { state } = this.breaker;
    const isTooMuch = this.#strays.add();
    if (state === 'half-open') this.breaker.fail();
    else if (isTooMuch) this.breaker.open();
    return isTooMuch && state !== 'open';
  }

  /** Answers an exchange with a handler; see `answerWith`. */
  answer(handler: AnswerTarget, exchange: Exchange, sink: Sink, settings: unknown): Promise<void> {
    // Every exchange of an engine is one that hooks can have.
    const hooked = exchange as HookedExchange;
    return answerWith(this, handler, hooked, sink, { settings, time: this.#options.handlerTime });
  }

  /** Hands a connection to one of its routes; see `takeOver`. */
  takeOver(route: number, exchange: Exchange, connection: UpgradeRequest): Promise<void> {
    return takeOver(this, route, exchange as HookedExchange, connection);
  }

  remembered(call: Call): void {
    if (!this.manifest.endsExchanges && this.#port?.keepsMemos !== true) return;
    call.exchange.onEnd((end) => this.#endExchange(call, end));
  }

  #endExchange(call: Call, end: ExchangeEnd): void {
    const port = this.#port;
    const failed = (error: unknown) => void this.#failed(error, 'exchangeEnd', call.exchange, port);
    this.monitor.begin();
    try {
      const given: unknown = port?.exchangeEnd(call, end);
      if (isPromise(given)) given.then(undefined, failed);
    } catch (error) {
      failed(error);
    }
  }

  /**
   * Calls one of its services for another plugin.
   *
   * @throws whatever the service throws, or that it cannot be called
   */
  async callService(
    service: string,
    method: string,
    args: readonly Json[],
    caller: string,
  ): Promise<Json | undefined> {
    const abort = new AbortController();
    return this.ask((port) => port.service(service, method, args, caller, abort.signal), {
      expire: (reason) => abort.abort(reason),
    });
  }

  /** Hands it events; whatever it makes of them. Never rejects. */
  async tellEvents(batch: readonly BackworksEvent[]): Promise<void> {
    try {
      await this.ask(async (port) => port.events(batch), { expire: () => {} });
    } catch (error) {
      if (isFailure(error, CannotBeAsked)) return;
      const { bus } = this.#services;
      const told = { plugin: this.name, at: 'onEvents', message: messageOf(error) };
      if (bus.wanted) bus.publish({ type: 'plugin.fault', ...told });
    }
  }

  /**
   * Asks for what is no hook, and counts how that went. A failure of one whose client went away tells nothing.
   *
   * @param call hears that the time is over; `isAnswered`: what it throws within its time is an answer to who asked, and
   *   does not count against its breaker
   * @param time milliseconds
   * @throws CannotBeAsked, Overdue, or whatever the plugin throws
   */
  async ask<Value>(
    work: (port: PluginPort) => Promise<Value>,
    call: Pick<Call, 'expire'> & Partial<Pick<Call, 'isAbandoned'>> & { readonly isAnswered?: true },
    time = this.#options.maxExecutionTime,
  ): Promise<Value> {
    const port = this.#port;
    const obstacle = this.#obstacle();
    if (obstacle !== undefined || port === undefined)
      throw new CannotBeAsked(this.name, obstacle ?? NOT_RUNNING, this.breaker.remaining);
    const begun = this.monitor.begin();
    const use = (value: unknown) => {
      this.monitor.end(begun);
      this.#succeeded();
      return value as Value;
    };
    const fail = (error: unknown) => {
      if (call.isAbandoned === true) this.breaker.ignore();
      else {
        this.monitor.failures += 1;
        if (call.isAnswered === true && isOwnFailure(error)) this.breaker.ignore();
        else this.#countFailure(port);
      }
      throw error;
    };
    // What is thrown at once is a failure like any other.
    const begin = async () => work(port);
    return this.#wait(begin(), call, use, fail, time);
  }

  /** Why it is not to be called now. */
  #obstacle(): string | undefined {
    if (this.#port === undefined) return `it is ${this.#state}`;
    if (this.#pending >= this.#options.concurrency)
      return `${this.#pending} of its calls are not answered yet`;
    return this.breaker.state === 'closed' || this.breaker.admits() ? undefined : 'its breaker is open';
  }

  #without(reason: string): Verdict | undefined {
    return this.critical ? { refused: this.#refusal(reason) } : undefined;
  }

  #succeeded(): void {
    if (this.breaker.failures > 0 || this.breaker.state !== 'closed') this.breaker.succeed();
  }

  /** A hook threw; one that stops because nobody waits for it any more does what it should. */
  #notDone(error: unknown, at: string, call: Call, port: PluginPort): Verdict | undefined {
    if (!call.isAbandoned) return this.#failed(error, at, call.exchange, port);
    this.breaker.ignore();
    return this.#without('its client went away');
  }

  #failed(error: unknown, at: string, exchange: HookedExchange, port = this.#port): Verdict | undefined {
    const message = messageOf(error);
    this.monitor.failures += 1;
    this.#tell(this.placed(error, message), at, exchange);
    // Who may refuse requests by failing must not refuse those of others by it.
    if (this.critical && isOwnFailure(error)) this.breaker.ignore();
    else this.#countFailure(port);
    return this.critical ? { refused: this.#refusal(`${at} failed: ${message}`, error) } : undefined;
  }

  /** Counts a failure, unless it is one of what was replaced: that says nothing about its successor. */
  #countFailure(port: PluginPort | undefined): void {
    if (port === this.#port) this.breaker.fail();
    else this.breaker.ignore();
  }

  /** With the place in the plugin's own files, where the error knows it. */
  placed(error: unknown, message = messageOf(error)): string {
    const place = blamedPlace(error, this.manifest.files, this.#options.folder);
    return place === undefined ? message : `${message} (${place})`;
  }

  #tell(message: string, at: string, { id }: HookedExchange): void {
    const { bus } = this.#services;
    if (bus.wanted) bus.publish({ type: 'plugin.fault', plugin: this.name, at, message, request: id });
  }

  #refusal(reason: string, cause?: unknown): BackworksError {
    const retry = String(Math.max(1, Math.ceil(this.breaker.remaining / 1_000)));
    return new BackworksError('BW6080', `the plugin "${this.name}" cannot do its work: ${reason}`, {
      headers: ['retry-after', retry],
      // Whoever shows it must be able to look at it.
      ...(types.isNativeError(cause) && { cause }),
    });
  }

  /** Waits for a promise until the deadline; what comes later comes too late. */
  #wait<Value>(
    work: Promise<unknown>,
    call: Pick<Call, 'expire'>,
    use: (value: unknown) => Value,
    fail: (error: unknown) => Value,
    time = this.#options.maxExecutionTime,
  ): Promise<Value> {
    const { deadlines } = this.#services;
    this.#pending += 1;
    return new Promise((resolve, reject) => {
      const finish = (make: (value: unknown) => Value, value: unknown): void => {
        this.#pending -= 1;
        try {
          resolve(make(value));
        } catch (error) {
          reject(error as Error);
        }
      };
      const waiting: Waiting = {
        due: 0,
        place: -1,
        expire() {
          const reason = new Overdue(time);
          call.expire(reason);
          finish(fail, reason);
        },
      };
      const failed = (error: unknown) => deadlines.remove(waiting) && finish(fail, error);
      deadlines.add(waiting, time);
      try {
        work.then((value) => deadlines.remove(waiting) && finish(use, value), failed);
      } catch (error) {
        failed(error);
      }
    });
  }
}

/** A promise of the language, or what claims to be one. */
function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

/** @throws the refusal, if it is one */
function orThrow(verdict: Verdict | undefined, answer: HookedAnswer): HookedAnswer {
  if (verdict !== undefined && 'refused' in verdict) throw verdict.refused;
  return answer;
}
