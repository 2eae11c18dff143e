import type { EndpointInfo } from './endpoint.ts';
import type { BodyNeed, Exchange } from './exchange.ts';
import type { Responder } from './mode.ts';
import type { RawHeaders, Sink } from './sink.ts';

/** What of a request is changed for everything that comes after. */
export interface ExchangePatch {
  /** Names in lower case with their values; without any, the header is removed. */
  readonly headers?: readonly (readonly [name: string, values: readonly string[]])[];
  /** What the endpoint sees as the path; the route stays the one it was. */
  readonly path?: string;
  /** The query without the question mark. */
  readonly search?: string;
  /** Another body, as it is sent on: its length and its lack of content codings follow. */
  readonly body?: { readonly bytes: Buffer; readonly contentType: string | undefined };
  /** Who asks: what expressions read as `auth`. */
  readonly principal?: Readonly<Record<string, unknown>>;
}

/** How an exchange ended for its client. */
export interface ExchangeEnd {
  readonly outcome: 'answered' | 'aborted' | 'failed';
  /** 0 without an answer. */
  readonly status: number;
  /** Milliseconds. */
  readonly duration: number;
}

/** Looks on while a body passes; it must not throw, and cannot hold anything up. */
export interface BodyTap {
  chunk(bytes: Uint8Array): void;
  /** Called once. @param isWhole false when the body was cut, or nobody read it */
  end(isWhole: boolean): void;
}

/** An exchange as hooks have it. */
export interface HookedExchange extends Exchange {
  /** The path as the client sent it, whatever became of it. */
  readonly clientPath: string;
  /** False for requests that reached no endpoint. */
  readonly routed: boolean;
  /** The plugin that sent the request, if one did: its own hooks do not see it. */
  readonly askedBy: string | undefined;
  /** Whatever the owner of the hooks keeps for it. */
  hookState: unknown;
  patch(patch: ExchangePatch): void;
  /** Shows the bytes of the request's body as they are read. */
  tap(tap: BodyTap): void;
  /** Calls back once, when the exchange is over. */
  onEnd(callback: (end: ExchangeEnd) => void): void;
}

/** Runs before the answer is made. It may answer itself, and then returns `true`. */
export type BeforeHook = (
  exchange: HookedExchange,
  sink: Sink,
) => boolean | undefined | Promise<boolean | undefined>;

/** An answer on its way out; with its decoded body for hooks that read it. */
export interface HookedAnswer {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body?: Buffer | undefined;
  /** For hooks that look on: shows the bytes of the body as they are sent. */
  readonly tap?: ((tap: BodyTap) => void) | undefined;
}

/** Sees every answer and returns the one to send. */
export interface AfterHook {
  /** The most bytes of a body it reads; undefined when the head is enough. */
  readonly reads?: number | undefined;
  /** It looks on while the body passes. */
  readonly taps?: boolean | undefined;
  /** @returns the same body, or none, to leave it as it was sent; another one to send that instead */
  run(exchange: HookedExchange, answer: HookedAnswer): HookedAnswer | Promise<HookedAnswer>;
  /** Hears that its body is not one to be read, and why. */
  passedOver?(exchange: HookedExchange, reason: string): void;
}

/** The hooks of one endpoint, flattened when the plan is built. */
export interface Hooks {
  /** See headers only, before the body is read. */
  readonly guard: readonly BeforeHook[];
  readonly before: readonly BeforeHook[];
  readonly after: readonly AfterHook[];
}

export const NO_HOOKS: Hooks = { guard: [], before: [], after: [] };

/** What plugins do to one endpoint of a plan. */
export interface EndpointHooks {
  readonly hooks: Hooks;
  /** The most of what its hooks need of a request's body. */
  readonly body: BodyNeed;
  /** Keys of the resources that the hooks need. */
  readonly resources: readonly string[];
}

/** A path that a plugin answers itself. */
export interface PluginRoute extends EndpointHooks {
  readonly info: EndpointInfo;
  readonly responder: Responder;
  /** The plugin's name. */
  readonly plugin: string;
  readonly listener: 'main' | 'admin' | { readonly host: string; readonly port: number };
}
