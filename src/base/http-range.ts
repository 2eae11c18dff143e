/** Byte ranges (RFC 9110, section 14). */

/** From the first to the last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Asking for more pieces than this is no use anybody has; the whole is cheaper for both sides. */
const MAX_RANGES = 32;

const SPEC = /^(?:(\d+)-(\d*)|-(\d+))$/;

/**
 * Reads a Range field for content of so many bytes.
 *
 * @returns the ranges to send, in the order that was asked for, none of them overlapping; `unsatisfiable`
 *   when all lie behind the end; undefined when the field is to be ignored, because it is malformed, asks
 *   for too many ranges, has another unit, or there are no bytes at all.
 */
export function readRange(field: string, size: number): readonly ByteRange[] | 'unsatisfiable' | undefined {
  const [, list] = /^bytes\s*=(.*)$/i.exec(field) ?? [];
  if (list === undefined || size === 0) return undefined;
  const specs = list.split(',').map((spec) => spec.trim());
  const given = specs.filter((spec) => spec !== '');
  if (given.length === 0 || given.length > MAX_RANGES) return undefined;
  const ranges: ByteRange[] = [];
  for (const spec of given) {
    const range = readSpec(spec, size);
    if (range === undefined) return undefined;
    if (range.first < size && range.first <= range.last) ranges.push(range);
  }
  return ranges.length === 0 ? 'unsatisfiable' : withoutOverlaps(ranges);
}

/** A range that begins behind the end cannot be satisfied; undefined for what is no range. */
function readSpec(spec: string, size: number): ByteRange | undefined {
  const [match, from, to = '', suffix] = SPEC.exec(spec) ?? [];
  if (match === undefined) return undefined;
  if (suffix !== undefined) {
    const length = Number(suffix);
    return { first: length === 0 ? size : Math.max(0, size - length), last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? Number.POSITIVE_INFINITY : Number(to);
  return last < first ? undefined : { first, last: Math.min(last, size - 1) };
}

/** Ranges that overlap or touch become one: nobody can ask for one byte many times. */
function withoutOverlaps(ranges: readonly ByteRange[]): readonly ByteRange[] {
  if (ranges.length === 1) return ranges;
  const merged: ByteRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before === undefined || range.first > before.last + 1) merged.push(range);
    else merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return merged.length === ranges.length ? ranges : merged;
}
