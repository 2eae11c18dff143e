/** A figure that must hold, and whether it does. */

/**
 * @typedef {object} Goal
 * @property {string} name
 * @property {string} goal
 * @property {string} measured
 * @property {'yes' | 'NO' | 'not measured'} holds
 */

/**
 * @param {string} sign
 * @param {(measured: number, limit: number) => boolean} compare
 * @returns {(name: string, limit: number, measured: number | undefined, unit: string, digits?: number) => Goal}
 */
function goal(sign, compare) {
  return (name, limit, measured, unit, digits = 2) => {
    const wanted = `${sign} ${limit.toLocaleString('en')}${unit}`;
    if (measured === undefined) return { name, goal: wanted, measured: '-', holds: 'not measured' };
    const shown = `${measured.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })}${unit}`;
    return { name, goal: wanted, measured: shown, holds: compare(measured, limit) ? 'yes' : 'NO' };
  };
}

export const atLeast = goal('>=', (measured, limit) => measured >= limit);
export const atMost = goal('<=', (measured, limit) => measured <= limit);
export const under = goal('<', (measured, limit) => measured < limit);
