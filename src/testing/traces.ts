import type { PluginFault } from '../contracts/events.ts';
import type { AfterHook, BeforeHook, HookedExchange, Hooks } from '../contracts/hooks.ts';
import type { Responder } from '../contracts/mode.ts';
import type { PluginAnswer, RequestPatch } from '../contracts/plugin.ts';
import type { HookManifest } from '../contracts/plugin-host.ts';
import type { ReachedRequest } from '../contracts/plugin-testing.ts';
import type { CompiledEndpoint } from '../core/compile.ts';
import type { PlanHooks } from '../core/plan.ts';
import type { PluginPlan } from '../host/host.ts';
import { patchOf, reachedOf } from './endpoint.ts';

/** One request on its way. */
export interface Trace {
  /** Stands for the plugin that asks: there is none of this name, so that the hooks of all see the request. */
  readonly asker: string;
  /** What the endpoint answers. */
  readonly answer: PluginAnswer | undefined;
  /** Undefined until something saw it. */
  exchange: HookedExchange | undefined;
  patch: RequestPatch | undefined;
  reached: ReachedRequest | undefined;
  readonly faults: string[];
}

/** Hears how long a call of a hook took, in ms, with all that the host does for it. */
export type OnCall = (kind: HookManifest['kind'], duration: number) => void;

/** Follows requests through hooks to their endpoint. */
export class Traces {
  readonly #onCall: OnCall | undefined;
  readonly #open = new Map<string, Trace>();
  #count = 0;

  constructor(onCall: OnCall | undefined) {
    this.#onCall = onCall;
  }

  begin(answer: PluginAnswer | undefined): Trace {
    this.#count += 1;
    const nothing = { exchange: undefined, patch: undefined, reached: undefined };
    const trace = { asker: `#${this.#count}`, answer, ...nothing, faults: [] };
    this.#open.set(trace.asker, trace);
    return trace;
  }

  end({ asker }: Trace): void {
    this.#open.delete(asker);
  }

  /** What the endpoint of a test answers. */
  answerTo(exchange: HookedExchange): PluginAnswer | undefined {
    return this.#open.get(exchange.askedBy ?? '')?.answer;
  }

  /** The same endpoints, whose requests are known when they arrive. */
  followEndpoints(endpoints: readonly CompiledEndpoint[]): readonly CompiledEndpoint[] {
    return endpoints.map((endpoint) => {
      const { responder } = endpoint;
      const answer: Responder['answer'] = (exchange, sink) => {
        const trace = this.#follow(exchange as HookedExchange);
        if (trace !== undefined) trace.reached = reachedOf(exchange);
        return responder.answer(exchange, sink);
      };
      return { ...endpoint, responder: { ...responder, answer } };
    });
  }

  blame({ at, message, request }: PluginFault): void {
    for (const { exchange, faults } of this.#open.values())
      if (exchange !== undefined && exchange.id === request) faults.push(`${at}: ${message}`);
  }

  /** The same hooks, which are followed and timed. */
  follow(plan: PluginPlan): PlanHooks {
    return {
      for: (endpoint) => {
        const bound = plan.for(endpoint);
        return { ...bound, hooks: this.#followHooks(bound.hooks) };
      },
      misses: this.#followHooks(plan.misses),
      routes: plan.routes.map((route) => ({ ...route, hooks: this.#followHooks(route.hooks) })),
    };
  }

  #followHooks({ guard, before, after }: Hooks): Hooks {
    const early = (hook: BeforeHook): BeforeHook => {
      const timed = this.#timed('beforeRequest', hook);
      return (exchange, sink) => {
        this.#follow(exchange);
        return timed(exchange, sink);
      };
    };
    const late = (hook: AfterHook): AfterHook => {
      const timed = this.#timed('afterResponse', hook.run);
      const run: AfterHook['run'] = (exchange, answer) => {
        this.#follow(exchange);
        return timed(exchange, answer);
      };
      return { ...hook, run };
    };
    return { guard: guard.map(early), before: before.map(early), after: after.map(late) };
  }

  #timed<Args extends readonly unknown[], Result>(
    kind: HookManifest['kind'],
    work: (...args: Args) => Result,
  ): (...args: Args) => Result {
    const onCall = this.#onCall;
    if (onCall === undefined) return work;
    return (...args) => {
      const begun = performance.now();
      const end = () => onCall(kind, performance.now() - begun);
      const result = work(...args);
      if (result instanceof Promise) result.then(end, end);
      else end();
      return result;
    };
  }

  /** From now on it is known what is changed of a request. */
  #follow(exchange: HookedExchange): Trace | undefined {
    const trace = this.#open.get(exchange.askedBy ?? '');
    if (trace === undefined || trace.exchange !== undefined) return trace;
    trace.exchange = exchange;
    const patch = exchange.patch.bind(exchange);
    exchange.patch = (changes) => {
      trace.patch = { ...trace.patch, ...patchOf(changes) };
      patch(changes);
    };
    return trace;
  }
}
