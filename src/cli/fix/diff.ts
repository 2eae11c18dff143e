import { printable } from '../../base/printable.ts';
import type { Paint } from '../../contracts/command.ts';
import type { TextEdit } from './edited-text.ts';

/** A file whose text is changed. */
export interface ChangedText {
  readonly file: string;
  readonly original: string;
  /** In order; none overlaps another. */
  readonly changes: readonly TextEdit[];
}

/** Lines that give way to others, by their index in the original. */
interface Block {
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Lines around a change that are shown with it. */
const CONTEXT = 3;

/** How one line of a diff is shown; the first character of a line of a hunk says what it is. */
type LineForm = (line: string, isName: boolean) => string;

/**
 * A unified diff that `patch` takes. It is made from the edits themselves: nothing is compared.
 *
 * A line ends at LF only, as for `patch`; a carriage return before it is a part of the line.
 */
export function unifiedDiff(texts: readonly ChangedText[]): string {
  return texts.map((text) => diffOf(text, (line) => line)).join('');
}

/** The same for people: in colour where there is one, and with nothing a terminal would obey. */
export function prettyDiff(texts: readonly ChangedText[], paint: Paint): string {
  const form: LineForm = (line, isName) => {
    const colour = isName ? paint.bold : colourOf(line, paint);
    return `${colour(printable(line.replace(/\r?\n$/, '')))}\n`;
  };
  return texts.map((text) => diffOf(text, form)).join('');
}

function colourOf(line: string, paint: Paint): (text: string) => string {
  if (line.startsWith('@')) return paint.cyan;
  if (line.startsWith('\\')) return paint.dim;
  return line.startsWith('-') ? paint.red : line.startsWith('+') ? paint.green : String;
}

function diffOf({ file, original, changes }: ChangedText, form: LineForm): string {
  const lines = linesOf(original);
  const hunks = hunksOf(blocksOf(original, lines, changes));
  if (hunks.length === 0) return '';
  const name = headerName(file);
  let grown = 0;
  const shown = hunks.map((blocks) => {
    const hunk = hunkOf(lines, blocks, grown);
    grown += hunk.growth;
    return hunk.lines.map((line) => form(line, false)).join('');
  });
  return [form(`--- ${name}\n`, true), form(`+++ ${name}\n`, true), ...shown].join('');
}

/** Each line with its line break; the last one may have none. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The changes as whole lines; those that share a line are one. */
function blocksOf(original: string, lines: readonly string[], changes: readonly TextEdit[]): Block[] {
  const starts = startsOf(lines);
  const groups: { first: number; last: number; edits: TextEdit[] }[] = [];
  for (const edit of changes) {
    const first = lineAt(starts, edit.start);
    const last = lineAt(starts, edit.end);
    const group = groups.at(-1);
    if (group === undefined || first > group.last) groups.push({ first, last, edits: [edit] });
    else {
      group.last = last;
      group.edits.push(edit);
    }
  }
  return groups
    .map(({ first, last, edits }) => {
      const start = starts[first] ?? original.length;
      const end = starts[last + 1] ?? original.length;
      const added = linesOf(spliced(original, { start, end }, edits));
      return trimmed({ start: first, removed: lines.slice(first, last + 1), added });
    })
    .filter(({ removed, added }) => removed.length + added.length > 0);
}

/** A part of the text with its edits made. */
function spliced(original: string, part: { start: number; end: number }, edits: readonly TextEdit[]): string {
  let at = part.start;
  let text = '';
  for (const { start, end, replace } of edits) {
    text += original.slice(at, start) + replace;
    at = end;
  }
  return text + original.slice(at, part.end);
}

/** Without the lines at both ends that stay what they were. */
function trimmed({ start, removed, added }: Block): Block {
  const shorter = Math.min(removed.length, added.length);
  let head = 0;
  while (head < shorter && removed[head] === added[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail += 1;
  return {
    start: start + head,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
}

/** Blocks whose context would touch are shown together. */
function hunksOf(blocks: readonly Block[]): Block[][] {
  const hunks: Block[][] = [];
  for (const block of blocks) {
    const last = hunks.at(-1)?.at(-1);
    const isNear = last !== undefined && block.start - endOf(last) <= 2 * CONTEXT;
    if (isNear) hunks.at(-1)?.push(block);
    else hunks.push([block]);
  }
  return hunks;
}

function endOf({ start, removed }: Block): number {
  return start + removed.length;
}

/** `grown` is how many lines the hunks before this one added. */
function hunkOf(
  lines: readonly string[],
  blocks: readonly Block[],
  grown: number,
): { lines: string[]; growth: number } {
  const from = Math.max(0, (blocks[0]?.start ?? 0) - CONTEXT);
  const to = Math.min(lines.length, endOf(blocks.at(-1) ?? { start: 0, removed: [], added: [] }) + CONTEXT);
  const body: string[] = [];
  let at = from;
  let growth = 0;
  for (const block of blocks) {
    body.push(...marked(' ', lines.slice(at, block.start)));
    body.push(...marked('-', block.removed), ...marked('+', block.added));
    growth += block.added.length - block.removed.length;
    at = endOf(block);
  }
  body.push(...marked(' ', lines.slice(at, to)));
  const count = to - from;
  const head = `@@ -${rangeOf(from, count)} +${rangeOf(from + grown, count + growth)} @@\n`;
  return { lines: [head, ...body], growth };
}

/** Of no lines, the line before them. */
function rangeOf(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}

function marked(sign: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith('\n') ? [sign + line] : [`${sign + line}\n`, '\\ No newline at end of file\n'],
  );
}

/** As git writes it: quoted where it has what would end it, with a tab behind where it has a space. */
function headerName(file: string): string {
  const quoted = file.replace(/[\p{Cc}"\\]/gu, escaped);
  if (quoted !== file) return `"${quoted}"`;
  return file.includes(' ') ? `${file}\t` : file;
}

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  return [...new TextEncoder().encode(character)]
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
}

function startsOf(lines: readonly string[]): number[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length;
  }
  return starts;
}

/** The line an offset is in; at the end of the text, the one that would follow a last line break. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
