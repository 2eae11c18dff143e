import { BackworksError } from '../base/errors.ts';
import { MAX_GROWTH, MAX_STEPS } from './limits.ts';

/**
 * Counts what one evaluation does. Evaluations are synchronous and never nest, so one meter serves
 * all of them.
 *
 * CEL lets `||` and `exists` swallow errors, so a meter that ran out stays so: loops look at `spent`,
 * and the evaluation asks it again at its end.
 */
class Meter {
  #steps = 0;
  #growth = 0;
  #failure: BackworksError | undefined;

  /** @param given how much more than `MAX_GROWTH` may be made, since the request brought as much. */
  reset(given: number): void {
    this.#steps = 0;
    this.#growth = -given;
    this.#failure = undefined;
  }

  get spent(): boolean {
    return this.#failure !== undefined;
  }

  /** @throws BackworksError BW4011 when steps run out. */
  step(count: number): void {
    this.#steps += count;
    if (this.#steps > MAX_STEPS) this.#fail('too many steps');
  }

  /** @throws BackworksError BW4011 when more is made than one evaluation may. */
  grow(count: number): void {
    this.#growth += count;
    if (this.#growth > MAX_GROWTH) this.#fail('too much data');
  }

  /** @throws BackworksError BW4011 when something swallowed it before. */
  settle(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  #fail(what: string): never {
    this.#failure ??= new BackworksError('BW4011', what);
    throw this.#failure;
  }
}

export const meter = new Meter();

/** Characters of text, or bytes, that are looked at in one step. */
const TEXT_PER_STEP = 1024;

/** Elements of a list or map that are looked at in one step. */
const ELEMENTS_PER_STEP = 64;

/** Steps it takes to look through a value once, without what is nested in it. */
export function effortOf(value: unknown): number {
  if (typeof value === 'string') return Math.floor(value.length / TEXT_PER_STEP);
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return Math.floor(value.length / ELEMENTS_PER_STEP);
  if (value instanceof Uint8Array) return Math.floor(value.length / TEXT_PER_STEP);
  return Math.floor(Object.keys(value).length / ELEMENTS_PER_STEP);
}

/** How much a value adds to what an evaluation made, without what is nested in it. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return 0;
}
