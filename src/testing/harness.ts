import { setImmediate as turn } from 'node:timers/promises';
import { type Clock, ManualClock } from '../base/clock.ts';
import { hasErrors } from '../base/diagnostic.ts';
import { loadConfig } from '../config/load.ts';
import type { ResolvedConfig } from '../contracts/config.ts';
import type { BackworksEvent } from '../contracts/events.ts';
import type { ModeDescriptor } from '../contracts/mode.ts';
import type { Health, Json, Metrics, PluginAnswer, PluginStore } from '../contracts/plugin.ts';
import type { OfficialPlugin } from '../contracts/plugin-host.ts';
import type {
  FaultyPart,
  PluginHarness,
  TestExchange,
  TestLogLine,
  TestPluginOptions,
  TestRequest,
} from '../contracts/plugin-testing.ts';
import type { ResourceSpec } from '../contracts/resource.ts';
import { createBus } from '../core/bus.ts';
import {
  type Claim,
  claimsInto,
  createEndpointCompiler,
  type EndpointCompiler,
  type PluginSpecs,
} from '../core/compile.ts';
import { Engine } from '../core/engine.ts';
import type { HttpExchange } from '../core/exchange.ts';
import { buildPlan } from '../core/plan.ts';
import { resourceKey } from '../core/resources.ts';
import { PluginHost } from '../host/host.ts';
import { OwnRequests } from '../host/own-requests.ts';
import type { RunningPlugin } from '../host/running-plugin.ts';
import { statusOf } from '../host/status.ts';
import { plugin as pluginMode } from '../modes/plugin/index.ts';
import { MemoryStores } from '../store/memory.ts';
import { configurationOf, type Entries } from './configuration.ts';
import { testMode } from './endpoint.ts';
import { Faults, faultyStore } from './faults.ts';
import type { Subject } from './subject.ts';
import { fakeAsk, fakeFetch, fakePlugins, type Sent } from './surroundings.ts';
import { type OnCall, Traces } from './traces.ts';

/** How long events wait for others before a plugin is told, in ms. */
const EVENTS_WAIT = 5;

/** What a harness is made with beyond what tests choose. */
export interface HarnessParts {
  readonly clock?: Clock;
  readonly fetch?: typeof fetch;
  /** Further entries of `plugins:`, and the official plugins among them. */
  readonly others?: Entries;
  readonly onCall?: OnCall;
}

/**
 * The parts of a server, put together for one plugin: its host, the engine, endpoints that answer what a test
 * says. What is left out is the socket; what is faked is time, the network, and other plugins.
 */
export class Harness implements PluginHarness {
  readonly clock: PluginHarness['clock'];
  readonly store: PluginStore;
  readonly events: BackworksEvent[] = [];
  readonly emitted: { readonly event: string; readonly data: unknown }[] = [];
  readonly logs: TestLogLine[] = [];
  readonly #subject: Subject;
  readonly #options: TestPluginOptions;
  readonly #parts: HarnessParts;
  readonly #sent: Sent = { fetched: [], executed: [] };
  readonly #faults: Faults;
  readonly #bus = createBus();
  readonly #engine: Engine;
  readonly #host: PluginHost;
  readonly #modes: readonly ModeDescriptor[];
  readonly #compiler: EndpointCompiler;
  readonly #traces: Traces;
  #settings: Readonly<Record<string, unknown>>;
  #config: ResolvedConfig | undefined;
  #running: RunningPlugin | undefined;
  /** What of the plugin's work nobody else waits for. */
  #pending: Promise<unknown>[] = [];
  #state = 'stopped';

