import type { Path } from '../base/json-pointer.ts';
import type { Problem } from './problem.ts';

interface Secret {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Values that came from the environment: no message shows them. */
export class Secrets {
  /** By the endpoint or top-level key they went into, so that ordinary words elsewhere stay readable. */
  readonly #byPlace = new Map<string, Secret[]>();

  readonly #collected: Set<string> | undefined;

  /** @param collected takes up every value, for texts that no place is known of */
  constructor(collected?: Set<string>) {
    this.#collected = collected;
  }

  add(path: Path, name: string, value: string): void {
    if (value === '') return;
    this.#collected?.add(value);
    const place = placeOf(path);
    const secrets = this.#byPlace.get(place) ?? [];
    secrets.push({ name, pattern: patternOf(value) });
    this.#byPlace.set(place, secrets);
  }

  /** The problem with every value replaced by the reference it came from. */
  mask(problem: Problem): Problem {
    if (this.#byPlace.size === 0) return problem;
    const secrets = this.#byPlace.get(placeOf(problem.path));
    if (secrets === undefined) return problem;
    const hide = (text: string) =>
      secrets.reduce((hidden, { name, pattern }) => hidden.replace(pattern, () => `\${${name}}`), text);
    const { label, hint, edits = [] } = problem;
    return {
      ...problem,
      message: hide(problem.message),
      label: label === undefined ? undefined : hide(label),
      hint: hint === undefined ? undefined : hide(hint),
      edits: edits.filter(({ text, replace }) => hide(text) === text && hide(replace) === replace),
    };
  }
}

function placeOf(path: Path): string {
  return JSON.stringify(path.slice(0, 2));
}

/** Matches the value, but not inside of a longer word: a short value is part of many. */
function patternOf(value: string): RegExp {
  const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<!\\w)${escaped}(?!\\w)`, 'g');
}
