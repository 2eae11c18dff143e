/** What was seen of something at the last look. */
interface Look {
  readonly figure: number;
  readonly since: number;
}

/** Tells what has not moved for a while, from looks that are taken now and then. */
export class Stillness {
  readonly #looks = new WeakMap<object, Look>();

  /**
   * @param figure moves whenever the subject does; undefined while nothing is expected of it
   * @returns how long it has stood still, in the unit of `now`
   */
  of(subject: object, figure: number | undefined, now: number): number {
    if (figure === undefined) {
      this.#looks.delete(subject);
      return 0;
    }
    const before = this.#looks.get(subject);
    if (before?.figure === figure) return now - before.since;
    this.#looks.set(subject, { figure, since: now });
    return 0;
  }
}
