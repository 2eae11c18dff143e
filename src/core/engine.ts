import { type Clock, systemClock } from '../base/clock.ts';
import { BackworksError } from '../base/errors.ts';
import type { ServerSettings } from '../contracts/config.ts';
import type { Bus } from '../contracts/events.ts';
import type { Lease, ResourceSpec } from '../contracts/resource.ts';
import { type ControlRoute, createControl } from './control.ts';
import type { DrainReport } from './draining.ts';
import { Flights } from './flights.ts';
import { ask, type InnerAnswer, type InnerAsk } from './own/ask.ts';
import type { Plan, PortPlan } from './plan.ts';
import { ResourceRegistry } from './resources.ts';
import { HttpService } from './service.ts';
import type { Site } from './site.ts';
import { PlanSlot } from './swap.ts';
import type { SecureDoor } from './tls/door.ts';

export interface EngineOptions {
  readonly bus: Bus;
  /** Answers to failed requests carry the cause and its place. */
  readonly development: boolean;
  /** What the control routes with more than health ask for; without one they are closed. */
  readonly token?: string;
  /** What `/__backworks/status` says beside the engine's own figures. */
  readonly status?: () => Readonly<Record<string, unknown>>;
  /** More control routes. */
  readonly routes?: readonly ControlRoute[];
  readonly clock?: Clock;
}

export interface EngineStatus {
  readonly requests: number;
  readonly in_flight: number;
  readonly connections: number;
  /** Plans whose leases are held: the one in service, and older ones that requests began with. */
  readonly plans: number;
}

/** What the last requests saw. */
export interface StopFigures extends DrainReport {
  /** Requests since the start. */
  readonly served: number;
  /** Milliseconds from the call to the end. */
  readonly duration: number;
}

/**
 * Serves plans. To put the next one into service:
 *
 *     const build = engine.resources.begin();
 *     try {
 *       await build.acquire(engine.listener(config.server, { move: false }), signal);
 *       engine.swap(buildPlan(config, compiled), await build.commit());
 *     } catch (error) {
 *       await build.rollback();
 *     }
 */
export class Engine {
  readonly resources = new ResourceRegistry();
  readonly #options: EngineOptions;
  readonly #clock: Clock;
  readonly #flights = new Flights();
  readonly #slot: PlanSlot;
  /** What is served on other addresses than the server's own. */
  readonly #portSlots = new Map<string, PlanSlot>();
  readonly #services = new Set<HttpService>();
  /** Of requests that came over no connection. */
  #innerSite: Site | undefined;
  /** Requests of services that are gone. */
  #servedBefore = 0;

  constructor(options: EngineOptions) {
    const { bus, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#slot = this.#createSlot(bus);
  }

  #createSlot(bus: Bus): PlanSlot {
    return new PlanSlot({
      clock: this.#clock,
      flights: this.#flights,
      resources: this.resources,
      failed: (error) => bus.publish({ type: 'log', level: 'error', message: `cannot stop: ${error}` }),
    });
  }

  /** The plan in service. */
  get plan(): Plan | undefined {
    return this.#slot.plan;
  }

  get status(): EngineStatus {
    const services = [...this.#services];
    return {
      requests: services.reduce((sum, { served }) => sum + served, this.#servedBefore),
      in_flight: this.#flights.size,
      connections: services.reduce((sum, { connections }) => sum + connections, 0),
      plans: this.#slot.generations,
    };
  }

  /**
   * The listening socket as a resource: its limits follow the settings, its address moves with them, and
   * only the size of headers and whether it speaks TLS need a restart.
   */
  listener(
    settings: ServerSettings,
    { move }: { readonly move: boolean },
  ): ResourceSpec<HttpService, ServerSettings> {
    return this.#listenerSpec('server', settings, this.#slot, move);
  }

  /** Another address, where the routes of plugins are served with the limits of the server. */
  portListener(
    server: ServerSettings,
    { host, port, plugins }: PortPlan,
  ): ResourceSpec<HttpService, ServerSettings> {
    const settings = { ...server, host, port, portGiven: true, cors: undefined, rateLimit: undefined };
    const spec = this.#listenerSpec(`plugin ${host} ${port}`, settings, this.#slotFor(host, port), false);
    const start = async (given: ServerSettings, signal: AbortSignal) => {
      try {
        return await spec.start(given, signal);
      } catch (error) {
        if (!(error instanceof BackworksError)) throw error;
        const [plugin = ''] = plugins;
        throw new BackworksError(error.code, `the plugin "${plugin}": ${error.message}`, {
          cause: error,
          members: { plugin },
          hint: `change the port of its routes, or stop the program that has port ${port}`,
        });
      }
    };
    return { ...spec, start };
  }

  #slotFor(host: string, port: number): PlanSlot {
    const key = `${host} ${port}`;
    const slot = this.#portSlots.get(key) ?? this.#createSlot(this.#options.bus);
    this.#portSlots.set(key, slot);
    return slot;
  }

  #listenerSpec(
    name: string,
    settings: ServerSettings,
    slot: PlanSlot,
    move: boolean,
  ): ResourceSpec<HttpService, ServerSettings> {
    const { host, port, maxHeaders, tls } = settings;
    return {
      kind: 'listener',
      name,
      restart: { host, port, maxHeaders, tls: tls?.kind },
      settings,
      ...(port !== 0 && { exclusive: `port ${port}` }),
      start: async (given) => {
        const service = this.#serviceFor(given, await openDoor(given), slot);
        await service.start(given, move);
        this.#services.add(service);
        this.#options.bus.publish({ type: 'server.listening', url: service.url });
        return service;
      },
      update: (service, given) => service.update(given),
      stop: async (service) => {
        await service.drain(settings.shutdownTimeout);
        this.#servedBefore += service.served;
        this.#services.delete(service);
      },
    };
  }

