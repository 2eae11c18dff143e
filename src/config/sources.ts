import type { Range } from '../base/diagnostic.ts';
import { LineIndex, type Span } from '../base/lines.ts';

/** A text that a configuration was read from. */
export interface SourceFile {
  /** What diagnostics call it. */
  readonly name: string;
  /** Absolute path of the folder that relative paths in it start from. */
  readonly folder: string;
  readonly text: string;
  /** What may be shown of it, when that is not all: the same lines, with less in them. */
  readonly shown?: string;
  /** Offset of its first character in the text of all files. */
  readonly base: number;
}

/** A place by file, line and column. */
export interface Placed {
  readonly file: string;
  readonly range: Range;
}

/**
 * All files of a configuration as one text, one behind the other: a single offset tells the file and
 * the place in it, so that whoever points at characters need not know that there are several files.
 */
export class SourceMap {
  readonly #files: SourceFile[] = [];
  readonly #lines: (LineIndex | undefined)[] = [];
  #text = '';

  /** The texts of all files so far. */
  get text(): string {
    return this.#text;
  }

  get files(): readonly SourceFile[] {
    return this.#files;
  }

  add(file: Omit<SourceFile, 'base'>): SourceFile {
    // A line break keeps one file's last line apart from the next one's first.
    if (this.#files.length > 0) this.#text += '\n';
    const added = { ...file, base: this.#text.length };
    this.#text += file.text;
    this.#files.push(added);
    return added;
  }

  fileAt(offset: number): SourceFile {
    return this.#files[this.#indexAt(offset)] as SourceFile;
  }

  place({ start, end }: Span): Placed {
    const index = this.#indexAt(start);
    const { name, text, base } = this.#files[index] as SourceFile;
    this.#lines[index] ??= new LineIndex(text);
    return { file: name, range: this.#lines[index].rangeOf({ start: start - base, end: end - base }) };
  }

  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#files.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#files[middle]?.base ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
