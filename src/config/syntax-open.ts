import type { Problem } from './problem.ts';
import { applied, type FaultOf, isBeyond, type Line, lineBefore } from './syntax-key.ts';

/** What js-yaml says when a quote or bracket is not closed: it notices at the end, or at the next key. */
const UNCLOSED = /deficient indentation|within a flow collection|within a (?:single|double) quoted scalar/;

/** How far up the opening character is looked for, in lines. */
const MAX_LINES = 500;

/** A quote or bracket that a line leaves open, and the line it could be closed in. */
interface Opening {
  readonly character: string;
  readonly offset: number;
}

/** Points at the quote or bracket that is not closed, instead of the place where that shows. */
export function explainUnclosed(
  text: string,
  fault: { readonly line: Line; readonly reason: string },
  faultOf: FaultOf,
): Problem | undefined {
  if (!UNCLOSED.test(fault.reason)) return undefined;
  const found = findOpening(text, fault.line);
  if (found === undefined) return undefined;
  const { opening, last } = found;
  const closing = CLOSING[opening.character] ?? opening.character;
  const at = last.start + contentEnd(last.text);
  const isBracket = closing !== opening.character;
  const edit = {
    text: `close it with \`${closing}\``,
    span: { start: at, end: at },
    replace: isBracket ? ` ${closing}` : closing,
  };
  const mends = isBeyond(faultOf(applied(text, edit)), fault.line.start + edit.replace.length);
  return {
    code: 'BW1010',
    message: `this \`${opening.character}\` is never closed`,
    path: [],
    span: { start: opening.offset, end: opening.offset + 1 },
    ...(mends ? { edits: [edit] } : { hint: `add the missing \`${closing}\`` }),
  };
}

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** The nearest opening character above the fault, or in its line, and the last line with content before the fault. */
function findOpening(text: string, from: Line): { opening: Opening; last: Line } | undefined {
  let last: Line | undefined;
  let line: Line | undefined = from;
  let closed = 0;
  for (let count = 0; line !== undefined && count < MAX_LINES; count += 1) {
    const isFault = line === from;
    if (!isFault && line.text.trim() !== '') last ??= line;
    const { open, closers } = scan(line);
    const opening =
      isFault && last === undefined && line.end < text.length ? undefined : open.at(-1 - closed);
    if (opening !== undefined) return { opening, last: last ?? line };
    // The line with the fault was not read yet, so that it closes only with a bracket at its beginning.
    const counts = !isFault || /^\s*[}\]]/.test(line.text);
    closed = Math.max(0, closed - open.length) + (counts ? closers : 0);
    line = lineBefore(text, line);
  }
  return undefined;
}

/** What a line leaves open, and how many brackets it closes that it did not open. */
function scan({ text, start }: Line): { open: Opening[]; closers: number } {
  const open: Opening[] = [];
  let closers = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const behind = text.charAt(at - 1);
    if (character === '#' && (at === 0 || /\s/.test(behind))) break;
    if (`"'`.includes(character) && (at === 0 || /[\s:,[{]/.test(behind))) {
      const end = endOfQuoted(text, at);
      if (end === -1) return { open: [...open, { character, offset: start + at }], closers };
      at = end;
    } else if ('{['.includes(character)) open.push({ character, offset: start + at });
    else if ('}]'.includes(character) && open.pop() === undefined) closers += 1;
  }
  return { open, closers };
}

function endOfQuoted(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    if (quote === '"' && text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return -1;
}

/** Behind the last character that is neither a blank nor part of a comment. */
function contentEnd(line: string): number {
  const comment = line.search(/\s#/);
  return (comment === -1 ? line : line.slice(0, comment)).trimEnd().length;
}
