import { join } from 'node:path';
import { ManualClock } from '../../src/base/clock.ts';
import type { BackworksEvent } from '../../src/contracts/events.ts';
import type { PluginLimits } from '../../src/contracts/plugin-host.ts';
import type { ContextLink } from '../../src/host/context.ts';
import { Deadlines } from '../../src/host/guard/deadlines.ts';
import { PluginInstance } from '../../src/host/instance.ts';
import { loadPlugin } from '../../src/host/load/load-plugin.ts';
import { createLog } from '../../src/host/log.ts';
import { type Ask, OwnRequests } from '../../src/host/own-requests.ts';
import { ProcessRunner } from '../../src/host/runners/process.ts';
import type { Child, ChildUser, Exit } from '../../src/process/launch.ts';
import { EndedError } from '../../src/process/process-error.ts';
import { MemoryStores } from '../../src/store/memory.ts';
import { exchangeOf, keepEvents } from './plugins.ts';
import { callFor, NO_PLAN, project, type Served, serve } from './remote-plugins.ts';

/** A child that is no process: what would run in it runs here, at the other end of a connection. */
export class NearChild implements Child {
  readonly pid = process.pid;
  readonly channel: Served['channel'];
  /** Its own end. */
  readonly far: Served['far'];
  readonly exited: Promise<Exit>;
  hasExited = false;
  #exit!: (exit: Exit) => void;

  constructor({ channel, far }: Served) {
    this.channel = channel;
    this.far = far;
    this.exited = new Promise((resolve) => {
      this.#exit = resolve;
    });
  }

  adopt(user: ChildUser): void {
    this.channel.serve(user);
  }

  async stop(_grace: number): Promise<Exit> {
    this.channel.close();
    this.#end({ code: 0, signal: null, reason: undefined });
    return this.exited;
  }

  kill(reason: string): void {
    this.channel.close(new EndedError(`it was ended: ${reason}`));
    this.#end({ code: null, signal: 'SIGKILL', reason });
  }

  /** It ends by itself. */
  crash(code: number): void {
    this.channel.close(new EndedError(`it exited with code ${code}`));
    this.#end({ code, signal: null, reason: undefined });
  }

  #end(exit: Exit): void {
    this.hasExited = true;
    this.#exit(exit);
  }
}

export interface NearOptions {
  readonly limits?: Partial<PluginLimits>;
  readonly callService?: ContextLink['callService'];
  /** The API that it is part of. */
  readonly ask?: Ask;
  /** The name of the plan that is in service. */
  readonly planName?: () => string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Comes before each start. */
  readonly launching?: () => void;
}

/** A plugin under the runner of processes, without one. */
export interface NearRunner {
  readonly runner: ProcessRunner;
  readonly instance: PluginInstance;
  readonly clock: ManualClock;
  readonly folder: string;
  readonly children: readonly NearChild[];
  readonly events: readonly BackworksEvent[];
  /** The texts of its log so far, by level. */
  readonly lines: () => readonly string[];
  readonly states: () => readonly string[];
  /** How often its processes were given back. */
  readonly released: () => number;
  /** What its first hook gives. */
  ask(path?: string): Promise<unknown>;
}

const NO_ANSWER = { status: 204, headers: [], body: Buffer.alloc(0) };

/** @param members what stands behind the plugin's name and version */
export async function nearRunner(members: string, options: NearOptions = {}): Promise<NearRunner> {
  const { limits = {}, settings = {}, launching = () => {}, planName = () => 'shop' } = options;
  const { callService = async () => undefined, ask = async () => NO_ANSWER } = options;
  const folder = project({ 'far.ts': `export default { name: 'far', version: '1.0.0', ${members} };` });
  const source = { kind: 'module', path: join(folder, 'far.ts') } as const;
  const loaded = await loadPlugin(source, folder);
  if (!('manifest' in loaded)) throw new Error(JSON.stringify(loaded.failures));
  const clock = new ManualClock();
  const { bus, events } = keepEvents();
  const log = createLog(bus, 'far');
  const limited = { maxExecutionTime: 100, handlerTime: 1_000, folder: '/', concurrency: 10 };
  const services = { bus, clock, deadlines: new Deadlines(clock) };
  const instance = new PluginInstance(
    loaded.manifest,
    { name: 'far', critical: false, ...limited },
    services,
    log,
  );
  const executor = new OwnRequests('far', ask);
  const link: ContextLink = {
    log,
    store: new MemoryStores(clock).open('plugin:far'),
    get plan() {
      return { ...NO_PLAN, name: planName() };
    },
    vars: {},
    emit: (event, data) =>
      bus.publish({ type: 'plugin.event', plugin: 'far', name: event, ...(data !== undefined && { data }) }),
    execute: (request) => executor.execute(request),
    callService,
  };
  const children: NearChild[] = [];
  let released = 0;
  const runner = new ProcessRunner(instance, {
    source,
    folder,
    settings,
    limits: { policy: 'recycle', ...limits },
    link,
    bus,
    clock,
    processes: {
      tier: 'process',
      async start() {
        launching();
        const child = new NearChild(await serve());
        children.push(child);
        return child;
      },
      release() {
        released += 1;
      },
    },
  });
  return {
    runner,
    instance,
    clock,
    folder,
    children,
    events,
    lines: () =>
      events.flatMap((event) => (event.type === 'log' ? [`${event.level}: ${event.message}`] : [])),
    states: () => events.flatMap((event) => (event.type === 'plugin.state' ? [event.state] : [])),
    released: () => released,
    async ask(path = '/a') {
      const { port } = instance;
      if (port === undefined) throw new Error(`it is ${instance.state}`);
      return port.before(0, callFor(exchangeOf({ path })));
    },
  };
}

/** A plugin whose first hook answers with what this code gives. */
export const telling = (text: string) =>
  `hooks: { beforeRequest: async (request, call, context) => ({ response: { body: await (async () => { ${text} })() ?? 'none' } }) },`;

/** The same that runs. */
export async function startedRunner(members: string, options?: NearOptions): Promise<NearRunner> {
  const near = await nearRunner(members, options);
  await near.runner.start(new AbortController().signal);
  return near;
}
