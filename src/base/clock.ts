/** Time as the engine sees it, so that tests can move it by hand. */
export interface Clock {
  /** Milliseconds that only ever grow; their start has no meaning. */
  now(): number;
  /**
   * Runs the task once, after so many milliseconds. It never keeps the process alive.
   *
   * @returns the function that calls it off.
   */
  after(milliseconds: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is told to move. */
export class ManualClock implements Clock {
  #now = 0;
  #tasks: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, run: () => void): () => void {
    const task = { at: this.#now + milliseconds, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }

  /** Moves on, running what falls due on the way, in order. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let due = this.#nextUntil(end); due !== undefined; due = this.#nextUntil(end)) {
      this.#tasks = this.#tasks.filter((other) => other !== due);
      this.#now = due.at;
      due.run();
    }
    this.#now = end;
  }

  #nextUntil(end: number) {
    const due = this.#tasks.filter((task) => task.at <= end);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}
