import type { Position, Range } from './diagnostic.ts';

/** Characters of a text, from the first to just behind the last one; offsets count UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Between offsets and lines with columns. Lines end as in YAML and editors: with LF, CR LF or CR. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    this.#length = text.length;
    const starts = [0];
    for (const { index, 0: ending } of text.matchAll(/\r\n?|\n/g)) starts.push(index + ending.length);
    this.#starts = starts;
  }

  positionAt(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  /** Behind every text when there is no such line. */
  offsetOf({ line, column }: Position): number {
    return (this.#starts[line - 1] ?? Number.POSITIVE_INFINITY) + column - 1;
  }

  /** Undefined when the text has no such place. */
  spanOf({ start, end }: Range): Span | undefined {
    const span = { start: this.offsetOf(start), end: this.offsetOf(end) };
    return span.start <= span.end && span.end <= this.#length ? span : undefined;
  }
}
