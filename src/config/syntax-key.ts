import type { Span } from '../base/lines.ts';
import type { Edit, Problem } from './problem.ts';
import { isMethod } from './resolve/methods.ts';

/** What the parser said: its reason and the offset it stopped at. */
export interface SyntaxFault {
  readonly reason: string;
  readonly offset: number;
}

/** Parses a text to see what is wrong with it. */
export type FaultOf = (text: string) => SyntaxFault | undefined;

export interface Line extends Span {
  readonly text: string;
}

/** A key that lacks its colon, or the space behind it. */
interface Candidate {
  readonly message: string;
  readonly span: Span;
  readonly edit: Edit;
}

/** Longer lines hold no forgotten key, and would take long to search. */
const LONGEST = 1000;

/** What begins a line that may be a key: no quote, no bracket, no comment. */
const KEY = String.raw`^(\s*(?:-\s+)?)([^\s:#'"&*!|>%@\x60{}[\],-][^:#]*?)`;
const WITHOUT_COLON = new RegExp(String.raw`${KEY}\s*(?:\s#.*)?$`);
const WITHOUT_SPACE = new RegExp(String.raw`${KEY}:(?![\s/]|$)`);

/**
 * Finds a key that YAML takes for a text, in the line with the fault or in the one before it. The fault shows
 * only behind it, so an edit counts when the parser gets past that line with it.
 */
export function explainKey(text: string, line: Line, faultOf: FaultOf): Problem | undefined {
  const before = lineBefore(text, line);
  const lines = (before === undefined ? [line] : [before, line]).filter((one) => one.text.length <= LONGEST);
  const found = lines
    .flatMap((one) => [withoutSpace(one), beforeValue(text, one), withoutColon(one)])
    .filter((candidate) => candidate !== undefined)
    .find(({ edit }) => isBeyond(faultOf(applied(text, edit)), line.end + edit.replace.length));
  if (found === undefined) return undefined;
  const { message, span, edit } = found;
  return { code: 'BW1010', message, path: [], span, edits: [edit] };
}

export function isBeyond(fault: SyntaxFault | undefined, offset: number): boolean {
  return fault === undefined || fault.offset > offset;
}

export function applied(text: string, { span, replace }: Edit): string {
  return text.slice(0, span.start) + replace + text.slice(span.end);
}

function withoutColon(line: Line): Candidate | undefined {
  const [, lead = '', key] = WITHOUT_COLON.exec(line.text) ?? [];
  if (key === undefined) return undefined;
  const start = line.start + lead.length;
  const end = start + key.length;
  return {
    message: `a \`:\` is missing behind \`${key}\``,
    span: { start, end },
    edit: {
      text: 'add `:`',
      span: { start: end, end },
      replace: ':',
      ...(isKey(key) ? {} : { guess: true }),
    },
  };
}

/** One word, or a route. */
function isKey(text: string): boolean {
  return /^(?:\/|\S+$)/.test(text) || isRoute(text);
}

function isRoute(text: string): boolean {
  const [, methods] = /^([A-Za-z,]+) +\//.exec(text) ?? [];
  return methods?.split(',').every((method) => isMethod(method.toUpperCase())) === true;
}

/** A key and its value without the colon between them: an anchor, or a value that nothing stands below. */
function beforeValue(text: string, line: Line): Candidate | undefined {
  const [, lead = '', whole = ''] = WITHOUT_COLON.exec(line.text) ?? [];
  const [, key, value = ''] = /^([a-z][\w-]*) +(\S.*)$/.exec(whole) ?? [];
  if (key === undefined || isRoute(whole) || !(/^[&*!]\S+$/.test(value) || !hasBelow(text, line)))
    return undefined;
  const start = line.start + lead.length;
  const end = start + key.length;
  return {
    message: `a \`:\` is missing behind \`${key}\``,
    span: { start, end },
    edit: { text: `add \`:\` behind \`${key}\``, span: { start: end, end }, replace: ':' },
  };
}

/** Whether the next line that says something stands further right. */
function hasBelow(text: string, line: Line): boolean {
  const [, blanks = ''] = /[\r\n]([ ]*)(?=[^\s#])/.exec(text.slice(line.end)) ?? [];
  return blanks.length > line.text.length - line.text.trimStart().length;
}

function withoutSpace(line: Line): Candidate | undefined {
  const [, lead = '', key] = WITHOUT_SPACE.exec(line.text) ?? [];
  if (key === undefined) return undefined;
  const colon = line.start + lead.length + key.length;
  return {
    message: `a space is missing behind \`${key}:\``,
    span: { start: colon, end: colon + 1 },
    edit: { text: 'add a space', span: { start: colon + 1, end: colon + 1 }, replace: ' ' },
  };
}

/** The nearest line before that says something. */
export function lineBefore(text: string, line: Line): Line | undefined {
  for (let at = line.start; at > 0; ) {
    const before = lineAt(text, at - 1);
    if (/^\s*[^\s#]/.test(before.text)) return before;
    at = before.start;
  }
  return undefined;
}

export function lineAt(text: string, offset: number): Line {
  // A search for one kind of line break would go through the whole text when it has only the other kind.
  const isBreak = (at: number) => text[at] === '\n' || text[at] === '\r';
  let start = offset;
  while (start > 0 && !isBreak(start - 1)) start -= 1;
  let end = start;
  while (end < text.length && !isBreak(end)) end += 1;
  return { start, end, text: text.slice(start, end) };
}
