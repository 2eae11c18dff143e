import { Optional } from '@marcbachmann/cel-js';
import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { BackworksError } from '../base/errors.ts';
import { isMap } from './equality.ts';
import { durationText } from './format.ts';

/** Takes note of what a result holds, and throws when that is too much. */
interface Scale {
  grow(count: number): void;
}

/**
 * A value of CEL as plain data: whole numbers become numbers, durations text, an empty optional null.
 * Dates stay, and bytes do when they are the whole value; inside lists and maps they are Base64.
 * A value may be in a result many times over, so all of it is weighed.
 *
 * @throws BackworksError BW4011, BW4013, BW4016 for what leaves as it came in the request's body, or BW4004 for
 *   what is no data, such as a type
 */
export function toPlain(value: unknown, scale: Scale): unknown {
  switch (typeof value) {
    case 'string':
      scale.grow(value.length);
      return value;
    case 'boolean':
      return value;
    case 'number':
      return finite(value);
    case 'bigint':
      return whole(value, 'BW4016');
    default:
      return value instanceof Uint8Array ? value : plainObject(value, scale);
  }
}

function plainObject(value: unknown, scale: Scale): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) {
    scale.grow(value.length);
    return value.map((element) => nested(element, scale));
  }
  if (isMap(value)) return plainMap(Object.entries(value), scale);
  if (value instanceof Map) return plainMap([...value], scale);
  if (value instanceof Date) return valid(value);
  if (value instanceof Optional) return toPlain(value.orValue(null), scale);
  if (value instanceof UnsignedInt) return whole(value.valueOf());
  if (value instanceof Duration) return durationText(value);
  throw new BackworksError('BW4004', 'the result is no data but a type or a function');
}

function plainMap(entries: readonly (readonly [string, unknown])[], scale: Scale): unknown {
  const plain = entries.map(([key, member]) => {
    scale.grow(key.length + 1);
    return [key, nested(member, scale)] as const;
  });
  return Object.fromEntries(plain);
}

function nested(value: unknown, scale: Scale): unknown {
  if (!(value instanceof Uint8Array)) return toPlain(value, scale);
  scale.grow(value.length);
  return Buffer.from(value).toString('base64');
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new BackworksError('BW4013', `${value} is no number JSON can carry`);
}

/** Only the body brings whole numbers this far: what an expression computes is refused before. */
function whole(value: bigint, code: 'BW4013' | 'BW4016' = 'BW4013'): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  const where = code === 'BW4016' ? 'a whole number of the request body' : 'a whole number';
  throw new BackworksError(code, `${where} is beyond 2^53 - 1`);
}

function valid(value: Date): Date {
  if (!Number.isNaN(value.getTime())) return value;
  throw new BackworksError('BW4014', 'the time is beyond what a timestamp can hold');
}
