import { type Clock, systemClock } from '../base/clock.ts';
import { type Child, type ChildUser, describeExit, type LaunchSpec, launch } from './launch.ts';

/** How a child is started, before anybody uses it. */
export type SpareSpec = Omit<LaunchSpec, keyof ChildUser>;

export interface SparesOptions {
  /** Makes a child ready that says hello, but does nothing yet. What it throws makes the child useless. */
  warm?(child: Child): Promise<void>;
  readonly clock?: Clock;
}

/** Milliseconds between the use of a spare and the start of the next: what uses it has the processor first. */
const REFILL_AFTER = 250;
/** Milliseconds until a child has to be warm. */
const WARM_TIME = 10_000;
/** Milliseconds until the next attempt after one that failed. */
const RETRY_AFTER = 5_000;

/** Nobody uses it yet: what it asks is an error, and what it prints is not heard. */
const NOBODY: ChildUser = {
  answer() {
    throw new Error('this child is not in use yet');
  },
  output() {},
};

/** What is kept for one way of starting a child. */
interface Slot {
  readonly spec: SpareSpec;
  keepers: number;
  /** Warm, or on its way. */
  spare: Promise<Child> | undefined;
  cancelRefill: () => void;
}

/** Keeps one warm child ready for each way of starting one, as long as somebody may need it. */
export class Spares {
  readonly #options: SparesOptions;
  readonly #clock: Clock;
  readonly #slots = new Map<string, Slot>();

  constructor(options: SparesOptions = {}) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /**
   * Keeps a spare from now on.
   *
   * @param key names this way of starting a child: whoever gives the same key shares the spare
   * @returns what ends that
   */
  keep(key: string, spec: SpareSpec): () => void {
    const slot = this.#slots.get(key) ?? { spec, keepers: 0, spare: undefined, cancelRefill: () => {} };
    this.#slots.set(key, slot);
    slot.keepers++;
    this.#fill(slot);
    let isKept = true;
    return () => {
      if (!isKept) return;
      isKept = false;
      if (--slot.keepers > 0) return;
      this.#slots.delete(key);
      this.#empty(slot);
    };
  }

  /**
   * Takes the spare, or starts a child when there is none.
   *
   * @throws LaunchError when a child cannot be started
   */
  async take(key: string, user: ChildUser): Promise<Child> {
    const slot = this.#slots.get(key);
    if (slot === undefined) throw new Error(`no spare is kept for ${key}`);
    const { spare } = slot;
    slot.spare = undefined;
    this.#refill(slot, REFILL_AFTER);
    // One that could not be warmed is replaced by one whose user hears why.
    const child = await spare?.catch(() => undefined);
    if (child === undefined || child.hasExited) return this.#start({ ...slot.spec, ...user });
    child.adopt(user);
    return child;
  }

  /** Ends all spares. Children that were taken belong to their users. */
  stop(): void {
    for (const slot of this.#slots.values()) this.#empty(slot);
    this.#slots.clear();
  }

  #refill(slot: Slot, delay: number): void {
    slot.cancelRefill();
    slot.cancelRefill = this.#clock.after(delay, () => this.#fill(slot));
  }

  #fill(slot: Slot): void {
    if (slot.spare !== undefined) return;
    const spare = this.#start({ ...slot.spec, ...NOBODY });
    slot.spare = spare;
    const drop = () => {
      if (slot.spare !== spare) return;
      slot.spare = undefined;
      this.#refill(slot, RETRY_AFTER);
    };
    spare.then((child) => child.exited.then(drop), drop);
  }

  async #start(spec: LaunchSpec): Promise<Child> {
    const child = await launch(spec);
    const cancel = this.#clock.after(WARM_TIME, () => child.kill(`it was not ready within ${WARM_TIME} ms`));
    try {
      await child.channel.ready;
      await this.#options.warm?.(child);
    } catch (error) {
      child.kill('it could not be warmed');
      const exit = await child.exited;
      throw new Error(`a child did not become ready: ${describeExit(exit)}`, { cause: error });
    } finally {
      cancel();
    }
    return child;
  }

  #empty(slot: Slot): void {
    slot.cancelRefill();
    const { spare } = slot;
    slot.spare = undefined;
    spare?.then(
      (child) => child.kill('it is not needed'),
      () => {},
    );
  }
}
