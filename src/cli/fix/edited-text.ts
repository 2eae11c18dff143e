import type { Position } from '../../base/diagnostic.ts';
import { LineIndex, type Span } from '../../base/lines.ts';
import { JsonText } from './json-text.ts';

/** A change of a text. */
export interface TextEdit extends Span {
  readonly replace: string;
}

/** A part of an edited text: characters that were kept, or new ones. */
type Piece = Span | string;

/**
 * A text and what edits made of it. It is put together from characters of the original, so that whatever no
 * edit touched is the same by construction, and it knows all changes together without comparing texts.
 */
export class EditedText {
  readonly original: string;
  readonly text: string;
  readonly #pieces: readonly Piece[];
  #lines: LineIndex | undefined;
  #originalLines: LineIndex | undefined;
  #ends: PieceEnds | undefined;
  #json: { readonly text: JsonText | undefined } | undefined;

  constructor(original: string, pieces: readonly Piece[] = [{ start: 0, end: original.length }]) {
    this.original = original;
    this.#pieces = pieces;
    this.text = pieces.map((piece) => this.#textOf(piece)).join('');
  }

  /** Lines of the text as it is now. */
  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.text);
    return this.#lines;
  }

  /** The text as JSON, when it is that. */
  get json(): JsonText | undefined {
    this.#json ??= { text: JsonText.of(this.text) };
    return this.#json.text;
  }

  /** The text with further edits, given by places of this one; they must not overlap. */
  edit(edits: readonly TextEdit[]): EditedText {
    const reader = new PieceReader(this.#pieces);
    const pieces: Piece[] = [];
    let at = 0;
    for (const { start, end, replace } of [...edits].sort((a, b) => a.start - b.start)) {
      reader.take(start - at, pieces);
      reader.take(end - start, []);
      if (replace !== '') pieces.push(replace);
      at = end;
    }
    reader.take(this.text.length - at, pieces);
    return new EditedText(this.original, pieces);
  }

  /** Everything that was changed, by places of the original, in order. */
  changes(): TextEdit[] {
    const changes: TextEdit[] = [];
    let at = 0;
    let added = '';
    const keep = (start: number) => {
      if (start > at || added !== '') changes.push({ start: at, end: start, replace: added });
      added = '';
    };
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') added += piece;
      else {
        keep(piece.start);
        at = piece.end;
      }
    }
    keep(this.original.length);
    return changes;
  }

  /** Where a place of this text is, or would be, in the original. */
  originalPosition(position: Position): Position {
    this.#originalLines ??= new LineIndex(this.original);
    return this.#originalLines.positionAt(this.#originalOffset(this.lines.offsetOf(position)));
  }

  #originalOffset(offset: number): number {
    this.#ends ??= endsOf(this.#pieces);
    const { here, original } = this.#ends;
    const index = firstAbove(here, offset);
    const piece = this.#pieces[index];
    if (piece === undefined) return this.original.length;
    const end = original[index] ?? 0;
    return typeof piece === 'string' ? end : end - ((here[index] ?? 0) - offset);
  }

  #textOf(piece: Piece): string {
    return typeof piece === 'string' ? piece : this.original.slice(piece.start, piece.end);
  }
}

/** Where each piece ends, by its index. */
interface PieceEnds {
  /** In the edited text. */
  readonly here: readonly number[];
  /** In the original; new characters stand behind the last one that was kept before them. */
  readonly original: readonly number[];
}

function endsOf(pieces: readonly Piece[]): PieceEnds {
  const here: number[] = [];
  const original: number[] = [];
  let length = 0;
  let kept = 0;
  for (const piece of pieces) {
    length += lengthOf(piece);
    if (typeof piece !== 'string') kept = piece.end;
    here.push(length);
    original.push(kept);
  }
  return { here, original };
}

/** Hands out pieces from the first to the last, cut where they are asked to end. */
class PieceReader {
  readonly #pieces: readonly Piece[];
  #index = 0;
  /** Characters of the current piece that were taken already. */
  #used = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  /** Adds the next characters, so many, to `taken`. */
  take(length: number, taken: Piece[]): void {
    let left = length;
    while (left > 0) {
      const piece = this.#pieces[this.#index];
      if (piece === undefined) throw new RangeError('an edit lies behind the end of the text');
      const end = Math.min(lengthOf(piece), this.#used + left);
      taken.push(cut(piece, this.#used, end));
      left -= end - this.#used;
      this.#used = end;
      if (end === lengthOf(piece)) {
        this.#index += 1;
        this.#used = 0;
      }
    }
  }
}

function lengthOf(piece: Piece): number {
  return typeof piece === 'string' ? piece.length : piece.end - piece.start;
}

function cut(piece: Piece, start: number, end: number): Piece {
  if (typeof piece === 'string') return piece.slice(start, end);
  return { start: piece.start + start, end: piece.start + end };
}

/** The index of the first number above one; numbers are in order. */
function firstAbove(numbers: readonly number[], one: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= one) low = middle + 1;
    else high = middle;
  }
  return low;
}
