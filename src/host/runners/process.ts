import type { Readable } from 'node:stream';
import type { Clock } from '../../base/clock.ts';
import { messageOf } from '../../base/thrown.ts';
import type { Bus } from '../../contracts/events.ts';
import type { Health, Json, Metrics, OwnRequest } from '../../contracts/plugin.ts';
import type { PluginLimits, PluginSource } from '../../contracts/plugin-host.ts';
import type { KeyValueStore } from '../../contracts/store.ts';
import type { IncomingCall, Reply } from '../../process/channel.ts';
import { type Child, describeExit } from '../../process/launch.ts';
import { Supervisor, type SupervisorEvent } from '../../process/supervisor.ts';
import type { ContextLink } from '../context.ts';
import type { PluginInstance } from '../instance.ts';
import { bringUp, takeDown } from '../lifecycle.ts';
import { RemotePort } from '../ports/remote-port.ts';
import type { ProcessSource } from '../processes.ts';
import type {
  EmitMessage,
  ExecuteMessage,
  LoadReply,
  LogMessage,
  ServiceMessage,
  StoreMessage,
  StrayMessage,
} from '../remote/messages.ts';
import { PLUGIN_CHANNEL } from '../remote/plugin-channel.ts';
import type { Runner, RunnerFacts } from './runner.ts';

export interface ProcessOptions {
  readonly source: Exclude<PluginSource, { kind: 'official' }>;
  readonly folder: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly limits: PluginLimits;
  readonly link: ContextLink;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly processes: ProcessSource;
}

/** Bytes that a process needs before a plugin does anything: Node.js itself, and what loads TypeScript. */
const OWN_MEMORY = 96 * 1024 * 1024;

/** How long, in ms, the process of a plugin may not react before it is ended: on a busy machine it may have to wait. */
const SILENCE = 1_000;

/** How long, in ms, its calls and its end may take when it is replaced or stopped. */
const DRAIN = 5_000;

const NEVER = new AbortController().signal;

/** Runs a plugin in a process of its own, which is started again when it ends. */
export class ProcessRunner implements Runner {
  readonly recovers = true;
  readonly #instance: PluginInstance;
  readonly #options: ProcessOptions;
  readonly #supervisor: Supervisor<RemotePort>;
  #settings: Readonly<Record<string, unknown>>;
  #restarts = 0;

