import { PassThrough, Readable } from 'node:stream';
import type { PluginConnection, PluginDefinition } from '../../contracts/plugin.ts';
import type { PluginManifest } from '../../contracts/plugin-host.ts';
import type { Channel, Handlers, IncomingCall, Reply } from '../../process/channel.ts';
import { errorShape } from '../../process/remote-error.ts';
import { HostContext } from '../context.ts';
import { loadPlugin } from '../load/load-plugin.ts';
import { DefinitionPort } from '../ports/definition-port.ts';
import { TapQueue } from '../tap-queue.ts';
import { RemoteRequest } from '../views/request-facts.ts';
import { ChildLink } from './child-link.ts';
import { hookReply } from './hook-reply.ts';
import type {
  BeginMessage,
  EndMessage,
  EventsMessage,
  HandleMessage,
  HookMessage,
  LoadMessage,
  ServiceMessage,
  StepMessage,
  Surroundings,
  TapMessage,
  UpgradeMessage,
} from './messages.ts';
import { PLUGIN_CHANNEL } from './plugin-channel.ts';
import { Memos, RemoteCall } from './remote-call.ts';

type Answerer = (call: IncomingCall) => Reply | Promise<Reply>;

/** A plugin in a process of its own: it does what the host asks for over the channel. */
export class ChildPlugin implements Handlers {
  readonly limits = PLUGIN_CHANNEL;
  readonly #memos = new Memos();
  /** Bodies that the plugin looks on, by the numbers they come under. */
  readonly #taps = new Map<number, TapQueue>();
  #channel: Pick<Channel, 'call' | 'notify'> | undefined;
  #loaded: { readonly definition: PluginDefinition; readonly manifest: PluginManifest } | undefined;
  #link: ChildLink | undefined;
  #port: DefinitionPort | undefined;

