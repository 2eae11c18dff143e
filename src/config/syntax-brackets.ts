import type { Edit, Problem } from './problem.ts';
import { applied, type FaultOf, isBeyond, type Line, lineAt, lineBefore } from './syntax-key.ts';

/** How far up the bracket that begins a value is looked for, in lines. */
const MAX_LINES = 500;

const ONE = 'this bracket closes nothing: it is one too many';
const SEVERAL = 'these brackets close nothing: they are too many';

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** What begins a value in brackets: only blanks, dashes and a key stand before it. */
const BRACKETS_BEGIN = /^(\s*(?:-\s+)*(?:[^\s#"'{[][^#]*?:\s+|"[^"]*":\s+|'[^']*':\s+)?)[{[]/;

interface Bracket {
  readonly character: string;
  readonly offset: number;
}

/** What a value in brackets is like up to some offset. */
interface Scan {
  /** What is open where the scan ends, the outermost first. */
  readonly open: readonly Bracket[];
  /** The first bracket that closes another kind than the one that is open. */
  readonly wrong: Bracket | undefined;
  /** Behind the last bracket; undefined when it is not closed. */
  readonly end: number | undefined;
}

/** Explains a bracket that closes the wrong one, or none. */
export function explainBrackets(
  text: string,
  { line, offset }: { readonly line: Line; readonly offset: number },
  faultOf: FaultOf,
): Problem | undefined {
  if (!'}]'.includes(text.charAt(offset)) || offset >= text.length) return undefined;
  const begin = beginOf(text, line, offset);
  if (begin === undefined) return tooMany(text, { line, offset }, faultOf);
  const { wrong, open } = scan(text, begin, offset + 1);
  if (wrong === undefined) return tooFarLeft(text, { line, offset, begin }, faultOf);
  const last = open.at(-1);
  if (wrong.offset !== offset || last === undefined) return undefined;
  const closing = CLOSING[last.character] ?? '';
  const span = { start: offset, end: offset + 1 };
  const edits: Edit[] = [
    { text: `write \`${closing}\``, span, replace: closing },
    { text: `add \`${closing}\` before it`, span: { start: offset, end: offset }, replace: closing },
    { text: `remove \`${wrong.character}\``, span, replace: '' },
    ...swapped(text, wrong, closing),
    ...indented(line, { offset, begin: lineAt(text, begin) }, closing),
  ];
  const mending = edits.find((edit) => isMended(text, { line, begin }, edit, faultOf));
  const removes = mending?.replace === '';
  return {
    code: 'BW1010',
    message: removes ? ONE : `\`${last.character}\` is closed by \`${wrong.character}\``,
    path: [],
    span,
    ...(removes
      ? {}
      : { related: [{ message: 'it is opened here', span: { start: last.offset, end: last.offset + 1 } }] }),
    ...(mending === undefined ? { hint: `close it with \`${closing}\`` } : { edits: [mending] }),
  };
}

/** YAML wants a closing bracket that has its own line further right than the key. */
function tooFarLeft(
  text: string,
  { line, offset, begin }: { readonly line: Line; readonly offset: number; readonly begin: number },
  faultOf: FaultOf,
): Problem | undefined {
  if (line.text.slice(0, offset - line.start).trim() !== '') return undefined;
  const wanted = wantedColumn(lineAt(text, begin));
  const count = wanted - (offset - line.start);
  if (count <= 0) return undefined;
  const span = { start: line.start, end: line.start };
  const edit = { text: `add ${count} ${count === 1 ? 'blank' : 'blanks'}`, span, replace: ' '.repeat(count) };
  const mends = isBeyond(faultOf(applied(text, edit)), offset + count);
  return {
    code: 'BW1010',
    message: 'a bracket on a line of its own stands further right than the key it belongs to',
    path: [],
    span: { start: offset, end: offset + 1 },
    ...(mends ? { edits: [edit] } : { hint: `indent it by ${wanted}` }),
  };
}

/** Another bracket on its own line, far enough to the right. */
function indented(
  line: Line,
  { offset, begin }: { readonly offset: number; readonly begin: Line },
  closing: string,
): Edit[] {
  if (line.text.slice(0, offset - line.start).trim() !== '') return [];
  const replace = ' '.repeat(wantedColumn(begin)) + closing;
  return [
    { text: `write \`${closing}\` further right`, span: { start: line.start, end: offset + 1 }, replace },
  ];
}

function wantedColumn({ text }: Line): number {
  return text.length - text.trimStart().length + 2;
}

/** The bracket and the next one, the other way round. */
function swapped(text: string, { character, offset }: Bracket, closing: string): Edit[] {
  const [, gap = '', next] = /^.(\s*)([}\]])/.exec(text.slice(offset)) ?? [];
  if (next !== closing) return [];
  const replace = `${closing}${gap}${character}`;
  const span = { start: offset, end: offset + replace.length };
  return [{ text: `write \`${replace}\``, span, replace }];
}

/** Brackets behind a value in brackets that is closed already. */
function tooMany(
  text: string,
  { line, offset }: { readonly line: Line; readonly offset: number },
  faultOf: FaultOf,
): Problem | undefined {
  const before = text.slice(line.start, offset);
  if (/^\s*(?:[^#]*:\s+|-\s+)$/.test(before)) {
    const hint = 'remove it, or put quotes around it';
    return { code: 'BW1010', message: ONE, path: [], span: { start: offset, end: offset + 1 }, hint };
  }
  if (!/[}\]]\s*$/.test(before) || countOf(before, /[{[]/g) > countOf(before, /[}\]]/g)) return undefined;
  const [run = ''] = /^[}\]](?:\s*[}\]])*/.exec(text.slice(offset, line.end)) ?? [];
  const end = offset + run.length;
  const edit = {
    text: `remove \`${run}\``,
    span: { start: line.start + before.trimEnd().length, end },
    replace: '',
  };
  const removed = edit.span.end - edit.span.start;
  const mends = isBeyond(faultOf(applied(text, edit)), line.end - removed);
  return {
    code: 'BW1010',
    message: run.length === 1 ? ONE : SEVERAL,
    path: [],
    span: { start: offset, end },
    ...(mends ? { edits: [edit] } : { hint: `remove \`${run}\`` }),
  };
}

