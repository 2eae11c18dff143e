/** A closing quote of CEL text, by what opens it; three quotes in a row open text over several lines. */
const QUOTES = ['"""', "'''", '"', "'"];

/**
 * The offset behind the text literal or comment that starts at `at`: `at` itself when none starts there,
 * the end of the text when it is never closed.
 */
export function skipOpaque(text: string, at: number): number {
  if (text.startsWith('//', at)) {
    const newline = text.indexOf('\n', at);
    return newline === -1 ? text.length : newline;
  }
  const quote = QUOTES.find((candidate) => text.startsWith(candidate, at));
  if (quote === undefined) return at;
  let end = at + quote.length;
  while (end < text.length && !text.startsWith(quote, end)) end += text[end] === '\\' ? 2 : 1;
  return Math.min(end + quote.length, text.length);
}

/** The text with blanks for what stands in literals and comments, at the same offsets. */
export function withoutLiterals(text: string): string {
  let bare = '';
  while (bare.length < text.length) {
    const end = skipOpaque(text, bare.length);
    bare += end > bare.length ? ' '.repeat(end - bare.length) : text[bare.length];
  }
  return bare;
}

/** Text as a literal of CEL. */
export function quoteText(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `'${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}
