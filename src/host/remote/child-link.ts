import { Readable } from 'node:stream';
import type {
  Json,
  OwnAnswer,
  OwnRequest,
  PlanView,
  PluginLog,
  PluginStore,
} from '../../contracts/plugin.ts';
import type { Channel } from '../../process/channel.ts';
import type { ContextLink } from '../context.ts';
import { decodedValue } from '../views/request-facts.ts';
import type { EmitMessage, LogMessage, StoreMessage, Surroundings } from './messages.ts';

/** What a plugin in a process of its own reaches over the channel. */
export class ChildLink implements ContextLink {
  readonly log: PluginLog;
  readonly store: PluginStore;
  readonly #channel: Pick<Channel, 'call' | 'notify'>;
  #surroundings: Surroundings;

  constructor(channel: Pick<Channel, 'call' | 'notify'>, surroundings: Surroundings) {
    this.#channel = channel;
    this.#surroundings = surroundings;
    const say = (level: LogMessage['level']) => (message: unknown) => {
      channel.notify('log', { level, message: String(message).slice(0, LONGEST_LINE) });
    };
    this.log = { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
    this.store = storeOver((message) => this.#ask('store', message));
  }

  get plan(): PlanView {
    return this.#surroundings.plan;
  }

  get vars(): Readonly<Record<string, unknown>> {
    return this.#surroundings.vars;
  }

  /** Another plan is in service. */
  learn(surroundings: Surroundings): void {
    this.#surroundings = surroundings;
  }

  emit(event: string, data: Json | undefined): void {
    const message: EmitMessage = { event, ...(data !== undefined && { data }) };
    this.#channel.notify('emit', message);
  }

  async execute({ body, ...head }: OwnRequest): Promise<OwnAnswer> {
    const isRaw = body instanceof Uint8Array;
    const request = isRaw || body === undefined ? head : { ...head, body };
    // As a stream: what comes in frames of calls is limited, for nobody asked for it.
    const options = isRaw ? { stream: Readable.from([body]) } : {};
    const { value, payload } = await this.#channel.call('execute', { request }, options);
    const answer = value as Pick<OwnAnswer, 'status' | 'headers'>;
    const bytes = payload ?? Buffer.alloc(0);
    return { ...answer, bytes, body: decodedValue(bytes, answer.headers['content-type']) };
  }

  async callService(service: string, method: string, args: readonly Json[]): Promise<Json | undefined> {
    return (await this.#ask('service', { service, method, args })) as Json | undefined;
  }

  async #ask(method: string, params: unknown): Promise<unknown> {
    return (await this.#channel.call(method, params)).value;
  }
}

/** Characters of one line of a log. */
const LONGEST_LINE = 8_192;

function storeOver(ask: (message: StoreMessage) => Promise<unknown>): PluginStore {
  return {
    get: async (key) => (await ask({ op: 'get', key })) as Json | undefined,
    set: async (key, value, { ttl } = {}) =>
      // JSON has no word for ever.
      void (await ask({ op: 'set', key, value, ...(ttl !== undefined && ttl < Infinity && { ttl }) })),
    delete: async (key) => void (await ask({ op: 'delete', key })),
    compareAndSet: async (key, expected, value) =>
      (await ask({ op: 'compareAndSet', key, ...(expected !== undefined && { expected }), value })) === true,
    keys: async (prefix = '') => (await ask({ op: 'keys', prefix })) as readonly string[],
  };
}
