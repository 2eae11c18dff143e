import type { Edit, Problem } from './problem.ts';
import { explainBrackets } from './syntax-brackets.ts';
import { explainIndentation, NO_COLUMN } from './syntax-indent.ts';
import { explainKey, type FaultOf, type Line, lineAt, type SyntaxFault } from './syntax-key.ts';
import { explainUnclosed } from './syntax-open.ts';
import { explainQuote } from './syntax-quotes.ts';

/**
 * Says in plain words why the text is no YAML, and what to write instead.
 *
 * @param faultOf tries a mended text; undefined when nothing is wrong with it
 */
export function explainSyntax(text: string, fault: SyntaxFault, faultOf: FaultOf): Problem {
  const offset = Math.min(fault.offset, text.length);
  const line = lineAt(text, offset);
  return (
    explainTab(text, line) ??
    explainTemplate(line, offset, fault.reason) ??
    explainBrackets(text, { line, offset }, faultOf) ??
    explainQuote(text, { line, offset }, faultOf) ??
    explainUnclosed(text, { line, reason: fault.reason }, faultOf) ??
    explainKey(text, line, faultOf) ??
    explainIndentation(text, { line, offset, reason: fault.reason }, faultOf) ??
    explainPlainValue(line, offset, fault.reason) ??
    explainReason(line, offset, fault.reason)
  );
}

function explainTab(text: string, line: Line): Problem | undefined {
  const indentation = /^[ \t]*/.exec(line.text)?.[0] ?? '';
  const tab = indentation.indexOf('\t');
  if (tab === -1) return undefined;
  return {
    code: 'BW1011',
    message: 'a tab cannot indent: YAML takes spaces only',
    path: [],
    span: { start: line.start + tab, end: line.start + indentation.length },
    label: 'this is a tab',
    edits: spacesForTabs(text),
  };
}

/** One edit from the first tab in an indentation to the last one, so that the whole file is mended at once. */
function spacesForTabs(text: string): Edit[] {
  const indentations = [...text.matchAll(TAB_INDENTATION)];
  const start = indentations[0]?.index ?? 0;
  const last = indentations.at(-1);
  const end = last === undefined ? start : last.index + last[0].length;
  const replace = text
    .slice(start, end)
    .replace(TAB_INDENTATION, (indentation) => indentation.replaceAll('\t', '  '));
  return [{ text: 'use two spaces for each tab', span: { start, end }, replace }];
}

/** Blanks at the start of a line with a tab among them. */
export const TAB_INDENTATION = /^[ ]*\t[ \t]*/gm;

/** A plain value with `${` ends YAML's flow syntax at the brace, or block syntax at a colon. */
function explainTemplate(line: Line, offset: number, reason: string): Problem | undefined {
  const open = line.text.lastIndexOf('${', offset - line.start);
  if (open === -1 || isQuoted(line.text, open)) return undefined;
  const inFlow = reason.includes('flow') || isInBrackets(line.text.slice(0, open));
  const start = valueStart(line.text.slice(0, open), inFlow);
  const end = valueEnd(line.text, open, inFlow);
  return {
    code: 'BW1015',
    message: '`${` needs quotes here: without them YAML reads the braces and colons as its own',
    path: [],
    span: { start: line.start + open, end: line.start + end },
    label: 'put quotes around the whole value',
    edits: [quoted(line, start, end)],
  };
}

/** True when the last bracket is an opening one. */
function isInBrackets(before: string): boolean {
  const opened = Math.max(before.lastIndexOf('['), before.lastIndexOf('{'));
  return opened > Math.max(before.lastIndexOf(']'), before.lastIndexOf('}'));
}

