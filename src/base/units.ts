/** Durations as users write them: a whole or decimal number and its unit, such as `250ms` or `1.5h`. */
export const DURATION_PATTERN = '^\\d+(\\.\\d+)?(ms|s|m|h|d)$';

/** Sizes as users write them, such as `512kb`; a kilobyte has 1,024 bytes. */
export const SIZE_PATTERN = '^\\d+(\\.\\d+)?(b|kb|mb|gb)$';

/** The longest time a Node.js timer can wait, in milliseconds: almost 25 days. */
export const LONGEST_TIMER = 2 ** 31 - 1;

const MILLISECONDS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

const BYTES: Readonly<Record<string, number>> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 };

/**
 * @returns whole milliseconds.
 * @throws RangeError when the text is no duration.
 */
export function parseDuration(text: string): number {
  return parseQuantity(text, DURATION_PATTERN, MILLISECONDS);
}

/**
 * @returns whole bytes.
 * @throws RangeError when the text is no size.
 */
export function parseSize(text: string): number {
  return parseQuantity(text, SIZE_PATTERN, BYTES);
}

function parseQuantity(text: string, pattern: string, units: Readonly<Record<string, number>>): number {
  const unit = /[a-z]+$/.exec(text)?.[0] ?? '';
  const factor = units[unit];
  if (factor === undefined || !new RegExp(pattern).test(text)) {
    throw new RangeError(`"${text}" needs a number and one of the units ${Object.keys(units).join(', ')}`);
  }
  return Math.round(Number.parseFloat(text) * factor);
}