  /**
   * Hands a running listener other settings, without another plan.
   *
   * @throws BackworksError BW7022, or what TLS says, when its certificate cannot be used: then the old one stays
   */
  async renew(settings: ServerSettings): Promise<void> {
    const build = this.resources.begin();
    try {
      const service = await build.acquire(
        this.listener(settings, { move: false }),
        new AbortController().signal,
      );
      service.renew(settings);
      await build.commit();
    } finally {
      await build.rollback();
    }
  }

  /** Answers a request from inside this process. */
  ask(request: InnerAsk): Promise<InnerAnswer> {
    this.#innerSite ??= this.#createSite();
    return ask(request, { site: this.#innerSite, flights: this.#flights, slot: this.#slot });
  }

  /** Requests that come from now on meet this plan; it holds the leases until the last of them ended. */
  swap(plan: Plan, leases: readonly Lease<unknown>[]): void {
    this.#slot.swap(plan, leases);
    const left = new Set(this.#portSlots.values());
    for (const { host, port, plan: own } of plan.ports) {
      const slot = this.#slotFor(host, port);
      slot.swap(own, this.#leasesOf(own));
      left.delete(slot);
    }
    // Their services end in their own time, and serve nothing meanwhile.
    for (const slot of left) slot.swap(undefined, []);
  }

  /** Plugins stay for requests on their own ports, too. */
  #leasesOf({ endpoints }: Plan): Lease<unknown>[] {
    const keys = new Set(endpoints.flatMap(({ resources }) => resources));
    return [...keys].flatMap((key) => {
      const release = this.resources.share(key);
      return release === undefined ? [] : { instance: undefined, release };
    });
  }

  /**
   * Refuses new requests, lets those in flight finish, then stops every resource.
   *
   * @param grace in ms, after which requests in flight are cut; a second call may shorten it
   */
  async stop(grace: number): Promise<StopFigures> {
    const started = this.#clock.now();
    const reports = await Promise.all([...this.#services].map((service) => service.drain(grace)));
    for (const slot of [this.#slot, ...this.#portSlots.values()]) slot.swap(undefined, []);
    await this.resources.settled();
    return {
      served: this.status.requests,
      finished: reports.reduce((sum, { finished }) => sum + finished, 0),
      cut: reports.reduce((sum, { cut }) => sum + cut, 0),
      duration: this.#clock.now() - started,
    };
  }

  #serviceFor(settings: ServerSettings, secure: SecureDoor | undefined, slot: PlanSlot): HttpService {
    const [clock, flights] = [this.#clock, this.#flights];
    return new HttpService(settings, { site: this.#createSite(), clock, flights, slot, secure });
  }

  #createSite(): Site {
    const { bus, development, token, routes, status } = this.#options;
    const control = createControl({
      token,
      ready: () => this.plan !== undefined,
      status: () => ({ ...status?.(), ...this.status }),
      ...(routes !== undefined && { routes }),
    });
    const refusedOrigins = new Set<string>();
    return { bus, clock: this.#clock, development, control, refusedOrigins, draining: false };
  }
}

/** TLS is loaded for those who want it. */
async function openDoor({ tls, host }: ServerSettings): Promise<SecureDoor | undefined> {
  if (tls === undefined) return undefined;
  const { createSecureDoor } = await import('./tls/door.ts');
  return createSecureDoor(tls, host);
}
