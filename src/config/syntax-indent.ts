import type { Edit, Problem } from './problem.ts';
import { applied, type FaultOf, isBeyond, type Line, lineAt, lineBefore } from './syntax-key.ts';

/** What js-yaml says of a line that begins in no column where one may begin. */
const MISALIGNED = /^bad indentation|end of the stream or a document separator/;

/** How far up the columns are looked for, in lines. */
const MAX_LINES = 500;

/** Longer lines hold no key that is worth a search. */
const LONGEST = 1000;

/** Of a line that fits nowhere. */
export const NO_COLUMN = 'this does not line up with what stands around it';

const INDENTED = 'this line is indented by';

/** Blanks, dashes of lists, and a key with its own colon. */
const KEY = /^( *)((?:- +)*)([^\s#-][^#]*?)\s*:(?=\s|$)/;
const OPENS_MAPPING = /:\s*(?:\s#.*)?$/;
const ITEM = /^( *)- /;

/** A line whose column counts: one with a key or an item of a list. */
interface Entry {
  readonly line: Line;
  /** Blanks before it. */
  readonly indentation: number;
  /** Columns that a line below may begin in to stand beside it: its dash's and its key's. */
  readonly columns: readonly number[];
  readonly name: string;
  /** Offset of the key's colon; that of the dash for an item without a key. */
  readonly colon: number;
}

/** A column the line may begin in. */
interface Level {
  readonly column: number;
  readonly name: string;
  /** The nearest line above that begins there. */
  readonly entry: Entry;
}

/**
 * Explains a key that begins in a column where none can. YAML reads a deeper one as more of the value above it
 * and stops at the colon, which looks as if a value held it.
 */
export function explainIndentation(
  text: string,
  { line, offset, reason }: { readonly line: Line; readonly offset: number; readonly reason: string },
  faultOf: FaultOf,
): Problem | undefined {
  if (!MISALIGNED.test(reason)) return undefined;
  const entry = entryOf(line);
  if (entry === undefined || (offset !== entry.colon && offset !== line.start + entry.indentation))
    return undefined;
  const levels = levelsAbove(text, line);
  const lowest = levels.at(-1);
  if (lowest === undefined || levels.some(({ column }) => column === entry.indentation)) return undefined;
  if (entry.indentation < lowest.column) return explainFirst(text, entry.indentation, faultOf);
  const isDeeper = levels.every(({ column }) => column < entry.indentation);
  if (isDeeper && !endsEntry(lineBefore(text, line))) return misplaced(entry, [], []);
  const fitting = levels.flatMap((level) => {
    const edit = editTo(text, entry, level.column);
    return edit !== undefined && passes(text, line, edit, faultOf) ? [{ level, edit }] : [];
  });
  const nearest = nearestTo(entry, fitting, ({ level }) => level);
  const odd = oddAbove(text, { entry, levels, edit: nearest[0]?.edit }, faultOf);
  if (odd !== undefined) return odd;
  if (nearest.length === 0) return misplaced(entry, levels.slice(0, 1), []);
  // By more than one, or below a key without a value, another line may be the one that stands wrong.
  const isSure = least(entry, levels) === 1 && nearestTo(entry, levels, (level) => level).length === 1;
  const above = lineBefore(text, line);
  const mayBeAbove = above !== undefined && OPENS_MAPPING.test(above.text);
  return misplaced(
    entry,
    nearest.map(({ level }) => level),
    nearest.map(({ edit }) => (isSure && !mayBeAbove ? edit : { ...edit, guess: true })),
  );
}

function nearestTo<T>(entry: Entry, items: readonly T[], levelOf: (item: T) => Level): T[] {
  const distance = (item: T) => Math.abs(levelOf(item).column - entry.indentation);
  return items.filter((item) => distance(item) === least(entry, items.map(levelOf)));
}

/** How far the nearest column is. */
function least({ indentation }: Entry, levels: readonly Level[]): number {
  return Math.min(...levels.map(({ column }) => Math.abs(column - indentation)));
}

/** False for a line of running text: then it may be that line which is wrong. */
function endsEntry(line: Line | undefined): boolean {
  return line !== undefined && (entryOf(line) !== undefined || /[}\]"'](?:\s+#.*|\s*)$/.test(line.text));
}

export function isMisplaced({ message }: Problem): boolean {
  return message === NO_COLUMN || message.startsWith(INDENTED);
}

/**
 * The line above that stands wrong, where it is the first of its mapping and the others stand in the column of this
 * one: to move it mends more lines than to move this one, or no other line of the text begins where it does.
 */
function oddAbove(
  text: string,
  {
    entry,
    levels,
    edit,
  }: { readonly entry: Entry; readonly levels: readonly Level[]; readonly edit: Edit | undefined },
  faultOf: FaultOf,
): Problem | undefined {
  const { indentation, line } = entry;
  const [level, other] = nearestTo(entry, levels, (one) => one);
  if (level === undefined || other !== undefined || Math.abs(level.column - indentation) !== 1)
    return undefined;
  const { entry: odd } = level;
  const parent = levels[levels.indexOf(level) + 1]?.column ?? -1;
  const moved = odd.indentation === level.column ? editTo(text, odd, indentation) : undefined;
  if (moved === undefined || parent >= indentation || !isFirst(text, odd)) return undefined;
  const reached = reachOf(text, moved, faultOf);
  const reachedHere = edit === undefined ? 0 : reachOf(text, edit, faultOf);
  const isRare = linesAt(text, level.column) === 1 && linesAt(text, indentation) > 1;
  if (reached <= line.end || !(reached > reachedHere || (reached === reachedHere && isRare)))
    return undefined;
  return misplaced(odd, [{ column: indentation, name: '', entry }], [moved]);
}

/** Whether what holds a line stands directly above it. */
function isFirst(text: string, { line, indentation }: Entry): boolean {
  const above = lineBefore(text, line);
  return above !== undefined && (entryOf(above)?.indentation ?? indentation) < indentation;
}

/** The offset of the next fault with an edit, as the text stands without it. */
function reachOf(text: string, edit: Edit, faultOf: FaultOf): number {
  const fault = faultOf(applied(text, edit));
  const change = edit.replace.length - (edit.span.end - edit.span.start);
  return fault === undefined ? Number.POSITIVE_INFINITY : fault.offset - change;
}

/** How many lines that say something are indented by so many blanks. */
function linesAt(text: string, column: number): number {
  return text.match(new RegExp(`^ {${column}}(?=[^\\s#])`, 'gm'))?.length ?? 0;
}

/** The file itself begins further right than a later line: its first key is what stands wrong. */
function explainFirst(text: string, wanted: number, faultOf: FaultOf): Problem | undefined {
  const firstAt = text.search(/^ +(?=[^\s#])/m);
  const line = lineAt(text, Math.max(firstAt, 0));
  const entry = entryOf(line);
  const edit = entry === undefined ? undefined : editTo(text, entry, wanted);
  if (entry === undefined || edit === undefined || lineBefore(text, line) !== undefined) return undefined;
  const level = { column: wanted, name: '', entry };
  return misplaced(entry, [level], passes(text, line, edit, faultOf) ? [edit] : []);
}

function misplaced(entry: Entry, levels: readonly Level[], edits: readonly Edit[]): Problem {
  const { line, indentation, name } = entry;
  const start = line.start + indentation;
  const columns = levels.map(({ column }) => column).join(' or ');
  const [beside] = levels;
  return {
    code: 'BW1010',
    message: levels.length === 0 ? NO_COLUMN : `${INDENTED} ${indentation} where ${columns} was expected`,
    path: [],
    span: { start, end: start + Math.max(1, name.length) },
    ...(levels.length === 1 && beside?.name ? { label: `as \`${beside.name}\` above it` } : {}),
    ...(edits.length > 0 ? { edits } : { hint: 'keys of one mapping start in the same column' }),
  };
}

/** Undefined when what belongs to the line would not belong to it any more. */
function editTo(text: string, { line, indentation }: Entry, column: number): Edit | undefined {
  const { start } = line;
  const blanks = (count: number) => `${count} ${count === 1 ? 'blank' : 'blanks'}`;
  if (column < indentation) {
    const count = indentation - column;
    return { text: `remove ${blanks(count)}`, span: { start, end: start + count }, replace: '' };
  }
  const below = OPENS_MAPPING.test(line.text) ? indentationBelow(text, line) : -1;
  if (below > indentation && below <= column) return undefined;
  const count = column - indentation;
  return { text: `add ${blanks(count)}`, span: { start, end: start }, replace: ' '.repeat(count) };
}

function passes(text: string, line: Line, edit: Edit, faultOf: FaultOf): boolean {
  const change = edit.replace.length - (edit.span.end - edit.span.start);
  return isBeyond(faultOf(applied(text, edit)), line.end + change);
}

/** The indentation of the next line that says something; -1 without one. */
function indentationBelow(text: string, line: Line): number {
  const [, blanks] = /[\r\n]([ ]*)(?=[^\s#])/.exec(text.slice(line.end)) ?? [];
  return blanks?.length ?? -1;
}

/** The columns that are open above a line, the innermost first. */
function levelsAbove(text: string, from: Line): Level[] {
  const levels: Level[] = [];
  let line = lineBefore(text, from);
  for (let count = 0; line !== undefined && count < MAX_LINES; count += 1) {
    const entry = entryOf(line);
    const { columns = [], name = '', indentation = 0 } = entry ?? {};
    for (const column of columns.toReversed()) {
      const isOpen = column < (levels.at(-1)?.column ?? Number.POSITIVE_INFINITY);
      if (entry !== undefined && isOpen) levels.push({ column, name, entry });
    }
    if (columns.length > 0 && indentation === 0) break;
    line = lineBefore(text, line);
  }
  return levels;
}

function entryOf(line: Line): Entry | undefined {
  if (line.text.length > LONGEST) return undefined;
  const [whole, blanks = '', dashes = '', name = ''] = KEY.exec(line.text) ?? [];
  const indentation = blanks.length;
  if (whole !== undefined) {
    const columns = dashes === '' ? [indentation] : [indentation, indentation + dashes.length];
    return {
      line,
      indentation,
      columns,
      name: dashes === '' ? name : '',
      colon: line.start + whole.length - 1,
    };
  }
  const item = ITEM.exec(line.text)?.[1];
  if (item === undefined) return undefined;
  return {
    line,
    indentation: item.length,
    columns: [item.length],
    name: '',
    colon: line.start + item.length,
  };
}
