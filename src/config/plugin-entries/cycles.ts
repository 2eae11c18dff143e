/**
 * Finds circles in a graph, each node being part of one circle at most.
 *
 * @param names the nodes, in the order in which they may begin a circle
 * @returns the names of each circle once, without coming back to its first
 */
export function findCycles(names: Iterable<string>, next: (name: string) => Iterable<string>): string[][] {
  const finder = new CycleFinder(next);
  for (const name of names) finder.visit(name);
  return finder.cycles;
}

class CycleFinder {
  readonly cycles: string[][] = [];
  readonly #next: (name: string) => Iterable<string>;
  readonly #done = new Set<string>();
  /** The way from where the search began. */
  readonly #way: string[] = [];
  readonly #onWay = new Set<string>();

  constructor(next: (name: string) => Iterable<string>) {
    this.#next = next;
  }

  visit(name: string): void {
    if (this.#done.has(name)) return;
    if (this.#onWay.has(name)) {
      this.#close(name);
      return;
    }
    this.#way.push(name);
    this.#onWay.add(name);
    for (const other of this.#next(name)) this.visit(other);
    this.#way.pop();
    this.#onWay.delete(name);
    this.#done.add(name);
  }

  #close(name: string): void {
    const cycle = this.#way.slice(this.#way.indexOf(name));
    if (cycle.some((one) => this.#done.has(one))) return;
    this.cycles.push(cycle);
    for (const one of cycle) this.#done.add(one);
  }
}

/** A circle in words: `a` -> `b` -> `a`. */
export function cycleText(cycle: readonly string[]): string {
  return [...cycle, cycle[0]].map((name) => `\`${name}\``).join(' -> ');
}
