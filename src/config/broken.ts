import type { Path } from '../base/json-pointer.ts';

type Branch = Map<string, Branch>;

/** The one branch without parts, which every broken value ends in. */
const BROKEN: Branch = new Map();

/** Values that a mistake was reported for: no later step reports another one about them. */
export class BrokenParts {
  readonly #root: Branch = new Map();

  add(path: Path): void {
    let branch = this.#root;
    for (const part of path.slice(0, -1)) {
      const next = branch.get(String(part));
      // What stands below a broken value is broken with it.
      if (next === BROKEN) return;
      branch = next ?? this.#grow(branch, String(part));
    }
    const last = path.at(-1);
    if (last !== undefined) branch.set(String(last), BROKEN);
  }

  #grow(branch: Branch, part: string): Branch {
    const grown: Branch = new Map();
    branch.set(part, grown);
    return grown;
  }

  /** True when the value at the path, or one that holds it, is broken. */
  covers(path: Path): boolean {
    let branch: Branch | undefined = this.#root;
    for (const part of path) {
      branch = branch.get(String(part));
      if (branch === undefined) return false;
      if (branch === BROKEN) return true;
    }
    return false;
  }

  /** The value without its broken parts; a list with a broken item goes as a whole, so that indices stay true. */
  removeFrom(value: unknown): unknown {
    return without(value, this.#root);
  }
}

function without(value: unknown, branch: Branch): unknown {
  if (branch.size === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return undefined;
  const kept: [string, unknown][] = [];
  for (const entry of Object.entries(value)) {
    const below = branch.get(entry[0]);
    if (below === undefined) kept.push(entry);
    else if (below !== BROKEN) kept.push([entry[0], without(entry[1], below)]);
  }
  return Object.fromEntries(kept.filter(([, one]) => one !== undefined));
}