/** A plain value cannot hold `: ` and cannot begin with a character that YAML uses. */
function explainPlainValue(line: Line, offset: number, reason: string): Problem | undefined {
  const column = offset - line.start;
  const character = line.text[column] ?? '';
  const inFlow = reason.startsWith('missed comma');
  const start = valueStart(inFlow ? line.text.slice(0, column) : line.text, inFlow);
  // The first colon of a line is that of its key.
  const colon = !inFlow && character === ':' && /:\s/.test(line.text.slice(0, column));
  const special = column === start && /[@`%]/.test(character);
  if (!(inFlow || reason.startsWith('bad indentation')) || !(colon || special)) return undefined;
  const what = colon ? 'hold `: `' : `begin with ${character === '`' ? 'a backtick' : `\`${character}\``}`;
  return {
    code: 'BW1010',
    message: `a value without quotes cannot ${what}`,
    path: [],
    span: { start: offset, end: offset + 1 },
    edits: [quoted(line, start, valueEnd(line.text, start, inFlow))],
  };
}

function quoted(line: Line, start: number, end: number): Edit {
  const replace = quote(line.text.slice(start, end));
  return {
    text: `put quotes around it: ${replace}`,
    span: { start: line.start + start, end: line.start + end },
    replace,
  };
}

/** Where the value that `before` leads into begins: behind the last separator in flow, the first one in a block. */
function valueStart(before: string, inFlow: boolean): number {
  const lead = inFlow ? /^.*(?:[:,[{]\s+|[,[{])(?=\S|$)/ : /^\s*(?:-\s+)*(?:[^\s:](?:[^:]|:(?=\S))*:\s+)?/;
  return lead.exec(before)?.[0].length ?? 0;
}

/** Behind the value that goes on at `from`: templates are skipped whole. */
function valueEnd(line: string, from: number, inFlow: boolean): number {
  let depth = 0;
  let at = from;
  for (; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (line.startsWith('${', at)) {
      depth += 1;
      at += 1;
    } else if (depth > 0) {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
    } else if (inFlow ? ',]}'.includes(character) : line.startsWith(' #', at)) {
      break;
    }
  }
  return line.slice(0, at).trimEnd().length;
}

function isQuoted(line: string, at: number): boolean {
  const before = line.slice(0, at).replace(/\\./g, '');
  const quotes = /(?:^|[\s:,[{])(["'])(?:(?!\1).)*$/.exec(before);
  return quotes !== null;
}

function quote(value: string): string {
  if (!value.includes('"') && !value.includes('\\')) return `"${value}"`;
  return `'${value.replaceAll("'", "''")}'`;
}

/** Reasons of js-yaml that a newcomer would not understand, in plain words with the fix. */
const PLAIN: readonly (readonly [RegExp, string, string])[] = [
  [
    /^bad indentation/,
    NO_COLUMN,
    'keys of one mapping start in the same column; a key needs a `:` and a space behind it',
  ],
  [
    /deficient indentation/,
    'a quote or bracket before this line is not closed',
    'close it, or indent this line further',
  ],
  [
    /multiline key|expected ':' after/,
    'a key needs a `:` and a space behind it',
    'write `key: value`; indent what belongs to the key',
  ],
  [
    /whitespace character is expected after the key-value/,
    'a space is missing behind the `:`',
    'write `key: value`',
  ],
  [
    /missed comma/,
    'a comma is missing between two entries',
    'write `{ a: 1, b: 2 }`; a value with braces or commas in it needs quotes',
  ],
  [/within a flow collection/, 'a bracket is opened and never closed', 'add the missing `}` or `]`'],
  [/within a (?:single|double) quoted scalar/, 'a quote is opened and never closed', 'add the missing quote'],
  [
    /unknown escape sequence/,
    'no escape of YAML begins like this',
    'use single quotes, or write the backslash twice',
  ],
  [/hexadecimal character/, 'this escape needs more hexadecimal digits', 'write \\x41 or \\u0041'],
  [
    /non-printable|valid JSON character/,
    'a control character cannot stand here',
    'remove it, or write it as an escape such as "\\u0001"',
  ],
  [/expected the node content/, 'an entry is missing before this comma', 'remove one comma'],
  [
    /end of the stream or a document separator/,
    'this cannot follow what stands before it',
    'write every entry as `key: value`, with a space behind the colon',
  ],
  [/unknown .* tag/, 'this tag is not known here', 'remove the tag: values are plain YAML'],
  [/explicit tag/, 'the value is not what its tag says', 'remove the tag, or change the value'],
];

function explainReason(line: Line, offset: number, reason: string): Problem {
  const deep = /maxDepth \((\d+)\)/.exec(reason);
  const plain = PLAIN.find(([pattern]) => pattern.test(reason));
  const span = { start: offset, end: Math.max(offset, offset < line.end ? offset + 1 : offset) };
  if (deep !== null) {
    const message = `nesting is deeper than ${deep[1]} levels`;
    return { code: 'BW1017', message, path: [], span };
  }
  return {
    code: 'BW1010',
    message: plain?.[1] ?? reason,
    path: [],
    span,
    ...(plain === undefined ? {} : { hint: plain[2] }),
  };
}
