import { meter, sizeOf } from './meter.ts';

/** Steps are paid for every so many elements or characters that are compared. */
const PER_STEP = 16;

/**
 * Equality as CEL has it: numbers by value whatever their type, lists and maps element by element,
 * values of different types are unequal. Pays steps, also for what is nested.
 *
 * @throws BackworksError BW4011
 */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  // biome-ignore lint/suspicious/noDoubleEquals: 1n == 1 is what CEL means
  if (isNumber(a) && isNumber(b)) return a == b;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && areListsEqual(a, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && areBytesEqual(a, b);
  if (isMap(a)) return isMap(b) && areMapsEqual(a, b);
  return a.constructor === b.constructor && areScalarsEqual(a, b);
}

/** True when the value is an element of the list, or a key of the map. */
export function isIn(value: unknown, container: readonly unknown[] | object): boolean {
  if (!Array.isArray(container)) return isKey(value) && Object.hasOwn(container, value as PropertyKey);
  meter.step(Math.floor(container.length / PER_STEP));
  return container.some((element) => isEqual(value, element));
}

/** A map of CEL is an object without a class of its own; cel-js tells it in the same way. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return value.constructor === Object || value.constructor === undefined;
}

function isKey(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function areListsEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  meter.step(Math.floor(a.length / PER_STEP));
  return a.every((element, index) => isEqual(element, b[index]));
}

function areMapsEqual(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(a);
  meter.step(Math.floor(keys.length / PER_STEP) + 1);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]));
}

function areBytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  meter.step(Math.floor(sizeOf(a) / 1024));
  return Buffer.compare(a, b) === 0;
}

/** Timestamps, durations and unsigned integers, by what they stand for. */
function areScalarsEqual(a: object, b: object): boolean {
  return a.valueOf() === b.valueOf();
}
