import { type Path, toPointer } from '../base/json-pointer.ts';
import { isMapping } from './mapping.ts';

/** A key, by its path in the file, and the name it should have. */
export interface Rename {
  readonly path: Path;
  readonly name: string;
}

type Branch = Map<string, Branch>;

/** Misspelt keys of a file, seen as if they had their right names. */
export class Renames {
  readonly #byPlace = new Map<string, Rename>();
  readonly #byRightPlace = new Map<string, Rename>();
  /** Leads to every mapping with a misspelt key in it. */
  readonly #root: Branch = new Map();

  /** @returns those that were added: of several keys that should have one name, the first */
  add(renames: readonly Rename[]): Rename[] {
    return renames.filter((rename) => {
      const right = toPointer([...this.rightPath(rename.path.slice(0, -1)), rename.name]);
      if (this.#byRightPlace.has(right)) return false;
      this.#byRightPlace.set(right, rename);
      this.#byPlace.set(toPointer(rename.path), rename);
      let branch = this.#root;
      for (const part of rename.path) {
        const next = branch.get(String(part)) ?? new Map();
        branch.set(String(part), next);
        branch = next;
      }
      return true;
    });
  }

  /** The path with every key under its right name. */
  rightPath(path: Path): Path {
    if (this.#byPlace.size === 0) return path;
    return path.map((part, index) => this.#byPlace.get(toPointer(path.slice(0, index + 1)))?.name ?? part);
  }

  /** The place in the file of a path of right names, and the innermost misspelt key on the way; undefined without one. */
  placeOf(right: Path): { readonly path: Path; readonly rename: Rename } | undefined {
    let rename: Rename | undefined;
    let path: Path = [];
    for (const [index, part] of right.entries()) {
      const found = this.#byRightPlace.get(toPointer(right.slice(0, index + 1)));
      rename = found ?? rename;
      path = found?.path ?? [...path, part];
    }
    return rename === undefined ? undefined : { path, rename };
  }

  /** The file with every key under its right name; parts without a misspelt key are shared. */
  apply(value: unknown): unknown {
    return this.#rewrite(value, this.#root, []);
  }

  #rewrite(value: unknown, branch: Branch, path: Path): unknown {
    if (branch.size === 0 || typeof value !== 'object' || value === null) return value;
    const visit = (key: string, item: unknown) => {
      const below = branch.get(key);
      return below === undefined ? item : this.#rewrite(item, below, [...path, key]);
    };
    if (Array.isArray(value)) return value.map((item, index) => visit(String(index), item));
    if (!isMapping(value)) return value;
    const entries = Object.entries(value).map(([key, item]) => {
      const name = this.#byPlace.get(toPointer([...path, key]))?.name ?? key;
      return [name, visit(key, item)] as const;
    });
    return Object.fromEntries(entries);
  }
}