  private constructor(subject: Subject, options: TestPluginOptions, parts: HarnessParts) {
    const clock = parts.clock ?? new ManualClock();
    this.#subject = subject;
    this.#options = options;
    this.#parts = parts;
    this.#settings = options.settings ?? {};
    this.#faults = new Faults(clock);
    this.#traces = new Traces(parts.onCall);
    this.clock = {
      now: () => clock.now(),
      advance: async (milliseconds) => {
        await settle();
        if (clock instanceof ManualClock) clock.advance(milliseconds);
        await settle();
      },
    };
    this.#bus.subscribe((event) => this.#keep(event));
    const stores = new MemoryStores(clock);
    this.store = stores.open(`plugin:${subject.name}`);
    this.#modes = [testMode((exchange) => this.#traces.answerTo(exchange)), pluginMode];
    this.#compiler = createEndpointCompiler(this.#modes);
    this.#engine = new Engine({ bus: this.#bus, development: true, clock });
    this.#host = new PluginHost({
      bus: this.#bus,
      clock,
      stores: { open: (name) => faultyStore(stores.open(name), this.#faults) },
      official: this.#officials(),
      ask: fakeAsk(options.execute, this.#sent, this.#faults),
      fetch: parts.fetch ?? fakeFetch(options.fetch, this.#sent, this.#faults),
    });
  }

  /** @throws Error that says all that is wrong with the plugin, or with its settings */
  static async open(
    subject: Subject,
    options: TestPluginOptions,
    parts: HarnessParts = {},
  ): Promise<Harness> {
    const harness = new Harness(subject, options, parts);
    harness.#config = await harness.#load(harness.#settings);
    return harness;
  }

  get fetched(): PluginHarness['fetched'] {
    return this.#sent.fetched;
  }

  get executed(): PluginHarness['executed'] {
    return this.#sent.executed;
  }

  get state(): string {
    return this.#state;
  }

  get breaker(): PluginHarness['breaker'] {
    return this.#running?.instance.breaker.state ?? 'closed';
  }

  /** How it fares; undefined while it does not run. */
  get status() {
    return this.#running && statusOf(this.#running);
  }

  async start(): Promise<void> {
    this.#config ??= await this.#load(this.#settings);
    await this.#install(this.#config);
  }

  async stop(): Promise<void> {
    await this.#engine.stop(0);
    await this.#host.release();
    this.#running = undefined;
    this.#config = undefined;
  }

  async reload(settings: Readonly<Record<string, unknown>>): Promise<void> {
    this.#started();
    const config = await this.#load(settings);
    this.#settings = settings;
    this.#config = config;
    await this.#install(config);
    await this.#idle();
  }

  async request({
    method,
    path = '/',
    headers,
    body,
    answer,
    signal,
  }: TestRequest = {}): Promise<TestExchange> {
    this.#started();
    const trace = this.#traces.begin(answer);
    const leave = () => (trace.exchange as HttpExchange | undefined)?.request.socket.destroy();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      const client = new OwnRequests(trace.asker, (request) => this.#engine.ask(request));
      const response = await client.execute({
        path,
        ...(method !== undefined && { method }),
        ...(headers !== undefined && { headers }),
        body,
      });
      const { exchange, patch, reached, faults } = trace;
      return { id: exchange?.id ?? '', patch, request: reached, response, faults };
    } finally {
      signal?.removeEventListener('abort', leave);
      this.#traces.end(trace);
    }
  }

  response(answer: PluginAnswer, request: Omit<TestRequest, 'answer'> = {}): Promise<TestExchange> {
    return this.request({ ...request, answer });
  }

  async deliver(...events: readonly BackworksEvent[]): Promise<void> {
    this.#started();
    for (const event of events) this.#bus.publish(event);
    await this.clock.advance(EVENTS_WAIT);
    await this.#idle();
  }

  call(service: string, method: string, ...args: readonly Json[]): Promise<Json | undefined> {
    return this.#started().instance.callService(service, method, args, 'test');
  }

  async health(): Promise<Health> {
    return this.#started().runner.health();
  }

  async metrics(): Promise<Metrics> {
    return this.#started().runner.metrics();
  }

  fail(part: FaultyPart, error?: Error): void {
    this.#faults.fail(this.#mend(part), error);
  }

  hang(part: FaultyPart): void {
    this.#faults.hang(this.#mend(part));
  }

  slow(part: FaultyPart, milliseconds: number): void {
    this.#faults.slow(this.#mend(part), milliseconds);
  }

  heal(part?: FaultyPart): void {
    this.#faults.heal(part);
  }

  /** @throws TypeError for what is out of reach */
  #mend(part: FaultyPart): FaultyPart {
    if (part === 'fetch' && this.#options.isolation === 'process')
      throw new TypeError('a process of its own fetches by itself: test what its fetch does inline');
    return part;
  }

  #officials(): OfficialPlugin[] {
    const { official, needs } = this.#subject;
    return [...official, ...fakePlugins(this.#options.services ?? {}, needs, this.#faults)];
  }

  async #load(settings: Readonly<Record<string, unknown>>): Promise<ResolvedConfig> {
    const { name, entry, folder } = this.#subject;
    const fakes = this.#host.official.filter((one) => one !== name).map((one) => [one, {}] as const);
    const entries = { [name]: entry, ...this.#parts.others, ...Object.fromEntries(fakes) };
    const text = configurationOf(name, entries, settings, this.#options);
    const { config, diagnostics } = await loadConfig({
      source: { kind: 'text', text, folder },
      modes: this.#modes,
      plugins: this.#host,
      environment: {},
      cwd: folder,
    });
    if (config !== undefined && !hasErrors(diagnostics)) return config;
    await this.#host.release();
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const lines = errors.map(({ code, message, hint }) => `${code}: ${message}${hint ? ` (${hint})` : ''}`);
    throw new Error(`the plugin cannot be used so:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }

  /** Starts what the configuration needs, and serves it: as the server does, but for the socket. */
  async #install(config: ResolvedConfig): Promise<void> {
    const { signal } = new AbortController();
    const claims: Claim[] = [];
    const claim = claimsInto(claims);
    const hooks = this.#host.plan(config, {
      strict: true,
      use: (spec) => claim(this.#watched(spec)),
      keyOf: resourceKey as (spec: ResourceSpec<never>) => string,
    });
    const specs: PluginSpecs = (plugin) => this.#watched(this.#host.specOf(plugin, config, true));
    const endpoints = await this.#compiler.compile(config, signal, specs);
    const followed = this.#traces.followEndpoints(endpoints);
    const plan = buildPlan(config, followed, this.#traces.follow(hooks));
    const build = this.#engine.resources.begin();
    try {
      for (const one of [...claims, ...endpoints.flatMap((endpoint) => endpoint.claims)])
        one.fill(await build.acquire(one.spec, signal));
      this.#engine.swap(plan, await build.commit());
    } catch (error) {
      await build.rollback();
      throw error;
    }
  }

  /** The same resource; that of the plugin under test is known here, too, once it is started. */
  #watched<Instance, Settings>(spec: ResourceSpec<Instance, Settings>): ResourceSpec<Instance, Settings> {
    if (spec.kind !== 'plugin' || spec.name !== this.#subject.name) return spec;
    return {
      ...spec,
      start: async (settings, signal) => {
        const running = await spec.start(settings, signal);
        this.#take(running as RunningPlugin);
        return running;
      },
      update: (running, settings) =>
        void this.#pending.push((running as RunningPlugin).reload(settings as Record<string, unknown>)),
    };
  }

  #take(running: RunningPlugin): void {
    this.#running = running;
    const { instance } = running;
    const tell = instance.tellEvents.bind(instance);
    instance.tellEvents = (batch) => {
      const told = tell(batch);
      this.#pending.push(told);
      return told;
    };
  }

  async #idle(): Promise<void> {
    while (this.#pending.length > 0) await this.#pending.shift();
  }

  #keep(event: BackworksEvent): void {
    this.events.push(event);
    const { name } = this.#subject;
    if (event.type === 'plugin.state' && event.plugin === name) this.#state = event.state;
    else if (event.type === 'log' && event.plugin === name)
      this.logs.push({ level: event.level, message: event.message });
    else if (event.type === 'plugin.event' && event.plugin === name)
      this.emitted.push({ event: event.name.slice(`plugin.${name}.`.length), data: event.data });
    else if (event.type === 'plugin.fault' && event.plugin === name) this.#traces.blame(event);
  }

  #started(): RunningPlugin {
    if (this.#running !== undefined) return this.#running;
    throw new Error('the plugin does not run: await harness.start() first');
  }
}

/** Turns of the event loop in which a request comes as far as it can before it waits for time. */
const TURNS = 4;

/** Lets go on what waits for no time. */
async function settle(): Promise<void> {
  for (let count = 0; count < TURNS; count += 1) await turn();
}
