import { createHash } from 'node:crypto';
import { BackworksError } from '../base/errors.ts';
import type { Lease, ResourceSpec } from '../contracts/resource.ts';

/** One running instance with the number of its leases. */
interface Running {
  readonly key: string;
  readonly spec: ResourceSpec<unknown>;
  readonly instance: Promise<unknown>;
  settings: unknown;
  leases: number;
}

/** Everything that outlives a plan. Plans share instances; the last lease to go stops one. */
export class ResourceRegistry {
  readonly #running = new Map<string, Running>();
  /** Instances on their way out. */
  readonly #stopping = new Map<Running, Promise<void>>();

  /** Starts a build: what it acquires is given back unless it is committed. */
  begin(): ResourceTransaction {
    return new ResourceTransaction(this);
  }

  /** How many instances run. */
  get size(): number {
    return this.#running.size;
  }

  /**
   * Claims the running instance, or starts one.
   *
   * @throws BackworksError BW7010 when another instance holds what it would need for itself
   */
  async lease<Instance, Settings>(
    spec: ResourceSpec<Instance, Settings>,
    signal: AbortSignal,
  ): Promise<Lease<Instance>> {
    const key = resourceKey(spec);
    const running = this.#running.get(key) ?? this.#start(key, spec as ResourceSpec<unknown>, signal);
    running.leases += 1;
    const release = this.#releaseOnce(running);
    try {
      return { instance: (await running.instance) as Instance, release };
    } catch (error) {
      this.#running.delete(key);
      throw error;
    }
  }

  /** One more claim on an instance that somebody else holds. @returns nothing when nobody does. */
  share(key: string): (() => Promise<void>) | undefined {
    const running = this.#running.get(key);
    if (running === undefined) return undefined;
    running.leases += 1;
    return this.#releaseOnce(running);
  }

  /** Hands the running instance those settings that need no new one. */
  async update(spec: ResourceSpec<unknown>): Promise<void> {
    const running = this.#running.get(resourceKey(spec));
    if (running === undefined || JSON.stringify(running.settings) === JSON.stringify(spec.settings)) return;
    running.settings = spec.settings;
    spec.update?.(await running.instance, spec.settings);
  }

  #start(key: string, spec: ResourceSpec<unknown>, signal: AbortSignal): Running {
    const { exclusive, settings } = spec;
    if (exclusive !== undefined) this.#refuseSecond(spec, exclusive);
    const before = [...this.#stopping].filter(([other]) => exclusive && other.spec.exclusive === exclusive);
    const freed = Promise.all(before.map(([, stopped]) => stopped));
    const instance =
      before.length === 0 ? spec.start(settings, signal) : freed.then(() => spec.start(settings, signal));
    const running = { key, spec, instance, settings, leases: 0 };
    this.#running.set(key, running);
    return running;
  }

  #refuseSecond(spec: ResourceSpec<unknown>, exclusive: string): void {
    for (const other of this.#running.values()) {
      if (other.spec.exclusive === exclusive) {
        throw new BackworksError('BW7010', `${spec.kind} "${spec.name}" needs a restart to change`);
      }
    }
  }

  #releaseOnce(running: Running): () => Promise<void> {
    let held = true;
    return async () => {
      if (!held) return;
      held = false;
      running.leases -= 1;
      if (running.leases === 0) await this.#stop(running);
    };
  }

  async #stop(running: Running): Promise<void> {
    this.#running.delete(running.key);
    const stopped = running.instance.then((instance) => running.spec.stop(instance));
    const settled = stopped.catch(() => {}).then(() => void this.#stopping.delete(running));
    this.#stopping.set(running, settled);
    await stopped;
  }

  /** Waits until everything that was let go has stopped. */
  async settled(): Promise<void> {
    await Promise.all(this.#stopping.values());
  }
}

/** The leases of one build: committed together, or given back together. */
export class ResourceTransaction {
  readonly #registry: ResourceRegistry;
  readonly #leases: Lease<unknown>[] = [];
  readonly #specs: ResourceSpec<unknown>[] = [];

  constructor(registry: ResourceRegistry) {
    this.#registry = registry;
  }

  async acquire<Instance, Settings>(
    spec: ResourceSpec<Instance, Settings>,
    signal: AbortSignal,
  ): Promise<Instance> {
    signal.throwIfAborted();
    const lease = await this.#registry.lease(spec, signal);
    this.#leases.push(lease);
    this.#specs.push(spec as ResourceSpec<unknown>);
    return lease.instance;
  }

  /** Instances that ran before take over the new settings only now: a build that fails changes nothing. */
  async commit(): Promise<readonly Lease<unknown>[]> {
    for (const spec of this.#specs) await this.#registry.update(spec);
    return this.#leases;
  }

  /** Gives back what this build acquired, and nothing else. */
  async rollback(): Promise<void> {
    await Promise.all(this.#leases.map((lease) => lease.release()));
  }
}

/** What makes two specs mean the same instance. */
export function resourceKey({ kind, name, restart }: ResourceSpec<unknown>): string {
  const hash = createHash('sha256')
    .update(JSON.stringify(restart) ?? '')
    .digest('base64url');
  return `${kind}\0${name}\0${hash}`;
}
