import type { Clock } from '../base/clock.ts';
import type { Lease } from '../contracts/resource.ts';
import type { Flights } from './flights.ts';
import type { Plan } from './plan.ts';
import type { ResourceRegistry } from './resources.ts';

/** A request this old, in ms, keeps its own resources and lets its plan go. */
const LONG_REQUEST = 5_000;

/** What a request keeps alive while it lasts. */
export interface Holding {
  release(): void;
}

/**
 * The leases of one plan, with the number of requests that began with it. It does not hold the plan
 * itself: once routed, a request needs its endpoint only, so a retired plan goes at once.
 */
class Generation implements Holding {
  readonly #leases: readonly Lease<unknown>[];
  readonly #failed: (error: unknown) => void;
  #requests = 0;
  #retired = false;

  constructor(leases: readonly Lease<unknown>[], failed: (error: unknown) => void) {
    this.#leases = leases;
    this.#failed = failed;
  }

  enter(): void {
    this.#requests += 1;
  }

  release(): void {
    this.#requests -= 1;
    if (this.#retired && this.#requests === 0) this.#giveBack();
  }

  /** @returns whether requests still hold it. */
  retire(): boolean {
    this.#retired = true;
    if (this.#requests === 0) this.#giveBack();
    return this.#requests > 0;
  }

  get ended(): boolean {
    return this.#retired && this.#requests === 0;
  }

  #giveBack(): void {
    for (const lease of this.#leases) lease.release().catch(this.#failed);
  }
}

export const NOTHING_HELD: Holding = { release() {} };

export interface PlanSlotOptions {
  readonly clock: Clock;
  readonly flights: Flights;
  readonly resources: ResourceRegistry;
  /** Hears of resources that could not be stopped. */
  readonly failed: (error: unknown) => void;
}

/** The one pointer to the plan in service. A request keeps the plan it began with. */
export class PlanSlot {
  readonly #options: PlanSlotOptions;
  #plan: Plan | undefined;
  #current: Generation | undefined;
  /** Generations without service that requests still hold. */
  #retired: Generation[] = [];
  #watching = false;

  constructor(options: PlanSlotOptions) {
    this.#options = options;
  }

  get plan(): Plan | undefined {
    return this.#plan;
  }

  /** Plans whose leases are held: the one in service, and older ones that requests began with. */
  get generations(): number {
    this.#retired = this.#retired.filter((generation) => !generation.ended);
    return this.#retired.length + (this.#current === undefined ? 0 : 1);
  }

  /** A request begins: it holds the plan in service until it ends. */
  enter(): Holding {
    this.#current?.enter();
    return this.#current ?? NOTHING_HELD;
  }

  /** Puts the plan, with its leases, into service. Without a plan nothing is served any more. */
  swap(plan: Plan | undefined, leases: readonly Lease<unknown>[]): void {
    const before = this.#current;
    this.#plan = plan;
    this.#current = plan && new Generation(leases, this.#options.failed);
    if (before?.retire()) {
      this.#retired.push(before);
      this.#watch();
    }
  }

  /** Looks again and again for long requests, but only while they hold a retired generation. */
  #watch(): void {
    if (this.#watching || this.generations < 2) return;
    this.#watching = true;
    this.#options.clock.after(LONG_REQUEST / 5, () => {
      this.#watching = false;
      this.#trade();
      this.#watch();
    });
  }

  #trade(): void {
    const { clock, flights } = this.#options;
    const retired = new Set<Holding>(this.#retired);
    for (const flight of flights) {
      if (clock.now() - flight.started < LONG_REQUEST) return;
      if (!retired.has(flight.holding)) continue;
      const before = flight.holding;
      flight.holding = this.#holdingOf(flight.exchange.resources);
      before.release();
    }
  }

  #holdingOf(keys: readonly string[]): Holding {
    const { resources, failed } = this.#options;
    const releases = keys.flatMap((key) => resources.share(key) ?? []);
    if (releases.length === 0) return NOTHING_HELD;
    return {
      release() {
        for (const release of releases) release().catch(failed);
      },
    };
  }
}
