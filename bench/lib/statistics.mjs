/**
 * @param {number[]} values
 * @returns {number} NaN for no values
 */
export function median(values) {
  if (values.length === 0) return Number.NaN;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of what each round says by itself: what disturbed a round disturbed both sides of it.
 * @param {number[]} numerators
 * @param {number[]} denominators of the same rounds
 */
export function medianRatio(numerators, denominators) {
  return median(numerators.map((value, round) => value / denominators[round]));
}