  constructor(instance: PluginInstance, options: ProcessOptions) {
    this.#instance = instance;
    this.#options = options;
    this.#settings = options.settings;
    const { limits, clock } = options;
    this.#supervisor = new Supervisor<RemotePort>({
      launch: () => options.processes.start(),
      prepare: (child, signal) => this.#prepare(child, signal),
      retire: async (port, child) => {
        await child.channel.idle();
        await this.#end(port);
      },
      limits: {
        ...(limits.memory !== undefined && { memory: limits.memory + OWN_MEMORY }),
        ...(limits.cpuTime !== undefined && { cpu: limits.cpuTime / 1_000 }),
        ...(limits.fileHandles !== undefined && { handles: limits.fileHandles }),
      },
      policy: limits.policy,
      silence: SILENCE,
      drainTime: DRAIN,
      clock,
      hear: (event) => this.#hear(event),
    });
  }

  get facts(): RunnerFacts {
    const { pid, usage } = this.#supervisor;
    return {
      host: this.#options.processes.tier,
      restarts: this.#restarts,
      ...(pid !== undefined && { pid }),
      ...(usage?.rss !== undefined && { memory: usage.rss }),
    };
  }

  async start(signal: AbortSignal): Promise<void> {
    const leave = () => void this.#supervisor.stop(0);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await this.#supervisor.start();
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  learn(): void {
    const { plan, vars } = this.#options.link;
    try {
      this.#supervisor.instance?.learn({ plan, vars });
    } catch (error) {
      // Whoever put the plan into service is not to blame for its length.
      this.#instance.log.error(`it does not learn of the plan: ${messageOf(error)}`);
    }
  }

  async reload(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#settings = settings;
    await this.#supervisor.instance?.reload(settings, NEVER);
  }

  async health(): Promise<Health> {
    return this.#supervisor.instance?.health(NEVER) ?? { healthy: false, message: 'it does not run' };
  }

  async metrics(): Promise<Metrics> {
    return this.#supervisor.instance?.metrics(NEVER) ?? {};
  }

  async stop(): Promise<void> {
    const port = this.#supervisor.instance;
    this.#instance.detach('stopped');
    if (port !== undefined) await this.#end(port);
    await this.#supervisor.stop(DRAIN);
    this.#options.processes.release();
  }

  async #end(port: RemotePort): Promise<void> {
    for (const failure of await takeDown(port, this.#options.clock))
      this.#instance.log.error(failure.message);
  }

  /** Makes a plugin of an empty child, and proves it healthy. */
  async #prepare(child: Child, signal: AbortSignal): Promise<RemotePort> {
    const { source, folder, link, clock } = this.#options;
    const { name } = this.#instance;
    child.adopt({
      output: (line) => link.log.info(line),
      answer: (call) => this.#answer(call),
      note: (method, params) => this.#note(method, params),
    });
    const { channel } = child;
    const loaded = (await channel.call('load', { source, folder }, { signal })).value as LoadReply;
    if (!('manifest' in loaded)) throw new Error(loaded.failures.map(({ message }) => message).join('; '));
    const surroundings = { plan: link.plan, vars: link.vars };
    await channel.call('begin', { name, folder, settings: this.#settings, ...surroundings }, { signal });
    const port = new RemotePort(loaded.manifest, channel);
    await bringUp(port, clock, signal);
    return port;
  }

  /** What the plugin asks for. */
  async #answer({ method, params, stream }: IncomingCall): Promise<Reply> {
    const { link } = this.#options;
    switch (method) {
      case 'store':
        return { value: await askStore(link.store, params as StoreMessage) };
      case 'service': {
        const { service, method: name, args } = params as ServiceMessage;
        return { value: await link.callService(service, name, args) };
      }
      case 'execute': {
        const { request } = params as ExecuteMessage;
        const body = stream === undefined ? {} : { body: await wholeOf(stream) };
        const {
          bytes,
          body: _decoded,
          ...answer
        } = await link.execute({ ...(request as OwnRequest), ...body });
        return { value: answer, payload: bytes };
      }
      default:
        throw new Error(`there is no call "${method}"`);
    }
  }

  #note(method: string, params: unknown): void {
    const { link } = this.#options;
    if (method === 'log') {
      const { level, message } = params as LogMessage;
      const say = Object.hasOwn(link.log, level) ? link.log[level] : link.log.info;
      say(String(message));
    } else if (method === 'emit') {
      const { event, data } = params as EmitMessage;
      link.emit(String(event), data);
    } else if (method === 'stray') this.#instance.strayed(String((params as StrayMessage).message));
  }

  #hear(event: SupervisorEvent): void {
    const instance = this.#instance;
    switch (event.type) {
      case 'restarted':
      case 'recovered':
        this.#restarts += 1;
        this.#attach();
        break;
      case 'started':
        this.#attach();
        break;
      case 'handed_over':
        this.#attach();
        instance.log.info(`its process ${event.from} was replaced by ${event.to}`);
        break;
      case 'exited':
        instance.detach('starting', describeExit(event.exit));
        break;
      case 'failed':
        instance.log.error(event.cause.message);
        break;
      case 'open':
        instance.detach(
          event.trialIn === undefined ? 'disabled' : 'failed',
          event.cause.message,
          event.trialIn,
        );
        break;
      case 'violation': {
        const { limit, used, allowed, action } = event;
        const done = action === 'none' ? 'warn' : action === 'disable' ? 'disable' : 'recycle';
        this.#options.bus.publish({
          type: 'plugin.alert',
          plugin: instance.name,
          figure: limit,
          value: used,
          limit: allowed,
          action: done,
        });
      }
    }
  }

  #attach(): void {
    const port = this.#supervisor.instance;
    if (port === undefined) return;
    this.#instance.attach(port);
    // Another plan may be in service than the one it began with.
    this.learn();
  }
}

/** @throws Error for a body that is longer than any other that a plugin sends in one piece */
async function wholeOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > PLUGIN_CHANNEL.maxPayload) throw new Error('execute got a body of more than 16 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function askStore(store: KeyValueStore, message: StoreMessage): Promise<unknown> {
  switch (message.op) {
    case 'get':
      return store.get(message.key);
    case 'delete':
      return store.delete(message.key);
    case 'set':
      return store.set(message.key, message.value, message.ttl === undefined ? {} : { ttl: message.ttl });
    case 'compareAndSet':
      return store.compareAndSet(message.key, message.expected as Json | undefined, message.value);
    case 'keys':
      return store.keys(message.prefix);
  }
}
