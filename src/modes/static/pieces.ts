import { randomBytes } from 'node:crypto';
import type { ByteRange } from '../../base/http-range.ts';

/** A part of the answer's body: bytes of the file, or a text between them. */
export type Piece = ByteRange | string;

/** What is sent of a file. */
export interface Selection {
  readonly status: 200 | 206;
  readonly pieces: readonly Piece[];
  /** Bytes of all pieces. */
  readonly length: number;
  readonly contentType: string;
  readonly contentRange: string | undefined;
}

export function selectAll(size: number, contentType: string): Selection {
  const pieces = size === 0 ? [] : [{ first: 0, last: size - 1 }];
  return { status: 200, pieces, length: size, contentType, contentRange: undefined };
}

/** One range is the body itself; several become a multipart one (RFC 9110, section 14.6). */
export function selectRanges(ranges: readonly ByteRange[], size: number, contentType: string): Selection {
  const [first, ...others] = ranges;
  if (first !== undefined && others.length === 0) {
    const contentRange = rangeText(first, size);
    return { status: 206, pieces: ranges, length: lengthOf(first), contentType, contentRange };
  }
  const boundary = randomBytes(18).toString('hex');
  const pieces = [
    ...ranges.flatMap((range) => [partHead(range, size, boundary, contentType), range]),
    `\r\n--${boundary}--\r\n`,
  ];
  const length = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0);
  const type = `multipart/byteranges; boundary=${boundary}`;
  return { status: 206, pieces, length, contentType: type, contentRange: undefined };
}

function partHead(range: ByteRange, size: number, boundary: string, contentType: string): string {
  return `\r\n--${boundary}\r\ncontent-type: ${contentType}\r\ncontent-range: ${rangeText(range, size)}\r\n\r\n`;
}

function rangeText({ first, last }: ByteRange, size: number): string {
  return `bytes ${first}-${last}/${size}`;
}

/** Texts between the bytes are ASCII. */
function lengthOf(piece: Piece): number {
  return typeof piece === 'string' ? piece.length : piece.last - piece.first + 1;
}
