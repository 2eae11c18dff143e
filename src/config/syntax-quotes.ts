import type { Problem } from './problem.ts';
import { applied, type FaultOf, isBeyond, type Line } from './syntax-key.ts';

/** How a quote is written inside of quotes of its kind. */
const INSIDE: Readonly<Record<string, string>> = { "'": "''", '"': '\\"' };

const WORDS: Readonly<Record<string, string>> = {
  "'": "a quote inside single quotes is written twice: `''`",
  '"': 'a quote inside double quotes is written `\\"`',
};

/** Explains a quote in the middle of a quoted text, such as that of `'it's me'`: it ends the text. */
export function explainQuote(
  text: string,
  { line, offset }: { readonly line: Line; readonly offset: number },
  faultOf: FaultOf,
): Problem | undefined {
  const inner = offset - line.start - 1;
  const quote = line.text.charAt(inner);
  const written = INSIDE[quote];
  // A letter that follows the quote: the text goes on.
  if (written === undefined || !/[\p{L}\p{N}]/u.test(line.text.charAt(inner + 1))) return undefined;
  const start = beginOf(line.text.slice(0, inner), quote);
  if (start === undefined) return undefined;
  const problem = {
    code: 'BW1010',
    message: WORDS[quote] ?? '',
    path: [],
    span: { start: offset - 1, end: offset },
  } as const;
  const edit = editOf(line, start, quote);
  const mends =
    edit !== undefined && isBeyond(faultOf(applied(text, edit)), edit.span.start + edit.replace.length);
  return mends
    ? { ...problem, edits: [edit] }
    : { ...problem, hint: `write \`${written}\` for the quote itself` };
}

/** Where the quoted text begins that is open at the end of `before`: other quoted texts are skipped whole. */
function beginOf(before: string, quote: string): number | undefined {
  let open: number | undefined;
  let character = '';
  for (let at = 0; at < before.length; at += 1) {
    const here = before.charAt(at);
    if (open === undefined) {
      if (!`"'`.includes(here) || !(at === 0 || /[\s,[{:]/.test(before.charAt(at - 1)))) continue;
      open = at;
      character = here;
    } else if (character === '"' && here === '\\') at += 1;
    else if (here === character) {
      if (character === "'" && before.charAt(at + 1) === "'") at += 1;
      else open = undefined;
    }
  }
  return character === quote ? open : undefined;
}

/** Writes the quotes up to the one that ends the value as quotes inside of it. */
function editOf(line: Line, start: number, quote: string) {
  const ending = quote === "'" ? /'(?=\s*(?:$|[,}\]]|\s#))/g : /(?<!\\)"(?=\s*(?:$|[,}\]]|\s#))/g;
  ending.lastIndex = start + 1;
  const end = ending.exec(line.text)?.index;
  if (end === undefined) return undefined;
  const content = line.text.slice(start + 1, end);
  const replace =
    quote === "'"
      ? content.replace(/'+/g, "''")
      : content.replace(/\\.|"/g, (one) => (one === '"' ? '\\"' : one));
  return {
    text: `write ${quote}${replace}${quote}`,
    span: { start: line.start + start + 1, end: line.start + end },
    replace,
  };
}
