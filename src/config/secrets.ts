import type { Path } from '../base/json-pointer.ts';
import type { Problem } from './problem.ts';

/** A value up to this length is part of many words: it is hidden as a whole word only. */
const SHORT = 5;

/** Longer texts are not quoted as a whole. */
const LONGEST_TEXT = 1_000;

/** Stands for a value that was found in another spelling. */
const MASK = '***';

/** What hides at one place, and the pattern that finds all of it. */
interface Hidden {
  /** What is shown instead, by the lower-case value. */
  readonly references: Map<string, string>;
  pattern?: RegExp | undefined;
}

/**
 * Values that came from the environment: no message shows them. What a message quotes is replaced by what
 * stands in the file, by these rules, upper and lower case being the same:
 *
 * - a text that variables make a part of, such as `xsecret`, becomes the text as it is written: `x${NAME}`;
 * - a value of more than 5 characters becomes `${NAME}` wherever it stands, inside of longer words too;
 * - a shorter one, such as `1` or `true`, becomes `${NAME}` where it stands as a whole word.
 *
 * The longest of them wins. They count for problems with the endpoint or top-level key the variable was read
 * in, so that ordinary words elsewhere stay readable. An edit with such a value in it is left out.
 */
export class Secrets {
  readonly #byPlace = new Map<string, Hidden>();

  readonly #collected: Set<string> | undefined;

  /** @param collected takes up every value, for texts that no place is known of */
  constructor(collected?: Set<string>) {
    this.#collected = collected;
  }

  /** Hides the value of a variable. */
  add(path: Path, name: string, value: string): void {
    if (value === '') return;
    this.#collected?.add(value);
    this.#hide(path, value, `\${${name}}`);
  }

  /** Hides a text that the values of variables are a part of. */
  addText(path: Path, written: string, expanded: string): void {
    if (expanded !== '' && expanded.length <= LONGEST_TEXT) this.#hide(path, expanded, written);
  }

  #hide(path: Path, value: string, reference: string): void {
    const place = placeOf(path);
    const hidden = this.#byPlace.get(place) ?? { references: new Map<string, string>() };
    this.#byPlace.set(place, hidden);
    const key = value.toLowerCase();
    if (hidden.references.has(key)) return;
    hidden.references.set(key, reference);
    hidden.pattern = undefined;
  }

  /** The problem with every value replaced by what it was written as. */
  mask(problem: Problem): Problem {
    if (this.#byPlace.size === 0) return problem;
    const hidden = this.#byPlace.get(placeOf(problem.path));
    if (hidden === undefined) return problem;
    const hide = hiderOf(hidden);
    const { label, hint, edits = [], related } = problem;
    return {
      ...problem,
      message: hide(problem.message),
      label: label === undefined ? undefined : hide(label),
      hint: hint === undefined ? undefined : hide(hint),
      edits: edits.filter(({ text, replace }) => hide(text) === text && hide(replace) === replace),
      ...(related && { related: related.map((one) => ({ ...one, message: hide(one.message) })) }),
    };
  }
}

function placeOf(path: Path): string {
  return JSON.stringify(path.slice(0, 2));
}

function hiderOf(hidden: Hidden): (text: string) => string {
  const { references } = hidden;
  hidden.pattern ??= patternOf([...references.keys()]);
  const { pattern } = hidden;
  return (text) => text.replace(pattern, (found) => references.get(found.toLowerCase()) ?? MASK);
}

/** One pattern for all values: what one of them was replaced by is not searched for the others. */
function patternOf(values: readonly string[]): RegExp {
  const sorted = values.toSorted((a, b) => b.length - a.length);
  const [long, short] = [sorted.filter(isLong), sorted.filter((value) => !isLong(value))];
  const whole = short.length === 0 ? [] : [`(?<!\\w)(?:${short.map(escaped).join('|')})(?!\\w)`];
  return new RegExp([...long.map(escaped), ...whole].join('|'), 'gi');
}

function isLong(value: string): boolean {
  return value.length > SHORT;
}

function escaped(value: string): string {
  return value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
