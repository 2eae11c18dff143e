import { Readable } from 'node:stream';
import type { BackworksEvent } from '../../contracts/events.ts';
import type { BodyTap, ExchangeEnd, HookedAnswer } from '../../contracts/hooks.ts';
import type { Health, Json, Metrics } from '../../contracts/plugin.ts';
import type { PluginManifest } from '../../contracts/plugin-host.ts';
import type { Channel } from '../../process/channel.ts';
import type { HandlerAnswer } from '../answering.ts';
import type { Call } from '../call.ts';
import type { LifecycleStep, PluginPort, TakenConnection } from '../port.ts';
import { readHookReply } from '../remote/hook-reply.ts';
import type { HookMessage, HookReply, Surroundings, TapMessage } from '../remote/messages.ts';
import { PLUGIN_CHANNEL } from '../remote/plugin-channel.ts';
import { factsOf } from '../views/request-facts.ts';

/** Stands for what the plugin keeps in its own process. */
const KEPT = Symbol('kept in the process of the plugin');

/** A plugin in a process of its own, as the host calls it. */
export class RemotePort implements PluginPort {
  readonly manifest: PluginManifest;
  readonly keepsMemos = true;
  readonly #channel: Channel;
  #taps = 0;

  constructor(manifest: PluginManifest, channel: Channel) {
    this.manifest = manifest;
    this.#channel = channel;
  }

  before(hook: number, call: Call): Promise<unknown> {
    const body = typeof this.manifest.hooks[hook]?.reads === 'number' ? call.exchange.rawBody : undefined;
    const message = this.#message(hook, call);
    if (this.manifest.hooks[hook]?.reads !== 'tap') return this.#hook('before', message, call, body);
    const { tap, sender } = this.#newTap();
    const asked = this.#hook('before', { ...message, tap }, call, body);
    // Nothing of the body may be told before the call it is for.
    call.exchange.tap(sender);
    return asked;
  }

  after(hook: number, call: Call, answer: HookedAnswer): Promise<unknown> {
    const { status, headers, body } = answer;
    const message = { ...this.#message(hook, call), answer: { status, headers } };
    if (answer.tap === undefined || this.manifest.hooks[hook]?.reads !== 'tap')
      return this.#hook('after', message, call, body);
    const { tap, sender } = this.#newTap();
    const asked = this.#hook('after', { ...message, tap }, call, body);
    answer.tap(sender);
    return asked;
  }

  async handle(target: string | number, call: Call, stream: Readable | undefined): Promise<HandlerAnswer> {
    const { handlers, routes } = this.manifest;
    const found = typeof target === 'number' ? routes[target] : handlers.find(({ name }) => name === target);
    const body = typeof found?.reads === 'number' ? call.exchange.rawBody : undefined;
    if (body !== undefined && body.length > PLUGIN_CHANNEL.maxPayload)
      throw new Error('a body of more than 16 MiB reaches the process of a plugin only as a stream');
    const { request, settings, principal } = this.#message(0, call);
    const answer = await this.#channel.call(
      'handle',
      { target, request, settings, principal },
      {
        signal: call.signal,
        ...(body !== undefined && { payload: body }),
        ...(stream !== undefined && { stream }),
      },
    );
    const head = answer.value as Omit<HandlerAnswer, 'body'>;
    return { ...head, body: answer.stream ?? answer.payload ?? Buffer.alloc(0) };
  }

  async upgrade(route: number, call: Call, connection: TakenConnection): Promise<void> {
    const { request } = this.#message(0, call);
    const incoming = Readable.from(connection.readable, { objectMode: false });
    const { stream } = await this.#channel.call('upgrade', { route, request }, { stream: incoming });
    if (stream === undefined) return;
    call.exchange.onAbort(() => stream.destroy());
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (!connection.write(chunk)) await connection.taken();
    }
    connection.end();
  }

  async exchangeEnd(call: Call, { outcome, status, duration }: ExchangeEnd): Promise<void> {
    const message = { ...this.#message(0, call), end: { outcome, status, duration } };
    await this.#channel.call('end', message);
  }

  /** Another plan is in service. */
  learn(surroundings: Surroundings): void {
    this.#channel.notify('surroundings', surroundings);
  }

  async run(step: LifecycleStep, signal: AbortSignal): Promise<void> {
    await this.#channel.call('step', { step }, { signal });
  }

  async reload(settings: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<void> {
    await this.#channel.call('reload', settings, { signal });
  }

  async health(signal: AbortSignal): Promise<Health> {
    return (await this.#channel.call('health', {}, { signal })).value as Health;
  }

  async metrics(signal: AbortSignal): Promise<Metrics> {
    return (await this.#channel.call('metrics', {}, { signal })).value as Metrics;
  }

  async events(events: readonly BackworksEvent[]): Promise<void> {
    await this.#channel.call('events', { events });
  }

  async service(
    service: string,
    method: string,
    args: readonly Json[],
    caller: string,
    signal: AbortSignal,
  ): Promise<Json | undefined> {
    const { value } = await this.#channel.call('service', { service, method, args, caller }, { signal });
    return value as Json | undefined;
  }

  /** What the process is too slow for is lost to it, and it is told so. */
  #newTap(): { readonly tap: number; readonly sender: BodyTap } {
    this.#taps += 1;
    const tap = this.#taps;
    let isWhole = true;
    const send = (message: TapMessage, bytes?: Uint8Array) => {
      try {
        return this.#channel.notify('tap', message, bytes);
      } catch {
        // Longer than a frame may be.
        return false;
      }
    };
    return {
      tap,
      sender: {
        chunk: (bytes) => {
          if (!send({ tap }, bytes)) isWhole = false;
        },
        end: (wasWhole) => void send({ tap, ended: wasWhole && isWhole ? 'whole' : 'truncated' }),
      },
    };
  }

  /** Its process is its runner's. */
  async close(): Promise<void> {}

  #message(hook: number, { exchange, settings }: Call): HookMessage {
    return { hook, request: factsOf(exchange), settings, principal: exchange.principal };
  }

  async #hook(
    method: 'before' | 'after',
    message: HookMessage,
    call: Call,
    body: Buffer | undefined,
  ): Promise<unknown> {
    const options = { signal: call.signal, ...(body !== undefined && { payload: body }) };
    const answer = await this.#channel.call(method, message, options).catch((error: unknown) => {
      // Nobody knows whether it kept something before that.
      call.memo = KEPT;
      throw error;
    });
    const reply = answer.value as HookReply;
    if (reply.kept === true && call.memo === undefined) call.memo = KEPT;
    return readHookReply(reply, answer.payload);
  }
}