  readonly #answerers: Readonly<Record<string, Answerer>> = {
    warm: () => this.#warm(),
    load: ({ params }) => this.#load(params as LoadMessage),
    begin: ({ params }) => this.#begin(params as BeginMessage),
    step: ({ params }) => this.#step(params as StepMessage),
    before: (call) => this.#hook(call),
    after: (call) => this.#hook(call),
    handle: (call) => this.#handle(call),
    upgrade: (call) => this.#upgrade(call),
    end: (call) => this.#end(call),
    reload: async ({ params }) => {
      await this.#running.reload(params as Readonly<Record<string, unknown>>);
      return {};
    },
    health: async () => ({ value: await this.#running.health() }),
    metrics: async () => ({ value: await this.#running.metrics() }),
    service: async ({ params, signal }) => {
      const { service, method, args, caller = '' } = params as ServiceMessage;
      return { value: await this.#running.service(service, method, args, caller, signal) };
    },
    events: async ({ params }) => {
      await this.#running.events((params as EventsMessage).events);
      return {};
    },
  };

  /** To be called before the first message. */
  connect(channel: Pick<Channel, 'call' | 'notify'>): void {
    this.#channel = channel;
  }

  answer(call: IncomingCall): Reply | Promise<Reply> {
    const answerer = Object.hasOwn(this.#answerers, call.method) ? this.#answerers[call.method] : undefined;
    if (answerer === undefined) throw new Error(`there is no call "${call.method}"`);
    return answerer(call);
  }

  note(method: string, params: unknown, payload?: Buffer): void {
    if (method === 'tap') this.#feed(params as TapMessage, payload);
    else if (method === 'surroundings') this.#link?.learn(params as Surroundings);
  }

  #feed({ tap, ended }: TapMessage, payload: Buffer | undefined): void {
    const queue = this.#taps.get(tap);
    if (payload !== undefined) queue?.chunk(payload);
    if (ended === undefined) return;
    queue?.end(ended === 'whole');
    this.#taps.delete(tap);
  }

  #tapOf({ tap }: HookMessage): TapQueue | undefined {
    if (tap === undefined) return undefined;
    const queue = new TapQueue();
    this.#taps.set(tap, queue);
    return queue;
  }

  /** Something that belongs to no call went wrong in this process. */
  stray(error: unknown): void {
    const { stack, message } = errorShape(error);
    this.#channel?.notify('stray', { message: (stack ?? message).slice(0, 4_096) });
  }

  get #running(): DefinitionPort {
    if (this.#port === undefined) throw new Error('the plugin is not begun');
    return this.#port;
  }

  /** Does beforehand what would keep the first plugin waiting: that is loading TypeScript. */
  async #warm(): Promise<Reply> {
    const { createJiti } = await import('jiti');
    createJiti(import.meta.url, { fsCache: false }).transform({ source: 'const a: number = 1;', ts: true });
    return {};
  }

  async #load({ source, folder }: LoadMessage): Promise<Reply> {
    const loading = await loadPlugin(source, folder);
    if (!('definition' in loading)) return { value: loading };
    this.#loaded = loading;
    return { value: { manifest: loading.manifest } };
  }

  #begin({ name, folder, settings, plan, vars }: BeginMessage): Reply {
    if (this.#loaded === undefined || this.#channel === undefined)
      throw new Error('the plugin is not loaded');
    const { definition, manifest } = this.#loaded;
    this.#link = new ChildLink(this.#channel, { plan, vars });
    const context = new HostContext({ name, folder, settings, link: this.#link });
    this.#port = new DefinitionPort(definition, manifest, context);
    return {};
  }

  async #step({ step }: StepMessage): Promise<Reply> {
    await this.#running.run(step);
    return {};
  }

  #hook(incoming: IncomingCall): Reply | Promise<Reply> {
    const message = incoming.params as HookMessage;
    const { hook, request, answer } = message;
    const { payload } = incoming;
    const tap = this.#tapOf(message);
    const isBefore = answer === undefined;
    const view = new RemoteRequest(request, isBefore ? payload : undefined, isBefore ? { tap } : {});
    const link = this.#link as ChildLink;
    const call = new RemoteCall(view, message, link.log, this.#memos, incoming);
    const returned =
      answer === undefined
        ? this.#running.before(hook, call)
        : this.#running.after(hook, call, { ...answer, body: payload }, tap);
    const reply = (value: unknown) => hookReply(value, this.#memos.has(request.id));
    return returned instanceof Promise ? returned.then(reply) : reply(returned);
  }

  async #handle(incoming: IncomingCall): Promise<Reply> {
    const message = incoming.params as HandleMessage;
    const request = new RemoteRequest(message.request, incoming.payload, { stream: incoming.stream });
    const call = new RemoteCall(request, message, (this.#link as ChildLink).log, this.#memos, incoming);
    const { body, ...head } = await this.#running.handle(message.target, call);
    if (body instanceof Readable) return { value: head, stream: body };
    // What is longer than a frame may be goes in pieces.
    if (body.length > PLUGIN_CHANNEL.maxPayload) return { value: head, stream: Readable.from([body]) };
    return { value: head, payload: body };
  }

  /** Answers with what the plugin writes as soon as it writes something, or with its failure. */
  #upgrade(incoming: IncomingCall): Promise<Reply> {
    const { route, request } = incoming.params as UpgradeMessage;
    const { log } = this.#link as ChildLink;
    const told = { settings: {} };
    const call = new RemoteCall(new RemoteRequest(request, undefined), told, log, this.#memos, incoming);
    const outgoing = new PassThrough();
    // Until it is the answer nobody listens, and this process would end of it.
    outgoing.on('error', () => {});
    return new Promise((resolve, reject) => {
      const open = () => resolve({ stream: outgoing });
      const connection: PluginConnection = {
        readable: incoming.stream ?? Readable.from([]),
        write(chunk) {
          open();
          return outgoing.write(chunk);
        },
        end() {
          open();
          outgoing.end();
        },
      };
      this.#running.upgrade(route, call, connection).catch((error: unknown) => {
        reject(error as Error);
        outgoing.destroy(error as Error);
      });
    });
  }

  async #end(incoming: IncomingCall): Promise<Reply> {
    const message = incoming.params as HookMessage & EndMessage;
    const { request, end } = message;
    if (!this.#memos.has(request.id)) return {};
    const link = this.#link as ChildLink;
    const call = new RemoteCall(
      new RemoteRequest(request, undefined),
      message,
      link.log,
      this.#memos,
      incoming,
    );
    try {
      await this.#running.exchangeEnd(call, end);
    } finally {
      this.#memos.delete(request.id);
    }
    return {};
  }
}