function countOf(text: string, brackets: RegExp): number {
  return text.match(brackets)?.length ?? 0;
}

/** Where the value in brackets begins that is still open at an offset. */
function beginOf(text: string, from: Line, offset: number): number | undefined {
  let line: Line | undefined = from;
  for (let count = 0; line !== undefined && count < MAX_LINES; count += 1) {
    const lead = BRACKETS_BEGIN.exec(line.text)?.[1];
    if (lead !== undefined) {
      const begin = line.start + lead.length;
      const { end, wrong } = scan(text, begin, offset + 1);
      if (begin < offset && (wrong?.offset === offset || end === undefined || end > offset)) return begin;
    }
    line = lineBefore(text, line);
  }
  return undefined;
}

/** True when the whole value is sound with the edit, as far as its brackets go. */
function isMended(
  text: string,
  { line, begin }: { readonly line: Line; readonly begin: number },
  edit: Edit,
  faultOf: FaultOf,
): boolean {
  const edited = applied(text, edit);
  const { end } = scan(edited, begin);
  const change = edited.length - text.length;
  return end !== undefined && isBeyond(faultOf(edited), Math.max(line.end + change, end - 1));
}

/** Reads brackets from the one at `begin` until it is closed or one is wrong, at most up to `until`. */
function scan(text: string, begin: number, until = text.length): Scan {
  const open: Bracket[] = [];
  for (let at = begin; at < until; at += 1) {
    const character = text.charAt(at);
    if (character === '#' && /\s/.test(text.charAt(at - 1))) at = endOfLine(text, at);
    else if (`"'`.includes(character) && /[\s:,[{]/.test(text.charAt(at - 1))) at = endOfQuoted(text, at);
    else if ('{['.includes(character)) open.push({ character, offset: at });
    else if ('}]'.includes(character)) {
      if (CLOSING[open.at(-1)?.character ?? ''] !== character) {
        return { open, wrong: { character, offset: at }, end: undefined };
      }
      open.pop();
      if (open.length === 0) return { open, wrong: undefined, end: at + 1 };
    }
  }
  return { open, wrong: undefined, end: undefined };
}

function endOfLine(text: string, from: number): number {
  const length = text.slice(from).search(/[\r\n]/);
  return length === -1 ? text.length : from + length;
}

function endOfQuoted(text: string, from: number): number {
  const quote = text.charAt(from);
  for (let at = from + 1; at < text.length; at += 1) {
    if (quote === '"' && text.charAt(at) === '\\') at += 1;
    else if (text.charAt(at) === quote) return at;
  }
  return text.length;
}
