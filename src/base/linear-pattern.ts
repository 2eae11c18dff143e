import v8 from 'node:v8';

/*
 * V8 goes back to try other ways through a pattern, which can take time exponential in the text. Its
 * second engine runs in linear time and takes over when the first one goes back too often, but only
 * for patterns it can run. The other flag lets us ask whether it can, through the flag `l` of RegExp.
 */
v8.setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
v8.setFlagsFromString('--enable-experimental-regexp-engine');

/** UTF-16 units of a pattern, repetitions written out. */
export const MAX_PATTERN = 1024;

/** A mistake in a pattern; offsets count UTF-16 units from the pattern's start. */
export interface PatternProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Repetitions up to this count run in the linear engine as they are; larger ones are written out. */
const MAX_REPETITION = 16;

/** What the linear engine has no way to run, with what it is called. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^\(\?<?[=!]/, 'lookaround'],
  [/^\\(?:[1-9]\d*|k<[^>]*>?)/, 'a backreference'],
  [/^\\(?:[pP]|u(?=\{))(?:\{[^}]*\}?)?/, 'a class or an escape of Unicode'],
];

/** An escape, a class, or any other character, and the repetition behind it. */
const ATOM =
  /(?<atom>\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|.)|\[(?:\\.|[^\]\\])*\]|[^\\])(?:\{(?<least>\d+)(?<comma>,?)(?<most>\d*)\}(?<lazy>\??))?/sy;

/** Compiles a pattern that is sure to run in linear time, or says what stands against it. */
export function compilePattern(pattern: string): { readonly regexp: RegExp } | PatternProblem {
  const whole = { start: 0, end: pattern.length };
  try {
    new RegExp(pattern);
  } catch (error) {
    return { ...whole, message: `not a pattern: ${reasonOf(error)}` };
  }
  const rewritten = writeOut(pattern);
  if (typeof rewritten !== 'string') return rewritten;
  if (rewritten.length > MAX_PATTERN) {
    return {
      ...whole,
      message: `the pattern has more than ${MAX_PATTERN} characters, repetitions written out`,
    };
  }
  if (!isLinear(rewritten)) {
    return {
      ...whole,
      message: `a group is repeated more than ${MAX_REPETITION} times, or something else here cannot run in linear time`,
    };
  }
  return { regexp: new RegExp(rewritten) };
}

/** Steps to run the pattern over the text: its length times that of the pattern. */
export function effortOfPattern(text: string, { source }: RegExp): number {
  return Math.floor((text.length * source.length) / 64);
}

/** The pattern with large repetitions of single characters as several small ones, which match the same texts. */
function writeOut(pattern: string): string | PatternProblem {
  let rewritten = '';
  for (let start = 0; start < pattern.length && rewritten.length <= MAX_PATTERN; ) {
    const rest = pattern.slice(start, start + 80);
    const refused = REFUSED.find(([shape]) => shape.test(rest));
    if (refused !== undefined) {
      const [shape, name] = refused;
      const { length } = shape.exec(rest)?.[0] ?? '';
      return { message: `${name} is not allowed in a pattern`, start, end: start + length };
    }
    ATOM.lastIndex = start;
    const match = ATOM.exec(pattern);
    if (match?.groups === undefined) break;
    rewritten += repeated(match[0], match.groups);
    start = ATOM.lastIndex;
  }
  return rewritten;
}

function repeated(
  text: string,
  { atom = '', least, comma, most, lazy = '' }: Record<string, string | undefined>,
): string {
  const low = Number(least ?? 0);
  const high = most === undefined || most === '' ? low : Number(most);
  if (Math.max(low, high) <= MAX_REPETITION || atom === ')') return text;
  const open = comma === ',' && most === '';
  return [
    ...chunks(low).map((count) => `${atom}{${count}}`),
    ...chunks(high - low).map((count) => `${atom}{0,${count}}${lazy}`),
    ...(open ? [`${atom}*${lazy}`] : []),
  ].join('');
}

/** Parts of at most `MAX_REPETITION` that add up to the count. */
function chunks(count: number): number[] {
  const parts = Array.from(
    { length: Math.min(Math.ceil(count / MAX_REPETITION), MAX_PATTERN) },
    () => MAX_REPETITION,
  );
  const last = count % MAX_REPETITION;
  return last === 0 ? parts : [...parts.slice(0, -1), last];
}

function isLinear(pattern: string): boolean {
  try {
    new RegExp(pattern, 'l');
    return true;
  } catch {
    return false;
  }
}

/** V8's own words without the pattern it repeats. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^.*\/[a-z]*: /s, '') : String(error);
}
